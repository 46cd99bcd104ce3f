"""The zip of a DOCX opened with limits: parts by name, XML without DTD, and nothing that unpacks beyond measure."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree import ElementTree as ET
from xml.parsers import expat

from ...errors import UnreadableFile

MAX_MEMBERS = 3_000
MAX_UNPACKED = 200 * 2**20
MAX_PART = 32 * 2**20
"""Bytes of one XML part that is read; the text of a sheet has some ten thousand."""
MAX_RATIO = 300
_RATIO_FROM = 4 * 2**20
"""A small part may be packed as tightly as it likes."""


MAX_DEPTH = 150
"""Elements within elements; a text box in a nested table is some forty deep."""


class _RootReached(Exception):
    """The document type, if any, is over: it stands in front of the first element."""


class Package:
    """The parts of one DOCX. Raises UnreadableFile for whatever is no such file, or a hostile one."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            raise UnreadableFile("file_damaged") from None
        self._members = {}
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise UnreadableFile("file_too_big_inside", limit=MAX_UNPACKED // 2**20)
        for member in members:
            if member.flag_bits & 1:
                raise UnreadableFile("file_encrypted")
            if member.file_size > max(_RATIO_FROM, MAX_RATIO * member.compress_size):
                raise UnreadableFile("file_too_big_inside", limit=MAX_UNPACKED // 2**20)
            self._members[member.filename.lstrip("/").lower()] = member

    def main_part(self) -> str:
        """Return the name of the part that holds the document's text."""
        for kind, target in self.related("").items():
            if kind.startswith("officeDocument"):
                if not (target.endswith(".xml") and "word/" in target.lower()):
                    break
                return target
        if "word/document.xml" in self._members:
            return "word/document.xml"
        raise UnreadableFile("not_a_word_file", kind="archive")

    def related(self, part: str) -> dict[str, str]:
        """Return the parts that `part` refers to, by the last word of the relation's type, numbered where it repeats."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        related: dict[str, str] = {}
        for element in root if root is not None else ():
            if element.get("TargetMode") == "External":
                continue
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            target = posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
            related[kind if kind not in related else f"{kind} {len(related)}"] = target
        return related

    def xml(self, part: str) -> ET.Element | None:
        """Return the root of an XML part, None where there is no such part."""
        member = self._members.get(part.lower())
        if member is None:
            return None
        data = self._bytes(member)
        try:
            _refuse_dtd(data)
            root = ET.fromstring(data)  # noqa: S314 - a DTD was just refused, so there are no entities to expand
        except (expat.ExpatError, ET.ParseError, ValueError, LookupError):
            raise UnreadableFile("file_damaged") from None
        if _depth(root) > MAX_DEPTH:
            raise UnreadableFile("xml_not_allowed")
        return root

    def _bytes(self, member: zipfile.ZipInfo) -> bytes:
        """Unpack one part, no further than the limit whatever size the file declares."""
        try:
            with self._zip.open(member) as packed:
                data = packed.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise UnreadableFile("file_damaged") from None
        if len(data) > MAX_PART:
            raise UnreadableFile("file_too_big_inside", limit=MAX_PART // 2**20)
        return data


def _refuse_dtd(data: bytes) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _on_doctype
    parser.StartElementHandler = _on_element
    try:
        parser.Parse(data, True)
    except _RootReached:
        return


def _on_doctype(*_: object) -> None:
    raise UnreadableFile("xml_not_allowed")


def _on_element(*_: object) -> None:
    raise _RootReached


def _depth(root: ET.Element) -> int:
    """How deep elements are nested, counted no further than the limit."""
    deepest, path = 1, [iter(root)]
    while path and deepest <= MAX_DEPTH:
        inner = next(path[-1], None)
        if inner is None:
            path.pop()
        else:
            path.append(iter(inner))
            deepest = max(deepest, len(path))
    return deepest
