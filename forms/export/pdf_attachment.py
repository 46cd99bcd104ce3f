"""The record inside the PDF: its JSON as an attached file, so that the archive holds the data with the paper."""

from __future__ import annotations

from dataclasses import replace
from hashlib import md5

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from ..canonical import plain_json
from ..record import Record
from .pdf_file import PdfFile
from .properties import pdf_date

NAME = "record.json"
_MEDIA_TYPE = "application#2Fjson"
"""application/json, as a name has it."""
_WORDS = "本表的数据"


def attach_record(file: PdfFile, record: Record) -> None:
    """Attach the record as the data that the whole document shows (ISO 19005-3, 6.8): without what no paper of it shows, as
    the marks of other deputies, the leader's notes or former rounds."""
    shown = replace(record, joint={}, remarks=(), scans=(), earlier=())
    data = plain_json(shown.to_plain())
    about: dict[str, object] = {"Size": len(data), "CheckSum": _digest(data)}
    if changed := pdf_date(record.updated):
        about["ModDate"] = PDFString(changed)
    kind = {"Type": PDFName("EmbeddedFile"), "Subtype": f"/{_MEDIA_TYPE}", "Params": PDFDictionary(about)}
    held = file.stream(data, kind)
    entries = {
        "Type": PDFName("Filespec"),
        "F": PDFString(NAME),
        "UF": PDFString(NAME),
        "Desc": PDFString(_WORDS),
        "AFRelationship": PDFName("Data"),
        "EF": PDFDictionary({"F": held, "UF": held}),
    }
    specification = file.dictionary(entries)
    names = PDFDictionary({"Names": PDFArray([PDFString(NAME), specification])})
    file.add_to_catalog(Names=PDFDictionary({"EmbeddedFiles": names}), AF=PDFArray([specification]))


def _digest(data: bytes) -> bytes:
    return b"<%s>" % md5(data, usedforsecurity=False).hexdigest().encode("ascii")
