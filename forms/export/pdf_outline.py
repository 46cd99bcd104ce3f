"""How a reader finds its way: the outline with the copies and their parts, and names of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString

from ..template import Copy, Template
from ..typesetting.page import Page, PageKind
from .options import copy_mark
from .pdf_file import PdfFile

CONTINUATION = "续页"
_LABELS = {PageKind.SHEET: "表", PageKind.CONTINUATION: "续", PageKind.REPLY: "复"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: its words, the page it leads to, the entries below it."""

    words: str
    page: PDFObjectReference
    below: tuple[Entry, ...] = ()


def part_title(template: Template, kind: PageKind) -> str:
    """Return what a part of a copy is called: the sheet, its continuation pages, the reply."""
    if kind is PageKind.CONTINUATION:
        return CONTINUATION
    if kind is PageKind.REPLY and template.attachment:
        return template.by_name[template.attachment.body].short_label
    return template.name


def copy_entry(template: Template, copy: Copy, pages: Sequence[Page], references: Sequence[PDFObjectReference]) -> Entry:
    """Return the entry of a copy, with its parts below it."""
    below = tuple(Entry(part_title(template, kind), references[start]) for kind, start, _ in parts(pages))
    return Entry(copy_mark(template, copy), references[0], below)


def parts(pages: Sequence[Page]) -> Iterator[tuple[PageKind, int, int]]:
    """Yield the parts of a copy: their kind, their first page from 0, the page behind their last."""
    start = 0
    for kind, run in groupby(pages, key=lambda page: page.kind):
        end = start + len(list(run))
        yield kind, start, end
        start = end


def page_labels(copies: Sequence[Copy], pages: Sequence[Page]) -> PDFDictionary:
    """Return the names of all pages: 1-表1, 1-表2, 1-续1, 1-复1 …, the number of the copy first."""
    numbers: list[object] = []
    for place, copy in enumerate(copies):
        for kind, start, _ in parts(pages):
            style = {"S": PDFName("D"), "P": PDFString(f"{copy.number}-{_LABELS[kind]}")}
            numbers += [place * len(pages) + start, PDFDictionary(style)]
    return PDFDictionary({"Nums": PDFArray(numbers)})


def add_outline(file: PdfFile, entries: Sequence[Entry]) -> None:
    """Add the outline, all of it open."""
    first = file.next_number
    numbers = _numbered(entries, first + 1)
    file.add_to_catalog(Outlines=file.dictionary({"Type": PDFName("Outlines"), **_ends(entries, numbers)}))
    _add(file, entries, first, numbers)


def _numbered(entries: Sequence[Entry], number: int) -> dict[int, int]:
    """Return the object number of each entry, by its identity, in the order in which they are added."""
    numbers: dict[int, int] = {}
    for entry in entries:
        numbers[id(entry)] = number
        numbers.update(_numbered(entry.below, number + 1))
        number += 1 + len(entry.below)
    return numbers


def _add(file: PdfFile, entries: Sequence[Entry], parent: int, numbers: dict[int, int]) -> None:
    for place, entry in enumerate(entries):
        content = {"Title": PDFString(entry.words), "Parent": _to(parent), "Dest": PDFArray([entry.page, PDFName("Fit")])}
        if place:
            content["Prev"] = _to(numbers[id(entries[place - 1])])
        if place < len(entries) - 1:
            content["Next"] = _to(numbers[id(entries[place + 1])])
        file.dictionary({**content, **_ends(entry.below, numbers)})
        _add(file, entry.below, numbers[id(entry)], numbers)


def _ends(entries: Sequence[Entry], numbers: dict[int, int]) -> dict[str, object]:
    if not entries:
        return {}
    count = sum(1 + len(entry.below) for entry in entries)
    return {"First": _to(numbers[id(entries[0])]), "Last": _to(numbers[id(entries[-1])]), "Count": count}


def _to(number: int) -> bytes:
    return b"%d 0 R" % number
