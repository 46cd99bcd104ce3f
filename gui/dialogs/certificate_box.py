"""Whether exported PDF are signed with the office's certificate, and with which: folded away until it is wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from storage.pades import EXTRA, available

from .questions import FileQuestion


class CertificateBox(QWidget):
    """Starts from the file that was chosen last; the passphrase is never kept. Without the component it says how to get it."""

    changed = Signal()

    def __init__(self, last: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = last if last and last.is_file() else None
        self.on = QCheckBox(self.tr("用单位证书签章（PAdES）"))
        self.on.setObjectName("export_sign")
        self.on.setAccessibleName(self.tr("用单位证书在导出的 PDF 上签章"))
        self.on.setToolTip(self.on.accessibleName())
        self.file = QLineEdit()
        self.file.setObjectName("export_certificate")
        self.file.setReadOnly(True)
        self.file.setAccessibleName(self.tr("证书文件"))
        self.file.setPlaceholderText(self.tr("尚未选择"))
        self.browse = QPushButton(self.tr("选择…"))
        self.browse.setObjectName("export_certificate_browse")
        self.browse.setAccessibleName(self.tr("选择证书文件"))
        self.browse.setToolTip(self.tr("选择 .p12 或 .pfx 文件"))
        self.browse.setAutoDefault(False)
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName("export_passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(self.tr("证书口令"))
        self.passphrase.setPlaceholderText(self.tr("只用这一次，不保存"))
        self._inside = QWidget()
        self._lay_out(available())
        self._show_file()
        self._inside.setVisible(False)
        self.on.toggled.connect(self._on_toggled)
        self.browse.clicked.connect(self._on_browse)

    @property
    def certificate(self) -> Path | None:
        """The file to sign with, None where nothing is to be signed."""
        return self._file if self.on.isChecked() and self.isEnabled() else None

    @property
    def complete(self) -> bool:
        """False where it is wanted and no file is chosen yet."""
        return not (self.on.isChecked() and self.isEnabled()) or self._file is not None

    @Slot()
    def _on_toggled(self) -> None:
        self._inside.setVisible(self.on.isChecked())
        if self.on.isChecked():
            (self.passphrase if self._file else self.browse).setFocus()
        self.changed.emit()

    @Slot()
    def _on_browse(self) -> None:
        folder = self._file.parent if self._file else Path.home()
        kinds = self.tr("证书 (*.p12 *.pfx)")
        for path in FileQuestion.ask_open(self, self.tr("选择单位证书"), folder, kinds, many=False):
            self._file = path
            self._show_file()
            self.passphrase.setFocus()
            self.changed.emit()

    def _show_file(self) -> None:
        self.file.setText(self._file.name if self._file else "")
        self.file.setToolTip(str(self._file) if self._file else "")

    def _lay_out(self, there: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if not there:
            words = QLabel(
                self.tr("要用单位证书在 PDF 上签章，请先在本程序文件夹中安装组件：{}").format(
                    f'python -m pip install "{EXTRA}"'
                )
            )
            words.setObjectName("quiet")
            words.setWordWrap(True)
            column.addWidget(words)
            return
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        form = QFormLayout(self._inside)
        form.setContentsMargins(24, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("证书"), row)
        form.addRow(self.tr("口令"), self.passphrase)
        column.addWidget(self.on)
        column.addWidget(self._inside)
