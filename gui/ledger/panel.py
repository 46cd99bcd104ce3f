"""The left side of the window: the search, how much it found, and the sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QKeyCombination, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from storage.ledger import LedgerRow

from ..latest import Latest
from ..look.icons import icon
from ..tasks import TaskRunner
from .delegate import LedgerDelegate
from .model import LedgerModel

_REST_MS = 120
"""A held arrow key runs over many sheets; only the one where it rests is opened."""
_EXPORT = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
WAITING = (("drafting", "起草"), ("in_review", "待审"), ("visiting", "面商"), ("signed", "已签"), ("archived", "归档"))
"""The stages by what one looks for in the list."""
_HANDS = (("in_person", "当面填写"), ("from_paper", "据纸质表录入"), ("mixed", "部分据纸质表"), ("from_file", "据导入文件"))
Search = Callable[[str], Sequence[str]]


class LedgerPanel(QWidget):
    """Search as you type over the list."""

    chosen = Signal(str)
    """The id of the sheet that the user wants to see: at once by a click, by the keys once they rest."""
    entered = Signal()
    """The user wants to go on into the sheet."""

    def __init__(self, search: Search, today: date, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._search = search
        self._latest = Latest(tasks, self)
        self._current = ""
        self._quiet = False
        self._reading = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self._on_rested)
        self.model = LedgerModel(today, self)
        self.line = self._search_line()
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.stage = self._stage_choice()
        self.footer = QLabel()
        self.footer.setObjectName("quiet")
        self.footer.setWordWrap(True)
        self.footer.setAccessibleName(self.tr("统计"))
        self.view = self._list_view()
        self._stack = QStackedWidget()
        self._nothing = self._nothing_page()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._lay_out()
        self.stage.currentIndexChanged.connect(self._on_stage)
        self.line.textChanged.connect(self._on_words)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._on_activated)
        self._show_count()

    def set_rows(self, rows: Sequence[LedgerRow]) -> None:
        self._without_choosing(partial(self.model.set_rows, rows))

    def put(self, row: LedgerRow) -> None:
        self._without_choosing(partial(self.model.put, row))

    def take(self, sheet_id: str) -> None:
        self._without_choosing(partial(self.model.take, sheet_id))

    def mark(self, sheet_id: str) -> None:
        """Show which sheet is open, without choosing it again; "" for none."""
        self._resting.stop()
        self._current = sheet_id
        self._without_choosing(None)
        self.view.scrollTo(self.view.currentIndex())

    def search_again(self) -> None:
        """Ask once more: the sheets changed under the search, or more of them can be searched now."""
        if self.line.text().strip():
            self._on_words(self.line.text())

    def say_reading(self, on: bool) -> None:
        """Say, while somebody searches, that not every text has been read in yet."""
        self._reading = on
        self._show_count()

    @Slot()
    def start_search(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @Slot()
    def clear_search(self) -> None:
        self.line.clear()
        self.stage.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            return event.keyCombination() == _EXPORT  # else X11's End would keep it from the window
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.clear_search()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
                self._enter_list()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._glass.setIcon(icon("find", self.palette()))

    @Slot(str)
    def show_stage(self, stage: str) -> None:
        """Show the sheets of one stage only, "" for all."""
        self.stage.setCurrentIndex(max(0, self.stage.findData(stage)))

    def _enter_list(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _on_words(self, text: str) -> None:
        words = text.strip()
        if words:
            self._latest.ask(partial(self._search, words), self._on_found)
        else:
            self._latest.forget()
            self._on_found(None)

    @Slot(int)
    def _on_stage(self, _place: int) -> None:
        self._without_choosing(partial(self.model.show_stage, str(self.stage.currentData())))
        self.view.scrollTo(self.view.currentIndex())

    def _on_found(self, ids: Sequence[str] | None) -> None:
        self._without_choosing(partial(self.model.show_only, ids))
        self.view.scrollToTop() if ids is not None else self.view.scrollTo(self.view.currentIndex())

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self._current = self.model.row(current).id
            self._resting.start()

    @Slot()
    def _choose(self) -> None:
        if self._resting.isActive():
            self._resting.stop()
            self.chosen.emit(self._current)

    @Slot()
    def _on_rested(self) -> None:
        self.chosen.emit(self._current)

    @Slot()
    def _on_activated(self) -> None:
        self._choose()
        self.entered.emit()

    def _without_choosing(self, change: Callable[[], None] | None) -> None:
        """Change what the list shows and mark the open sheet again, without taking that for a choice."""
        self._quiet = True
        if change is not None:
            change()
        index = self.model.index_of(self._current)
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect if index.isValid() else flag.Clear)
        self._quiet = False
        self._show_count()

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        searching = bool(self.line.text().strip() or self.stage.currentData())
        only_stage = self.tr("没有{}的办理单").format(self.stage.currentText())
        self.nothing_words.setText(self.tr("没有找到相符的办理单") if self.line.text().strip() else only_stage)
        words = (self.tr("找到 {} 张") if searching else self.tr("共 {} 张")).format(shown if searching else self.model.total)
        self.count.setText(f"{words}{self.tr('，正文还在读入')}" if searching and self._reading else words)
        self.count.setVisible(bool(self.model.total))
        self.stage.setVisible(bool(self.model.total))
        self._stack.setCurrentWidget(self._nothing if searching and not shown else self.view)
        self._show_footer()

    def _show_footer(self) -> None:
        """Say how many sheets stand where, and by whose hand the deputies' marks came in."""
        counts = self.model.counts
        stages = [self.tr("{} {}").format(words, counts[stage]) for stage, words in WAITING if counts.get(stage)]
        marks = [self.tr("{} {}").format(words, counts[how]) for how, words in _HANDS if counts.get(how)]
        self.footer.setText("\n".join(" · ".join(part) for part in (stages, marks) if part))
        self.footer.setVisible(bool(stages))

    def _stage_choice(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("stage_filter")
        box.setAccessibleName(self.tr("按阶段筛选"))
        box.setToolTip(self.tr("只看某一阶段的办理单"))
        for stage, words in (("", self.tr("全部")), *WAITING):
            box.addItem(words, stage)
        return box

    def _search_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("search")
        line.setPlaceholderText(self.tr("搜索编号、标题、提出人、正文"))
        line.setAccessibleName(self.tr("搜索办理单"))
        line.setToolTip(self.tr("按编号、标题、提出人或正文查找（Ctrl+F），Esc 清除"))
        line.setClearButtonEnabled(True)
        self._glass = line.addAction(icon("find", self.palette()), QLineEdit.ActionPosition.LeadingPosition)
        for button in line.findChildren(QToolButton):
            shows_glass = self._glass in button.actions()
            button.setAccessibleName(self.tr("搜索") if shows_glass else self.tr("清除搜索"))
        line.installEventFilter(self)
        return line

    def _list_view(self) -> QListView:
        view = QListView()
        view.setObjectName("ledger")
        view.setAccessibleName(self.tr("办理单列表"))
        view.setToolTip("")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.setItemDelegate(LedgerDelegate(view))
        view.setModel(self.model)
        return view

    def _nothing_page(self) -> QWidget:
        page = QWidget()
        self.nothing_words = words = QLabel()
        words.setObjectName("quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        clear = QPushButton(self.tr("显示全部"))
        clear.setObjectName("secondary")
        clear.setAccessibleName(clear.text())
        clear.setToolTip(self.tr("显示全部办理单（Esc）"))
        clear.setAutoDefault(True)  # Enter presses it, also outside a dialog
        clear.clicked.connect(self.clear_search)
        column = QVBoxLayout(page)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(words)
        column.addWidget(clear, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(5)
        return page

    def _lay_out(self) -> None:
        narrowing = QHBoxLayout()
        narrowing.addWidget(self.count, 1)
        narrowing.addWidget(self.stage)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(6)
        head.addWidget(self.line)
        head.addLayout(narrowing)
        self.footer.setContentsMargins(12, 7, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
