"""Packages in the window: made of what may go, shown before they are taken, decided by a person, refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from forms.fields import Role
from forms.stages import Stage
from gui.dialogs.questions import FileQuestion
from gui.settings import Key
from gui.travel.conflict_dialog import Taken
from gui.travel.incoming_dialog import News
from gui.travel.pack_dialog import Candidate, PackOrder
from storage.actor import Actor

from .conftest import Asked, Place

DEPUTY_LEADER = Actor(Role.LEADER, "赵敏")


def all_of(folder: Path, passphrase: str = "") -> Callable[[Sequence[Candidate], str], PackOrder]:
    """Answers the question what to pack with everything that may go, under the name proposed."""

    def order(candidates: Sequence[Candidate], name: str) -> PackOrder:
        return PackOrder(tuple(one.id for one in candidates if not one.obstacle), folder / name, passphrase)

    return order


def clash(office: Place, leader: Place, other: Place) -> tuple[str, Path]:
    """Two machines of the leader's gave other opinions; the first has come back already. The sheet, and the second package."""
    sheet = office.new()
    package = office.packed("review", sheet)
    for one, opinion in ((leader, "同意。"), (other, "同意答复。")):
        one.unpack.start([package])
        one.fill(sheet, review_opinion=opinion)
    office.unpack.start([leader.packed("return", sheet)])
    return sheet, other.packed("return", sheet)


# ---- packing


def test_a_draft_is_submitted_and_packed(office: Place, asked: Asked, tmp_path: Path) -> None:
    sheet = office.new()
    office.opened.open(sheet)
    asked.order = all_of(tmp_path)
    office.pack.for_review()
    [file] = tmp_path.glob("*.rsheet")
    assert file.name.startswith("送审_068号_周菁菁_") and "已把 1 张办理单写入" in office.texts()
    assert office.opened.record is not None and office.opened.record.stage is Stage.IN_REVIEW
    assert office.pack._settings.text(Key.PACKAGE_FOLDER) == str(tmp_path)


def test_others_that_may_go_are_offered_and_the_open_one_says_why_not(office: Place, asked: Asked) -> None:
    table, ready, lacking = office.new(), office.new(number="121"), office.new(number="015")
    office.fill(lacking, phone=None)
    office.packed("review", table)
    office.opened.open(table)
    office.pack.for_visit()
    assert [(one.id, one.chosen) for one in asked.candidates] == [(table, False)]
    assert "领导审核同意后" in asked.candidates[0].obstacle
    office.pack.for_review()
    assert [one.id for one in asked.candidates] == [table, ready, lacking]
    assert [one.chosen for one in asked.candidates] == [True, False, False]
    assert "联系电话" in asked.candidates[2].obstacle and not asked.candidates[1].obstacle


def test_only_what_came_from_elsewhere_is_sent_back(office: Place, leader: Place, asked: Asked) -> None:
    sheet = office.new()
    leader.unpack.start([office.packed("review", sheet)])
    own = leader.desk.new_sheet().id
    leader.opened.open(own)
    leader.approve(sheet)
    leader.pack.for_return()
    assert [(one.id, bool(one.obstacle)) for one in asked.candidates] == [(own, True), (sheet, False)]


def test_without_anything_to_pack_it_says_so(office: Place, asked: Asked) -> None:
    for start, word in ((office.pack.for_review, "送审"), (office.pack.for_visit, "面商"), (office.pack.for_return, "送回")):
        start()
        assert word in office.texts() and asked.candidates == ()


def test_several_sheets_are_counted_in_the_name(office: Place, asked: Asked, tmp_path: Path) -> None:
    office.opened.open(office.new())
    names: list[str] = []
    asked.order = lambda candidates, name: names.append(name)
    office.new(number="121")
    office.pack.for_review()
    assert names[0].startswith("送审_068号")
    rows = office.desk.ledger()
    assert office.pack._name("visit", {row.id: row for row in rows}, [row.id for row in rows]).startswith("面商_2件_")


