"""Asks for a signature: written on the pad, from a picture, or left open for ink on the printed paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.errors import Failure

from ..failures import spoken
from ..tasks import Pool
from .pad_box import PadBox
from .picture_cut import PictureCut

KeepAsset: TypeAlias = Callable[[bytes, str], str]
"""(bytes, kind of file without a dot) -> SHA-256, as `Desk.assets.keep`."""

_TOUCH = 40
_PAD, _PICTURE, _OPEN = range(3)


class SignDialog(QDialog):
    """`entry` is the plain ink once it was accepted. Nothing is signed here: `forms.signing.sign` binds it."""

    def __init__(
        self,
        parent: QWidget | None,
        who: str,
        keep_asset: KeepAsset,
        *,
        what: str = "",
        day: str = "",
        pool: Pool | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(what or self.tr("签名"))
        self.entry: dict[str, Any] | None = None
        self._who, self._keep_asset = who, keep_asset
        self.ways = [
            _way(self, "sign_pad", self.tr("手写板签名")),
            _way(self, "sign_picture", self.tr("签名图片")),
            _way(self, "sign_open", self.tr("留空，打印后手写签名")),
        ]
        self.box = PadBox(button_height=_TOUCH)
        self.picture = PictureCut(pool=pool)
        self.why = QLabel()
        self.why.setObjectName("quiet")
        self.why.setWordWrap(True)
        self.pages = QStackedWidget()
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(self.tr("签名"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.day = plain_words(day)
        self.day.setObjectName("sign_day")
        if not day:
            self.day.hide()
        self._lay_out()
        self._connect()
        self.ways[_PAD].setChecked(True)
        self.box.pad.setFocus()
        self._follow()

    @classmethod
    def ask(
        cls, parent: QWidget | None, who: str, keep_asset: KeepAsset, *, what: str = "", day: str = ""
    ) -> dict[str, Any] | None:
        """Ask `who` to sign; return the plain ink (see forms/ink.py), None where they left. `what` is signed, in words; `day`
        says which day signing fills in."""
        dialog = cls(parent, who, keep_asset, what=what, day=day)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        entry = dialog.entry
        dialog.deleteLater()
        return entry if accepted else None

    @property
    def way(self) -> int:
        """0 the pad, 1 a picture, 2 left open."""
        return next(place for place, button in enumerate(self.ways) if button.isChecked())

    def missing(self) -> str:
        """Say what is missing still, "" where it may be accepted."""
        if self.way == _PAD and self.box.pad.is_blank:
            dot = self.box.pad.has_strokes
            return self.tr("一个点不能作为签名，请完整签名。") if dot else self.tr("还没有写下签名。")
        if self.way == _PICTURE and self.picture.png is None:
            return self.tr("还没有选择签名图片。")
        return ""

    def accept(self) -> None:
        """Close where a signature is there and its picture could be kept; else say why not."""
        if self.missing():
            return
        try:
            self.entry = self._made()
        except Failure as failure:
            self.picture.trouble.setText(spoken(failure))
            return
        super().accept()

    def done(self, result: int) -> None:
        self.picture.close_work()
        super().done(result)

    def _made(self) -> dict[str, Any] | None:
        if self.way == _PICTURE and self.picture.png is not None:
            return {"kind": "picture", "asset": self._keep_asset(self.picture.png, "png")}
        return self.box.pad.ink() if self.way == _PAD else {"kind": "open"}

    @Slot()
    def _follow(self) -> None:
        self.pages.setCurrentIndex(self.way)
        missing = self.missing()
        words = (self.tr("签名"), self.tr("采用这张图片"), self.tr("确认，留空手签"))[self.way]
        self.accept_button.setText(words)
        self.accept_button.setAccessibleName(words)
        self.accept_button.setAccessibleDescription(missing)
        self.accept_button.setEnabled(not missing)
        self.why.setText(missing)

    # ---- building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        who = QLabel(self.tr("签名人：{}").format(self._who) if self._who else self.tr("请签名"))
        who.setObjectName("headline")
        who.setAccessibleName(who.text())
        ways = QHBoxLayout()
        ways.setSpacing(20)
        self._group = QButtonGroup(self)
        for place, button in enumerate(self.ways):
            self._group.addButton(button, place)
            ways.addWidget(button)
        ways.addStretch(1)
        for page in (self.box, self.picture, _open_page(self)):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addWidget(who)
        column.addLayout(ways)
        column.addWidget(self.pages, 1)
        column.addWidget(self.day)
        column.addWidget(
            plain_words(
                self.tr("手写板签名和印章图样只是图样，不是《电子签名法》所称的可靠电子签名；正式文本以纸上手签、盖章为准。")
            )
        )
        foot = QHBoxLayout()
        foot.addWidget(self.why, 1)
        foot.addWidget(self.buttons)
        column.addLayout(foot)
        self.accept_button.setMinimumHeight(_TOUCH)
        self.cancel_button.setMinimumHeight(_TOUCH)
        self.accept_button.setMinimumWidth(148)  # for the longest of its words
        self.accept_button.setObjectName("sign_accept")
        self.accept_button.setDefault(True)
        self.cancel_button.setObjectName("sign_cancel")
        self.cancel_button.setAccessibleName(self.tr("取消"))
        self.setMinimumSize(640, 480)
        self.resize(760, 580)

    def _connect(self) -> None:
        self._group.idToggled.connect(self._follow)
        self.box.pad.changed.connect(self._follow)
        self.picture.changed.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


def plain_words(words: str) -> QLabel:
    """Return a paragraph that says what a drawn signature or a seal picture is not."""
    label = QLabel(words)
    label.setObjectName("quiet")
    label.setWordWrap(True)
    return label


def _way(parent: QWidget, name: str, words: str) -> QRadioButton:
    button = QRadioButton(words, parent)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setMinimumHeight(_TOUCH)
    return button


def _open_page(dialog: SignDialog) -> QWidget:
    label = QLabel(dialog.tr("本机只记录您已确认，签名处留空；\n打印后请在纸上手写签名。"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
