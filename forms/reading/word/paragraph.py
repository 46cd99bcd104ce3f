"""The text of one DOCX paragraph as it stands on paper: boxes and symbols as characters, insertions taken, deletions not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .ooxml import attribute, child, is_on, local

_TICK, _CROSS, _BOX, _FULL = "☑", "☒", "☐", "■"
_SYMBOLS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0xFC: "✓",
        0xFE: _TICK,
        0xFD: _CROSS,
        0x78: _CROSS,
        0xA8: _BOX,
        0x6F: _BOX,
        0x71: _BOX,
        0x72: _BOX,
        0x6E: _FULL,
    },
    "wingdings 2": {0x50: "✓", 0x52: _TICK, 0x51: _CROSS, 0x53: _CROSS, 0x54: _CROSS, 0xA3: _BOX, 0x2A: _BOX, 0x30: _BOX},
    "webdings": {0x61: "✓", 0x67: _FULL, 0x63: _BOX},
}
_PRIVATE = 0xF000
"""Symbol fonts have their characters here, 0xF0FC for 0xFC."""

_SKIPPED = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "sectPr", "sdtPr", "sdtEndPr", "tblPr",
                      "commentReference", "rubyPr", "fldData", "softHyphen"})  # fmt: skip
_AS_TEXT = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_PICTURES = frozenset({"pic", "imagedata", "OLEObject", "altChunk"})
_TEXT_BOX = "txbxContent"


@dataclass(slots=True)
class ParagraphText:
    """`text` may hold \\n for soft line breaks; `boxes` are contents of text boxes anchored here; `hidden` is not printed."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: int = 0


def text_of(paragraph: Element) -> ParagraphText:
    """Return what a `w:p` shows."""
    found = ParagraphText()
    _walk(paragraph, found, None)
    return found


def _walk(element: Element, found: ParagraphText, run: Element | None) -> None:
    for each in element:
        name = local(each.tag)
        if name in _SKIPPED:
            continue
        taken = _TAKEN.get(name)
        if taken is not None:
            taken(each, found, run)
        elif name == _TEXT_BOX:
            found.boxes.append(each)
        else:
            found.pictures += name in _PICTURES
            _walk(each, found, each if name == "r" else run)


def _take_text(element: Element, found: ParagraphText, run: Element | None) -> None:
    text = element.text or ""
    font = attribute(child(run, "rPr", "rFonts"), "ascii") or ""
    text = "".join(_symbol(font, ord(character)) or character for character in text) if font.lower() in _SYMBOLS else text
    if is_on(run, "rPr", "vanish"):
        found.hidden.append(text)
    else:
        found.text += text


def _take_mark(element: Element, found: ParagraphText, run: Element | None) -> None:
    found.text += _AS_TEXT[local(element.tag)]


def _take_symbol(element: Element, found: ParagraphText, run: Element | None) -> None:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return
    if 0 < code < 0x110000:
        found.text += _symbol(attribute(element, "font") or "", code) or chr(code)


def _symbol(font: str, code: int) -> str:
    return _SYMBOLS.get(font.lower(), {}).get(code - _PRIVATE if code >= _PRIVATE else code, "")


def _take_control(element: Element, found: ParagraphText, run: Element | None) -> None:
    """A content control: its tick where it is a check box, nothing where it only shows what to type, else what it holds."""
    properties, content = child(element, "sdtPr"), child(element, "sdtContent")
    box = child(properties, "checkbox")
    if box is not None:
        found.text += _TICK if is_on(box, "checked") else _BOX
    elif content is not None and not is_on(properties, "showingPlcHdr"):
        _walk(content, found, run)


def _take_field(element: Element, found: ParagraphText, run: Element | None) -> None:
    """The beginning of a field: an old form's check box shows as one; any other field shows its result, which follows."""
    box = child(element, "ffData", "checkBox")
    if box is not None:
        checked = child(box, "checked")
        on = is_on(box, "checked") if checked is not None else is_on(box, "default")
        found.text += _TICK if on else _BOX


def _take_alternative(element: Element, found: ParagraphText, run: Element | None) -> None:
    """The same thing for newer and older programs: only one of the two is on the paper."""
    for choice in (child(element, "Choice"), child(element, "Fallback")):
        if choice is not None:
            _walk(choice, found, run)
            return


def _take_ruby(element: Element, found: ParagraphText, run: Element | None) -> None:
    base, above = child(element, "rubyBase"), ParagraphText()
    if base is not None:
        _walk(base, found, run)
    reading = child(element, "rt")
    if reading is not None:
        _walk(reading, above, run)
    found.hidden.append(above.text)


_Take = Callable[[Element, ParagraphText, "Element | None"], None]
_TAKEN: Mapping[str, _Take] = {
    "t": _take_text,
    **dict.fromkeys(_AS_TEXT, _take_mark),
    "sym": _take_symbol,
    "sdt": _take_control,
    "fldChar": _take_field,
    "AlternateContent": _take_alternative,
    "ruby": _take_ruby,
}
