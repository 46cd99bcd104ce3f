"""How items of lists are drawn: the ground that shows what is chosen, and text that wraps instead of being cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..look.appearance import Colours, colours, mixed

Index = QModelIndex | QPersistentModelIndex
_SIDE, _TOP, _ICON, _GAP = 10, 7, 18, 10
_WRAP = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignLeft.value) | int(Qt.AlignmentFlag.AlignTop.value)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, look: Colours) -> None:
    """Paint the chosen item in a breath of the accent colour with a bar at its left, the one under the mouse in grey."""
    colour = ground(option, look)
    if colour != QColor(look.base):
        painter.fillRect(option.rect, colour)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(look.accent))


def ground(option: QStyleOptionViewItem, look: Colours) -> QColor:
    """Return the colour that an item stands on."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        return mixed(look.accent, look.base, 0.82 if state & QStyle.StateFlag.State_HasFocus else 0.88)
    if state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
        return mixed(look.text, look.base, 0.95)
    return QColor(look.base)


class WrappedItems(QStyledItemDelegate):
    """Items of an icon, a text on as many lines as it takes, and below it what stands behind its first line end, quieter.

    Items that cannot be chosen and have no icon are heads of groups.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        room = QRect(0, 0, self._room(index, width), 100_000)
        height = sum(QFontMetrics(font).boundingRect(room, _WRAP, words).height() for words, font in self._texts(option, index))
        return QSize(max(1, width - 2), max(height, _ICON if _icon(index) else 0) + 2 * _TOP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colours(option.palette)
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            paint_ground(painter, option, look)
        place = option.rect.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        if icon := _icon(index):
            icon.paint(painter, QRect(place.left(), place.top(), _ICON, _ICON))
            place.setLeft(place.left() + _ICON + _GAP)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if ink is not None else QColor(look.text))
        for words, font in self._texts(option, index):
            painter.setFont(font)
            painter.drawText(place, _WRAP, words)
            place.setTop(place.top() + QFontMetrics(font).boundingRect(place, _WRAP, words).height())
            painter.setPen(QColor(look.quiet))
        painter.restore()

    def _room(self, index: Index, width: int) -> int:
        return max(40, width - 2 - 2 * _SIDE - (_ICON + _GAP if _icon(index) else 0))

    def _texts(self, option: QStyleOptionViewItem, index: Index) -> list[tuple[str, QFont]]:
        """The text, and what is quieter below it, each with its font."""
        first, _, rest = str(index.data(Qt.ItemDataRole.DisplayRole) or "").partition("\n")
        font, small = QFont(option.font), QFont(option.font)
        font.setBold(not index.flags() & Qt.ItemFlag.ItemIsSelectable and _icon(index) is None and not rest)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        return [(first, font), (rest, small)] if rest else [(first, font)]


def _icon(index: Index) -> QIcon | None:
    icon = index.data(Qt.ItemDataRole.DecorationRole)
    return icon if isinstance(icon, QIcon) else None
