"""Asks for the picture of the unit's seal: one that is kept already, or a file whose paper is removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.errors import Failure

from ..failures import spoken
from ..paper import colours
from ..paper.ink_figure import image_of
from ..tasks import Pool
from .picture_cut import PictureCut
from .sign_dialog import KeepAsset, plain_words

ReadAsset: TypeAlias = Callable[[str], bytes]

_ICON = QSize(112, 112)
_TOUCH = 40
_DIGEST = int(Qt.ItemDataRole.UserRole)


class SealDialog(QDialog):
    """Kept seals above, a file below; what was chosen last counts. `entry` is the plain picture once accepted."""

    def __init__(
        self,
        parent: QWidget | None,
        keep_asset: KeepAsset,
        stored: Sequence[str],
        read_asset: ReadAsset,
        pool: Pool | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("放印章图样"))
        self.entry: dict[str, Any] | None = None
        self._keep_asset = keep_asset
        self.kept = QListWidget()
        self.picture = PictureCut(pool=pool)
        self.why = QLabel()
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(self.tr("放到盖章处"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill(stored, read_asset)
        self._lay_out()
        self._connect()
        self._follow()

    @classmethod
    def ask(
        cls, parent: QWidget | None, keep_asset: KeepAsset, stored: Sequence[str], read_asset: ReadAsset
    ) -> dict[str, Any] | None:
        """Ask which picture; return its plain entry, None where the user left. `stored` are assets, the usual one first."""
        dialog = cls(parent, keep_asset, stored, read_asset)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        entry = dialog.entry
        dialog.deleteLater()
        return entry if accepted else None

    def accept(self) -> None:
        """Close where a picture was chosen and could be kept; else say why not."""
        try:
            digest = self._chosen()
        except Failure as failure:
            self.picture.trouble.setText(spoken(failure))
            return
        if digest:
            self.entry = {"kind": "picture", "asset": digest}
            super().accept()

    def done(self, result: int) -> None:
        self.picture.close_work()
        super().done(result)

    def _chosen(self) -> str:
        item = self.kept.currentItem()
        if item is not None:
            return str(item.data(_DIGEST))
        return self._keep_asset(self.picture.png, "png") if self.picture.png else ""

    def _fill(self, stored: Sequence[str], read_asset: ReadAsset) -> None:
        """List the kept seals; one that cannot be shown is left out."""
        for number, digest in enumerate(stored, 1):
            try:
                image = image_of(read_asset(digest))
            except (Failure, KeyError, OSError):
                continue
            item = QListWidgetItem(_on_paper(image), self.tr("图样 {}").format(number), self.kept)
            item.setData(_DIGEST, digest)

    @Slot()
    def _follow(self) -> None:
        chosen = self.kept.currentItem() is not None or self.picture.png is not None
        self.accept_button.setEnabled(chosen)
        self.why.setText("" if chosen else self.tr("还没有选择印章图样。"))
        self.accept_button.setAccessibleDescription(self.why.text())

    @Slot()
    def _on_picture(self) -> None:
        if self.picture.png is not None:
            self.kept.setCurrentRow(-1)
        self._follow()

    def _lay_out(self) -> None:
        self.kept.setObjectName("seal_kept")
        self.kept.setAccessibleName(self.tr("已保存的印章图样"))
        self.kept.setViewMode(QListView.ViewMode.IconMode)
        self.kept.setMovement(QListView.Movement.Static)
        self.kept.setIconSize(_ICON)
        self.kept.setFixedHeight(_ICON.height() + 46)
        self.kept.setVisible(self.kept.count() > 0)
        if self.kept.count():
            self.kept.setCurrentRow(0)
        self.why.setObjectName("quiet")
        for button, name in ((self.accept_button, "seal_accept"), (self.cancel_button, "seal_cancel")):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            button.setMinimumHeight(_TOUCH)
        self.accept_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.kept)
        column.addWidget(self.picture, 1)
        words = self.tr("印章图样只是图样，不是加盖公章，也不是《电子签名法》所称的可靠电子签名；正式文本以纸上盖章为准。")
        column.addWidget(plain_words(words))
        column.addWidget(self.why)
        column.addWidget(self.buttons)
        self.setMinimumWidth(640)

    def _connect(self) -> None:
        self.kept.currentItemChanged.connect(self._follow)
        self.kept.itemDoubleClicked.connect(self.accept)
        self.picture.changed.connect(self._on_picture)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


def _on_paper(image: QImage) -> QIcon:
    """Return a seal on white paper, whatever the theme, and as red when it is selected."""
    paper = QPixmap(image.size())
    paper.fill(colours.PAPER)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    icon = QIcon(paper)
    icon.addPixmap(paper, QIcon.Mode.Selected)
    return icon
