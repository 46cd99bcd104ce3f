"""A DOCX as lines and cells: body, tables with merged and nested cells, and what stands aside (headers, notes, boxes)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...errors import UnreadableFile
from ...paragraph_styles import CONTINUATION_HEADING
from ...text import clean
from ..document import Document, Line
from ..leftovers import without_leftovers
from ..styles import is_ours
from .numbering import Numbering
from .ooxml import attribute, child, local, value, whole
from .package import Package
from .paragraph import text_of

_ASIDE = ("header", "footer", "footnotes", "endnotes", "comments")
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"})
_NO_NOTE = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(data: bytes) -> Document:
    """Return the lines of a DOCX. Raises UnreadableFile; then nothing of it was taken."""
    package = Package(data)
    main = package.main_part()
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableFile("not_a_word_file", kind="archive")
    related = package.related(main)
    numbering = Numbering(_part(package, related, "numbering"), _part(package, related, "styles"))
    walk = _Walk(numbering)
    walk.blocks(body, _Place())
    walk.aside(package.xml(part) for kind, part in related.items() if kind.split(" ")[0] in _ASIDE)
    return Document(
        lines=tuple(walk.lines), tables=True, exact=any(is_ours(line.style) for line in walk.lines), pictures=walk.pictures
    )


def _part(package: Package, related: dict[str, str], kind: str) -> Element | None:
    return package.xml(related[kind]) if kind in related else None


class _Place:
    """Where a paragraph stands: outside every table, or in a cell."""

    __slots__ = ("cell", "column", "row", "span")

    def __init__(self, cell: int = 0, row: int = 0, column: int = 0, span: int = 1) -> None:
        self.cell, self.row, self.column, self.span = cell, row, column, span


class _Walk:
    """Collects the lines of a document in reading order."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[Line] = []
        self.pictures = 0
        self._numbering = numbering
        self._cells = self._rows = self._sources = 0

    def blocks(self, parent: Element, place: _Place) -> None:
        """Take the paragraphs and tables of a body, a cell or a note."""
        for block in _unwrapped(parent, ("p", "tbl", "altChunk")):
            if local(block.tag) == "p":
                self._paragraph(block, place)
            elif local(block.tag) == "tbl":
                self._table(block)
            else:
                self.pictures += 1

    def aside(self, parts: Iterator[Element | None]) -> None:
        """Take headers, footers, notes and comments; what several pages repeat is taken once."""
        seen: set[str] = set()
        for root in parts:
            notes = [each for each in root if local(each.tag) in ("footnote", "endnote", "comment")] if root is not None else []
            for holder in notes or ([root] if root is not None else []):
                if attribute(holder, "type") in _NO_NOTE:
                    continue
                text = "\n".join(self._text_aside(holder))
                if text.strip() and text not in seen:
                    seen.add(text)
                    self._add(text, _Place(), "", aside=True)

    def _text_aside(self, holder: Element) -> Iterator[str]:
        inner = _Walk(self._numbering)
        inner.blocks(holder, _Place())
        self.pictures += inner.pictures
        return (line.text for line in inner.lines if line.style != CONTINUATION_HEADING)

    def _paragraph(self, paragraph: Element, place: _Place) -> None:
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle") or ""
        found = text_of(paragraph)
        self.pictures += found.pictures
        prefix = self._numbering.prefix(properties, style) if found.text.strip() else ""
        self._add(prefix + found.text, place, style)
        for hidden in found.hidden:
            self._add(hidden, _Place(), "", aside=True)
        for box in found.boxes:
            self._add("\n".join(self._text_aside(box)), _Place(), "", aside=True)

    def _add(self, text: str, place: _Place, style: str, *, aside: bool = False) -> None:
        for piece in clean(without_leftovers(text)).split("\n"):
            self._sources += 1
            if aside and not piece.strip(" \u3000"):
                continue
            self.lines.append(
                Line(
                    text=piece,
                    source=self._sources,
                    cell=place.cell,
                    row=place.row,
                    column=place.column,
                    span=place.span,
                    style=style,
                    aside=aside,
                )
            )

    def _table(self, table: Element) -> None:
        for row in _unwrapped(table, ("tr",)):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            self._rows += 1
            number, column = self._rows, whole(value(properties, "gridBefore"), 0)
            for cell in _unwrapped(row, ("tc",)):
                column += self._cell(cell, number, column)

    def _cell(self, cell: Element, row: int, column: int) -> int:
        """Take one cell and return how many columns it covers. One that goes on a cell above shows nothing of its own."""
        properties = child(cell, "tcPr")
        span = max(1, whole(value(properties, "gridSpan"), 1))
        self._cells += 1
        place = _Place(self._cells, row, column, span)
        merged = child(properties, "vMerge")
        if merged is not None and (attribute(merged, "val") or "continue") == "continue":
            self._add("", place, "")
            for text in self._text_aside(cell):
                self._add(text, _Place(), "", aside=True)
        else:
            before = len(self.lines)
            self.blocks(cell, place)
            if len(self.lines) == before:
                self._add("", place, "")
        return span


def _unwrapped(parent: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """The children with these names, also where content controls, insertions or alternatives are wrapped round them."""
    waiting = list(parent)[::-1]
    while waiting:
        each = waiting.pop()
        name = local(each.tag)
        if name in names:
            yield each
        elif name in _WRAPPERS and not (name == "sdt" and _is_placeholder(each)):
            waiting.extend(list(each)[::-1])


def _is_placeholder(control: Element) -> bool:
    return child(control, "sdtPr", "showingPlcHdr") is not None
