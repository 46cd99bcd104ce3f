"""A file that holds the same sheet several times: the first copy is read, and what differs in another goes to the remainder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..fields import Value
from ..template import Template
from ..text import paragraphs
from .document import Document, Line
from .labels import Found, find_labels
from .leftovers import is_page_mark
from .parts import is_sheet
from .printed import Printed, printed
from .reader import read_document
from .reading import Reading, ReadingWarning

_MAX_COPIES = 50


def read_copies(document: Document, template: Template) -> Reading:
    """Return the reading of the first copy in `document`, with what differs in the others."""
    first, *others = [read_document(copy, template) for copy in split_copies(document, template)]
    return _compared(first, others, template) if others else first


def split_copies(document: Document, template: Template) -> list[Document]:
    """Return a document for each copy: a new one begins where the first label found stands again, with others behind it."""
    paper = printed(template)
    found = [each for each in find_labels(document.lines, paper.labels) if each.sure]
    if not found:
        return [document]
    again = _where(document.lines, found[0])
    starts = [_with_preamble(document.lines, again[0], start, template) for start in again]
    starts = [0, *sorted(set(starts[1:]))][:_MAX_COPIES]
    chunks = [document.lines[start:stop] for start, stop in zip(starts, [*starts[1:], len(document.lines)], strict=True)]
    return [replace(document, lines=lines) for lines in _whole_copies(chunks, paper)]


def _whole_copies(chunks: Sequence[tuple[Line, ...]], paper: Printed) -> list[tuple[Line, ...]]:
    """Join to the chunk before what is no sheet of its own: a label may be quoted, and a first copy must be whole."""
    first = find_labels(chunks[0], paper.labels)
    if not is_sheet(first, paper):
        return [tuple(line for chunk in chunks for line in chunk)]
    copies = [chunks[0]]
    for chunk in chunks[1:]:
        found = find_labels(chunk, paper.labels)
        if is_sheet(found, paper) and 2 * len(found) >= len(first):
            copies.append(chunk)
        else:
            copies[-1] += chunk
    return copies


def _where(lines: Sequence[Line], first: Found) -> list[int]:
    """The lines on which the same label stands alone, as it does at first."""
    shown = lines[first.span.line].text.strip(" \u3000")
    places = [number for number, line in enumerate(lines) if not line.aside and line.text.strip(" \u3000") == shown]
    return [number for number in places if number >= first.span.line]


def _with_preamble(lines: Sequence[Line], first: int, start: int, template: Template) -> int:
    """Move the start of a copy before the lines that stand in front of the first copy too, such as a heading.

    Blank lines and page marks are passed over on the way there; where no such line follows they end the copy before.
    """
    before = [line.text for line in lines[:first] if line.text.strip(" \u3000")]
    moved = reached = start
    while start > first and reached > 0:
        reached -= 1
        text = lines[reached].text
        if before and text == before[-1]:
            before.pop()
            moved = reached
        elif text.strip(" \u3000") and not is_page_mark(text, template):
            break
    return moved


def _compared(first: Reading, others: Sequence[Reading], template: Template) -> Reading:
    known = Counter(first.remainder.split("\n"))
    left = [line for line in first.remainder.split("\n") if line]
    differing: dict[str, None] = {}
    for other in others:
        for name, value in other.answers.items():
            if first.answers.get(name) != value:
                differing[name] = None
                left += _told(name, value, template)
        left += [line for line, more in (Counter(other.remainder.split("\n")) - known).items() for _ in range(more) if line]
    if not differing and len(left) == sum(bool(line) for line in first.remainder.split("\n")):
        return first
    labels = tuple(template.by_name[name].short_label for name in differing)
    kept = tuple(warning for warning in first.warnings if warning.code != "unplaced_text")
    more = (
        ReadingWarning("copies_differ", {"copies": len(others) + 1, "fields": tuple(differing), "labels": labels}),
        ReadingWarning("unplaced_text", {"lines": len(left)}),
    )
    return Reading(first.answers, "\n".join(left), (*kept, *more))


def _told(name: str, value: Value, template: Template) -> list[str]:
    field = template.by_name[name]
    return paragraphs(f"{field.short_label}：{field.show(value)}")
