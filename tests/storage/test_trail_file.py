"""A history written out: read by spreadsheets as it was meant, and the lines as they are kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from forms.errors import Failure
from storage.chain import Event, event_line, read_chain
from storage.trail_file import write_trail

LINE = event_line(Event("2026-11-21T09:00:00+08:00", "李红", "created"), "0" * 64)


def test_the_table_and_the_lines_are_written(tmp_path: Path) -> None:
    table, lines = write_trail(tmp_path / "记录.csv", read_chain(LINE + b'{"torn'), ("事项",), [["新建，\n第二行"]])
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline=""))) == [["事项"], ["新建，\n第二行"]]
    assert lines.read_bytes() == LINE


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_becomes_a_formula(tmp_path: Path, cell: str) -> None:
    table, _ = write_trail(tmp_path / "a.csv", read_chain(b""), ("事项",), [[cell]])
    assert f"'{cell}" in table.read_text("utf-8-sig")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="write_failed"):
        write_trail(tmp_path / "nowhere" / "a.csv", read_chain(b""), (), ())
