"""What an archival PDF carries besides its pages: its properties as XMP, and the colours that its numbers mean.

Structure of PDF/A-2b (ISO 19005-2); with a file attached, of PDF/A-3b (ISO 19005-3).
"""

from __future__ import annotations

from functools import cache
from struct import pack
from xml.sax.saxutils import escape

from .properties import PRODUCER, Properties, w3c_date

SRGB = "sRGB IEC61966-2.1"
_SPACES = (
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
)
_D50 = (0x0000F6D6, 0x00010000, 0x0000D32D)
_CHROMATIC_ADAPTATION = (
    0x00010C42, 0x000005DE, 0xFFFFF325, 0x00000793, 0x0000FD90, 0xFFFFFBA1, 0xFFFFFDA2, 0x000003DC, 0x0000C06E,
)  # fmt: skip
_PRIMARIES = {
    b"rXYZ": (0x00006FA2, 0x000038F5, 0x00000390),
    b"gXYZ": (0x00006299, 0x0000B785, 0x000018DA),
    b"bXYZ": (0x000024A0, 0x00000F84, 0x0000B6CF),
}
"""sRGB (IEC 61966-2-1) seen under D50, as 16.16 fixed numbers."""
_CURVE = (0x00026666, 0x0000F2A7, 0x00000D59, 0x000013D0, 0x00000A5B)
"""((0.948 v + 0.052) ^ 2.4) from 0.04045 on, v / 12.92 below."""
_MADE = (2023, 1, 1, 0, 0, 0)
"""A date that a profile must have; always the same, since the same record gives the same bytes."""


@cache
def srgb_profile() -> bytes:
    """Return a display profile of sRGB (ISO 15076-1, version 4.2), some five hundred bytes."""
    curve = b"para" + pack(">IHH5I", 0, 3, 0, *_CURVE)
    tags = {
        b"desc": _text(SRGB),
        b"cprt": _text("CC0"),
        b"wtpt": _numbers(b"XYZ ", _D50),
        b"chad": _numbers(b"sf32", _CHROMATIC_ADAPTATION),
        **{name: _numbers(b"XYZ ", primary) for name, primary in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    offset = 128 + 4 + 12 * len(tags)
    table, data, places = pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, content in tags.items():
        if content not in places:
            places[content] = offset + len(data)
            data += content + bytes(-len(content) % 4)
        table += pack(">4sII", name, places[content], len(content))
    return _header(128 + len(table) + len(data)) + table + data


def _header(size: int) -> bytes:
    head = pack(">I4sI4s4s4s6H4s", size, bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ", *_MADE, b"acsp")
    return head + bytes(28) + pack(">3I", *_D50) + bytes(48)


def _text(text: str) -> bytes:
    written = text.encode("utf-16-be")
    return b"mluc" + pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(written), 28) + written


def _numbers(kind: bytes, numbers: tuple[int, ...]) -> bytes:
    return kind + bytes(4) + pack(f">{len(numbers)}I", *numbers)


def xmp(properties: Properties, part: int) -> bytes:
    """Return the properties as XMP (ISO 16684-1), word for word as the information dictionary has them."""
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in _SPACES)
    content = "".join(f"<{name}>{value}</{name}>" for name, value in _entries(properties, part))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{spaces}><rdf:Description rdf:about="">'
        f"{content}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def _entries(properties: Properties, part: int) -> list[tuple[str, str]]:
    dates = {"xmp:CreateDate": properties.created or properties.modified, "xmp:ModifyDate": properties.modified}
    entries = {
        "pdfaid:part": str(part),
        "pdfaid:conformance": "B",
        "dc:format": "application/pdf",
        "dc:title": _alternative(properties.title),
        "dc:creator": _list(properties.author),
        "dc:description": _alternative(properties.subject),
        "dc:language": "<rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag>",
        "pdf:Keywords": escape(properties.keywords),
        "pdf:Producer": PRODUCER,
        "xmp:CreatorTool": PRODUCER,
        **{name: w3c_date(instant) for name, instant in dates.items()},
    }
    return [(name, value) for name, value in entries.items() if value]


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>' if text else ""


def _list(text: str) -> str:
    return f"<rdf:Seq><rdf:li>{escape(text)}</rdf:li></rdf:Seq>" if text else ""
