"""What stands in the middle while no sheet is open: how to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..look.appearance import colours
from ..look.icons import pixmap


class WelcomePage(QWidget):
    """Two buttons and one hint; the words depend on whether there are any sheets."""

    def __init__(self, new: QAction, import_: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._headline = QLabel()
        self._headline.setObjectName("headline")
        self._headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = QLabel()
        self._hint.setObjectName("quiet")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self.new = _button(self.tr("新建空白单"), "secondary", new)
        self.import_ = _button(self.tr("导入已有文件…"), "primary", import_)
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        buttons.addStretch()
        buttons.addWidget(self.import_)
        buttons.addWidget(self.new)
        buttons.addStretch()
        self._lay_out(buttons)
        self._draw()
        self.say(False)

    def _lay_out(self, buttons: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 20, 40, 20)
        column.addStretch(3)
        column.addWidget(self._picture)
        column.addSpacing(18)
        column.addWidget(self._headline)
        column.addSpacing(8)
        column.addWidget(self._hint)
        column.addSpacing(26)
        column.addLayout(buttons)
        column.addStretch(5)

    def say(self, any_sheets: bool) -> None:
        """Word the page for a folder with or without sheets."""
        if any_sheets:
            self._headline.setText(self.tr("在左侧选择一张办理单"))
            self._hint.setText(self.tr("也可以新建，或把 Word、文本文件拖到这里导入"))
        else:
            self._headline.setText(self.tr("还没有办理单"))
            self._hint.setText(self.tr("导入代表建议办理单或答复意见，或从空白单开始\n也可以把 Word、文本文件拖到这里"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(pixmap("sheet", QColor(colours(self.palette()).accent), 72))


def _button(words: str, name: str, action: QAction) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setToolTip(action.toolTip())
    button.setAutoDefault(True)  # Enter presses it, also outside a dialog
    button.clicked.connect(action.trigger)
    return button
