"""据寄回纸质表录入: only with the scan, only what the paper says, and nothing stands there before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.export import ExportOptions
from forms.record import Record
from forms.template import Template
from gui.dialogs.questions import FileQuestion
from gui.paper.tick_box import TickBox
from gui.scans.scan import read_scan
from gui.scans.scan_shelf import MOST_SCANS
from gui.visit.paper_entry_dialog import PaperEntryDialog
from storage.desk import Desk
from tests.gui.dragging import drop, files
from tests.hands import SATISFIED


@pytest.fixture
def picture(tmp_path: Path, qapp: QApplication) -> Callable[[str], Path]:
    """Makes a picture of its own colour."""

    def made(name: str) -> Path:
        image = QImage(60, 80, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(sum(name.encode()) % 360, 90, 250))
        image.save(str(tmp_path / name))
        return tmp_path / name

    return made


@pytest.fixture
def pdf(desk: Desk, record: Record, tmp_path: Path) -> Path:
    path = tmp_path / "寄回.pdf"
    path.write_bytes(desk.pdf(record, ExportOptions(copies=(1,))))
    return path


@pytest.fixture
def dialog(qtbot: QtBot, template: Template, record: Record, tmp_path: Path) -> PaperEntryDialog:
    made = PaperEntryDialog(None, template, record, "", read_scan, tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def copy(dialog: PaperEntryDialog, **answers: str) -> None:
    for name, value in answers.items():
        assert dialog._editing.draft(name, value)


def test_without_a_scan_nothing_is_entered(dialog: PaperEntryDialog, picture: Callable[[str], Path]) -> None:
    copy(dialog, **SATISFIED)
    assert not dialog.accept_button.isEnabled() and "扫描件" in dialog.why.text()
    dialog.shelf.add([picture("a.png")])
    assert dialog.accept_button.isEnabled() and dialog.why.text() == ""


def test_a_box_under_the_pointer_does_not_look_ticked(dialog: PaperEntryDialog) -> None:
    box = dialog.findChild(TickBox, "satisfaction_result.satisfied")
    assert box is not None
    box.beckon(True)
    assert len(shades(box)) == 1
    box.setChecked(True)
    assert len(shades(box)) > 1


def shades(box: TickBox) -> set[int]:
    """Return the colours inside the edge of a box."""
    seen = box.grab(box.rect().adjusted(4, 4, -4, -4)).toImage()
    return {seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}


def test_a_row_left_out_is_named(dialog: PaperEntryDialog, picture: Callable[[str], Path]) -> None:
    dialog.shelf.add([picture("a.jpg")])
    copy(dialog, **{**SATISFIED, "satisfaction_plan": ""})
    assert not dialog.accept_button.isEnabled() and "对办理方案" in dialog.why.text()


def test_dissatisfied_without_a_reason_is_entered_as_the_paper_has_it_and_pointed_out(
    dialog: PaperEntryDialog, picture: Callable[[str], Path]
) -> None:
    dialog.shelf.add([picture("a.png")])
    copy(dialog, **{**SATISFIED, "satisfaction_result": "dissatisfied"})
    assert dialog.accept_button.isEnabled() and "具体意见" in dialog.why.text()
    copy(dialog, deputy_comments="没有到现场看过")
    assert dialog.accept_button.isEnabled() and dialog.why.text() == ""


def test_a_date_that_is_none_is_told(dialog: PaperEntryDialog, picture: Callable[[str], Path]) -> None:
    dialog.shelf.add([picture("a.png")])
    copy(dialog, **SATISFIED, deputy_signed_on="下周")
    assert not dialog.accept_button.isEnabled() and "不是日期" in dialog.why.text()


def test_what_stood_there_before_does_not_look_copied(qtbot: QtBot, template: Template, record: Record, tmp_path: Path) -> None:
    marked = replace(record, answers={**record.answers, **SATISFIED})
    dialog = PaperEntryDialog(None, template, marked, "", read_scan, tmp_path)
    qtbot.addWidget(dialog)
    assert not dialog.entry.answers


def test_what_is_entered_is_the_marks_and_the_scans(
    dialog: PaperEntryDialog, picture: Callable[[str], Path], pdf: Path
) -> None:
    path = picture("a.png")
    dialog.shelf.add([path, pdf])
    copy(dialog, **SATISFIED)
    assert dialog.entry.answers == SATISFIED
    assert dialog.entry.scans == ((path.read_bytes(), "png"), (pdf.read_bytes(), "pdf"))


def test_a_pdf_is_looked_at_page_by_page(qtbot: QtBot, dialog: PaperEntryDialog, pdf: Path) -> None:
    dialog.shelf.add([pdf])
    shelf, first = dialog.shelf, dialog.shelf.preview.picture()
    assert shelf.place.text().startswith("第 1 页") and not shelf.before.isEnabled()
    qtbot.mouseClick(shelf.after, Qt.MouseButton.LeftButton)
    assert shelf.place.text().startswith("第 2 页") and shelf.preview.picture() != first
    qtbot.mouseClick(shelf.before, Qt.MouseButton.LeftButton)
    assert shelf.preview.picture() == first


def test_a_page_is_enlarged_to_read_its_ticks(qtbot: QtBot, dialog: PaperEntryDialog, pdf: Path) -> None:
    dialog.shelf.add([pdf])
    before = dialog.shelf.preview.picture().width()
    qtbot.mouseClick(dialog.shelf.larger, Qt.MouseButton.LeftButton)
    assert dialog.shelf.preview.picture().width() > 2 * before
    qtbot.mouseClick(dialog.shelf.larger, Qt.MouseButton.LeftButton)
    assert dialog.shelf.preview.picture().width() == before


def test_files_are_chosen_by_the_button_and_taken_off_again(
    qtbot: QtBot, dialog: PaperEntryDialog, picture: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_, **__: [picture("a.png"), picture("b.png")])
    qtbot.mouseClick(dialog.shelf.choose, Qt.MouseButton.LeftButton)
    assert [scan.name for scan in dialog.shelf.scans] == ["a.png", "b.png"]
    qtbot.mouseClick(dialog.shelf.remove, Qt.MouseButton.LeftButton)
    assert [scan.name for scan in dialog.shelf.scans] == ["a.png"]


def test_files_are_dropped(dialog: PaperEntryDialog, picture: Callable[[str], Path]) -> None:
    assert drop(dialog.shelf, files(picture("a.png"))) and len(dialog.shelf.scans) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 nothing"),
        ("a.png", b"\x89PNG\r\n\x1a\nnothing"),
        ("a.jpg", b"\xff\xd8\xffnothing"),
        ("a.docx", b"PK\x03\x04"),
        ("a.pdf", b""),
    ],
)
@pytest.mark.qt_log_ignore("Unsupported marker", extend=True)
def test_what_is_no_scan_is_told_and_not_taken(dialog: PaperEntryDialog, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    dialog.shelf.add([tmp_path / name])
    assert not dialog.shelf.scans and dialog.shelf.trouble.isVisible() and name in dialog.shelf.trouble.text()


def test_the_same_file_twice_is_one_and_too_many_are_told(dialog: PaperEntryDialog, picture: Callable[[str], Path]) -> None:
    dialog.shelf.add([picture("a.png"), picture("a.png")])
    assert len(dialog.shelf.scans) == 1
    dialog.shelf.add([picture(f"{chr(98 + number)}{'x' * number}.png") for number in range(MOST_SCANS)])
    assert len(dialog.shelf.scans) == MOST_SCANS and dialog.shelf.trouble.isVisible()


def test_it_says_whose_marks_these_are(dialog: PaperEntryDialog) -> None:
    said = " ".join(one.text() for one in dialog.findChildren(type(dialog.why)))
    assert "周菁菁代表" in said and "不要代填" in said and "据寄回纸质表录入" in said


def test_the_dialog_is_freed(qtbot: QtBot, template: Template, record: Record, tmp_path: Path) -> None:
    dialog = PaperEntryDialog(None, template, record, "", read_scan, tmp_path)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
        dialog.deleteLater()
