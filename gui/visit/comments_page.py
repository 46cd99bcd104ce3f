"""Step 3: what the deputy has to say, typed or written by hand on the pad, or both."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.fields import Field, LongTextField

from ..signing.pad_box import PadBox
from .look import MARGIN, TOUCH, button, by_finger, label, scrolling, set_kind
from .visiting import Visiting


class CommentsPage(QWidget):
    """A place to write for each text the template asks of the deputy; usually one."""

    def __init__(self, visiting: Visiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visiting = visiting
        self.places = {field.name: CommentPlace(visiting, field) for field in visiting.asked.words}
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 12)
        column.setSpacing(12)
        if len(self.places) == 1:
            column.addWidget(next(iter(self.places.values())), 1)
        else:
            column.addWidget(self._several(), 1)
        visiting.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        for place in self.places.values():
            place.refresh()

    def commit(self) -> None:
        """End what an input method is composing, so that it is not lost."""
        for place in self.places.values():
            place.editor.commit()

    def ask_for(self, names: Iterable[str]) -> None:
        """Say which comments must be there, and go to the first."""
        missing = [self.places[name] for name in names]
        for place in missing:
            place.want()
        if missing:
            missing[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _several(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(24)
        for place in self.places.values():
            place.setMinimumHeight(360)
            column.addWidget(place)
        return scrolling(inside, "visit_comments")


class CommentPlace(QWidget):
    """One text: its label, why it is needed, and the keyboard or the pad."""

    def __init__(self, visiting: Visiting, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visiting, self.field = visiting, field
        self._wanted = False
        self.reason = label(kind="quiet")
        self.typing = button(self.tr("键盘输入"), f"visit.type.{field.name}", "tab")
        self.writing = button(self.tr("手写"), f"visit.handwrite.{field.name}", "tab")
        self.editor = CommentEditor(field)
        self.box = PadBox(hint=self.tr("请在此书写意见和建议"), line=False, button_height=TOUCH)
        self.box.pad.setObjectName(f"{field.name}.pad")
        self.box.pad.setAccessibleName(self.tr("{}：手写区").format(field.short_label))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.box)
        self._lay_out()
        self._fill()
        self.editor.edited.connect(self._on_edited)
        self.box.pad.changed.connect(self._on_drawn)
        self._switch.idToggled.connect(self._on_switched)

    @property
    def missing(self) -> bool:
        return self.field.name in self._visiting.words_missing()

    def refresh(self) -> None:
        """Say whether something must be written, and why."""
        view = self._visiting.view
        if not self.missing:
            self._wanted = False
        needed = self.field.needed(view.answers)
        self._say(self._why() if needed else self.tr("没有其他意见的，可以留空，直接进入下一步。"), needed)

    def want(self) -> None:
        self._wanted = True
        self.refresh()

    def _why(self) -> str:
        rows = [row for row in self._visiting.asked.rows if self.field in self._visiting.asks_for(row.name)]
        if self._wanted:
            return self.tr("请写下具体意见后再进入下一步；键盘输入、手写均可。")
        if not rows:
            return self.tr("这一栏需要填写。")
        mark = rows[0].show(self._visiting.view.answers.get(rows[0].name))
        names = "、".join(row.short_label for row in rows)
        return self.tr("您{}选择了“{}”。按照规定需要写明具体意见，便于承办单位有针对性地改进。").format(names, mark)

    def _say(self, words: str, strong: bool) -> None:
        kind = "trouble" if self._wanted else "notice" if strong else "quiet"
        set_kind(self.reason, kind)
        self.reason.setText(words)

    def _fill(self) -> None:
        """Show what the visit holds."""
        self.editor.set_text(str(self._visiting.view.answers.get(self.field.name, "")))
        ink = self._visiting.ink(self.field.name)
        self.box.pad.set_ink(ink)
        (self.writing if ink and not self.editor.toPlainText() else self.typing).setChecked(True)
        self.stack.setCurrentIndex(self._switch.checkedId())

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._visiting.write(self.field.name, text)

    @Slot()
    def _on_drawn(self) -> None:
        self._visiting.draw(self.field.name, self.box.pad.ink())

    @Slot(int, bool)
    def _on_switched(self, place: int, on: bool) -> None:
        if on:
            self.editor.commit()
            self.stack.setCurrentIndex(place)
            (self.box.pad if place else self.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._switch = QButtonGroup(self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.field.label.rstrip("：:"), "head"), 1)
        for number, tab in enumerate((self.typing, self.writing)):
            tab.setCheckable(True)
            self._switch.addButton(tab, number)
            head.addWidget(tab)
            tab.setVisible(isinstance(self.field, LongTextField))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(self.stack, 1)


class CommentEditor(QPlainTextEdit):
    """Plain text, kind to input methods; its own undo, no menu, nothing dropped or pasted from elsewhere."""

    edited = Signal(str)
    """What was typed; never from `set_text`, never with text that is still being composed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = ""
        self._text = ""
        self.setObjectName(field.name)
        self.setAccessibleName(field.short_label)
        self.setPlaceholderText(QApplication.translate("visit", "请在此输入意见和建议"))
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        by_finger(self.viewport())
        self.textChanged.connect(self._on_text_changed)

    def set_text(self, text: str) -> None:
        if text != self.toPlainText():
            self._text = text
            self.setPlainText(text)

    def commit(self) -> None:
        """End what an input method is composing: what one sees is then in the text."""
        if not self._composing:
            return
        QGuiApplication.inputMethod().commit()
        if self._composing:  # no input method answered
            event = QInputMethodEvent()
            event.setCommitString(self._composing)
            QApplication.sendEvent(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.textCursor().insertBlock()  # Shift+Enter would be a line separator, which no paper knows
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, _source: QMimeData) -> bool:
        """What lies in the clipboard, or is dragged here, the deputy has not written."""
        return False

    def insertFromMimeData(self, _source: QMimeData) -> None:
        """Shift+Insert and the middle button come here as well."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if text != self._text:
            self._text = text
            self.edited.emit(text)
