"""Step 2: the rows to mark, each with its words and large boxes. Nothing is preselected."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from forms.fields import ChoiceField, Option
from forms.template import Template
from forms.typesetting.faces import FontRole

from ..fonts import ScreenFonts
from ..look.appearance import LIGHT, mixed
from .look import MARGIN, TOUCH, label, restyle, scrolling
from .visiting import Visiting

_IN_A_ROW = 4
_BOX = 30


class MarksPage(QWidget):
    """A card a row. What is pressed goes to the visit at once; what the visit holds is shown."""

    def __init__(self, visiting: Visiting, fonts: ScreenFonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visiting = visiting
        self.cards = {row.name: RowCard(row) for row in visiting.asked.rows}
        self._asked = False
        self._lay_out(fonts)
        for card in self.cards.values():
            card.pressed.connect(self._on_pressed)
        visiting.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the marks that stand, and what they ask for."""
        answers = self._visiting.view.answers
        for name, card in self.cards.items():
            card.show_mark(str(answers.get(name, "")), asks=bool(self._visiting.asks_for(name)))
        if self._asked:
            self._want(self._visiting.rows_missing())

    def ask_for(self, rows: Iterable[str]) -> None:
        """Let the rows that have no mark yet stand out until they have one, and bring the first of them into view."""
        missing = tuple(rows)
        self._asked = bool(missing)
        self._want(missing)
        if missing:
            self._area.ensureWidgetVisible(self.cards[missing[0]], 0, 20)

    def _want(self, missing: Iterable[str]) -> None:
        wanted = tuple(missing)
        for name, card in self.cards.items():
            card.want(name in wanted)

    @Slot(str, str)
    def _on_pressed(self, row: str, code: str) -> None:
        stands = self._visiting.view.answers.get(row)
        self._visiting.mark(row, None if stands == code else code)
        self.refresh()  # also where it was refused
        self._cards.activate()  # what the mark asks for may have come below it
        self._area.ensureWidgetVisible(self.cards[row], 0, 12)

    def _heading(self, fonts: ScreenFonts) -> QWidget:
        """Return the sentence in the face that prints it, where √ is a tick; in faces of the screen it may be a root."""
        heading = label(sentence_over(self._visiting.template, self._visiting.asked.rows), "printed")
        heading.setFont(fonts.font(FontRole.LABEL, 1.0, 1.0))  # how large is said by the style sheet
        return heading

    def _lay_out(self, fonts: ScreenFonts) -> None:
        inside = QWidget()
        self._cards = cards = QVBoxLayout(inside)
        cards.setContentsMargins(MARGIN, 0, MARGIN, 12)
        cards.setSpacing(12)
        cards.addWidget(self._heading(fonts))
        for card in self.cards.values():
            cards.addWidget(card)
        cards.addStretch(1)
        self._area = scrolling(inside, "visit_rows")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self._area, 1)


class RowCard(QFrame):
    """One row: its label as on the paper, and a box for each option."""

    pressed = Signal(str, str)
    """The row and the code of the option."""

    def __init__(self, row: ChoiceField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.words = row.short_label
        self.setProperty("kind", "card")
        self.setObjectName(f"visit_row.{row.name}")
        self.boxes = [OptionBox(row, option) for option in row.options]
        self.notice = label(kind="notice")
        self.notice.hide()
        grid = QGridLayout()
        grid.setSpacing(12)
        across = min(_IN_A_ROW, len(self.boxes))
        for number, box in enumerate(self.boxes):
            grid.addWidget(box, number // across, number % across)
            grid.setColumnStretch(number % across, 1)
            box.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 14)
        column.setSpacing(8)
        column.addWidget(label(self.words, "head"))
        column.addLayout(grid)
        column.addWidget(self.notice)

    @Slot(str)
    def _on_chosen(self, code: str) -> None:
        self.pressed.emit(self.row.name, code)

    def show_mark(self, code: str, asks: bool) -> None:
        for box in self.boxes:
            box.setChecked(box.option.code == code)
            if box.isChecked():
                words = self.tr("您选择了“{}”。按照规定，需要在下一步写明具体意见，便于承办单位有针对性地改进。")
                self.notice.setText(words.format(box.option.label))
        self.notice.setVisible(asks)

    def want(self, wanted: bool) -> None:
        """Stand out, since a mark is missing here."""
        if bool(self.property("wanting")) != wanted:
            self.setProperty("wanting", wanted)
            restyle(self)


class OptionBox(QPushButton):
    """An option with its box, as on the paper; pressed again it gives its mark back."""

    chosen = Signal(str)
    """Its code."""

    def __init__(self, row: ChoiceField, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.words = f"{option.group}·{option.label}" if option.group else option.label
        self.setObjectName(f"{row.name}.{option.code}")
        self.setAccessibleName(f"{row.short_label}：{self.words}")
        self.setProperty("kind", "option")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setMinimumHeight(TOUCH + 12)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.option.code)

    def nextCheckState(self) -> None:
        """What is checked follows the sheet, not the finger."""

    def sizeHint(self) -> QSize:
        return QSize(_BOX + 60 + self.fontMetrics().horizontalAdvance(self.words), TOUCH + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        words = self.fontMetrics().horizontalAdvance(self.words)
        left = max(14.0, (self.width() - _BOX - 14 - words) / 2)
        self._paint_box(painter, QRectF(left, (self.height() - _BOX) / 2, _BOX, _BOX))
        painter.setPen(QColor(LIGHT.accent if self.isChecked() else LIGHT.text))
        area = QRectF(left + _BOX + 14, 0, self.width(), self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        broad = 2.5 if self.isChecked() or self.hasFocus() else 1.2
        strong = self.isChecked() or self.hasFocus() or self.underMouse()
        colour = QColor(LIGHT.accent) if strong else mixed(LIGHT.quiet, LIGHT.base, 0.45)
        back = 0.7 if self.isDown() else 0.88
        painter.setPen(QPen(colour, broad))
        painter.setBrush(mixed(LIGHT.accent, LIGHT.base, back) if self.isChecked() or self.isDown() else QColor(LIGHT.base))
        inset = broad / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)

    def _paint_box(self, painter: QPainter, area: QRectF) -> None:
        painter.setBrush(QColor(LIGHT.base))
        painter.setPen(QPen(QColor(LIGHT.accent if self.isChecked() else LIGHT.quiet), 2))
        painter.drawRect(area)
        if self.isChecked():
            pen = QPen(QColor(LIGHT.accent), 4.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            ways = ((0.18, 0.5), (0.42, 0.76), (0.9, 0.08))
            points = [QPointF(area.left() + x * area.width(), area.top() + y * area.height()) for x, y in ways]
            painter.drawPolyline(points)


def sentence_over(template: Template, rows: Iterable[ChoiceField]) -> str:
    """Return the sentence that the paper prints over the first of the rows, "" where it prints none."""
    names = {row.name for row in rows}
    said = ""
    for row in template.grid.rows:
        parts = [part for cell in row.cells for part in cell.parts]
        if any(part.tick and part.tick[0] in names for part in parts):
            return said
        plain = len(row.cells) == 1 and all(part.text and not part.field for part in parts)
        said = row.cells[0].label if plain else ""
    return ""
