"""The strip over the paper: where the sheet stands, who is waited for, and the buttons of whoever is in charge.

Of a joint suggestion it also says whose paper is shown, and turns to another deputy's.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from forms.course import Step

from ..look.appearance import colours, mixed
from .paper_choice import PaperChoice
from .stage_path import StagePath
from .state import STEP_TIPS, STEP_WORDS, StripState


class StageStrip(QFrame):
    """Shows a StripState and nothing of its own; None hides it."""

    step_wanted = Signal(str)
    """A forms.course.Step by its value, or `visit`, `from_paper`."""
    rounds_wanted = Signal()
    """The user wants to read an earlier round."""
    deputy_wanted = Signal(str)
    """The name of the deputy whose paper is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_strip")
        self.setAccessibleName(self.tr("办理进程"))
        self.path = StagePath()
        self.round = _flat(self.tr("查看以前各次办理"), "rounds")
        self.paper = PaperChoice()
        self.waiting = _Elided(Qt.AlignmentFlag.AlignRight)
        self.missing = _Elided(Qt.AlignmentFlag.AlignLeft)
        self.notice = QLabel()
        self.notice.setObjectName("strip_notice")
        self.notice.setWordWrap(True)
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = {step: _step_button(step) for step in STEP_WORDS}
        self._lay_out()
        self.round.clicked.connect(self.rounds_wanted)
        self.paper.chosen.connect(self.deputy_wanted)
        for button in self.buttons.values():
            button.clicked.connect(self._on_step)
        self._state: StripState | None = None
        self._colour()
        self.hide()

    def show_state(self, state: StripState | None) -> None:
        """Show how a sheet stands; what is shown already is left as it is, with the focus that a button may have."""
        if state == self._state:
            return
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self.path.show_stage(state.stage)
        self.round.setVisible(state.round > 1)
        self.round.setEnabled(state.earlier > 0)
        self.round.setText(self.tr("第 {} 次办理").format(state.round))
        joint = bool(state.papers)
        self._papers.setVisible(joint)
        self.paper.show_papers(state.papers, state.shown)
        self.waiting.say("" if joint else state.waiting)
        self.missing.say(state.waiting if joint else "")
        self.notice.setText(state.notice)
        self.notice.setVisible(bool(state.notice))
        for place, step in enumerate(state.steps):
            self._row.insertWidget(self._first + place, self.buttons[step])
        for step, button in self.buttons.items():
            button.setVisible(step in state.steps)
            _stress(button, step == state.main)
        self._withhold(state.withheld)

    def _withhold(self, why: str) -> None:
        """Approving waits until it can be done, as it does in the leader's panel."""
        approve = self.buttons[Step.APPROVE]
        approve.setEnabled(not why)
        tip = self.tr("还不能签发。{}").format(why) if why else STEP_TIPS[Step.APPROVE]
        approve.setToolTip(tip)
        approve.setAccessibleDescription(tip)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_state"):
            self._colour()

    @Slot()
    def _on_step(self) -> None:
        self.step_wanted.emit(self.sender().property("step"))

    def _colour(self) -> None:
        look = colours(self.palette())
        back, edge = mixed(look.warning, look.base, 0.9).name(), mixed(look.warning, look.base, 0.75).name()
        held = mixed(look.text, look.base, 0.92).name()
        chosen = mixed(look.accent, look.base, 0.9).name()
        sheet = (
            f"QFrame#stage_strip {{ background: {look.base}; border: none; border-bottom: 1px solid {look.line}; }}"
            f"QLabel#strip_notice {{ background: {back}; border: none; border-top: 1px solid {edge}; padding: 7px 14px; }}"
            "QFrame#stage_strip QPushButton { padding: 4px 12px; }"
            f'QPushButton[main="true"] {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent}; }}'
            f'QPushButton[main="true"]:hover {{ background: {mixed(look.accent, look.text, 0.12).name()}; }}'
            "QFrame#stage_strip QPushButton:focus { padding: 3px 11px; }"
            f'QPushButton[main="true"]:focus {{ background: {chosen}; color: {look.accent}; }}'
            f'QPushButton[main="true"]:disabled {{ background: {held}; color: {look.quiet}; border-color: {look.line}; }}'
            f"QPushButton#rounds {{ border: 2px solid transparent; color: {look.accent}; }}"
            "QFrame#stage_strip QPushButton#rounds { padding: 2px 4px; }"
            "QPushButton#rounds:hover { text-decoration: underline; }"
            f"QFrame#stage_strip QPushButton#rounds:focus {{ border-color: {look.accent}; }}"
            f"QPushButton#rounds:disabled {{ color: {look.quiet}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setContentsMargins(14, 7, 10, 7)
        self._row.setSpacing(8)
        self._row.addWidget(self.path)
        self._row.addWidget(self.round)
        self._row.addWidget(self.waiting, 1)
        self._first = self._row.count()
        for button in self.buttons.values():
            self._row.addWidget(button)
        self._papers = self._paper_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._papers)
        column.addWidget(self.notice)

    def _paper_row(self) -> QWidget:
        """Whose paper this is, and who of them all is missing: there is no room for names beside the buttons."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 0, 14, 7)
        row.setSpacing(10)
        row.addWidget(self.paper)
        row.addWidget(self.missing, 1)
        return line


class _Elided(QLabel):
    """A line that gives way: what does not fit ends in dots, and stands whole in the tip."""

    def __init__(self, side: Qt.AlignmentFlag) -> None:
        super().__init__()
        self.setObjectName("quiet")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._words = ""

    def say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


def _step_button(step: str) -> QPushButton:
    button = _flat(STEP_TIPS[step], f"step.{step}")
    button.setText(STEP_WORDS[step])
    button.setAccessibleName(STEP_WORDS[step].rstrip("…"))
    button.setProperty("step", str(step))
    return button


def _stress(button: QPushButton, on: bool) -> None:
    if button.property("main") != on:
        button.setProperty("main", on)
        button.style().unpolish(button)
        button.style().polish(button)


def _flat(tip: str, name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setAccessibleName(tip)
    button.setToolTip(tip)
    button.setAutoDefault(True)  # Enter presses it, also outside a dialog
    button.hide()
    return button
