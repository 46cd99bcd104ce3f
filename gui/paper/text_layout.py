"""Text in an editor set as on paper: broken by the breaker of the typesetting, on the base lines of the page.

Qt's own layout would break lines elsewhere than the PDF does. Here the screen asks the same breaker, so what the clerk
sees while typing is what is printed: the same lines, the same pitch, the same page ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, QTextBoundaryFinder
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPainterPath,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextLayout,
    QTextOption,
)

from forms.grid import Align
from forms.typesetting.breaking import TextLine

from ..fonts import ScreenFonts
from .setting import SetParagraph, Setting

_OWN_FORMAT = QTextFormat.Property.UserProperty + 1  # tells our formats from those of an input method
_SINGLE = re.compile(r"[\n -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205f\u2e80-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uff9d]*")
"""Text of which no character joins its neighbour: what nearly every line consists of."""
_LEVELS = 8  # a block's user state holds its standing and, below this, the level of its heading; -1 is a new block


class PaperTextLayout(QAbstractTextDocumentLayout):
    """Lays out a document of plain paragraphs by a Setting. `scale` is pixels a point."""

    def __init__(self, document: QTextDocument, fonts: ScreenFonts, setting: Setting, scale: float) -> None:
        super().__init__(document)
        self._fonts = fonts
        self._setting = setting
        self._scale = scale
        self._size = QSizeF(1, 1)
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)

    @property
    def setting(self) -> Setting:
        return self._setting

    def reset(self, setting: Setting, scale: float) -> None:
        """Set the whole text anew, if anything is new."""
        if (setting, scale) == (self._setting, self._scale):
            return
        moved_only = scale == self._scale and setting.same_lines(self._setting)
        self._setting, self._scale = setting, scale
        if moved_only:
            self._place_lines()
            self._redraw(QRectF(0, 0, 1e6, 1e6))
        else:
            self.document().setDefaultFont(self._fonts.font(setting.role, setting.size, scale))
            self.documentChanged(0, 0, self.document().characterCount())

    def text_left(self) -> float:
        """Return where the first line begins, in pixels."""
        layout = self.document().begin().layout()
        return layout.lineAt(0).x() if layout.lineCount() else 0.0

    def draw_words(self, painter: QPainter, words: str, colour: QColor) -> None:
        """Draw words that are not in the document (a hint, a blank) where its text would stand."""
        lines: list[TextLine] = []
        for text in words.split("\n"):
            lines.extend(self._setting.setter.set_paragraph(text, not lines).lines)
        painter.setPen(colour)
        setting, scale = self._setting, self._scale
        for line, base in zip(lines, setting.frames.baselines([(len(lines), 0, 0)]), strict=True):
            painter.setFont(self._fonts.fitted(setting.role, setting.size, scale, line.text, line.spacing))
            painter.drawText(QPointF(self._left(line) * scale, round(base * scale)), line.text)

    def words_left(self, words: str) -> float:
        """Return where words of one line would begin, in pixels."""
        line = self._setting.setter.set_paragraph(words, 1).lines[0]
        return (self._left(line) + self._fonts.shelf.width(words, self._setting.role, self._setting.size)) * self._scale - (
            self._fonts.shelf.width(words.lstrip(" \u3000"), self._setting.role, self._setting.size) * self._scale
        )

    # ---- what Qt asks ---------------------------------------------------------------------------------------------

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        block = self.document().findBlock(position)
        last = self.document().findBlock(position + max(added, 0))
        old_size, old_area, old_lines = self._size, self.blockBoundingRect(block), block.layout().lineCount()
        changed = self._set_blocks(block.blockNumber(), last.blockNumber() if last.isValid() else self._last())
        self._place_lines()
        if changed == 1 and block == last and block.layout().lineCount() == old_lines:
            self._redraw(old_area.united(self.blockBoundingRect(block)).adjusted(-4, -4, 1e6, 4))
        else:
            self._redraw(QRectF(0, 0, 1e6, 1e6))
        if self._size != old_size:
            self.documentSizeChanged.emit(self._size)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        clip: QRectF = context.clip
        for block in self._blocks():
            if not clip.isValid() or self.blockBoundingRect(block).adjusted(-9, -9, 9, 9).intersects(clip):
                block.layout().draw(painter, QPointF(0, 0), _selections(block, context), clip)
                self._draw_caret(painter, block, context.cursorPosition)

    def hitTest(self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy) -> int:
        assert isinstance(point, QPointF)
        found = -1
        for block in self._blocks():
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                top = layout.position().y() + line.y() - self._pitch_above(line.height())
                if found >= 0 and point.y() < top:
                    return found
                found = block.position() + line.xToCursor(point.x() - layout.position().x())
        return -1 if accuracy is Qt.HitTestAccuracy.ExactHit and point.y() > self._size.height() else found

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        return layout.boundingRect().translated(layout.position())

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self._size)

    def documentSize(self) -> QSizeF:
        return self._size

    def pageCount(self) -> int:
        return 1

    # ---- setting --------------------------------------------------------------------------------------------------

    def _set_blocks(self, first: int, last: int) -> int:
        """Set the blocks from `first` to `last`, and others that stand otherwise now; return how many."""
        blocks = list(self._blocks())
        texts = [_with_preedit(block.text(), block.layout()) for block in blocks]
        count = 0
        for number, standing in enumerate(self._setting.setter.standings(texts)):
            block = blocks[number]
            if first <= number <= last or _standing(block) != standing:
                self._set_block(block, texts[number], standing)
                count += 1
        return count

    def _set_block(self, block: QTextBlock, text: str, standing: int) -> None:
        layout = block.layout()
        paragraph = self._setting.setter.set_paragraph(text, standing)
        block.setUserState(standing * _LEVELS + paragraph.level)
        layout.setTextOption(self._option)
        layout.setFormats([*_foreign_formats(layout), *self._fonts_of_lines(paragraph)])
        layout.beginLayout()
        for line in paragraph.lines:
            made = layout.createLine()
            if not made.isValid():
                break
            made.setNumColumns(_clusters(line.text))
            made.setPosition(QPointF(self._left(line) * self._scale, 0))
        while (rest := layout.createLine()).isValid():  # what a miscount left over still gets a line
            rest.setLineWidth(self._setting.width * self._scale)
        layout.endLayout()

    def _last(self) -> int:
        return self.document().blockCount() - 1

    def shapes(self) -> list[tuple[int, int, int]]:
        """Return (lines, level of heading, standing) of every paragraph."""
        return [(block.layout().lineCount(), _level(block), _standing(block)) for block in self._blocks()]

    def _left(self, line: TextLine) -> float:
        setting = self._setting
        if setting.align is Align.LEFT:
            return setting.left + line.indent
        free = max(setting.width - line.width, 0.0)
        return setting.left + (free / 2 if setting.align is Align.CENTER else free - min(setting.right_inset, free))

    def _fonts_of_lines(self, paragraph: SetParagraph) -> list[QTextLayout.FormatRange]:
        """Return the font of each line: its spacing makes the line as wide as it is on paper."""
        formats: list[QTextLayout.FormatRange] = []
        setting, start = self._setting, 0
        for line in paragraph.lines:
            length = _utf16_length(line.text)
            if length:
                spaced = QTextCharFormat()
                spaced.setFont(self._fonts.fitted(paragraph.role, setting.size, self._scale, line.text, line.spacing))
                spaced.setProperty(_OWN_FORMAT, True)
                formats.append(_format_range(start, length, spaced))
            start += length
        return formats

    def _place_lines(self) -> None:
        """Put every line on its base line; cheap, since nothing is broken or shaped anew."""
        shapes = self.shapes()
        baselines = iter(self._setting.frames.baselines(shapes))
        for block in self._blocks():
            layout = block.layout()
            top: float | None = None
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                y = round(next(baselines) * self._scale) - line.ascent()
                if top is None:
                    top = y
                    layout.setPosition(QPointF(0, top))
                line.setPosition(QPointF(line.x(), y - top))
        self._size = QSizeF(
            (self._setting.left + self._setting.width) * self._scale, self._setting.frames.height(shapes) * self._scale
        )

    def _redraw(self, area: QRectF) -> None:
        self.update[QRectF].emit(area)  # type: ignore[index]  # without the index PySide takes another overload and crashes

    def _pitch_above(self, height: float) -> float:
        return height * 0.15

    def _draw_caret(self, painter: QPainter, block: QTextBlock, position: int) -> None:
        layout = block.layout()
        width = self.property("cursorWidth") or 1
        if block.position() <= position < block.position() + block.length():
            layout.drawCursor(painter, QPointF(0, 0), position - block.position(), width)
        elif position < -1 and layout.preeditAreaText():  # Qt's way to say: inside the text being composed
            layout.drawCursor(painter, QPointF(0, 0), layout.preeditAreaPosition() - (position + 2), width)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()


def _standing(block: QTextBlock) -> int:
    return block.userState() // _LEVELS


def _level(block: QTextBlock) -> int:
    return block.userState() % _LEVELS if block.userState() >= 0 else 0


def _with_preedit(text: str, layout: QTextLayout) -> str:
    """Return the text of a paragraph as it is seen: with what an input method is composing in it."""
    composed = layout.preeditAreaText()
    if not composed:
        return text
    place = len(text.encode("utf-16-le")[: 2 * layout.preeditAreaPosition()].decode("utf-16-le", "replace"))
    return text[:place] + composed + text[place:]


def _foreign_formats(layout: QTextLayout) -> list[QTextLayout.FormatRange]:
    """Return the marks of an input method on the text being composed; ours are made anew each time."""
    if not layout.preeditAreaText():
        return []
    return [one for one in layout.formats() if not one.format.property(_OWN_FORMAT)]


def _selections(block: QTextBlock, context: QAbstractTextDocumentLayout.PaintContext) -> list[QTextLayout.FormatRange]:
    ranges: list[QTextLayout.FormatRange] = []
    for selection in context.selections:
        start = max(selection.cursor.selectionStart() - block.position(), 0)
        end = min(selection.cursor.selectionEnd() - block.position(), block.length())
        if start < end:
            ranges.append(_format_range(start, end - start, selection.format))
    return ranges


def _format_range(start: int, length: int, char_format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, char_format
    return made


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _clusters(text: str) -> int:
    """Return how many columns Qt counts in a text: one for each character that a user sees as one."""
    if _SINGLE.fullmatch(text):
        return len(text)
    finder, count = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text), 0
    while finder.toNextBoundary() != -1:
        count += 1
    return count
