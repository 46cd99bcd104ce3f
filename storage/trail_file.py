"""A history written out: a table that spreadsheets open, and beside it the lines as they are kept, which can be proved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from .atomic import replace_file
from .chain import Chain
from .failures import writing

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_trail(table: Path, chain: Chain, head: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[Path, Path]:
    """Write `rows` to `table` (CSV, UTF-8 with a mark, so that Excel and WPS read Chinese), the lines of the chain beside it.

    Return both files. Failure as `writing` says; each file is there whole or not at all.
    """
    lines = table.with_suffix(".jsonl")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_tame(cell) for cell in row] for row in rows)
    for path, data in (
        (table, text.getvalue().encode("utf-8-sig", "backslashreplace")),
        (lines, b"".join(line.raw + b"\n" for line in chain.lines)),
    ):
        with writing(path):
            replace_file(path, data)
    return table, lines


def _tame(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: names and reasons come from other machines."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
