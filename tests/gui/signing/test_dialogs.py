"""Asking for a signature and for a seal: every way gives what a record takes, and nothing is signed by a dot or by chance."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.cutting_out import cut_out
from forms.errors import Failure
from forms.ink import read_signature
from gui.dialogs.questions import FileQuestion
from gui.signing.seal_dialog import SealDialog
from gui.signing.sign_dialog import SignDialog
from tests.gui.dragging import drop, files

from ..conftest import InlinePool
from .conftest import WAVE, Writer, photograph


class Shelf:
    """Keeps assets in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, data: bytes, suffix: str) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return digest

    def refuse(self, data: bytes, suffix: str) -> str:
        raise Failure("picture_too_large", megapixels=0, megabytes=99, limit=40)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def asking(qtbot: QtBot, shelf: Shelf) -> SignDialog:
    dialog = SignDialog(None, "周菁菁", shelf.keep, what="代表签名", pool=InlinePool())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_was_written_is_the_signature(asking: SignDialog) -> None:
    Writer(asking.box.pad).pen(WAVE)
    QTest.keyClick(asking.box.pad, Qt.Key.Key_Return)
    assert asking.result() == SignDialog.DialogCode.Accepted
    assert asking.entry == asking.box.pad.ink() and read_signature(asking.entry)


@pytest.mark.parametrize(
    ("places", "why"), [([], "还没有写下签名。"), ([(50, 50), (51, 51)], "一个点不能作为签名，请完整签名。")]
)
def test_a_dot_or_nothing_cannot_be_accepted_and_it_says_why(asking: SignDialog, places: list, why: str) -> None:
    if places:
        Writer(asking.box.pad).pen(places)
    assert not asking.accept_button.isEnabled() and asking.why.text() == why
    asking.accept()
    assert asking.isVisible() and asking.entry is None


def test_the_place_may_be_left_open_for_ink(asking: SignDialog) -> None:
    asking.ways[2].setChecked(True)
    asking.accept_button.click()
    assert asking.entry == {"kind": "open"}


def test_a_picture_loses_its_paper_and_is_kept(asking: SignDialog, shelf: Shelf, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "签名.png"
    file.write_bytes(photograph())
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_args, **_more: [file])
    asking.ways[1].setChecked(True)
    assert asking.why.text() == "还没有选择签名图片。"
    asking.picture.choose.click()
    asking.accept_button.click()
    assert asking.entry == {"kind": "picture", "asset": next(iter(shelf.kept))}
    assert shelf.kept[asking.entry["asset"]] == cut_out(photograph())


def test_a_picture_can_be_dropped(asking: SignDialog, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(photograph())
    assert drop(asking.picture, files(tmp_path / "a.png"))
    assert asking.picture.png is not None


@pytest.mark.parametrize("data", [b"GIF89a", photograph(blank=True)])
def test_a_picture_that_cannot_be_used_is_told(asking: SignDialog, data: bytes) -> None:
    asking.ways[1].setChecked(True)
    asking.picture.take(data)
    assert asking.picture.trouble.text() and not asking.accept_button.isEnabled()


def test_another_strength_cuts_anew(asking: SignDialog, qtbot: QtBot) -> None:
    asking.picture.take(photograph())
    with qtbot.waitSignal(asking.picture._pausing.timeout):
        asking.picture.strength.setValue(90)
        assert asking.picture.png is None
    assert asking.picture.png is not None


def test_a_picture_that_could_not_be_kept_keeps_the_dialog_open(qtbot: QtBot, shelf: Shelf) -> None:
    dialog = SignDialog(None, "周菁菁", shelf.refuse, pool=InlinePool())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.ways[1].setChecked(True)
    dialog.picture.take(photograph())
    dialog.accept_button.click()
    assert dialog.isVisible() and dialog.picture.trouble.text()


def test_escape_signs_nothing(asking: SignDialog) -> None:
    Writer(asking.box.pad).pen(WAVE)
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert not asking.isVisible() and asking.entry is None


def test_it_says_what_a_drawn_signature_is_not(asking: SignDialog) -> None:
    said = " ".join(label.text() for label in asking.findChildren(type(asking.why)))
    assert "不是《电子签名法》所称的可靠电子签名" in said and "签名人：周菁菁" in said


def test_a_kept_seal_is_offered_first(qtbot: QtBot, shelf: Shelf) -> None:
    digest = shelf.keep(cut_out(photograph()), "png")
    dialog = SealDialog(None, shelf.keep, ("0" * 64, digest), shelf.kept.__getitem__, InlinePool())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.kept.count() == 1
    dialog.accept_button.click()
    assert dialog.entry == {"kind": "picture", "asset": digest}


def test_a_seal_from_a_file_counts_before_a_kept_one(qtbot: QtBot, shelf: Shelf) -> None:
    digest = shelf.keep(b"\x89PNG", "png")
    dialog = SealDialog(None, shelf.keep, (digest,), shelf.kept.__getitem__, InlinePool())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.accept_button.isEnabled() and dialog.why.text() == "还没有选择印章图样。"
    dialog.picture.take(photograph())
    dialog.accept_button.click()
    assert dialog.entry == {"kind": "picture", "asset": hashlib.sha256(cut_out(photograph())).hexdigest()}


@pytest.mark.parametrize("kind", ["sign", "seal"])
def test_dialogs_are_freed_when_closed(qtbot: QtBot, shelf: Shelf, monkeypatch, kind: str) -> None:
    made = []
    cls = SignDialog if kind == "sign" else SealDialog
    monkeypatch.setattr(cls, "exec", lambda self: made.append(self) or 0)
    args = ("周菁菁", shelf.keep) if kind == "sign" else (shelf.keep, (), shelf.kept.__getitem__)
    assert cls.ask(None, *args) is None
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert not shiboken6.isValid(made[0])
