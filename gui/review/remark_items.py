"""The marks on passages as items of a list: number, quote and note, and whether the words still stand there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidgetItem

from forms.remarks import Remark, placed
from forms.sheet import Sheet

from ..moments import instant_words
from ..paper import colours
from ..paper.passage_marks import paint_badge
from ..paper.remark_marks import read_remarks
from ..wording import label_of

_MOST_QUOTED = 24
_SIDE = 18


class Listed(NamedTuple):
    """One mark with its number, and where its passage stands now; None where its words are no longer there."""

    number: int
    remark: Remark
    place: tuple[int, int] | None


def listed(sheet: Sheet) -> list[Listed]:
    """Return the marks of a sheet in their order; one that only a newer version knows is passed over."""
    numbered = enumerate(read_remarks(sheet.record.remarks), start=1)
    return [Listed(number, one, placed(one, sheet.shown(one.field))) for number, one in numbered if one is not None]


def items(marks: Sequence[Listed], sheet: Sheet, now: datetime) -> list[QListWidgetItem]:
    return [_item(mark, sheet, now) for mark in marks]


def brief(quote: str) -> str:
    """Return a quote on one line, its middle left out where it is long."""
    line = " ".join(quote.split("\n"))
    half = _MOST_QUOTED // 2
    return line if len(line) <= _MOST_QUOTED else f"{line[:half]}……{line[-half:]}"


def _item(mark: Listed, sheet: Sheet, now: datetime) -> QListWidgetItem:
    remark, label = mark.remark, label_of(mark.remark.field, sheet.template)
    lost = _tr("（原文已改）") if mark.place is None else ""
    about = "　".join(part for part in (remark.name, instant_words(remark.at, now) if remark.at else "") if part)
    quoted = _tr("{}：“{}”{}").format(label, brief(remark.quote), lost)
    item = QListWidgetItem(
        _badge(mark.number, mark.place is None), f"{remark.note}\n{quoted}" + (f"\n{about}" if about else "")
    )
    item.setData(Qt.ItemDataRole.AccessibleTextRole, _tr("标注 {}：{}，{}").format(mark.number, remark.note, quoted))
    item.setToolTip(remark.quote)
    return item


def _badge(number: int, lost: bool) -> QIcon:
    picture = QPixmap(2 * _SIDE, 2 * _SIDE)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_badge(painter, QRectF(0, 0, _SIDE, _SIDE), str(number), colours.HINT if lost else colours.MARK_INK)
    painter.end()
    return QIcon(picture)


def _tr(words: str) -> str:
    return QCoreApplication.translate("remarks", words)
