"""The objects of a PDF as reportlab has them, written as a file: small ones together in compressed streams.

Object and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8) keep the thousand small elements of a tagged file small.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import md5
from itertools import islice

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFObject, PDFObjectReference
from reportlab.pdfbase.pdfdoc import format as formatted

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_A_STREAM = 200
"""Objects in one stream: a reader that wants one unpacks them all."""
_LEVEL = 6


class Written(PDFObject):  # type: ignore[misc]
    """An object as the file has it already."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: PDFDocument) -> bytes:
        return self.content


class Stream(PDFObject):  # type: ignore[misc]
    """A stream of bytes, as it will stand in the file; `entries` without its length."""

    __RefOnly__ = 1

    def __init__(self, entries: Mapping[str, object], data: bytes) -> None:
        self.entries = {**entries, "Length": len(data)}
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        head: bytes = PDFDictionary(self.entries).format(document)
        return b"".join((head, b"\nstream\n", self.data, b"\nendstream"))


def compressed(data: bytes, entries: Mapping[str, object] | None = None) -> Stream:
    """Return a stream that holds `data` compressed."""
    return Stream({**(entries or {}), "Filter": PDFName("FlateDecode")}, zlib.compress(data, _LEVEL))


@lru_cache(maxsize=16)
def packed(data: bytes) -> bytes:
    """Return `data` compressed; what is asked for at every preview, as fonts are, is compressed once."""
    return zlib.compress(data, _LEVEL)


def file_bytes(document: PDFDocument, root: PDFObjectReference, info: PDFObjectReference) -> bytes:
    """Return the file with all objects of the document. Its identifier is a digest of them: same content, same bytes."""
    body = _Body()
    small = []
    for number, content, alone in _contents(document, info):
        if alone:
            body.add(number, content)
        else:
            small.append((number, content))
    first = len(document.numberToId) + 1
    for number, objects in enumerate(_chunks(small, _A_STREAM), first):
        body.add_together(number, objects)
    size = first + -(-len(small) // _A_STREAM)
    digest = md5(b"".join(body.pieces), usedforsecurity=False).hexdigest().encode()
    trailer = b"/Root %s/Info %s/ID[<%s><%s>]" % (root.format(document), info.format(document), digest, digest)
    return body.closed(size, trailer)


def _contents(document: PDFDocument, info: PDFObjectReference) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number and content of each object, and whether it stands alone; formatting one may add further ones.

    The information dictionary stands alone, so that what the file is can be seen without unpacking it.
    """
    number = 1
    while number in document.numberToId:
        name = document.numberToId[number]
        thing = document.idToObject[name]
        yield number, formatted(thing, document, toplevel=1), isinstance(thing, Stream) or name == info.name
        number += 1


class _Body:
    """The file as it grows, and where each object stands: (1, offset, 0), or (2, its stream, its place in there)."""

    def __init__(self) -> None:
        self.pieces = [_HEADER]
        self._length = len(_HEADER)
        self._places: dict[int, tuple[int, int, int]] = {}

    def add(self, number: int, content: bytes) -> None:
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        self._places[number] = (1, self._length, 0)
        self.pieces.append(piece)
        self._length += len(piece)

    def add_together(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        offset, head = 0, []
        for place, (each, content) in enumerate(objects):
            self._places[each] = (2, number, place)
            head.append(b"%d %d " % (each, offset))
            offset += len(content) + 1
        index = b"".join(head)
        data = zlib.compress(b"\n".join((index, *(content for _, content in objects))), _LEVEL)
        entries = (len(objects), len(index) + 1, len(data))
        self.add(number, b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % entries + _ended(data))

    def closed(self, number: int, trailer: bytes) -> bytes:
        """Return the whole file; the cross-reference stream is its last object."""
        start = self._length
        self._places[number] = (1, start, 0)
        rows = ((0, 0, 65535), *(self._places[each] for each in range(1, number + 1)))
        table = b"".join(b"%c%b%b" % (kind, where.to_bytes(4, "big"), place.to_bytes(2, "big")) for kind, where, place in rows)
        data = zlib.compress(table, _LEVEL)
        head = b"<</Type/XRef/Size %d/W[1 4 2]%s/Filter/FlateDecode/Length %d>>" % (number + 1, trailer, len(data))
        self.add(number, head + b"\nstream\n" + _ended(data))
        return b"".join((*self.pieces, b"startxref\n%d\n%%%%EOF\n" % start))


def _ended(data: bytes) -> bytes:
    return data + b"\nendstream"


def _chunks(items: Iterable[tuple[int, bytes]], size: int) -> Iterator[list[tuple[int, bytes]]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk
