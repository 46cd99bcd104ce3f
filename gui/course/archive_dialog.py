"""Asks for the scan of the signed paper, or why there is none, before a sheet is archived (归档)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ..office.parts import answers, named_line, wrapped
from ..scans.scan import Scan
from ..scans.scan_shelf import Read, ScanShelf
from .reason_question import reason_in


@dataclass(frozen=True, slots=True)
class ArchiveChoice:
    """Scans to be added, or the reason why there are none."""

    scans: tuple[Scan, ...]
    reason: str = ""


class ArchiveDialog(QDialog):
    """A shelf for the scans, and a line for the reason; `kept` counts the scans that the sheet has already."""

    def __init__(self, parent: QWidget | None, read: Read, folder: Path, kept: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("归档"))
        self._kept = kept
        self.shelf = ScanShelf(read, folder)
        self.without = QCheckBox(self.tr("没有扫描件"))
        self.without.setObjectName("without_scan")
        self.without.setAccessibleName(self.without.text())
        self.reason = named_line("reason", self.tr("没有扫描件的理由"))
        self.reason.setPlaceholderText(self.tr("为什么没有扫描件（会记入办理记录）"))
        self.buttons, self.accept_button = answers(self, self.tr("归档"), self.tr("取消"))
        self._lay_out()
        self.shelf.changed.connect(self._follow)
        self.without.toggled.connect(self._follow)
        self.reason.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
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
            return ArchiveChoice((), reason_in(self.reason))
        return ArchiveChoice(tuple(self.shelf.scans))

    @Slot()
    def _follow(self) -> None:
        """Enable what makes sense: the shelf, or the reason why it stays empty."""
        without = self.without.isChecked()
        self.shelf.setEnabled(not without)
        self.reason.setEnabled(without)
        there = bool(self.shelf.scans) or self._kept > 0
        self.accept_button.setEnabled(bool(self.choice.reason) if without else there)

    def _lay_out(self) -> None:
        words = self.tr("请附上签名、盖章后原件的扫描件或照片。归档后内容锁定，可以查看、导出。")
        if self._kept:
            words += self.tr("已有 {} 份扫描件，可以再加。").format(self._kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        column.addWidget(wrapped(words, "question"))
        column.addWidget(self.shelf, 1)
        column.addWidget(self.without)
        column.addWidget(self.reason)
        column.addWidget(self.buttons)
        self.resize(640, 620)
