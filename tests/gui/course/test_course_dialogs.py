"""What a step asks: a reason, a scan or why there is none, whether to handle again; and earlier rounds to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from forms.record import Record
from forms.stages import Stage
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from gui.course.archive_dialog import ArchiveChoice, ArchiveDialog
from gui.course.reason_question import ReasonQuestion
from gui.course.rehandle_dialog import RehandleDialog
from gui.course.rounds_dialog import RoundsDialog
from gui.dialogs.questions import FileQuestion
from gui.paper.view import PaperView
from gui.scans.scan import Scan, page_picture, scan_of
from tests.gui.dragging import drop, files

ROOM = QSize(100, 100)


def read(path: Path) -> Scan:
    return scan_of(path.name, path.read_bytes())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(210, 297, QImage.Format.Format_RGB32)
    image.fill(QColor("#eeddcc"))
    assert image.save(str(tmp_path / "scan.png"))
    assert image.save(str(tmp_path / "scan.jpg"))
    return tmp_path / "scan.png"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path), pagesize=(210, 297))
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    return path


# ---- scans


def test_a_picture_and_a_document_are_scans(picture: Path, document: Path) -> None:
    for path, kind in ((picture, "png"), (picture.with_suffix(".jpg"), "jpg"), (document, "pdf")):
        scan = read(path)
        assert scan.kind == kind
        shown = page_picture(scan, 0, ROOM)
        assert max(shown.width(), shown.height()) in (99, 100)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"PK\x03\x04", b"%!PS", b"<svg/>"])
def test_what_is_of_another_kind_is_no_scan(data: bytes) -> None:
    with pytest.raises(Failure, match="scan_kind"):
        scan_of("scan.png", data)


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize("data", [b"%PDF-1.7 cut", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_what_is_cut_off_is_no_scan(data: bytes) -> None:
    with pytest.raises(Failure, match="scan_unreadable"):
        scan_of("scan", data)


# ---- archiving


@pytest.fixture
def archive(qtbot: QtBot, tmp_path: Path) -> ArchiveDialog:
    dialog = ArchiveDialog(None, read, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_without_scan_or_reason_nothing_is_archived(archive: ArchiveDialog) -> None:
    assert not archive.accept_button.isEnabled()
    archive.without.setChecked(True)
    assert not archive.accept_button.isEnabled()
    archive.reason.setText("　")
    assert not archive.accept_button.isEnabled()
    archive.reason.setText("代表当面签署纸质表")
    assert archive.accept_button.isEnabled()
    assert archive.choice == ArchiveChoice((), "代表当面签署纸质表")


def test_a_chosen_file_is_shown_and_can_be_removed(
    archive: ArchiveDialog, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_: [picture, picture])
    archive.shelf.choose.click()
    assert [scan.name for scan in archive.choice.scans] == ["scan.png"]
    assert (archive.accept_button.isEnabled(), archive.shelf.preview.picture().isNull()) == (True, False)
    archive.shelf.remove.click()
    assert (archive.choice.scans, archive.accept_button.isEnabled()) == ((), False)


def test_a_file_that_is_dropped_is_taken(archive: ArchiveDialog, document: Path) -> None:
    assert drop(archive.shelf, files(document, QUrl("https://example.org/scan.pdf")))
    assert [scan.kind for scan in archive.choice.scans] == ["pdf"]


def test_a_wrong_file_is_told_and_the_others_are_taken(archive: ArchiveDialog, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.png").write_bytes(b"?")
    archive.shelf.add([tmp_path / "wrong.png", picture])
    assert archive.shelf.trouble.isVisible()
    assert len(archive.choice.scans) == 1


def test_scans_that_are_there_already_are_enough(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ArchiveDialog(None, read, tmp_path, kept=1)
    qtbot.addWidget(dialog)
    assert dialog.accept_button.isEnabled()


# ---- reasons


def test_a_step_back_asks_why(qtbot: QtBot) -> None:
    question = ReasonQuestion(None, "撤回", "撤回？", "撤回")
    qtbot.addWidget(question)
    assert not question.accept_button.isEnabled()
    question.reason.setText(" 数据有误 ")
    assert (question.accept_button.isEnabled(), question.words) == (True, "数据有误")


def test_handling_again_says_until_when_and_what_is_kept(qtbot: QtBot) -> None:
    dialog = RehandleDialog(None, 2, date(2023, 6, 30), ["周菁菁"])
    qtbot.addWidget(dialog)
    words = "".join(label.text() for label in dialog.findChildren(QLabel))
    assert "2023年6月30日" in words
    assert "原样锁定" in words
    assert dialog.words == "周菁菁表示不满意"
    dialog.reason.clear()
    assert not dialog.accept_button.isEnabled()


def test_the_reason_says_above_its_line_what_it_is(qtbot: QtBot) -> None:
    for dialog in (
        RehandleDialog(None, 2, date(2023, 6, 30), ["周菁菁"]),
        ReasonQuestion(None, "撤回", "撤回到起草？", "撤回"),
    ):
        qtbot.addWidget(dialog)
        (label,) = (label for label in dialog.findChildren(QLabel) if label.buddy() is dialog.reason)
        assert "理由" in label.text() and "必填" in label.text()


def test_handling_again_unasked_needs_a_reason_of_ones_own(qtbot: QtBot) -> None:
    dialog = RehandleDialog(None, 2, date(2023, 6, 30), [])
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()


# ---- earlier rounds


@pytest.fixture
def rounds(record: Record) -> list[Record]:
    other = record.with_answers({"title": "上一次的标题"})
    return [replace(other, stage=Stage.SIGNED), replace(record, stage=Stage.ARCHIVED, round=2)]


def nothing(_digest: str) -> bytes:
    raise KeyError


def test_an_earlier_round_can_be_read_and_exported_and_not_changed(
    qtbot: QtBot, template: Template, rounds: list[Record]
) -> None:
    exported: list[Record] = []
    dialog = RoundsDialog(None, template, rounds, PaperView(FontShelf.default()))
    dialog.export_wanted.connect(exported.append)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.shown == rounds[1]
    dialog.list.setCurrentRow(0)
    assert dialog._editing is not None
    assert not dialog._editing.may_change("title")
    dialog.export_button.click()
    assert exported == [rounds[0]]


def test_every_part_has_a_name(qtbot: QtBot, archive: ArchiveDialog, template: Template, rounds: list[Record]) -> None:
    dialog = RoundsDialog(None, template, rounds, PaperView(FontShelf.default()))
    qtbot.addWidget(dialog)
    again = RehandleDialog(None, 2, date(2023, 6, 30), [])
    qtbot.addWidget(again)
    for one in (archive, dialog, again):
        parts = [*one.findChildren(QLineEdit), *one.findChildren(QListWidget), *one.buttons.findChildren(QAbstractButton)]
        assert all(part.accessibleName() and part.objectName() for part in parts)


ASKS: list[Callable[[Template, list[Record]], Any]] = [
    lambda _template, _rounds: ReasonQuestion.ask(None, "", "", "撤回"),
    lambda _template, _rounds: RehandleDialog.ask(None, 2, date(2023, 6, 30), []),
    lambda _template, _rounds: ArchiveDialog.ask(None, read, Path()),
    lambda template, rounds: RoundsDialog.ask(None, template, rounds, FontShelf.default(), nothing, print),
]


@pytest.mark.parametrize("ask", ASKS)
def test_a_dialog_that_was_left_says_nothing_and_is_freed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, template: Template, rounds: list[Record], ask: Any
) -> None:
    gone: list[bool] = []

    def closed(dialog: QDialog) -> int:
        dialog.destroyed.connect(lambda: gone.append(True))
        return 0

    for kind in (ReasonQuestion, RehandleDialog, ArchiveDialog, RoundsDialog):
        monkeypatch.setattr(kind, "exec", closed)
    assert ask(template, rounds) is None
    qtbot.waitUntil(lambda: bool(gone))