def test_of_very_many_the_last_changed_are_listed_and_that_is_said(
    office: Place, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.travel.pack_flow._MOST_LISTED", 1)
    for number in ("068", "121"):
        office.new(number=number)
    office.pack.for_review()
    assert len(asked.candidates) == 1 and "只列出最近改动的 1 张" in asked.intro


def test_a_file_that_is_there_is_replaced_only_on_demand(office: Place, asked: Asked, tmp_path: Path) -> None:
    office.opened.open(office.new())
    asked.order = lambda candidates, _name: PackOrder((candidates[0].id,), tmp_path / "a.rsheet")
    (tmp_path / "a.rsheet").write_bytes(b"mine")
    office.pack.for_review()
    assert (tmp_path / "a.rsheet").read_bytes() == b"mine"
    asked.replaces = 1
    office.pack.for_review()
    assert (tmp_path / "a.rsheet").read_bytes() != b"mine"


def test_what_cannot_be_written_is_told_and_the_sheet_is_back_on_the_table(office: Place, asked: Asked, tmp_path: Path) -> None:
    sheet = office.new()
    office.opened.open(sheet)
    (tmp_path / "file").write_text("x")
    asked.order = lambda candidates, _name: PackOrder((sheet,), tmp_path / "file" / "a.rsheet")
    office.pack.for_review()
    assert "没有写入" in office.texts() and office.opened.sheet_id == sheet
    assert office.record(sheet).stage is Stage.DRAFTING


# ---- opening


def test_what_came_for_review_opens_for_the_leader(office: Place, leader: Place, asked: Asked) -> None:
    sheet = office.new()
    office.desk.office.put("宝山区某局", "", [])
    leader.unpack.start([office.packed("review", sheet)])
    summary = asked.summaries[0]
    assert (summary.purpose, summary.sender) == ("送领导审核", "宝山区某局　李红")
    assert summary.sheets[0].news is News.NEW and "068号　周菁菁" in summary.sheets[0].words
    assert leader.roles == [(Role.LEADER, [sheet])] and leader.record(sheet).stage is Stage.IN_REVIEW
    assert "新收到 1 张办理单" in leader.texts()


def test_what_comes_back_is_told_field_by_field(office: Place, leader: Place, asked: Asked) -> None:
    sheet = office.new()
    office.opened.open(sheet)
    leader.unpack.start([office.packed("review", sheet)])
    leader.approve(sheet)
    office.unpack.start([leader.packed("return", sheet)])
    news = asked.summaries[-1].sheets[0]
    assert news.news is News.UPDATE and "领导审核意见" in news.detail and "送审 → 面商" in news.detail
    assert office.roles == [(Role.CLERK, [sheet])] and office.record(sheet).answers["review_opinion"] == "同意。"


def test_the_same_package_again_changes_nothing_and_still_opens_the_sheet(office: Place, leader: Place, asked: Asked) -> None:
    sheet = office.new()
    package = office.packed("review", sheet)
    leader.unpack.start([package])
    before = leader.record(sheet)
    asked.takes = False
    leader.unpack.start([package])
    assert asked.summaries[-1].sheets[0].news is News.SAME
    assert leader.record(sheet) == before and leader.roles == [(Role.LEADER, [sheet])] * 2


def test_who_leaves_takes_nothing(office: Place, leader: Place, asked: Asked) -> None:
    asked.takes = False
    leader.unpack.start([office.packed("review", office.new())])
    assert leader.desk.ledger() == [] and leader.roles == []


def test_a_passphrase_is_asked_until_it_fits(office: Place, leader: Place, asked: Asked) -> None:
    package = office.packed("review", office.new(), passphrase="梅花三弄")
    asked.passphrases = ["梅花", "梅花三弄"]
    leader.unpack.start([package])
    assert asked.wrong == [False, True] and len(leader.desk.ledger()) == 1


def test_without_the_passphrase_nothing_happens(office: Place, leader: Place, asked: Asked) -> None:
    asked.passphrases = [None]
    leader.unpack.start([office.packed("review", office.new(), passphrase="梅花三弄")])
    assert leader.desk.ledger() == [] and leader.texts() == ""


def test_a_package_that_was_tampered_with_is_refused_and_the_next_is_opened(
    office: Place, leader: Place, asked: Asked, tmp_path: Path
) -> None:
    package = office.packed("review", office.new())
    bad = tmp_path / "bad.rsheet"
    bad.write_bytes(package.read_bytes()[:-200])
    leader.unpack.start([bad, package])
    assert "bad.rsheet" in leader.texts() or "未说明" in leader.texts()
    assert len(leader.desk.ledger()) == 1 and len(asked.summaries) == 1


# ---- conflicts


def test_a_person_decides_between_two_machines(
    office: Place, leader: Place, place: Callable[[str, Actor], Place], asked: Asked
) -> None:
    sheet, package = clash(office, leader, place("other", DEPUTY_LEADER))
    asked.chooses = {"review_opinion": Taken.THERE}
    office.unpack.start([package])
    [[opinion]] = asked.clashes
    assert (opinion.label, opinion.here.text, opinion.there.text) == ("承办单位领导审核意见", "同意。", "同意答复。")
    assert opinion.here.changed.startswith("王建国（领导）") and opinion.there.changed.startswith("赵敏（领导）")
    assert office.record(sheet).answers["review_opinion"] == "同意答复。"
    assert asked.summaries[-1].sheets[0].news is News.CONFLICT


def test_what_is_put_off_stays_as_it_is_and_is_told(
    office: Place, leader: Place, place: Callable[[str, Actor], Place], asked: Asked
) -> None:
    sheet, package = clash(office, leader, place("other", DEPUTY_LEADER))
    office.unpack.start([package])
    assert office.record(sheet).answers["review_opinion"] == "同意。"
    assert "有冲突尚未选定，保持原样" in office.texts()


def test_a_sheet_in_the_bin_is_not_taken(office: Place, leader: Place, asked: Asked) -> None:
    sheet = office.new()
    package = office.packed("review", sheet)
    leader.unpack.start([package])
    leader.desk.delete(sheet)
    leader.unpack.start([package])
    assert asked.summaries[-1].sheets[0].news is News.REFUSED and leader.desk.ledger() == []


# ---- the way in


def test_the_dialog_opens_packages_and_remembers_the_folder(
    office: Place, leader: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = office.packed("review", office.new())
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_: [package])
    leader.unpack.ask()
    assert len(leader.desk.ledger()) == 1 and leader.unpack._settings.text(Key.PACKAGE_FOLDER) == str(package.parent)
