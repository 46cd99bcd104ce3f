"""Where the leader's panel stands in the window: empty until a leader is first at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storage.later import later

if TYPE_CHECKING:
    from . import review_panel
else:
    review_panel = later("gui.review.review_panel")

NARROWEST = 320


class ReviewPlace(QWidget):
    """Most machines never see a leader, and the panel is forty widgets. `built` tells the ReviewPanel when it comes."""

    built = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(NARROWEST)
        self._panel: review_panel.ReviewPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def taken(self) -> bool:
        """True once the panel is there."""
        return self._panel is not None

    @property
    def panel(self) -> review_panel.ReviewPanel:
        """The panel, made for whoever asks first."""
        if self._panel is None:
            self._panel = review_panel.ReviewPanel()
            self._column.addWidget(self._panel)
            self.built.emit(self._panel)
        return self._panel

    def commit(self) -> None:
        """End what an input method is composing in the opinion."""
        if self._panel is not None:
            self._panel.commit()
