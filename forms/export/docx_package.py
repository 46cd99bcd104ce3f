"""The DOCX package: its parts and their relations by python-docx, zipped so that the same parts give the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from .properties import PRODUCER, Properties, w3c_date

_FIXED = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
"""Readers that look at the first bytes alone expect this part in front."""


class _Document(Part):
    """The main part: its content names the parts it is related to, so that it comes last."""

    content = b""

    @property
    def blob(self) -> bytes:
        return self.content


class DocxPackage:
    """A DOCX in the making: parts go in, bytes come out."""

    def __init__(self, properties: Properties) -> None:
        self._package = Package()
        self._document = _Document(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, b"", self._package)
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        core = self._part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, _core(properties))
        self._package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        app = self._part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, _app())
        self._package.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
        self._numbers = {"header": 0, "footer": 0, "image": 0}

    def add(self, name: str, content: bytes) -> None:
        """Add the styles, the settings or the fontTable."""
        kinds = {
            "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
            "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
            "fontTable": (CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
        }
        content_type, relation = kinds[name]
        self._document.relate_to(self._part(f"/word/{name}.xml", content_type, content), relation)

    def add_margin(self, kind: str, content: bytes) -> str:
        """Add a header or footer (`kind`) and return the id by which sections refer to it."""
        kinds = {
            "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
            "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
        }
        content_type, relation = kinds[kind]
        self._numbers[kind] += 1
        part = self._part(f"/word/{kind}{self._numbers[kind]}.xml", content_type, content)
        return str(self._document.relate_to(part, relation))

    def add_picture(self, png: bytes) -> str:
        """Add a PNG and return the id by which drawings refer to it."""
        self._numbers["image"] += 1
        part = self._part(f"/word/media/image{self._numbers['image']}.png", CONTENT_TYPE.PNG, png)
        return str(self._document.relate_to(part, RELATIONSHIP_TYPE.IMAGE))

    def content(self, document: bytes) -> bytes:
        """Return the bytes of the package around the main part."""
        self._document.content = document
        stream = BytesIO()
        self._package.save(stream)
        return _zipped_again(stream)

    def _part(self, name: str, content_type: str, content: bytes) -> Part:
        return Part(PackURI(name), content_type, content, self._package)


def _zipped_again(stream: BytesIO) -> bytes:
    """Return the same parts in a fixed order and with a fixed date."""
    again = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda each: (each != _FIRST, each)):
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            target.writestr(info, source.read(name))
    return again.getvalue()


def _core(properties: Properties) -> bytes:
    texts = (
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", properties.author or PRODUCER),
        ("cp:keywords", properties.keywords),
        ("dc:language", "zh-CN"),
        ("cp:lastModifiedBy", PRODUCER),
    )
    dates = (("dcterms:created", w3c_date(properties.created)), ("dcterms:modified", w3c_date(properties.modified)))
    content = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts if text)
    content += "".join(f'<{name} xsi:type="dcterms:W3CDTF">{text}</{name}>' for name, text in dates if text)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{content}</cp:coreProperties>'
    ).encode()


def _app() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{PRODUCER}</Application></Properties>"
    ).encode()
