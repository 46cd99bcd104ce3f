"""The PDF file around the pages: properties, language, colours, fonts, compressed streams. Same content, same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFObjectReference, PDFString

from .pdf_archive import SRGB, srgb_profile, xmp
from .pdf_objects import Stream, Written, compressed, file_bytes, packed
from .properties import PRODUCER, Properties, pdf_date

LANGUAGE = "zh-CN"


class PdfFile:
    """A PDF in the making: reportlab keeps its objects; what a page shows is drawn by others.

    `part` is the part of ISO 19005 that the file says it follows: 2, or 3 where a file is attached.
    """

    def __init__(self, properties: Properties, part: int = 2) -> None:
        self._document = PDFDocument(invariant=1, pdfVersion=(1, 7))
        self._info = self.dictionary(_info(properties))
        self._resources: dict[str, dict[str, object]] = {"Font": {}, "XObject": {}, "ExtGState": {}}
        self._pages: list[PDFObjectReference] = []
        metadata = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
        self._catalog: dict[str, object] = {
            "Type": PDFName("Catalog"),
            "Lang": PDFString(LANGUAGE),
            "ViewerPreferences": PDFDictionary({"DisplayDocTitle": "true"}),
            "Metadata": self._document.Reference(Stream(metadata, xmp(properties, part))),
            "OutputIntents": PDFArray([self._output_intent()]),
        }

    def stream(self, data: bytes, entries: Mapping[str, object] | None = None) -> PDFObjectReference:
        """Add a compressed stream and return the reference to it."""
        return self._document.Reference(compressed(data, entries))

    def program(self, data: bytes, entries: Mapping[str, object]) -> PDFObjectReference:
        """Add a compressed stream that many files have in common: a font, a profile."""
        return self._document.Reference(Stream({**entries, "Filter": PDFName("FlateDecode")}, packed(data)))

    def dictionary(self, entries: Mapping[str, object]) -> PDFObjectReference:
        """Add a dictionary and return the reference to it."""
        return self._document.Reference(PDFDictionary(dict(entries)))

    @property
    def next_number(self) -> int:
        """The number that the next object gets."""
        return int(self._document.objectcounter) + 1

    def number(self, reference: PDFObjectReference) -> int:
        """Return the number of an object of this file."""
        return int(self._document.idToObjectNumberAndVersion[reference.name][0])

    def written(self, content: bytes) -> PDFObjectReference:
        """Add an object that is written already, under `next_number`."""
        return self._document.Reference(Written(content))

    def add_resource(self, kind: str, name: str, thing: PDFObjectReference) -> None:
        """Make a Font, XObject or ExtGState known to all pages under the name by which their streams call it."""
        self._resources[kind][name] = thing

    def add_page(self, width: float, height: float, contents: Sequence[PDFObjectReference]) -> PDFObjectReference:
        """Add a page that shows streams one over the other; its tags are found under its place among the pages."""
        page = {
            "Type": PDFName("Page"),
            "Parent": PDFObjectReference("pages"),
            "MediaBox": PDFArray([0, 0, round(width, 3), round(height, 3)]),
            "Contents": PDFArray(list(contents)),
            "Resources": PDFObjectReference("resources"),
            "StructParents": len(self._pages),
            "Tabs": PDFName("S"),
        }
        self._pages.append(self.dictionary(page))
        return self._pages[-1]

    def add_to_catalog(self, **entries: object) -> None:
        """Say something of the whole document."""
        self._catalog.update(entries)

    def content(self) -> bytes:
        """Return the bytes of the file."""
        document = self._document
        known = {kind: PDFDictionary(things) for kind, things in self._resources.items() if things}
        document.Reference(PDFDictionary(known), "resources")
        pages = {"Type": PDFName("Pages"), "Count": len(self._pages), "Kids": PDFArray(self._pages)}
        document.Reference(PDFDictionary(pages), "pages")
        root = self.dictionary({**self._catalog, "Pages": PDFObjectReference("pages")})
        return file_bytes(document, root, self._info)

    def _output_intent(self) -> PDFObjectReference:
        entries = {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(SRGB),
            "Info": PDFString(SRGB),
            "DestOutputProfile": self.program(srgb_profile(), {"N": 3}),
        }
        return self.dictionary(entries)


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
