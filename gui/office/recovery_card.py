"""Shows a recovery code, the only time that it can be seen: to be printed, saved or copied by hand."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtGui import QFont, QFontDatabase, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.dates import official
from forms.errors import Failure
from storage.office import Person, write_card

from ..dialogs.questions import FileQuestion
from ..failures import spoken
from .parts import answers, push_button, wrapped

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NARROWEST = 520


class RecoveryCard(QDialog):
    """Can be left only by saying that the code was kept: nobody can show it again."""

    def __init__(self, parent: QWidget | None, person: Person, code: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("恢复码"))
        self._person, self._text = person, code
        self.code = self._code_label(code)
        self.print_button = push_button(self.tr("打印…"), "print_code", self.tr("打印恢复码"))
        self.save_button = push_button(self.tr("另存…"), "save_code", self.tr("把恢复码存为文本文件"))
        self.kept = QCheckBox(self.tr("恢复码已打印、另存或抄下，并已妥善保管"))
        self.kept.setObjectName("code_kept")
        self.kept.setAccessibleName(self.kept.text())
        self.told = wrapped("")
        self.told.hide()
        self.buttons, self.accept_button = answers(self, self.tr("完成"), "")
        self.accept_button.setEnabled(False)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.kept.toggled.connect(self.accept_button.setEnabled)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.buttons.accepted.connect(self.accept)

    @classmethod
    def ask(cls, parent: QWidget | None, person: Person, code: str) -> None:
        """Show it until somebody says that it was kept."""
        card = cls(parent, person, code)
        card.exec()
        card.deleteLater()

    def reject(self) -> None:
        """Esc and the cross of the window: what would be lost for ever is not closed by chance."""
        if self.kept.isChecked():
            self.accept()
        else:
            self._tell(self.tr("请先保管好恢复码，再勾选上面一项。"))
            self.kept.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def text(self, today: date) -> str:
        """Return what is printed and saved."""
        lines = (
            self.tr("办理反馈单　密码恢复码"),
            self.tr("姓名：{}").format(self._person.name),
            self.tr("恢复码：{}").format(self._text),
            self.tr("制作日期：{}").format(official(today)),
            self.tr("忘记密码时，在输入密码的窗口选“忘记密码”，输入此码即可重设密码。用过一次即作废。请勿与本机放在一起。"),
        )
        return "\n".join(lines) + "\n"

    def write_to(self, path: Path) -> None:
        """Save the text; what went wrong is told."""
        try:
            write_card(path, self.text(date.today()))
        except Failure as failure:
            self._tell(spoken(failure))
        else:
            self._tell(self.tr("已存到 {}").format(path))

    def print_on(self, printer: QPrinter) -> None:
        document = QTextDocument()
        head, *lines = self.text(date.today()).splitlines()
        document.setHtml(f"<h2>{escape(head)}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines))
        document.print_(printer)
        self._tell(self.tr("已送往打印机"))

    @Slot()
    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the print system of the desktop: not at the start

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            self.print_on(printer)

    @Slot()
    def _on_save(self) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
        name = self.tr("恢复码 {}.txt").format(self._person.name or self.tr("经办人"))
        path = FileQuestion.ask_save(self, self.tr("另存恢复码"), folder / name, self.tr("文本文件 (*.txt)"))
        if path is not None:
            self.write_to(path)

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        self._make_room()

    def _make_room(self) -> None:
        """Be as large as all lines take: by itself a layout would take what one more line needs from the code."""
        column = self._column
        column.activate()
        least = max(_NARROWEST, column.totalMinimumSize().width())
        self.setMinimumSize(least, column.totalHeightForWidth(max(self.width(), least)))

    def _code_label(self, code: str) -> QLabel:
        label = QLabel(code)
        label.setObjectName("recovery_code")
        label.setAccessibleName(self.tr("恢复码 {}").format(" ".join(code)))
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.7)
        font.setWeight(QFont.Weight.DemiBold)
        label.setFont(font)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMargin(14)
        label.setMinimumSize(label.sizeHint())
        return label

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        column = self._column
        column.setContentsMargins(28, 24, 28, 18)
        column.setSpacing(12)
        words = self.tr("这是{}的恢复码，只显示这一次。忘记密码时凭它重设；程序不保存恢复码，丢失后无法找回。")
        column.addWidget(wrapped(words.format(self._person.name or self.tr("此人")), "question"))
        column.addWidget(self.code)
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(self.kept)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.setMinimumWidth(_NARROWEST)
        self.print_button.setFocus()
