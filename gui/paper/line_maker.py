"""Makes the lines of one paragraph in Qt's text layout as the typesetting has broken them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCharFormat, QTextFormat, QTextLayout, QTextOption

from forms.grid import Align
from forms.typesetting.breaking import TextLine
from forms.typesetting.faces import FontRole

from ..fonts import ScreenFonts
from .setting import SetParagraph, Setting

_OWN_FORMAT = QTextFormat.Property.UserProperty + 1  # tells our formats from those of an input method
_SPECIFIED = QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
_TRIES = 12


@dataclass(frozen=True)
class LineMaker:
    """Knows the setting and how many pixels a point takes."""

    fonts: ScreenFonts
    setting: Setting
    scale: float

    def make(self, layout: QTextLayout, paragraph: SetParagraph) -> None:
        """Set a paragraph. Qt counts columns its own way where characters join: then the count is corrected."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        layout.setTextOption(option)
        layout.setFormats([*_foreign_formats(layout), *self._fonts_of(paragraph)])
        columns = [len(line.text) for line in paragraph.lines]
        for _ in range(_TRIES):
            wrong = next(((n, by) for n, by in enumerate(self._tried(layout, paragraph.lines, columns)) if by), None)
            if wrong is None:
                return
            columns[wrong[0]] = max(1, columns[wrong[0]] - wrong[1])

    def left(self, line: TextLine) -> float:
        """Return where a line begins, in pixels."""
        setting = self.setting
        free = max(setting.width - line.width, 0.0)
        offset = {
            Align.LEFT: line.indent,
            Align.CENTER: free / 2,
            Align.RIGHT: free - min(setting.right_inset, free),
        }[setting.align]
        return (setting.left + offset) * self.scale

    def _tried(self, layout: QTextLayout, lines: Sequence[TextLine], columns: Sequence[int]) -> list[int]:
        """Lay out with so many columns a line; return by how much each line came out too long."""
        layout.beginLayout()
        off: list[int] = []
        for line, count in zip(lines, columns, strict=True):
            made = layout.createLine()
            if not made.isValid():
                break
            made.setNumColumns(count)
            made.setPosition(QPointF(self.left(line), 0))
            off.append(made.textLength() - utf16_length(line.text))
        while (rest := layout.createLine()).isValid():  # what a miscount left over still gets a line
            rest.setLineWidth(self.setting.width * self.scale)
        layout.endLayout()
        return off

    def _fonts_of(self, paragraph: SetParagraph) -> list[QTextLayout.FormatRange]:
        """Return the font of each piece of a line: its spacing makes the piece as wide as it is on paper."""
        formats: list[QTextLayout.FormatRange] = []
        start = 0
        for line in paragraph.lines:
            for text, role in _pieces(line, paragraph):
                length = utf16_length(text)
                spaced = QTextCharFormat()
                font = self.fonts.fitted(role, self.setting.size, self.scale, text, line.spacing)
                spaced.setFont(font, _SPECIFIED)  # no more: the line under what is being composed is to be seen
                spaced.setProperty(_OWN_FORMAT, True)
                formats.append(format_range(start, length, spaced))
                start += length
        return formats


def _pieces(line: TextLine, paragraph: SetParagraph) -> Iterator[tuple[str, FontRole]]:
    """Yield the text of a line font by font: a heading on the same line has one of its own."""
    lead = max(0, paragraph.lead.length - line.start) if paragraph.lead else 0
    if paragraph.lead and lead and line.text:
        yield line.text[:lead], paragraph.lead.role
    if line.text[lead:]:
        yield line.text[lead:], paragraph.role


def format_range(start: int, length: int, char_format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, char_format
    return made


def utf16_length(text: str) -> int:
    """Return how many positions a text takes in a document, which counts as UTF-16 does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _foreign_formats(layout: QTextLayout) -> list[QTextLayout.FormatRange]:
    """Return the marks of an input method on the text being composed; ours are made anew each time."""
    if not layout.preeditAreaText():
        return []
    return [one for one in layout.formats() if not one.format.property(_OWN_FORMAT)]
