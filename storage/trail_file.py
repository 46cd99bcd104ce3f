"""A history written out: a table that spreadsheets open, and beside it the lines as they are kept, which can be proved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from forms.errors import Failure

from .atomic import deliver_file
from .chain import Chain, read_chain
from .failures import writing
from .outside import read_bytes

MOST_BYTES = 64 * 1024 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_trail(table: Path, chain: Chain, head: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[Path, Path]:
    """Write `rows` to `table` (CSV, UTF-8 with a mark, so that Excel and WPS read Chinese), the lines of the chain beside it.

    Return both files. Failure as `writing` says, `target_in_data`; each file is there whole or not at all.
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
            deliver_file(path, data)
    return table, lines


class TrailVerdict(NamedTuple):
    """`reason` is a code: trail_whole; trail_broken (at `line`, from 1); trail_torn (whole but for lines that a crash tore)."""

    matches: bool
    reason: str
    line: int = 0


def is_history(path: Path) -> bool:
    """True for a history, as the data folder keeps it or as it was written out."""
    return path.suffix.lower() == ".jsonl"


def check_history(path: Path) -> TrailVerdict:
    """Say whether the lines of a history are whole. Failure as `read_bytes` says, `trail_empty` where there is no line."""
    chain = read_chain(read_bytes(path, MOST_BYTES))
    if not chain.lines:
        raise Failure("trail_empty", file=str(path))
    if chain.broken_at is not None:
        return TrailVerdict(False, "trail_broken", chain.broken_at)
    return TrailVerdict(True, "trail_torn" if chain.torn else "trail_whole")


def _tame(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: names and reasons come from other machines."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
