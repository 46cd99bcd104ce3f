"""Asks for the scan of the signed paper, or why there is none, before a sheet is archived (归档)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from forms.errors import Failure
from forms.text import clean_line

from ..dialogs.questions import FileQuestion
from ..failures import spoken
from ..office.parts import answers, named_line, push_button, wrapped
from ..panels.item_drawing import WrappedItems
from .reason_question import MOST_CHARACTERS
from .scan import KINDS_FILTER, Scan, picture_of

_SHOWN = QSize(250, 330)
Read = Callable[[Path], Scan]
"""Reads a file; Failure says why it is no scan."""


@dataclass(frozen=True, slots=True)
class ArchiveChoice:
    """Scans to be added, or the reason why there are none."""

    scans: tuple[Scan, ...]
    reason: str = ""


class ArchiveDialog(QDialog):
    """Files come by the button or are dropped onto the dialog; `kept` counts the scans that the sheet has already."""

    def __init__(self, parent: QWidget | None, read: Read, folder: Path, kept: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("归档"))
        self._read, self._folder, self._kept = read, folder, kept
        self._scans: list[Scan] = []
        self.setAcceptDrops(True)
        self.choose = push_button(self.tr("选择文件…"), "choose_scan", self.tr("选择扫描件"))
        self.remove = push_button(self.tr("移除"), "remove_scan", self.tr("移除选中的扫描件"))
        self.list = QListWidget()
        self.list.setObjectName("scans")
        self.list.setAccessibleName(self.tr("扫描件"))
        self.list.setItemDelegate(WrappedItems(self.list))
        self.preview = QLabel(self.tr("把 PDF、JPEG、PNG\n拖到这里"))
        self.preview.setObjectName("scan_preview")
        self.preview.setAccessibleName(self.tr("扫描件预览"))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setFixedSize(_SHOWN + QSize(12, 12))
        self.without = QCheckBox(self.tr("没有扫描件"))
        self.without.setObjectName("without_scan")
        self.without.setAccessibleName(self.without.text())
        self.reason = named_line("reason", self.tr("没有扫描件的理由"))
        self.reason.setPlaceholderText(self.tr("为什么没有扫描件（会记入办理记录）"))
        self.trouble = wrapped("", "trouble")
        self.trouble.hide()
        self.buttons, self.accept_button = answers(self, self.tr("归档"), self.tr("取消"))
        self._lay_out()
        self._connect()
        self._follow()

    @classmethod
    def ask(cls, parent: QWidget | None, read: Read, folder: Path, kept: int = 0) -> ArchiveChoice | None:
        """Ask; None where the user left."""
        dialog = cls(parent, read, folder, kept)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.choice
        dialog.deleteLater()
        return choice if accepted else None

    @property
    def choice(self) -> ArchiveChoice:
        if self.without.isChecked():
            return ArchiveChoice((), clean_line(self.reason.text()).strip(" \u3000")[:MOST_CHARACTERS])
        return ArchiveChoice(tuple(self._scans))

    def add(self, paths: Sequence[Path]) -> None:
        """Take files; what is wrong with one is told, the others are taken."""
        troubles = []
        for path in paths:
            try:
                scan = self._read(path)
            except Failure as failure:
                troubles.append(spoken(failure))
                continue
            if all(scan.data != other.data for other in self._scans):
                self._scans.append(scan)
                self.list.addItem(scan.name)
                self.list.setCurrentRow(self.list.count() - 1)
        self.trouble.setText("\n".join(troubles))
        self.trouble.setVisible(bool(troubles))
        self._follow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.without.isChecked():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    @Slot()
    def _on_choose(self) -> None:
        self.add(FileQuestion.ask_open(self, self.tr("选择扫描件"), self._folder, KINDS_FILTER))

    @Slot()
    def _on_remove(self) -> None:
        place = self.list.currentRow()
        if place >= 0:
            del self._scans[place]
            self.list.takeItem(place)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Enable what makes sense, show what is chosen."""
        without, place = self.without.isChecked(), self.list.currentRow()
        for widget in (self.choose, self.list, self.preview):
            widget.setEnabled(not without)
        self.remove.setEnabled(not without and place >= 0)
        self.reason.setEnabled(without)
        there = bool(self._scans) or self._kept > 0
        self.accept_button.setEnabled(bool(self.choice.reason) if without else there)
        if 0 <= place < len(self._scans):
            self.preview.setPixmap(QPixmap.fromImage(picture_of(self._scans[place], _SHOWN)))
        else:
            self.preview.setText(self.tr("把 PDF、JPEG、PNG\n拖到这里"))

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        self.list.currentRowChanged.connect(self._follow)
        self.without.toggled.connect(self._follow)
        self.reason.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(row)
        left.addWidget(self.list, 1)
        left.addWidget(self.without)
        left.addWidget(self.reason)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(self.preview)
        words = self.tr("请附上签名、盖章后原件的扫描件或照片。归档后内容锁定，可以查看、导出。")
        if self._kept:
            words += self.tr("已有 {} 份扫描件，可以再加。").format(self._kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        column.addWidget(wrapped(words, "question"))
        column.addLayout(middle, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)
        self.preview.setStyleSheet("QLabel#scan_preview { border: 1px dashed palette(mid); border-radius: 6px; }")
        self.resize(680, 470)
