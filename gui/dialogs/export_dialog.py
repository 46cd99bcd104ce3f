"""Asks how to export: which format, one file or one a copy, which copies, for which deputies, where to, and whether signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from forms.template import Copy

from ..look.appearance import colours, mixed
from .certificate_box import CertificateBox
from .deputy_boxes import DeputyBoxes
from .questions import FileQuestion

_SHOWN_ERRORS = 4


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """How to export. `copies` by number and `deputies` by name, None for all of them; `certificate` signs the PDF."""

    formats: tuple[str, ...]
    separate: bool
    copies: tuple[int, ...] | None
    folder: Path
    draft: bool
    deputies: tuple[str, ...] | None = None
    certificate: Path | None = None
    passphrase: str = field(default="", repr=False)


class ExportDialog(QDialog):
    """Starts from the last choice. With errors on the sheet only a draft can be exported, and the dialog says which."""

    def __init__(
        self,
        parent: QWidget | None,
        copies: Sequence[Copy],
        last: ExportChoice,
        errors: Sequence[str],
        fonts: str = "",
        deputies: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self._folder = last.folder
        self._errors = list(errors)
        self._fonts = fonts
        self._heads: list[tuple[QLabel, QWidget]] = []
        self.pdf = _check(self, "export_pdf", self.tr("PDF（打印、存档）"), "pdf" in last.formats)
        self.docx = _check(self, "export_docx", self.tr("Word 文档（继续编辑）"), "docx" in last.formats)
        self.one_file = _radio(self, "export_one_file", self.tr("所有份数合成一个文件"), not last.separate)
        self.separate = _radio(self, "export_separate", self.tr("每份一个文件"), last.separate)
        self.copies = [(copy.number, self._copy_box(copy, last.copies)) for copy in copies]
        self.deputies = DeputyBoxes(deputies, self) if len(deputies) > 1 else None
        self.certificate = CertificateBox(last.certificate, self)
        self.draft = _check(self, "export_draft", self.tr("导出草稿，每页印“草稿”字样"), bool(errors) or last.draft)
        self.folder = QLineEdit(str(last.folder))
        self.folder.setObjectName("export_folder")
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(self.tr("存放文件夹"))
        self.folder.setToolTip(str(last.folder))
        self.browse = QPushButton(self.tr("更改…"))
        self.browse.setAccessibleName(self.tr("更改存放文件夹"))
        self.browse.setToolTip(self.tr("选择存放文件夹"))
        self.browse.setAutoDefault(False)  # Enter exports, also after a folder has been chosen
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(self.tr("导出"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setAccessibleName(self.tr("导出"))
        self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAccessibleName(self.tr("取消"))
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def choice(self) -> ExportChoice:
        wanted = tuple(number for number, box in self.copies if box.isChecked())
        formats = tuple(name for name, box in (("pdf", self.pdf), ("docx", self.docx)) if box.isChecked())
        all_wanted = len(wanted) == len(self.copies)
        return ExportChoice(
            formats,
            self.separate.isChecked(),
            None if all_wanted else wanted,
            self._folder,
            self.draft.isChecked(),
            self.deputies.chosen if self.deputies else None,
            self.certificate.certificate,
            self.certificate.passphrase.text() if self.certificate.certificate else "",
        )

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        copies: Sequence[Copy],
        last: ExportChoice,
        errors: Sequence[str],
        fonts: str = "",
        deputies: Sequence[str] = (),
    ) -> ExportChoice | None:
        """Ask; None where the user left. `errors` are the sentences of what must be put right first, `fonts` says which fonts
        stand in for official ones, `deputies` are the names of those who get copies of their own."""
        dialog = cls(parent, copies, last, errors, fonts, deputies)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.choice
        dialog.deleteLater()
        return choice if accepted else None

    @Slot()
    def _follow(self) -> None:
        """Enable what makes sense given the rest."""
        self.certificate.setEnabled(self.pdf.isChecked() and not self.draft.isChecked())
        choice = self.choice
        blocked = bool(self._errors) and not choice.draft
        some = bool(choice.formats) and choice.copies != () and choice.deputies != ()
        self.accept_button.setEnabled(some and self.certificate.complete and not blocked)
        self.accept_button.setText(self.tr("导出草稿") if choice.draft else self.tr("导出"))

    @Slot()
    def _on_browse(self) -> None:
        folder = FileQuestion.ask_folder(self, self.tr("选择存放文件夹"), self._folder)
        if folder is not None:
            self._folder = folder
            self.folder.setText(str(folder))
            self.folder.setToolTip(str(folder))

    def _connect(self) -> None:
        for box in (self.pdf, self.docx, self.draft, *(box for _, box in self.copies)):
            box.toggled.connect(self._follow)
        if self.deputies:
            self.deputies.changed.connect(self._follow)
        self.certificate.changed.connect(self._follow)
        self.browse.clicked.connect(self._on_browse)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self._files = QButtonGroup(self)
        self._files.addButton(self.one_file)
        self._files.addButton(self.separate)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(20)
        if self._errors:
            column.addWidget(self._error_frame())
        column.addLayout(self._rows())
        if self._fonts:
            column.addWidget(self._font_words())
        column.addWidget(self.certificate)
        column.addWidget(self.draft)
        column.addWidget(self.buttons)
        self.setMinimumWidth(500)

    def _rows(self) -> QGridLayout:
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        rows: tuple[tuple[str, QWidget, QLayout], ...] = (
            (self.tr("格式"), self.pdf, _column(self.pdf, self.docx)),
            (self.tr("文件"), self.one_file, _column(self.one_file, self.separate)),
            (self.tr("份数"), self.copies[0][1], _column(*(box for _, box in self.copies))),
            (self.tr("存放到"), self.folder, folder),
        )
        if self.deputies:
            whose = (self.tr("代表"), self.deputies.boxes[0][1], _column(self.deputies))
            rows = (*rows[:2], whose, *rows[2:])
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(18)
        grid.setColumnStretch(1, 1)
        for row, (words, first, content) in enumerate(rows):
            self._heads.append((_label(words), first))
            grid.addWidget(self._heads[-1][0], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(content, row, 1)
        return grid

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for label, first in self._heads:  # words stand beside those of the first line; its height depends on the style
            label.setFixedHeight(first.sizeHint().height())

    def _error_frame(self) -> QFrame:
        look = colours(self.palette())
        frame = QFrame()
        frame.setObjectName("export_errors")
        back = mixed(look.warning, look.base, 0.9).name()
        frame.setStyleSheet(f"QFrame#export_errors {{ background: {back}; border-radius: 6px; }}")
        head = QLabel(self.tr("还有 {} 处须改正，暂不能正式导出，可以先导出草稿：").format(len(self._errors)))
        head.setWordWrap(True)
        shown = [f"· {words}" for words in self._errors[:_SHOWN_ERRORS]]
        if len(self._errors) > _SHOWN_ERRORS:
            shown.append(self.tr("· 其余 {} 处见“校核”").format(len(self._errors) - _SHOWN_ERRORS))
        body = QLabel("\n".join(shown))
        body.setWordWrap(True)
        body.setAccessibleName(self.tr("须改正的内容"))
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(head)
        column.addWidget(body)
        return frame

    def _font_words(self) -> QLabel:
        words = QLabel(self.tr("本机缺少公文字体：{}。可在“文件—打印设置”中选用字体文件。").format(self._fonts))
        words.setObjectName("quiet")
        words.setWordWrap(True)
        return words

    def _copy_box(self, copy: Copy, wanted: tuple[int, ...] | None) -> QCheckBox:
        words = self.tr("第{}份　{}").format(copy.number, copy.mark)
        return _check(self, f"export_copy_{copy.number}", words, wanted is None or copy.number in wanted)


def _check(parent: QWidget, name: str, words: str, on: bool) -> QCheckBox:
    box = QCheckBox(words, parent)
    box.setObjectName(name)
    box.setAccessibleName(words)
    box.setToolTip(words)
    box.setChecked(on)
    return box


def _radio(parent: QWidget, name: str, words: str, on: bool) -> QRadioButton:
    button = QRadioButton(words, parent)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setChecked(on)
    return button


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("quiet")
    return label


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    return column
