"""The whole way of the real sheet at one machine, through the window: drafted, reviewed, visited, signed, archived, redone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from forms.deadlines import rehandling_due
from forms.errors import Failure
from forms.signing import Standing, standing
from forms.stages import Stage
from gui.course.archive_dialog import ArchiveDialog
from gui.course.rehandle_dialog import RehandleDialog
from gui.course.rounds_dialog import RoundsDialog
from gui.dialogs.export_dialog import ExportDialog
from gui.dialogs.verify_dialog import VerifyDialog
from gui.review.remark_dialog import RemarkDialog
from gui.review.return_dialog import ReturnDialog
from gui.settings import Key
from gui.visit.visit_window import VisitWindow

from .conftest import Make
from .hands import Dialogs, Machine, accept, draw, new_glass, press, touch

WISH = "希望把各街镇的好做法汇编成册，发到每个居委会。"
MARKS = ("satisfaction_result.dissatisfied", "satisfaction_plan.basically_satisfied", "satisfaction_attitude.satisfied")
CLERKS = ("title", "proposer", "handling", "phone", "outcome.adopted", "disclosure.withheld", "handled_on")


@pytest.fixture
def drafted(machine: Make, real: Any) -> Machine:
    """The real sheet, imported and filled in on the paper by the clerk."""
    one = machine("data", pins=True)
    one.import_file(real("baoshan_068.txt"))
    one.write("phone", "021-56789012")
    one.write("handled_on", "2026-11-10")
    one.tick("outcome.being_solved", "disclosure.proactive_full")
    return one


def review(one: Machine, dialogs: Dialogs) -> None:
    """The leader marks a passage and sends the sheet back; the clerk changes it and sends it again."""
    one.press("step.submit")
    one.become("李建国")
    one.select("handling", "会议上")
    dialogs.expect(RemarkDialog, lambda dialog: (dialog.note.setPlainText("请写明届次"), dialog._take.click()))
    one.press("mark_passage")
    dialogs.expect(ReturnDialog, lambda dialog: (dialog.reason.setPlainText("请核对届次"), dialog.send_back.click()))
    one.press("step.return")


def approve(one: Machine) -> None:
    one.press("step.submit")
    one.become("李建国")
    one.press("phrase.1", "sign", "approve")
    one.become("王勤")


def visit(one: Machine, pen: bool = True) -> VisitWindow:
    """The deputy reads, marks, comments and signs."""
    window = one.begin_visit()
    press(window, "visit.next", *MARKS, "visit.next")
    window.comments.places["deputy_comments"].editor.setPlainText(WISH)
    press(window, "visit.next")
    draw(window.summary.place.box.pad, pen=pen)
    press(window, "visit.next")
    return window


def hand_back(one: Machine, window: VisitWindow) -> None:
    press(window, "visit.return")
    one.enter_pin_on_keypad(window, "王勤")


@pytest.fixture
def signed(drafted: Machine) -> Machine:
    approve(drafted)
    hand_back(drafted, visit(drafted))
    return drafted


def test_the_clerk_fills_in_on_the_paper_what_is_then_on_the_disk(drafted: Machine) -> None:
    drafted.press("step.submit")
    answers = drafted.stored.answers
    assert (drafted.stage, answers["phone"], answers["outcome"]) == (Stage.IN_REVIEW, "021-56789012", "being_solved")
    assert answers["handled_on"] == "2026-11-10" and "提练" in answers["title"]
    assert drafted.locked(*CLERKS) and "已送审" in drafted.said


def test_an_imported_sheet_knows_telephone_and_unit_of_the_office(machine: Make, real: Any) -> None:
    one = machine("data")
    one.import_file(real("baoshan_068.txt"))
    assert one.editor("phone").toPlainText() == "021-56789012" and one.record.answers["lead_unit"] == "宝山区民政局"


def test_what_the_leader_marked_is_with_the_clerk_and_the_change_is_with_the_leader(drafted: Machine, dialogs: Dialogs) -> None:
    review(drafted, dialogs)
    assert drafted.stage is Stage.DRAFTING
    drafted.become("王勤")
    strip, returned = drafted.window.hands.course.strip, drafted.window.returned
    assert "退回：请核对届次" in strip.notice.text() and not returned.isHidden()
    assert len(drafted.editor("handling").passages.marks) == 1
    drafted.write("handling", drafted.editor("handling").toPlainText().replace("会议上", "第九届会议上"))
    drafted.press("step.submit")
    drafted.become("李建国")
    changes = drafted.window.review.panel.changes
    assert not changes.isHidden() and "第九届" in "".join(changes.texts())
    assert drafted.window.review.panel.decision.approve.isVisible()


def test_the_leader_gives_an_opinion_by_phrase_signs_and_approves(drafted: Machine) -> None:
    drafted.press("step.submit")
    drafted.become("李建国")
    drafted.press("phrase.1", "sign")
    assert standing(drafted.window.opened.editing.sheet.template, drafted.record, "reviewed_by") is Standing.HOLDS
    drafted.press("approve")
    record = drafted.stored
    assert (record.stage, record.answers["review_opinion"]) == (Stage.VISITING, "同意答复。")
    assert record.signatures["reviewed_by"]["name"] == "李建国" and record.answers["reviewed_on"] == date.today().isoformat()


def test_the_leader_sees_the_whole_panel_of_the_review_even_where_the_right_side_was_hidden(drafted: Machine) -> None:
    drafted.window.window_state.show_side(False)
    drafted.press("step.submit")
    drafted.become("李建国")
    panel, side = drafted.window.review, drafted.window.side
    assert panel.isVisible() and panel.width() <= side.width()
    drafted.become("王勤")
    assert side.minimumWidth() < panel.minimumWidth()


def test_neither_touches_what_is_the_others(drafted: Machine) -> None:
    assert drafted.locked("review_opinion", "satisfaction_result.satisfied", "deputy_comments")
    drafted.press("step.submit")
    drafted.become("李建国")
    assert drafted.locked(*CLERKS, "satisfaction_result.satisfied", "deputy_comments")
    assert not drafted.locked("review_opinion")


def test_the_visit_ends_with_the_clerks_pin_and_the_sheet_is_signed_and_locked(signed: Machine) -> None:
    record, template = signed.stored, signed.window.opened.editing.sheet.template
    assert signed.window.isVisible() and signed.window.hands.visit.window is None
    assert (record.stage, record.answers["deputy_comments"]) == (Stage.SIGNED, WISH)
    assert [record.answers[mark.split(".")[0]] for mark in MARKS] == [mark.split(".")[1] for mark in MARKS]
    assert [standing(template, record, name) for name in ("reviewed_by", "deputy_signature")] == [Standing.HOLDS] * 2
    assert {point[3] for stroke in record.signatures["deputy_signature"]["strokes"] for point in stroke} > {0.4}


def test_a_signed_sheet_takes_nothing_more_by_hand_undo_or_fill(signed: Machine) -> None:
    before = signed.stored
    assert signed.locked(*CLERKS, "review_opinion", "deputy_comments", *MARKS)
    signed.write("phone", "110")
    signed.tick("outcome.adopted", "satisfaction_result.satisfied")
    signed.window.opened.editing.undo_stack.undo()
    with pytest.raises(Failure):
        signed.desk.fill(before.id, {"answers": {"phone": "110"}})
    signed.window.opened.settle()
    assert signed.stored == before


def test_a_wrong_pin_leaves_the_device_with_the_deputy(drafted: Machine) -> None:
    approve(drafted)
    window = visit(drafted)
    press(window, "visit.return", *(f"visit.digit.{digit}" for digit in "111111"), "visit.pin_done")
    assert window.isVisible() and not drafted.window.isVisible()
    assert "密码" in window.way_out.trouble.text()
    drafted.enter_pin_on_keypad(window, "王勤")
    assert drafted.window.isVisible()


def test_the_whole_visit_by_finger(drafted: Machine) -> None:
    approve(drafted)
    window, glass = drafted.begin_visit(), new_glass()
    touch(window, glass, "visit.next", *MARKS, "visit.next", "visit.handwrite.deputy_comments")
    draw(window.comments.places["deputy_comments"].box.pad, pen=False)
    touch(window, glass, "visit.next")
    draw(window.summary.place.box.pad, pen=False)
    touch(window, glass, "visit.next", "visit.return")
    drafted.enter_pin_on_keypad(window, "王勤")
    ink = drafted.stored.signatures
    assert drafted.stage is Stage.SIGNED and ink["deputy_comments"]["kind"] == "strokes"
    assert {point[3] for stroke in ink["deputy_signature"]["strokes"] for point in stroke} == {0.5}


# ---- what comes out


@pytest.fixture
def exported(signed: Machine, dialogs: Dialogs, tmp_path: Path) -> tuple[Path, Path]:
    """Both formats of the signed sheet, by the dialog."""

    def choose(dialog: ExportDialog) -> None:
        dialog.docx.setChecked(True)
        accept(dialog)

    (tmp_path / "out").mkdir()
    signed.window.settings.put(Key.EXPORT_FOLDER, str(tmp_path / "out"))
    dialogs.expect(ExportDialog, choose)
    signed.trigger("export")
    return next((tmp_path / "out").glob("*.pdf")), next((tmp_path / "out").glob("*.docx"))


def test_the_exported_files_hold_what_was_marked(exported: tuple[Path, Path]) -> None:
    pdf, docx = exported
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages).replace("\n", "")
    rows = [[words_of(cell) for cell in row.cells] for table in Document(str(docx)).tables for row in table.rows]
    ticked = {row[row.index("√") - 1] for row in rows if "√" in row}
    assert "理解 不满意 √对办理方案 满意 基本满意 √ 理解 不满意对办理态度表示 满意 √" in text
    assert ticked >= {"正在解决", "不满意", "基本满意", "满意"}
    for words in (WISH, "同意答复。"):
        assert words in text and any(words in cell for row in rows for cell in row)


def words_of(cell: Any) -> str:
    """What stands in a cell, also in its boxes to be ticked, which python-docx passes over."""
    return "".join(node.text or "" for node in cell._tc.iter(qn("w:t")))


def test_verify_says_that_the_files_are_what_the_sheet_says(
    signed: Machine, exported: tuple[Path, Path], dialogs: Dialogs, files: list[Sequence[Path]]
) -> None:
    said: list[str] = []

    def hold_against(dialog: VerifyDialog) -> None:
        for file in exported:
            files.append([file])
            dialog.file.click()
            said.append(dialog.answer.text())
        dialog.reject()

    dialogs.expect(VerifyDialog, hold_against)
    signed.trigger("verify")
    assert len(said) == 2 and all(words.startswith("✓") for words in said)


# ---- afterwards


def test_archived_with_a_scan_then_handled_again_with_the_old_round_readable(
    signed: Machine, dialogs: Dialogs, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.png"
    Image.new("RGB", (400, 560), "white").save(scan)
    dialogs.expect(ArchiveDialog, lambda dialog: (dialog.shelf.add([scan]), accept(dialog)))
    signed.press("step.archive")
    assert signed.stage is Stage.ARCHIVED and signed.desk.assets.read(signed.stored.scans[0]) == scan.read_bytes()
    assert "建议重办" in signed.window.hands.course.strip.notice.text()

    dialogs.expect(RehandleDialog, accept)
    signed.press("step.rehandle")
    template, record = signed.window.opened.editing.sheet.template, signed.stored
    assert (record.stage, record.round, len(record.earlier)) == (Stage.DRAFTING, 2, 1)
    assert "satisfaction_result" not in record.answers and not record.signatures and record.answers["phone"] == "021-56789012"
    row = next(row for row in signed.desk.ledger() if row.id == record.id)
    assert row.due == rehandling_due(template, signed.desk.today())
    assert not signed.locked("handling")

    read: list[tuple[str, bool]] = []

    def look(dialog: RoundsDialog) -> None:
        read.append(look_at(signed, dialog))
        dialog.accept()

    dialogs.expect(RoundsDialog, look)
    signed.press("rounds")
    assert read == [(WISH, True)]


def look_at(one: Machine, dialog: RoundsDialog) -> tuple[str, bool]:
    """What the deputy said in the round that is shown, and whether nothing can be written there."""
    comments = one.editor("deputy_comments", dialog.paper)
    return comments.toPlainText(), comments.isReadOnly() and one.editor("handling", dialog.paper).isReadOnly()
