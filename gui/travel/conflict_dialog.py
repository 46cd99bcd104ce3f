"""The same changed on two machines: both side by side, and a person chooses; what one person said and signed is one choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from forms.comparison import Kind, compare

from ..look.icons import icon
from ..panels.item_drawing import WrappedItems
from .clash_side import ClashSide, Side


class Taken(StrEnum):
    """Which of the two stands from now on."""

    HERE = "here"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Clash:
    """What two machines have differently: an answer, or all that one person said. `key` is that of any of it, `label` is for
    people."""

    key: str
    label: str
    here: Side
    there: Side


class ConflictDialog(QDialog):
    """Nothing is chosen beforehand; what was chosen counts once everything is."""

    def __init__(self, parent: QWidget | None, title: str, clashes: Sequence[Clash], asset: Callable[[str], bytes]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("选定不一致的内容"))
        self._clashes, self._asset = list(clashes), asset
        self._taken: dict[str, Taken] = {}
        self._following = False
        self.list = QListWidget()
        self.list.setObjectName("clashes")
        self.list.setAccessibleName(self.tr("不一致的栏目"))
        self.list.setItemDelegate(WrappedItems(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(210)
        self.here = ClashSide("take_here", self.tr("本机"), self.tr("← 采用本机"))
        self.there = ClashSide("take_there", self.tr("来件"), self.tr("采用来件 →"))
        self.about = QLabel()
        self.about.setObjectName("clash_about")
        self.about.setWordWrap(True)
        font = self.about.font()
        font.setBold(True)
        self.about.setFont(font)
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(self.tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setObjectName("clash_accept")
        self.accept_button.setAccessibleName(self.tr("按选定的内容接收"))
        self.later = self.buttons.addButton(self.tr("以后再说"), QDialogButtonBox.ButtonRole.RejectRole)
        self.later.setObjectName("clash_later")
        self.later.setAccessibleName(self.tr("以后再说，这张办理单保持原样"))
        self.later.setToolTip(self.tr("这张办理单保持原样；以后可以再打开这个包"))
        self._lay_out(title)
        self._connect()
        for clash in self._clashes:
            self.list.addItem(QListWidgetItem(clash.label))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, clashes: Sequence[Clash], asset: Callable[[str], bytes]
    ) -> Mapping[str, Taken] | None:
        """Ask; which side by key, or None where the sheet is to stay as it is. `asset` returns a kept picture by digest."""
        dialog = cls(parent, title, clashes, asset)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        taken = dialog.taken
        dialog.deleteLater()
        return taken if accepted else None

    @property
    def taken(self) -> Mapping[str, Taken]:
        return dict(self._taken)

    # ---- choosing

    @Slot()
    def take_here(self) -> None:
        self._take(Taken.HERE)

    @Slot()
    def take_there(self) -> None:
        self._take(Taken.THERE)

    def _take(self, side: Taken) -> None:
        self._taken[self._current().key] = side
        self._follow()
        self.list.setFocus()  # the list shows what is being decided

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys do the same wherever the focus is; Enter on a button of the foot presses it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            return not (entering and watched in self.buttons.buttons()) and self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """True where the key was one of those that the foot promises."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        acts: Mapping[int, Callable[[], None]] = {
            Qt.Key.Key_Up: partial(self._step, -1),
            Qt.Key.Key_Down: partial(self._step, 1),
            Qt.Key.Key_Left: self.take_here,
            Qt.Key.Key_Right: self.take_there,
            Qt.Key.Key_Return: self._go_on,
            Qt.Key.Key_Enter: self._go_on,
        }
        if event.key() not in acts:
            return False
        acts[event.key()]()
        return True

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(min(max(0, self.list.currentRow() + by), len(self._clashes) - 1))
        self.list.setFocus()

    def _go_on(self) -> None:
        """Enter leads to the next answer that nobody has chosen; when there is none it is done."""
        row = self.list.currentRow()
        rows = [*range(row + 1, len(self._clashes)), *range(row + 1)]
        open_rows = [one for one in rows if self._clashes[one].key not in self._taken]
        if open_rows:
            self.list.setCurrentRow(open_rows[0])
        else:
            self.accept()

    def accept(self) -> None:
        if len(self._taken) == len(self._clashes):
            super().accept()

    # ---- showing

    def _current(self) -> Clash:
        return self._clashes[max(0, self.list.currentRow())]

    @Slot()
    def _show(self) -> None:
        clash = self._current()
        place, count = self.list.currentRow() + 1, len(self._clashes)
        self.about.setText(self.tr("第 {} 项，共 {} 项：{}").format(max(1, place), count, clash.label))
        ours, theirs = differing(clash.here.text, clash.there.text)
        self.here.show_side(clash.label, clash.here, ours, self._asset, self.tr("（空）"))
        self.there.show_side(clash.label, clash.there, theirs, self._asset, self.tr("（空）"))
        self._follow()

    def _follow(self) -> None:
        now = self._taken.get(self._current().key)
        self.here.set_taken(now is Taken.HERE)
        self.there.set_taken(now is Taken.THERE)
        words = {Taken.HERE: self.tr("采用本机"), Taken.THERE: self.tr("采用来件"), None: self.tr("尚未选定")}
        for row, clash in enumerate(self._clashes):
            self.list.item(row).setText(f"{clash.label}\n{words[self._taken.get(clash.key)]}")
            picture = "done" if clash.key in self._taken else "warning"
            self.list.item(row).setIcon(icon(picture, self.palette()))
        left = len(self._clashes) - len(self._taken)
        self.state.setText(self.tr("还有 {} 项没有选定").format(left) if left else self.tr("已全部选定"))
        self.accept_button.setEnabled(not left)

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        """Both texts scroll together, each by the same share of its length."""
        mine = self.sender()
        here, there = self.here.text.verticalScrollBar(), self.there.text.verticalScrollBar()
        if isinstance(mine, QScrollBar) and mine.maximum() and not self._following:
            other = there if mine is here else here
            self._following = True
            other.setValue(round(mine.value() / mine.maximum() * other.maximum()))
            self._following = False

    # ---- building

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.here.taken.connect(self.take_here)
        self.there.taken.connect(self.take_there)
        for widget in self.findChildren(QWidget):
            widget.installEventFilter(self)
        for side in (self.here, self.there):
            side.text.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, title: str) -> None:
        head = QLabel(self.tr("「{}」在两台机器上都改过下列内容，请逐项选定采用哪一边。").format(title))
        head.setWordWrap(True)
        words = self.tr("↑ ↓ 换项　← 采用本机　→ 采用来件　Enter 下一项；底色标出两边不同的字。")
        if any(side.inks for clash in self._clashes for side in (clash.here, clash.there)):
            words += self.tr("签名与所签的内容一并采用。")
        keys = QLabel(words)
        keys.setObjectName("quiet")
        keys.setWordWrap(True)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        for side in (self.here, self.there):
            sides.addWidget(side, 1)
        decided = QVBoxLayout()
        decided.setSpacing(8)
        decided.addWidget(self.about)
        decided.addLayout(sides, 1)
        room = QHBoxLayout()
        room.setSpacing(12)
        room.addWidget(self.list)
        room.addLayout(decided, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(head)
        column.addLayout(room, 1)
        column.addWidget(keys)
        column.addLayout(foot)
        self.resize(1080, 600)


def differing(here: str, there: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the stretches (from, to) of each text that the other has not, counted as a QTextDocument counts (UTF-16)."""
    ours: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    a = b = 0
    for kind, text in compare(here, there):
        length = len(text.encode("utf-16-le")) // 2
        if kind is Kind.GONE:
            ours.append((a, a + length))
        elif kind is Kind.NEW:
            theirs.append((b, b + length))
        a += length if kind is not Kind.NEW else 0
        b += length if kind is not Kind.GONE else 0
    return ours, theirs
