"""The leader's marks on passages (标注): what a mark says, and where its passage stands once the text has changed.

`record.remarks` holds them plain: {"field", "start", "end", "quote", "note", "name", "at"}. Places count the characters
of the answer as it is shown, `at` is an ISO 8601 instant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Self


class Remark(NamedTuple):
    """A note on one passage of one field."""

    field: str
    start: int
    end: int
    quote: str
    note: str
    name: str = ""
    at: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self | None:
        """Read what a record holds; None where it is no mark that this version knows."""
        field, quote, note, name, at = (plain.get(key, "") for key in ("field", "quote", "note", "name", "at"))
        start, end = plain.get("start"), plain.get("end")
        if not all(isinstance(text, str) for text in (field, quote, note, name, at)) or not (field and quote):
            return None
        if type(start) is not int or type(end) is not int:
            return None
        return cls(field, start, end, quote, note, name, at)

    def plain(self) -> dict[str, Any]:
        """Return the mark as a record holds it."""
        return self._asdict()


def placed(remark: Remark, text: str) -> tuple[int, int] | None:
    """Return where the passage stands in `text` now, from and to; None where its words are no longer there.

    Where other words stand in its place, it is the nearest passage of the same words.
    """
    if not remark.quote:
        return None
    length = len(remark.quote)
    wanted = min(max(remark.start, 0), len(text))
    behind, before = text.find(remark.quote, wanted), text.rfind(remark.quote, 0, wanted + length - 1)
    found = [place for place in (behind, before) if place >= 0]
    if not found:
        return None
    start = min(found, key=lambda place: abs(place - wanted))
    return start, start + length
