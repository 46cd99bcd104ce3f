"""The window of the visit: full screen, one step after the other, and no way out but back into the clerk's hands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.course import awaiting
from storage.desk import Desk
from storage.visits import COMMENT, HAND_BACK, MARK, READ, SIGN, Visit

from ..fonts import ScreenFonts
from ..tasks import TaskRunner
from .barrier import Barrier
from .comments_page import CommentsPage
from .hand_back_page import HandBackPage
from .look import MARGIN, button, label, palette, set_kind, style_sheet
from .marks_page import MarksPage
from .next_page import NextDeputyPage
from .reading_page import ReadingPage
from .return_page import ReturnPage
from .step_bar import StepBar
from .summary_page import SummaryPage
from .visiting import Visiting

_COME_BACK_MS = 400
_SETTLE_MS = 1_500
"""So long a desktop may take to show a window that was hidden."""


class VisitWindow(QWidget):
    """Shows one visit. It cannot be closed until the device is given back."""

    ended = Signal(str)
    """The id of the sheet: the visit is over, everything is saved, and this window frees itself."""
    next_wanted = Signal(str)
    """The name of another deputy of the same sheet who sits down now, in place of `ended`."""

    def __init__(self, desk: Desk, visit: Visit, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        """Raises Failure where the sheet of the visit cannot be opened."""
        super().__init__(parent, _FLAGS)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(self.tr("面商"))
        self.setObjectName("visit")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPalette(palette())
        self.setStyleSheet(style_sheet())
        self._desk = desk
        self._released = self._asked = False
        self.visiting = Visiting(desk, visit, self)
        self._barrier = Barrier(self)
        self._come_back = QTimer(self, singleShot=True, interval=_COME_BACK_MS)
        self._build(tasks)
        self._lay_out()
        self._connect()
        self.visiting.take_up()
        self._show_step(self.visiting.visit.step)

    @classmethod
    def begin(
        cls, desk: Desk, sheet_id: str, deputy: str, by: str, tasks: TaskRunner, parent: QWidget | None = None
    ) -> VisitWindow:
        """Begin a visit and return its window, not shown yet. Failure as `Visits.begin` says: then nothing was begun."""
        return cls(desk, desk.visits.begin(sheet_id, deputy, by), tasks, parent)

    @classmethod
    def resume(cls, desk: Desk, visit: Visit, tasks: TaskRunner, parent: QWidget | None = None) -> VisitWindow:
        """Return the window of a visit that a crash interrupted, at its step, not shown yet."""
        return cls(desk, visit, tasks, parent)

    def open_up(self) -> None:
        """Take the whole screen."""
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def settle(self) -> bool:
        """Bring everything that was entered to the disk; False where that failed, and the window says why."""
        self.comments.commit()
        return self.visiting.settle()

    # ---- what cannot be done

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._released:
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            focused.click()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ActivationChange, QEvent.Type.WindowStateChange) and hasattr(self, "_come_back"):
            self._come_back.start(max(_COME_BACK_MS, self._come_back.remainingTime()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._barrier.raise_up()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._barrier.lower()

    @Slot()
    def _on_come_back(self) -> None:
        """Whatever came before this window, made it small or hid it does not last: the desktop's own keys cannot be caught."""
        small = self.isMinimized()
        if self._released or not self.isVisible() or (self.isActiveWindow() and not small):
            return
        handle, wait = self.windowHandle(), _COME_BACK_MS
        if small or (handle is not None and not handle.isExposed()):
            self.hide()  # a desktop that was asked to show itself gives way to a window that is new
            self.showFullScreen()
            wait = _SETTLE_MS
        self.raise_()
        self.activateWindow()
        self._come_back.start(wait)

    # ---- steps

    @Slot(int)
    def _show_step(self, step: int) -> None:
        visit, page = self.visiting.visit, self._pages[step]
        self.steps.show_step(step)
        if step == READ:
            self.reading.show_sheet(self.visiting.template, self.visiting.view, visit.text_size, visit.scroll)
        self._asked = False
        self.stack.setCurrentWidget(page)
        self._show_buttons()
        (self.reading.text if step == READ else self).setFocus()

    def _show_buttons(self) -> None:
        """The way on and the way back, as the page in sight has them."""
        step, outside = self.visiting.visit.step, self.stack.currentWidget() in (self.way_out, self.others)
        going = not outside and step != HAND_BACK
        self.foot.setVisible(going)
        self.hand_back.setVisible(going)
        self.reading.sizes.setVisible(step == READ)
        self.back.setVisible(going and self.visiting.step_before() != step)
        self.back.setText(self.tr("返回修改") if step == SIGN else self.tr("上一步"))
        self.next.setText(self.tr("确认") if step == SIGN else self.tr("下一步"))
        self.next.setAccessibleName(self.next.text())
        self.back.setAccessibleName(self.back.text())
        self._show_hint()

    @Slot()
    def _show_hint(self) -> None:
        """Between the buttons: what is missing once somebody wanted to go on, or that there is more to read."""
        step = self.visiting.visit.step
        missing = self._missing() if self._asked else []
        unread = step == READ and not self.reading.at_end
        set_kind(self.hint, "missing" if missing else "quiet")
        more = self.tr("下面还有内容，可向上滑动继续阅读") if unread else ""
        self.hint.setText(self.tr("{}。").format("；".join(missing)) if missing else more)

    @Slot()
    def _on_next(self) -> None:
        step = self.visiting.visit.step
        self.comments.commit()
        self._asked = True
        self._show_hint()
        if step == MARK and (rows := self.visiting.rows_missing()):
            self.marks.ask_for(rows)
        elif step == COMMENT and (words := self.visiting.words_missing()):
            self.comments.ask_for(words)
        elif step == SIGN:
            self._confirm()
        else:
            self.visiting.go(self.visiting.next_step())

    @Slot()
    def _on_back(self) -> None:
        self.comments.commit()
        self.visiting.go(self.visiting.step_before())

    @Slot()
    def _on_change_marks(self) -> None:
        self.visiting.go(MARK)

    @Slot()
    def _on_change_words(self) -> None:
        self.visiting.go(COMMENT)

    def _confirm(self) -> None:
        entry = self.summary.place.entry()
        if entry is not None and not self._missing():
            self.visiting.confirm(entry)

    def _missing(self) -> list[str]:
        """Say what the step in sight lacks, and the last one what any of them lacks."""
        step, by_name = self.visiting.visit.step, self.visiting.template.by_name
        said = []
        if step in (MARK, SIGN) and (rows := self.visiting.rows_missing()):
            said.append(self.tr("{}还没有选择").format("、".join(f"“{by_name[row].short_label}”" for row in rows)))
        if step in (COMMENT, SIGN) and (words := self.visiting.words_missing()):
            said.append(self.tr("{}需要写明").format("、".join(f"“{by_name[one].short_label}”" for one in words)))
        if step == SIGN and self.summary.place.entry() is None:
            said.append(self.tr("还没有签名；也可以选择留空，打印后手写"))
        return said

    # ---- the way out

    @Slot()
    def _on_way_out(self) -> None:
        self.settle()
        self.way_out.ask()
        self.stack.setCurrentWidget(self.way_out)
        self._show_buttons()

    @Slot()
    def _on_stay(self) -> None:
        self._show_step(self.visiting.visit.step)

    @Slot(str)
    def _on_opened(self, how: str) -> None:
        if not self.visiting.leave(how):
            return
        if self.visiting.visit.step == HAND_BACK and awaiting(self.visiting.template, self.visiting.sheet.record):
            self.others.show_sheet(self.visiting.template, self.visiting.sheet.record)
            self.stack.setCurrentWidget(self.others)
            self._show_buttons()
        else:
            self._release()

    @Slot(str)
    def _on_next_deputy(self, name: str) -> None:
        self._released = True
        self.next_wanted.emit(name)
        self._go_away()

    @Slot()
    def _release(self) -> None:
        self._released = True
        self.ended.emit(self.visiting.visit.sheet)
        self._go_away()

    def _go_away(self) -> None:
        """Last of all: a program whose only window closes would end."""
        self._come_back.stop()
        self.close()
        self.deleteLater()

    @Slot(str)
    def _on_trouble(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    # ---- building

    def _build(self, tasks: TaskRunner) -> None:
        visit = self.visiting.visit
        self.steps = StepBar(self.visiting.asked.steps)
        self.who = label(kind="head")
        self.hand_back = button(self.tr("交还设备"), "visit.hand_back", "plain")
        fonts = ScreenFonts(self._desk.fonts)
        self.reading = ReadingPage(fonts, self._desk.assets.read)
        self.marks = MarksPage(self.visiting, fonts)
        self.comments = CommentsPage(self.visiting)
        self.summary = SummaryPage(self.visiting)
        self.done = HandBackPage()
        self.way_out = ReturnPage(self._desk.office, visit.by, tasks)
        self.others = NextDeputyPage()
        self._pages = {
            READ: self.reading,
            MARK: self.marks,
            COMMENT: self.comments,
            SIGN: self.summary,
            HAND_BACK: self.done,
        }
        self.back = button(self.tr("上一步"), "visit.back")
        self.next = button(self.tr("下一步"), "visit.next", "primary")
        self.hint = label(kind="quiet")
        self.trouble = label(kind="trouble")
        self.trouble.setObjectName("visit.trouble")
        self.trouble.hide()
        self.done.show_name(self.visiting.name)
        self.who.setText(self.visiting.name)
        self.who.setWordWrap(False)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for page in (*self._pages.values(), self.way_out, self.others):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(_rule())
        column.addWidget(self.stack, 1)
        told = QHBoxLayout()
        told.setContentsMargins(MARGIN, 0, MARGIN, 0)
        told.addWidget(self.trouble)
        column.addLayout(told)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("visit_bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(MARGIN, 8, MARGIN - 16, 8)
        row.setSpacing(16)
        row.addWidget(self.who)
        row.addWidget(self.steps, 1)
        row.addWidget(self.hand_back)
        return head

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_rule())
        bar = QWidget()
        bar.setObjectName("visit_bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.setSpacing(16)
        row.addWidget(self.back)
        row.addWidget(self.reading.sizes)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.hint, 1)
        row.addWidget(self.next)
        column.addWidget(bar)
        return self.foot

    def _connect(self) -> None:
        visiting = self.visiting
        visiting.stepped.connect(self._show_step)
        visiting.troubled.connect(self._on_trouble)
        self.next.clicked.connect(self._on_next)
        self.back.clicked.connect(self._on_back)
        self.hand_back.clicked.connect(self._on_way_out)
        self.done.wants_return.connect(self._on_way_out)
        self.way_out.cancelled.connect(self._on_stay)
        self.way_out.opened.connect(self._on_opened)
        self.others.chosen.connect(self._on_next_deputy)
        self.others.finished.connect(self._release)
        self.reading.scrolled.connect(visiting.scrolled)
        self.reading.resized.connect(visiting.resize_text)
        self.reading.end_seen.connect(self._show_hint)
        visiting.changed.connect(self._show_hint)
        self.summary.place.changed.connect(self._show_hint)
        self.summary.wants_marks.connect(self._on_change_marks)
        self.summary.wants_words.connect(self._on_change_words)
        self._come_back.timeout.connect(self._on_come_back)


_FLAGS = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("visit_rule")
    return rule
