"""The PDF file around the pages: properties, outline, language, compressed streams. Same content, same bytes."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from hashlib import md5

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
)

from .properties import PRODUCER, Properties, pdf_date


class PdfFile:
    """A PDF in the making: reportlab keeps its objects and writes them; what a page shows is drawn by others."""

    def __init__(self, properties: Properties) -> None:
        self._document = PDFDocument(invariant=1, lang="zh-CN", pdfVersion=(1, 7))
        self._document.info = PDFDictionary(_info(properties))
        self._fonts: dict[str, PDFObjectReference] = {}
        self._digest = md5(repr(properties).encode("utf-8"), usedforsecurity=False)
        self._outline: list[tuple[str, PDFObjectReference]] = []

    def stream(self, data: bytes, entries: Mapping[str, object] | None = None) -> PDFObjectReference:
        """Add a compressed stream and return the reference to it."""
        self._digest.update(data)
        dictionary = PDFDictionary({**(entries or {}), "Filter": PDFName("FlateDecode")})
        return self._document.Reference(PDFStream(dictionary, zlib.compress(data, 6)))

    def dictionary(self, entries: Mapping[str, object]) -> PDFObjectReference:
        """Add a dictionary and return the reference to it."""
        return self._document.Reference(PDFDictionary(dict(entries)))

    def add_font(self, name: str, font: PDFObjectReference) -> None:
        """Make a font known to all pages under the name by which their streams call it."""
        self._fonts[name] = font

    def add_page(self, width: float, height: float, contents: Sequence[PDFObjectReference], outline: str = "") -> None:
        """Add a page that shows streams one over the other; `outline` is its entry in the outline, "" for none."""
        page = PDFPage()
        page.MediaBox = PDFArray([0, 0, round(width, 3), round(height, 3)])
        page.Contents = PDFArray(list(contents))
        page.Resources = PDFObjectReference("resources")
        reference = self._document.thisPageRef()
        self._document.addPage(page)
        if outline:
            self._outline.append((outline, reference))

    def content(self) -> bytes:
        """Return the bytes of the file."""
        document = self._document
        resources = {"Font": PDFDictionary(dict(self._fonts)), "ProcSet": PDFArray([PDFName("PDF"), PDFName("Text")])}
        document.Reference(PDFDictionary(resources), "resources")
        document.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        document.Catalog.Outlines = self._outlines() if self._outline else None
        document.updateSignature(self._digest.hexdigest())
        content: bytes = document.format()
        return content

    def _outlines(self) -> PDFDictionary:
        """Return the outline: one entry for each copy, leading to its first page."""
        count = len(self._outline)
        for number, (title, page) in enumerate(self._outline):
            entry = {"Title": PDFString(title), "Parent": PDFObjectReference("outline")}
            entry["Dest"] = PDFArray([page, PDFName("Fit")])
            if number:
                entry["Prev"] = PDFObjectReference(f"outline{number - 1}")
            if number < count - 1:
                entry["Next"] = PDFObjectReference(f"outline{number + 1}")
            self._document.Reference(PDFDictionary(entry), f"outline{number}")
        first, last = PDFObjectReference("outline0"), PDFObjectReference(f"outline{count - 1}")
        whole = PDFDictionary({"Type": PDFName("Outlines"), "First": first, "Last": last, "Count": count})
        self._document.Reference(whole, "outline")
        return whole


def _info(properties: Properties) -> dict[str, object]:
    """Return the entries of the information dictionary. Dates come from the record alone: no clock is asked."""
    texts = {
        "Title": properties.title,
        "Author": properties.author,
        "Subject": properties.subject,
        "Keywords": properties.keywords,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": pdf_date(properties.created or properties.modified),
        "ModDate": pdf_date(properties.modified),
    }
    return {key: PDFString(text) for key, text in texts.items() if text}
