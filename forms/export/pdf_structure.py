"""The structure of a tagged PDF: elements in reading order, once for each copy, tied to the marks in the pages' streams.

ISO 32000-1, 14.7. The copies share their streams, so one tree of elements, made once, is written for each of them over
its own pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

from .pdf_file import PdfFile


class Place(NamedTuple):
    """A stretch of a page's stream: the page, from 0 in its copy, and the number of its mark there."""

    page: int
    mark: int


@dataclass(slots=True, eq=False)
class Element:
    """What a part of the document is: its standard type, further entries as PDF has them, what it holds in reading order."""

    kind: str
    entries: str = ""
    kids: list[Element | Place] = field(default_factory=list)

    def add(self, kind: str, entries: str = "") -> Element:
        """Return a new element behind all that this one holds."""
        element = Element(kind, entries)
        self.kids.append(element)
        return element


class TaggedCopy(NamedTuple):
    """A copy in the file: what it is called, its pages."""

    title: str
    pages: Sequence[PDFObjectReference]


def text_string(text: str) -> str:
    """Return a text as an entry of an element has it."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def add_structure(file: PdfFile, copies: Sequence[TaggedCopy], parts: Sequence[Element]) -> None:
    """Add the tree of all copies, each a Sect with `parts`, and the way back from the marks of each page to the elements."""
    tree = file.next_number
    document, first = tree + 2, tree + 3
    flat, parents = _flat(parts)
    size = 1 + len(flat)
    sections = " ".join(f"{first + number * size} 0 R" for number in range(len(copies)))
    pages = [file.number(page) for copy in copies for page in copy.pages]
    root = file.written(
        f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {tree + 1} 0 R".encode() + b"/ParentTreeNextKey %d>>" % len(pages)
    )
    owners = _owners(flat, len(pages) // len(copies))
    arrays = [
        f"{number * len(owners) + page}[{' '.join(f'{first + number * size + owner} 0 R' for owner in marks)}]"
        for number in range(len(copies))
        for page, marks in enumerate(owners)
    ]
    file.written(f"<</Nums[{' '.join(arrays)}]>>".encode())
    file.written(f"<</S/Document/P {tree} 0 R/K[{sections}]>>".encode())
    for number, copy in enumerate(copies):
        base = first + number * size
        own = [file.number(page) for page in copy.pages]
        kids = " ".join(f"{base + place} 0 R" for place, parent in enumerate(parents, 1) if not parent)
        file.written(f"<</S/Sect/P {document} 0 R/T{text_string(copy.title)}/K[{kids}]>>".encode())
        for content in _elements(flat, parents, base, own):
            file.written(content)
    file.add_to_catalog(StructTreeRoot=root, MarkInfo=PDFDictionary({"Marked": "true"}))


def _flat(parts: Sequence[Element]) -> tuple[list[Element], list[int]]:
    """Return the elements below a copy in reading order, and of each its parent's place from 1, 0 for the copy itself."""
    flat: list[Element] = []
    parents: list[int] = []

    def visit(element: Element, parent: int) -> None:
        flat.append(element)
        parents.append(parent)
        own = len(flat)
        for kid in element.kids:
            if isinstance(kid, Element):
                visit(kid, own)

    for part in parts:
        visit(part, 0)
    return flat, parents


def _owners(flat: Sequence[Element], pages: int) -> list[list[int]]:
    """Return for each page of a copy, by mark, the place of the element that owns it."""
    owners: list[dict[int, int]] = [{} for _ in range(pages)]
    for place, element in enumerate(flat, 1):
        for kid in element.kids:
            if isinstance(kid, Place):
                owners[kid.page][kid.mark] = place
    return [[marks[mark] for mark in range(len(marks))] for marks in owners]


def _elements(flat: Sequence[Element], parents: Sequence[int], base: int, pages: Sequence[int]) -> Iterator[bytes]:
    """Yield the elements of one copy as the file has them; object `base` is the copy."""
    places = {id(element): place for place, element in enumerate(flat, 1)}
    for element, parent in zip(flat, parents, strict=True):
        home = next((kid.page for kid in element.kids if isinstance(kid, Place)), None)
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(f"{base + places[id(kid)]} 0 R")
            elif kid.page == home:
                kids.append(str(kid.mark))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mark}>>")
        page = "" if home is None else f"/Pg {pages[home]} 0 R"
        held = f"/K[{' '.join(kids)}]" if kids else ""
        yield f"<</S/{element.kind}/P {base + parent} 0 R{page}{element.entries}{held}>>".encode()
