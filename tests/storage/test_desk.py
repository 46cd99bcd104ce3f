"""The desk: new sheets, saving, filling, finding, the bin, versions, histories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.course import Step
from forms.errors import ChangeRefused
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from storage.actor import CLERK
from storage.desk import Desk, local_now
from storage.folders import DataFolder
from tests.refusals import refused

Write = Callable[..., Record]
Open = Callable[..., Desk]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_data_folder_behind_links_in_a_circle_is_told(open_desk: Open, data: Path, read_only: bool) -> None:
    data.symlink_to(data.name)
    with refused("data_unreachable"):
        open_desk(read_only=read_only)


def test_what_was_saved_is_there_after_a_restart(desk: Desk, open_desk: Open, write: Write) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="标题", proposer="周菁菁、王孝友", number="068", assigned_on="2023-02-20")
    desk.close()
    again = open_desk()
    assert again.open_sheet(sheet.id).record.answers == sheet.record.answers
    row = again.ledger()[0]
    assert (row.number, row.title, row.proposers, str(row.due)) == ("068", "标题", ("周菁菁", "王孝友"), "2023-05-20")
    assert again.notices == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["title", "reply", "handling", "phone"]), st.text(max_size=200)))
def test_whatever_is_typed_comes_back_as_it_was_saved(desk: Desk, open_desk: Open, answers: dict[str, str]) -> None:
    sheet = desk.new_sheet()
    for name, text in answers.items():
        sheet.draft(name, text, Role.CLERK)
    saved = desk.save(sheet.record)
    assert open_desk(read_only=True).open_sheet(sheet.id).record == saved


def test_a_save_sets_the_instants(desk: Desk, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    clock.go_on(minutes=1)
    saved = write(sheet, title="a")
    assert (saved.created, saved.updated) == ("2023-05-06T14:03:05.000+08:00", "2023-05-06T14:04:05.000+08:00")


def test_saving_the_same_again_writes_nothing(desk: Desk, folder: DataFolder, write: Write) -> None:
    sheet = desk.new_sheet()
    saved = write(sheet, title="a")
    before = folder.sheet(sheet.id).stat().st_mtime_ns
    assert desk.save(sheet.record) == saved
    assert folder.sheet(sheet.id).stat().st_mtime_ns == before


@pytest.mark.parametrize("revision", [0, 1])
def test_an_older_state_is_never_written_over_a_later_one(desk: Desk, write: Write, revision: int) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="later")
    with refused("older_revision"):
        desk.save(replace(sheet.record, answers={"title": "older"}, revision=revision))
    assert desk.open_sheet(sheet.id).answer("title") == "later"


def test_what_a_newer_version_wrote_survives(desk: Desk, write: Write) -> None:
    sheet = desk.new_sheet()
    desk.save(replace(sheet.record, extra={"colour": "red"}, revision=1))
    again = desk.open_sheet(sheet.id)
    write(again, title="a")
    assert desk.open_sheet(sheet.id).record.extra == {"colour": "red"}


def test_other_tables_in_the_file_of_a_sheet_survive(desk: Desk, folder: DataFolder, write: Write) -> None:
    from tinydb import TinyDB

    from storage.sealed import SealedStorage

    sheet = desk.new_sheet()
    with TinyDB(folder.sheet(sheet.id), storage=SealedStorage) as database:
        database.table("remarks").insert({"text": "字"})
    write(sheet, title="a")
    with TinyDB(folder.sheet(sheet.id), storage=SealedStorage) as database:
        assert database.table("remarks").all() == [{"text": "字"}]


def test_the_last_changed_sheet_comes_first(desk: Desk, write: Write, clock: Any) -> None:
    sheets = [desk.new_sheet() for _ in range(3)]
    for sheet in (sheets[2], sheets[0], sheets[1]):
        clock.go_on(seconds=1)
        write(sheet, title="a")
    assert [row.id for row in desk.ledger()] == [sheets[1].id, sheets[0].id, sheets[2].id]


def test_a_sheet_is_found_by_the_beginning_of_its_id(desk: Desk) -> None:
    sheet = desk.new_sheet()
    assert desk.find(sheet.id[:6]) == desk.find(sheet.id) == sheet.id
    for prefix in ("", "zz", "../x"):
        with refused("sheet_unknown"):
            desk.find(prefix)


def test_a_prefix_of_several_sheets_names_none(desk: Desk) -> None:
    while len({desk.new_sheet().id[0] for _ in range(17)}) > 16:
        pytest.fail("there are sixteen digits")
    ids = [row.id for row in desk.ledger()]
    prefix = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    with refused("id_ambiguous"):
        desk.find(prefix)


@pytest.mark.parametrize("sheet_id", ["none", "../../etc/passwd", "", "A" * 300])
def test_there_is_no_sheet_outside_the_folder(desk: Desk, sheet_id: str) -> None:
    for action in (desk.open_sheet, desk.check, desk.versions, desk.history, desk.delete):
        if action in (desk.versions, desk.history) and sheet_id == "none":
            assert action(sheet_id) == []
            continue
        with refused("sheet_unknown"):
            action(sheet_id)


def test_a_template_that_is_not_there_is_named(desk: Desk, sheet: Sheet) -> None:
    with refused("template_unknown"):
        desk.new_sheet("no-such")


def test_a_sheet_of_a_missing_template_stays_in_the_ledger(desk: Desk, open_desk: Open, write: Write) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="标题", proposer="周菁菁")
    desk._store.put(replace(sheet.record, template="elsewhere", revision=9))
    assert desk.ledger()[0][1:4] == ("", "标题", ("周菁菁",))
    assert desk.ledger()[0].problem == "template_unknown"
    with refused("template_unknown"):
        desk.open_sheet(sheet.id)
    desk.warm_search()
    assert desk.search("周菁") == [sheet.id]


# ---- fill and check


def test_fill_sets_answers_and_reply(desk: Desk) -> None:
    sheet = desk.new_sheet()
    plain = {"answers": {"outcome": "adopted", "handled_on": "2023年5月6日", "proposer": ["周菁菁"]}, "reply": "正文"}
    assert desk.fill(sheet.id, plain) == ["handled_on", "outcome", "proposer", "reply"]
    answers = {"outcome": "adopted", "handled_on": "2023-05-06", "proposer": ("周菁菁",), "reply": "正文"}
    assert desk.open_sheet(sheet.id).record.answers == answers
    assert desk.fill(sheet.id, plain) == []


def test_null_takes_an_answer_away(desk: Desk) -> None:
    sheet = desk.new_sheet()
    desk.fill(sheet.id, {"answers": {"title": "a"}, "reply": "b"})
    assert desk.fill(sheet.id, {"answers": {"title": None}, "reply": None}) == ["reply", "title"]
    assert desk.open_sheet(sheet.id).record.answers == {}


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ([], "fill_shape"),
        ({"answers": []}, "fill_shape"),
        ({"answers": {}, "more": 1}, "fill_key"),
        ({"answers": {"reply": "a"}, "reply": "b"}, "reply_twice"),
        ({"answers": {"title": "a", "nothing": "b"}}, "unknown_field"),
        ({"answers": {"title": "a", "review_opinion": "b"}}, "not_yours"),
        ({"answers": {"title": "a", "outcome": "b"}}, "unknown_option"),
        ({"answers": {"title": "a", "handled_on": "2008年9月31日"}}, "impossible_date"),
        ({"answers": {"title": "a", "phone": 12}}, "wrong_type"),
        ({"answers": {"title": "a", "seal": "b"}}, "not_typed"),
    ],
)
def test_fill_sets_all_or_nothing(desk: Desk, plain: object, code: str) -> None:
    sheet = desk.new_sheet()
    with refused(code):
        desk.fill(sheet.id, plain)
    assert desk.open_sheet(sheet.id).record == sheet.record


def test_nobody_fills_a_sheet_that_is_in_review(desk: Desk, complete: Sheet) -> None:
    desk.course.take(complete.id, Step.SUBMIT, CLERK)
    with pytest.raises(ChangeRefused):
        desk.fill(complete.id, {"answers": {"title": "a"}})


def test_check_knows_today(desk: Desk, clock: Any) -> None:
    sheet = desk.new_sheet()
    desk.fill(sheet.id, {"answers": {"handled_on": "2024-06-01"}})
    assert "date_far_ahead" in {finding.code for finding in desk.check(sheet.id)}
    clock.go_on(days=300)
    assert "date_far_ahead" not in {finding.code for finding in desk.check(sheet.id)}


# ---- the bin


def test_a_deleted_sheet_comes_back_as_it_was(desk: Desk, open_desk: Open, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    saved = write(sheet, title="标题")
    clock.go_on(hours=1)
    desk.delete(sheet.id)
    assert desk.ledger() == [] and desk.search("标题") == []
    assert [(row.row.title, row.deleted) for row in desk.bin()] == [("标题", "2023-05-06T15:03:05.000+08:00")]
    desk.close()
    again = open_desk()
    again.undelete(sheet.id)
    assert again.open_sheet(sheet.id).record == saved
    assert again.bin() == []
    assert [event.what for event in again.history(sheet.id)] == ["created", "changed", "deleted", "undeleted"]


def test_a_sheet_in_the_bin_is_not_saved_from_a_window_that_still_shows_it(desk: Desk, write: Write) -> None:
    sheet = desk.new_sheet()
    desk.delete(sheet.id)
    with refused("sheet_in_bin"):
        write(sheet, title="a")
    assert desk.ledger() == []


def test_the_bin_is_emptied_for_good(desk: Desk, folder: DataFolder, write: Write) -> None:
    sheets = [desk.new_sheet() for _ in range(3)]
    for sheet in sheets:
        write(sheet, title="a")
        desk.delete(sheet.id)
    assert desk.empty_bin([sheets[0].id, "unknown"]) == 1
    assert desk.empty_bin() == 2
    assert list(folder.bin.iterdir()) == list(folder.versions.iterdir()) == []
    assert desk.history(sheets[0].id)[-1].what == "purged"
    for sheet in sheets:
        with refused("not_in_bin"):
            desk.undelete(sheet.id)


def test_a_sheet_that_was_being_deleted_when_the_power_went_is_alive(desk: Desk, folder: DataFolder, write: Write) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="a")
    folder.binned(sheet.id).write_bytes(folder.sheet(sheet.id).read_bytes())
    assert desk.bin() == [] and desk.empty_bin() == 0
    with refused("not_in_bin"):
        desk.undelete(sheet.id)
    desk.delete(sheet.id)
    assert len(desk.bin()) == 1


def test_a_damaged_file_in_the_bin_hides_no_other(desk: Desk, folder: DataFolder) -> None:
    for _ in range(2):
        desk.delete(desk.new_sheet().id)
    folder.binned(desk.bin()[0].row.id).write_bytes(b"")
    assert len(desk.bin()) == 1


# ---- versions


def test_what_stood_before_an_edit_can_be_brought_back(desk: Desk, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="first", outcome="adopted")
    write(sheet, title="second")
    [version] = desk.versions(sheet.id)
    assert (version.why, version.revision) == ("edit", 2)
    restored = desk.restore_version(sheet.id, version.key)
    assert restored.answers == {"title": "first", "outcome": "adopted"}
    assert restored.revision > sheet.record.revision
    newest = desk.versions(sheet.id)[0]
    assert (newest.why, desk.version(sheet.id, newest.key).answers["title"]) == ("restore", "second")
    assert desk.history(sheet.id)[-1].what == "restored"


def test_versions_are_kept_minutes_apart(desk: Desk, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    for number in range(30):
        write(sheet, title=f"title {number}")
        clock.go_on(minutes=1)
    assert len(desk.versions(sheet.id)) == 6


def test_restoring_leaves_what_others_wrote(desk: Desk, write: Write) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="first")
    write(sheet, title="second")
    desk._store.put(sheet.record.with_answers({"review_opinion": "同意"}))
    restored = desk.restore_version(sheet.id, desk.versions(sheet.id)[0].key)
    assert restored.answers == {"title": "first", "review_opinion": "同意"}


def test_a_sheet_in_review_is_not_set_back(desk: Desk, complete: Sheet) -> None:
    desk.course.take(complete.id, Step.SUBMIT, CLERK)
    with refused("not_restored"):
        desk.restore_version(complete.id, desk.versions(complete.id)[0].key)


@pytest.mark.parametrize("key", ["", "..", "20230506T060305.000000Z-1-edit", "../../x"])
def test_there_is_no_version_outside_the_folder(desk: Desk, key: str) -> None:
    with refused("version_unknown"):
        desk.version(desk.new_sheet().id, key)


# ---- reading alone


def test_reading_alone_touches_nothing(desk: Desk, data: Any, open_desk: Open, write: Write) -> None:
    write(desk.new_sheet(), title="标题")
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    reader = open_desk(read_only=True)
    assert [row.title for row in reader.ledger()] == ["标题"]
    reader.check(reader.ledger()[0].id)
    reader.close()
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before


def test_reading_alone_changes_nothing_by_any_way(desk: Desk, open_desk: Open, tmp_path: Any) -> None:
    sheet = desk.new_sheet()
    reader = open_desk(read_only=True)
    sheet.draft("title", "a", Role.CLERK)
    for action in (
        reader.new_sheet,
        lambda: reader.save(sheet.record),
        lambda: reader.fill(sheet.id, {"answers": {}}),
        lambda: reader.delete(sheet.id),
        lambda: reader.undelete(sheet.id),
        reader.empty_bin,
        lambda: reader.restore_version(sheet.id, "x"),
        lambda: reader.record_event(sheet.id, "printed"),
        lambda: reader.import_files([]),
        lambda: reader.restore(tmp_path / "b.zip"),
    ):
        with refused("read_only"):
            action()


def test_a_folder_that_is_not_there_is_empty_and_is_not_made(data: Any, open_desk: Open) -> None:
    assert open_desk(read_only=True).ledger() == []
    assert not data.exists()


def test_a_closed_desk_saves_no_more(desk: Desk) -> None:
    desk.close()
    desk.close()
    with refused("read_only"):
        desk.new_sheet()


def test_the_clock_of_the_place_is_the_standard(data: Any) -> None:
    with Desk.open(data) as desk:
        assert desk.today() == local_now().date()
        assert desk.new_sheet().record.created[:10] == desk.today().isoformat()


def test_what_was_done_outside_is_written_down(desk: Desk) -> None:
    sheet = desk.new_sheet()
    desk.record_event(sheet.id, "printed", {"copies": [1]})
    event = desk.history(sheet.id)[-1]
    assert (event.what, event.detail) == ("printed", {"copies": [1]})
