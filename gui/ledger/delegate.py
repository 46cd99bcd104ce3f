"""How a row of the ledger is drawn: the title on two lines, below it number and proposer, when it is due, its stage."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from forms.stages import Stage
from storage.ledger import LedgerRow

from ..look.appearance import Colours, colours, mixed
from ..naming import numbered, titled
from ..panels.item_drawing import ground, paint_ground
from ..wording import STAGES
from .model import ROW_ROLE, LedgerModel, awaited_brief, awaited_words, days_left, due_words, marked_words

_SIDE, _TOP, _GAP = 14, 11, 6
_SOON_DAYS = 7
_BRIEF = {"from_paper": "纸质", "from_file": "导入", "mixed": "部分纸质"}


class LedgerDelegate(QStyledItemDelegate):
    """Every row is of one height, so ten thousand cost no more than ten."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        title, small = QFontMetrics(option.font), QFontMetrics(_small(option.font))
        return QSize(120, 2 * _TOP + 2 * title.lineSpacing() + _GAP + small.lineSpacing())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        row: LedgerRow = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, LedgerModel)
        look = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, look)
        self._draw_rule(painter, option, look)
        small = _small(option.font)
        inner = option.rect.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        title = two_lines(titled(row.title), option.font, inner.width())
        if len(title) == 1:  # the row stays as high as the others; what it holds stands in its middle
            inner.translate(0, QFontMetrics(option.font).lineSpacing() // 2)
        foot = self._draw_title(painter, option.font, inner, title, QColor(look.text if row.title else look.quiet))
        foot.setHeight(QFontMetrics(small).lineSpacing())
        painter.setFont(small)
        left = self._draw_stage(painter, foot, row, look, ground(option, look))
        left = self._draw_due(painter, foot, left, model, row, look)
        left = self._draw_marked(painter, foot, left, row, look)
        self._draw_who(painter, foot, left, row, look)
        painter.restore()

    def _draw_rule(self, painter: QPainter, option: QStyleOptionViewItem, look: Colours) -> None:
        painter.setPen(mixed(look.line, look.base, 0.4))
        painter.drawLine(option.rect.left() + _SIDE, option.rect.bottom(), option.rect.right() - _SIDE, option.rect.bottom())

    def _draw_title(self, painter: QPainter, font: QFont, inner: QRect, lines: list[str], ink: QColor) -> QRect:
        """Draw the title; return where what stands below it begins."""
        painter.setPen(ink)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for number, line in enumerate(lines):
            painter.drawText(QPointF(inner.left(), inner.top() + number * metrics.lineSpacing() + metrics.ascent()), line)
        below = QRect(inner)
        below.setTop(inner.top() + len(lines) * metrics.lineSpacing() + _GAP)
        return below

    def _draw_stage(self, painter: QPainter, foot: QRect, row: LedgerRow, look: Colours, back: QColor) -> int:
        """Draw the badge at the right end; return the x where what stands left of it must end."""
        words = STAGES.get(row.stage, self.tr("无法打开"))
        if row.round > 1:
            words = self.tr("重办·{}").format(words)
        ink = QColor(look.error if row.problem or row.stage not in STAGES else look.stage(Stage(row.stage)))
        width = painter.fontMetrics().horizontalAdvance(words) + 14
        badge = QRectF(foot.right() - width + 1, foot.top() - 1, width, foot.height() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(ink, back, 0.86))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        painter.setPen(ink)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
        return int(badge.left()) - 10

    def _draw_due(self, painter: QPainter, foot: QRect, right: int, model: LedgerModel, row: LedgerRow, look: Colours) -> int:
        words, left = due_words(row, model.today), days_left(row, model.today)
        if left is None:
            return right
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.setPen(QColor(look.error if left < 0 else look.warning if left <= _SOON_DAYS else look.quiet))
        painter.drawText(QRect(right - width, foot.top(), width + 1, foot.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return right - width - 10

    def _draw_marked(self, painter: QPainter, foot: QRect, right: int, row: LedgerRow, look: Colours) -> int:
        """Draw that somebody else's hand entered the marks, in one word where the row is narrow."""
        metrics, number = painter.fontMetrics(), numbered(row.number)
        room = right - foot.left() - metrics.horizontalAdvance(f"{number}  {'、'.join(row.proposers)[:4]}")
        words = next(
            (one for one in (marked_words(row), _BRIEF.get(row.marked, "")) if metrics.horizontalAdvance(one) <= room), ""
        )
        if not words:
            return right
        width = metrics.horizontalAdvance(words)
        painter.setPen(QColor(look.warning))
        painter.drawText(QRect(right - width, foot.top(), width + 1, foot.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return right - width - 10

    def _draw_who(self, painter: QPainter, foot: QRect, right: int, row: LedgerRow, look: Colours) -> None:
        """Draw number and proposers; while a joint visit goes on, who of them is still awaited."""
        metrics, left = painter.fontMetrics(), foot.left()
        awaited = awaited_words(row)
        if metrics.horizontalAdvance(f"{numbered(row.number)}  {awaited}") > right - left:
            awaited = awaited_brief(row)
        parts = (
            (numbered(row.number), look.quiet),
            (awaited or "、".join(row.proposers), look.accent if awaited else look.quiet),
        )
        for words, ink in parts:
            room = max(0, right - left)
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(ink))
            painter.drawText(QRect(left, foot.top(), room, foot.height()), Qt.AlignmentFlag.AlignVCenter, elided)
            left += metrics.horizontalAdvance(f"{words}  ") if words else 0


def two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Return `text` on at most two lines of `width` pixels, the second one elided where there is more."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    first = line.textLength()
    layout.endLayout()
    if first >= len(text):
        return [text]
    rest = QFontMetrics(font).elidedText(text[first:].lstrip(), Qt.TextElideMode.ElideRight, width)
    return [text[:first], rest]


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small
