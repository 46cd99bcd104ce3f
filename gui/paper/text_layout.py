"""Text in an editor set as on paper: broken by the breaker of the typesetting, on the base lines of the page.

Qt's own layout would break lines elsewhere than the PDF does. Here the screen asks the same breaker, so what the clerk
sees while typing is what is printed: the same lines, the same pitch, the same page ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPainterPath,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

from forms.typesetting.breaking import TextLine

from ..fonts import ScreenFonts
from .line_maker import LineMaker, format_range
from .setting import SetParagraph, Setting, Shape

_EVERYWHERE = QRectF(0, 0, 1e6, 1e6)
_ABOVE = 0.15
"""How much of its height belongs to a line above it, for a click between two lines."""


class PaperTextLayout(QAbstractTextDocumentLayout):
    """Lays out a document of plain paragraphs by a Setting. `scale` is pixels a point.

    A key costs the breaking of its own paragraph: what is broken is kept, and lines move only where shapes have changed.
    """

    def __init__(self, document: QTextDocument, fonts: ScreenFonts, setting: Setting, scale: float) -> None:
        super().__init__(document)
        self._maker = LineMaker(fonts, setting, scale)
        self._size = QSizeF(1, 1)
        self._set: list[tuple[str, int]] = []
        """Text and standing of each block as it was set last."""
        self._broken: dict[tuple[str, int], SetParagraph] = {}
        self._shapes: tuple[Shape, ...] = ()
        self._resetting = False

    def reset(self, setting: Setting, scale: float) -> None:
        """Set the text by another setting or for another scale; nothing is done where nothing is new."""
        old = self._maker
        if (setting, scale) == (old.setting, old.scale):
            return
        self._maker = LineMaker(old.fonts, setting, scale)
        if setting.setter != old.setting.setter:
            self._broken.clear()
        if scale == old.scale and setting.same_lines(old.setting):
            self._place_lines(range(len(self._set)))
            self._redraw(_EVERYWHERE)
        else:
            self._reset_fonts()

    def _reset_fonts(self) -> None:
        self._resetting = True  # Qt reports a change of the font as a change of everything
        setting = self._maker.setting
        self.document().setDefaultFont(self._maker.fonts.font(setting.role, setting.size, self._maker.scale))
        self._resetting = False
        self._set = []
        self.documentChanged(0, 0, self.document().characterCount())

    def shapes(self) -> tuple[Shape, ...]:
        """Return the shape of every paragraph as it is set now."""
        return self._shapes

    def text_left(self) -> float:
        """Return where the first line begins, in pixels."""
        layout = self.document().begin().layout()
        return layout.lineAt(0).x() if layout.lineCount() else 0.0

    def text_right(self) -> float:
        """Return where the widest line of the first paragraph ends, in pixels."""
        layout = self.document().begin().layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        return max((line.x() + line.naturalTextWidth() for line in lines), default=0.0)

    # ---- words that are not in the document ------------------------------------------------------------------------

    def draw_words(self, painter: QPainter, words: str, colour: QColor) -> None:
        """Draw words (a hint, a blank) where the text would stand."""
        maker = self._maker
        paragraph = maker.setting.setter.set_paragraph(words, 1)
        painter.setPen(colour)
        bases = maker.setting.frames.baselines((Shape(len(paragraph.lines)),))
        for line, base in zip(paragraph.lines, bases, strict=True):
            painter.setFont(maker.fonts.fitted(paragraph.role, maker.setting.size, maker.scale, line.text, line.spacing))
            painter.drawText(QPointF(maker.left(line), round(base * maker.scale)), line.text)

    def words_left(self, words: str) -> float:
        """Return where the first character of words that is not blank would stand, in pixels."""
        maker = self._maker
        line: TextLine = maker.setting.setter.set_paragraph(words, 1).lines[0]
        blanks = words[: len(words) - len(words.lstrip(" \u3000"))]
        return maker.left(line) + maker.fonts.shelf.width(blanks, maker.setting.role, maker.setting.size) * maker.scale

    # ---- what Qt asks ---------------------------------------------------------------------------------------------

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        if self._resetting:
            return
        blocks = list(self._blocks())
        texts = [_with_preedit(block.text(), block.layout()) for block in blocks]
        wanted = list(zip(texts, self._maker.setting.setter.standings(texts), strict=True))
        if wanted == self._set:
            changed = _touched(self.document(), position, added) if added < self.document().characterCount() else range(0)
        else:
            changed = _differing(self._set, wanted, _touched(self.document(), position, added))
        if changed:
            self._change(blocks, wanted, changed)

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
                top = layout.position().y() + line.y() - line.height() * _ABOVE
                if found >= 0 and point.y() < top:
                    return found
                found = block.position() + line.xToCursor(point.x() - layout.position().x())
        return -1 if accuracy is Qt.HitTestAccuracy.ExactHit and point.y() > self._size.height() else found

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        area = layout.boundingRect()
        area.setTopLeft(QPointF(0, 0))  # Qt adds the places of lines to this corner
        return area.translated(layout.position())

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self._size)

    def documentSize(self) -> QSizeF:
        return self._size

    def pageCount(self) -> int:
        return 1

    # ---- setting --------------------------------------------------------------------------------------------------

    def _change(self, blocks: list[QTextBlock], wanted: list[tuple[str, int]], changed: range) -> None:
        """Set the blocks of a range anew, move what has to move, and have drawn what is another now."""
        before = self.blockBoundingRect(blocks[changed[0]]) if len(changed) == 1 else _EVERYWHERE
        old_size, old_shapes = self._size, self._shapes
        for number in changed:
            self._maker.make(blocks[number].layout(), self._paragraph(*wanted[number]))
        self._set = wanted
        self._shapes = tuple(
            Shape(block.layout().lineCount(), self._paragraph(*each).level, each[1])
            for block, each in zip(blocks, wanted, strict=True)
        )
        if self._shapes == old_shapes:
            self._place_lines(changed)
            self._redraw(before.united(self.blockBoundingRect(blocks[changed[-1]])).adjusted(-4, -4, 1e6, 4))
        else:
            self._place_lines(range(len(blocks)))
            self._redraw(_EVERYWHERE)
        if self._size != old_size:
            self.documentSizeChanged.emit(self._size)

    def _paragraph(self, text: str, standing: int) -> SetParagraph:
        key = (text, standing)
        if key not in self._broken:
            if len(self._broken) > 2 * len(self._set) + 50:
                self._broken = {kept: self._broken[kept] for kept in self._set if kept in self._broken}
            self._broken[key] = self._maker.setting.setter.set_paragraph(text, standing)
        return self._broken[key]

    def _place_lines(self, numbers: range) -> None:
        """Put the lines of some blocks on their base lines; cheap, since nothing is broken or shaped anew."""
        setting, scale = self._maker.setting, self._maker.scale
        bases = setting.frames.baselines(self._shapes)
        first = 0
        for number, block in enumerate(self._blocks()):
            if number in numbers:
                _place(block.layout(), [round(base * scale) for base in bases[first : first + self._shapes[number].lines]])
            first += self._shapes[number].lines
        height = setting.frames.height(self._shapes)
        self._size = QSizeF((setting.left + setting.width) * scale, height * scale)

    def _redraw(self, area: QRectF) -> None:
        self.update[QRectF].emit(area)  # type: ignore[index]  # without the index PySide takes another overload and crashes

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


def _place(layout: QTextLayout, bases: list[int]) -> None:
    top = bases[0] - layout.lineAt(0).ascent()
    layout.setPosition(QPointF(0, top))
    for number, base in enumerate(bases):
        line = layout.lineAt(number)
        line.setPosition(QPointF(line.x(), base - line.ascent() - top))


def _touched(document: QTextDocument, position: int, added: int) -> range:
    """Return the numbers of the blocks that Qt says have changed."""
    last = document.findBlock(position + added)
    end = last.blockNumber() if last.isValid() else document.blockCount() - 1
    return range(document.findBlock(position).blockNumber(), end + 1)


def _differing(old: list[tuple[str, int]], new: list[tuple[str, int]], touched: range) -> range:
    """Return the numbers of the blocks that must be set anew: those touched, and all whose text or standing is another."""
    most = min(len(old), len(new))
    start = next((number for number in range(most) if old[number] != new[number]), most)
    end = next((number for number in range(most - start) if old[-1 - number] != new[-1 - number]), most - start)
    return range(min(start, touched.start), max(len(new) - end, touched.stop))


def _with_preedit(text: str, layout: QTextLayout) -> str:
    """Return the text of a paragraph as it is seen: with what an input method is composing in it."""
    composed = layout.preeditAreaText()
    if not composed:
        return text
    place = len(text.encode("utf-16-le")[: 2 * layout.preeditAreaPosition()].decode("utf-16-le", "replace"))
    return text[:place] + composed + text[place:]


def _selections(block: QTextBlock, context: QAbstractTextDocumentLayout.PaintContext) -> list[QTextLayout.FormatRange]:
    ranges: list[QTextLayout.FormatRange] = []
    for selection in context.selections:
        start = max(selection.cursor.selectionStart() - block.position(), 0)
        end = min(selection.cursor.selectionEnd() - block.position(), block.length())
        if start < end:
            ranges.append(format_range(start, end - start, selection.format))
    return ranges
