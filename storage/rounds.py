"""The rounds of handling a record holds (办理轮次): the present one, and the former ones as they were left."""

from __future__ import annotations

from collections.abc import Iterator

from forms.errors import Failure
from forms.record import Record


def in_round(record: Record, number: int | None) -> Record:
    """Return the record as the round with this number has it, None for the present one. Failure `round_unknown`."""
    found = record if number is None else next((each for each in rounds(record) if each.round == number), None)
    if found is None:
        raise Failure("round_unknown", round=number, rounds=record.round)
    return found


def rounds(record: Record) -> Iterator[Record]:
    """Yield the present round, then the former ones, the last first. Failure `record_damaged` where one cannot be read."""
    yield record
    yield from map(Record.from_plain, reversed(record.earlier))
