"""A history written out: a table that spreadsheets open, and beside it the lines as they are kept, which can be proved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from forms.errors import Failure

from .atomic import deliver_file
from .chain import Chain, all_lines, read_chain
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
    """`reason` is a code. Of the file alone: trail_alone (whole, and nothing here to compare it with); trail_broken.

    Of a history here: trail_fits (it leads to what the sheet says), trail_unfit; trail_fits_office, trail_unfit_office. Of a
    copy: trail_same; trail_earlier (more was done here since), trail_later (it holds more than here), trail_differs;
    trail_here_broken (the history here does not hold). `matches` only where it is what stands here, and leads to it.

    `id` names the sheet, "" where it is not known here; `here` is how many events its history has here. `notes` are codes of
    what else is to be said: trail_torn, trail_lost (a crash took the last line, and the rest says what it was).
    """

    matches: bool
    reason: str
    params: Mapping[str, object] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    id: str = ""
    here: int | None = None
    chain: Chain = Chain(())

    def but(self, reason: str, params: Mapping[str, object]) -> TrailVerdict:
        """Return the verdict with what speaks against it."""
        return self._replace(matches=False, reason=reason, params=params)


def is_history(path: Path) -> bool:
    """True for a history, as the data folder keeps it or as it was written out."""
    return path.suffix.lower() == ".jsonl"


def check_history(path: Path) -> TrailVerdict:
    """Say whether the lines of a history are whole. Failure as `read_bytes` says, `trail_empty` where there is no line."""
    return check_chain(read_chain(read_bytes(path, MOST_BYTES)), path)


def check_chain(chain: Chain, path: Path) -> TrailVerdict:
    """Say whether a history is whole that was read from `path`. Failure `trail_empty` where there is no line."""
    if not chain.lines:
        raise Failure("trail_empty", file=str(path))
    notes = ("trail_torn",) if chain.torn else ()
    if chain.broken_at is not None:
        return TrailVerdict(False, "trail_broken", {"line": chain.broken_at}, chain=chain)
    return TrailVerdict(True, "trail_alone", notes=notes, chain=chain)


def count_of(chain: Chain) -> int:
    """Return how many events a history has, those that packages brought among them."""
    return sum(1 for _ in all_lines(chain.lines))


def _tame(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: names and reasons come from other machines."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
