"""Asks what goes into a package: which sheets, under which name, where to, and whether a passphrase locks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..dialogs.questions import FileQuestion
from ..look.appearance import colours, mixed, outlined
from .passphrase import NewPassphrase
from .purposes import SUFFIX

_ID = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet that might go: what it is, in words, and why it cannot, "" where it can."""

    id: str
    words: str
    obstacle: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What to pack: ids in the order of the list, the file, the passphrase ("" for none)."""

    ids: tuple[str, ...]
    target: Path
    passphrase: str = ""


class PackDialog(QDialog):
    """`propose` returns the file name for the ids chosen; a name that the user has typed stays."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        intro: str,
        candidates: Sequence[Candidate],
        folder: Path,
        propose: Callable[[Sequence[str]], str],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._folder, self._propose = folder, propose
        self.list = QListWidget()
        self.list.setObjectName("pack_sheets")
        self.list.setAccessibleName(self.tr("要打包的办理单"))
        self.list.setWordWrap(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(150)
        self._colour_list()
        self.all = self._button("pack_all", self.tr("全选"))
        self.none = self._button("pack_none", self.tr("全不选"))
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.passphrase = NewPassphrase()
        self.name = QLineEdit()
        self.name.setObjectName("pack_name")
        self.name.setAccessibleName(self.tr("文件名"))
        self.folder = QLineEdit(str(folder))
        self.folder.setObjectName("pack_folder")
        self.folder.setAccessibleName(self.tr("存放文件夹"))
        self.folder.setReadOnly(True)
        self.browse = self._button("pack_browse", self.tr("更改…"))
        self.browse.setAccessibleName(self.tr("更改存放文件夹"))
        self.buttons = QDialogButtonBox()
        self.pack = self.buttons.addButton(self.tr("制作"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.pack.setObjectName("pack_go")
        self.pack.setAccessibleName(title)
        leave = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        leave.setObjectName("pack_cancel")
        leave.setAccessibleName(self.tr("取消"))
        self._fill(candidates)
        self._lay_out(intro)
        self._follow()
        self._connect()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        intro: str,
        candidates: Sequence[Candidate],
        folder: Path,
        propose: Callable[[Sequence[str]], str],
    ) -> PackOrder | None:
        """Ask; None where the user left."""
        dialog = cls(parent, title, intro, candidates, folder, propose)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        order = dialog.order
        dialog.deleteLater()
        return order if accepted else None

    @property
    def order(self) -> PackOrder:
        name = self.name.text().strip()
        file = name if name.lower().endswith(SUFFIX) else name + SUFFIX
        return PackOrder(self._chosen(), self._folder / file, self.passphrase.text)

    def _chosen(self) -> tuple[str, ...]:
        checked = (item for item in self._items() if item.checkState() is Qt.CheckState.Checked)
        return tuple(str(item.data(_ID)) for item in checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @Slot()
    def _follow(self) -> None:
        """Keep count, name and button up with what is chosen."""
        chosen = self._chosen()
        self.count.setText(self.tr("已选 {} 张").format(len(chosen)))
        if not self.name.isModified():
            self.name.setText(self._propose(chosen) if chosen else "")
        named = bool(self.name.text().strip()) and not set(self.name.text()) & set('\\/:*?"<>|')
        self.pack.setEnabled(bool(chosen) and named and self.passphrase.settled)

    @Slot()
    def _on_all(self) -> None:
        self._check(Qt.CheckState.Checked)

    @Slot()
    def _on_none(self) -> None:
        self._check(Qt.CheckState.Unchecked)

    def _check(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._follow()

    @Slot()
    def _on_browse(self) -> None:
        folder = FileQuestion.ask_folder(self, self.tr("选择存放文件夹"), self._folder)
        if folder is not None:
            self._folder = folder
            self.folder.setText(str(folder))
            self.folder.setToolTip(str(folder))

    def _fill(self, candidates: Sequence[Candidate]) -> None:
        for one in candidates:
            item = QListWidgetItem(f"{one.words}\n{one.obstacle}" if one.obstacle else one.words)
            item.setData(_ID, one.id)
            item.setToolTip(item.text())
            if one.obstacle:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            else:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if one.chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        able = [item for item in self._items() if item.flags() & Qt.ItemFlag.ItemIsEnabled]
        if able:
            self.list.setCurrentItem(able[0])
        for button in (self.all, self.none):
            button.setEnabled(len(able) > 1)

    def _colour_list(self) -> None:
        """Boxes that are seen in the dark, and a chosen line that leaves its words readable."""
        look = colours(self.palette())
        self.list.setPalette(outlined(self.palette()))
        chosen = mixed(look.accent, look.base, 0.85).name()
        self.list.setStyleSheet(
            f"QListWidget {{ border: 1px solid {look.line}; border-radius: 6px; }} QListWidget::item {{ padding: 5px 4px; }}"
            f"QListWidget::item:selected {{ background: {chosen}; color: {look.text}; }}"
        )

    def _connect(self) -> None:
        self.list.itemChanged.connect(self._follow)
        self.all.clicked.connect(self._on_all)
        self.none.clicked.connect(self._on_none)
        self.passphrase.changed.connect(self._follow)
        self.name.textEdited.connect(self._follow)
        self.browse.clicked.connect(self._on_browse)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, intro: str) -> None:
        words = QLabel(intro)
        words.setWordWrap(True)
        choose, place = QHBoxLayout(), QHBoxLayout()
        for widget in (self.all, self.none):
            choose.addWidget(widget)
        choose.addStretch(1)
        choose.addWidget(self.count)
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(choose)
        column.addWidget(self.passphrase)
        column.addWidget(_head(self.tr("文件名"), self.name))
        column.addWidget(self.name)
        column.addWidget(_head(self.tr("存放到（如 U 盘）"), self.folder))
        column.addLayout(place)
        column.addWidget(self.buttons)
        self.pack.setDefault(True)
        self.resize(580, 640)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setAutoDefault(False)  # Enter packs
        return button


def _head(words: str, buddy: QWidget) -> QLabel:
    label = QLabel(words)
    label.setObjectName("quiet")
    label.setBuddy(buddy)
    return label
