"""Says what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ..look.icons import program_icon

_ICON = 72


class About(QDialog):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于办理反馈单"))
        picture = QLabel()
        picture.setPixmap(program_icon().pixmap(_ICON, _ICON))
        name = QLabel(self.tr("办理反馈单"))
        name.setObjectName("headline")
        words = QLabel(
            self.tr(
                "版本 {}\n\n填写、校核、打印代表建议办理情况和答复意见。\n不需要网络，所有内容都在本机。\n\nMIT 许可"
            ).format(_version())
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QDialogButtonBox()
        button = buttons.addButton(self.tr("知道了"), QDialogButtonBox.ButtonRole.AcceptRole)
        button.setAccessibleName(self.tr("知道了"))
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 30, 40, 20)
        column.setSpacing(12)
        for widget in (picture, name, words, buttons):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        dialog = cls(parent)
        dialog.exec()
        dialog.deleteLater()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # 30 ms that a start does not need

    try:
        return version("replysheet")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0.1"
