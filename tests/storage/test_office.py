"""The office: people and what is theirs, a file that is read with suspicion, a backup that holds them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.fields import Role
from forms.template import Template
from storage import package
from storage.backup import kept_files
from storage.desk import Desk
from storage.folders import DataFolder
from storage.office import JOURNAL, Office, Person
from storage.store import Store

from .people import LI, WANG, events, leader

Open = Callable[[], Office]


# ---- people


def test_nobody_is_set_up_in_a_new_folder(store: Store) -> None:
    office = Office(store)
    assert (office.set_up, office.people, office.unit) == (False, (), "")
    assert office.phrases == ("同意。", "同意答复。")


def test_people_are_there_after_a_restart(office: Office, open_office: Open) -> None:
    again = open_office()
    assert (again.unit, again.phone, again.set_up) == ("区民政局", "021-56789012", True)
    assert ([one.name for one in again.clerks], [one.name for one in again.leaders]) == (["王勤"], ["李局"])
    assert again.people == office.people


def test_who_stays_keeps_their_pin_and_who_is_nameless_goes(guarded: Office) -> None:
    guarded.put("", "", [guarded.leaders[0], Person("", "　", Role.CLERK)])
    assert [(one.name, one.has_pin) for one in guarded.people] == [("李局", True)]


@pytest.mark.parametrize("change", [[WANG], [WANG, LI], [WANG, LI._replace(name="另一位局长")]])
def test_nobody_else_can_enter_remove_or_rename_a_leader_once_one_has_a_pin(guarded: Office, change: list[Person]) -> None:
    before = guarded.people
    with pytest.raises(Failure, match="pin_needed"):
        guarded.put("", "", change)
    assert guarded.people == before


def test_a_leader_who_has_shown_their_pin_may_change_the_leaders(guarded: Office) -> None:
    guarded.put("", "", [WANG], proven=[leader(guarded)])
    assert guarded.leaders == ()


def test_clerks_are_changed_without_the_pin_of_a_leader(guarded: Office) -> None:
    guarded.put("", "", [Person("", "赵敏", Role.CLERK), *guarded.people])
    assert [one.name for one in guarded.clerks] == ["赵敏", "王勤"]


@pytest.mark.parametrize(
    ("code", "unit", "people"),
    [
        ("people_line", "", [WANG._replace(name="王" * 41)]),
        ("people_line", "局" * 121, []),
        ("people_many", "", [WANG] * 201),
        ("person_unknown", "", [Person("ab", "王勤", Role.CLERK)]),
        ("person_unknown", "", [Person("", "周菁菁", Role.DEPUTY)]),
    ],
)
def test_what_cannot_be_kept_changes_nothing(office: Office, code: str, unit: str, people: list[Person]) -> None:
    before = office.people
    with pytest.raises(Failure, match=code):
        office.put(unit, "", people)
    assert (office.people, office.unit) == (before, "区民政局")


def test_the_history_tells_who_was_entered_and_never_a_pin(guarded: Office, store: Store) -> None:
    assert [event.what for event in events(store)] == ["people_changed", "pin_set"]
    assert events(store)[0].detail["leader"] == ["李局"]
    kept = (store.folder.history_of(JOURNAL).read_bytes(), store.folder.people.read_bytes())
    assert not any(b"4321" in data for data in kept)


def test_the_same_people_again_are_no_event(office: Office, store: Store) -> None:
    office.put(office.unit, office.phone, office.people)
    assert len(events(store)) == 1


def test_a_change_of_role_is_in_the_history(guarded: Office, store: Store) -> None:
    guarded.role_changed("王勤", Role.LEADER, "李局")
    assert events(store)[-1].detail == {"from": "王勤", "to": "李局", "role": "leader", "pin": True}


def test_new_sheets_know_telephone_and_unit(office: Office, template: Template) -> None:
    assert office.defaults(template) == {"phone": "021-56789012", "lead_unit": "区民政局"}


def test_without_telephone_and_unit_new_sheets_know_nothing(office: Office, template: Template) -> None:
    office.put("", "", [])
    assert office.defaults(template) == {}


def test_what_no_field_of_the_template_takes_is_left_out(office: Office, template: Template) -> None:
    unit = replace(template.by_name["outcome"], name="lead_unit", role=Role.CLERK)
    assert office.defaults(replace(template, fields=(unit,))) == {}


def test_own_phrases_stand_behind_the_usual_ones(office: Office, open_office: Open) -> None:
    office.keep_phrase(" 同意，请按期答复。")
    office.keep_phrase("同意。")
    office.drop_phrase("同意答复。")
    assert open_office().phrases == ("同意。", "同意，请按期答复。")


def test_once_no_phrase_is_left_the_usual_ones_are_back(office: Office) -> None:
    for phrase in office.phrases:
        office.drop_phrase(phrase)
    assert office.phrases == ("同意。", "同意答复。")


def test_phrases_have_a_limit(office: Office) -> None:
    for number in range(198):
        office.keep_phrase(f"同意{number}")
    with pytest.raises(Failure, match="phrases_many"):
        office.keep_phrase("同意")


def test_the_seal_is_known_by_its_digest(office: Office, open_office: Open, store: Store) -> None:
    office.keep_seal("ab" * 32)
    office.keep_seal("ab" * 32)
    assert open_office().seal == "ab" * 32
    office.keep_seal("")
    assert [event.what for event in events(store)[1:]] == ["seal_kept", "seal_dropped"]


# ---- the file


def plain_file(folder: DataFolder) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(folder.people.read_bytes())
    return plain


DAMAGES: list[Callable[[dict[str, Any]], object]] = [
    lambda plain: plain.pop("format"),
    lambda plain: plain.update(format=0),
    lambda plain: plain.update(unit=7),
    lambda plain: plain.update(phone="1" * 121),
    lambda plain: plain.update(people="everybody"),
    lambda plain: plain.update(people=plain["people"] * 2),
    lambda plain: plain.update(people=[{"id": f"{number:x}", "name": "", "role": "clerk"} for number in range(201)]),
    lambda plain: plain.update(phrases=["同意"] * 201),
    lambda plain: plain.update(phrases=[["同意"]]),
    lambda plain: plain.update(seal="../seal"),
    lambda plain: plain["people"][0].update(role="deputy"),
    lambda plain: plain["people"][0].update(role="king"),
    lambda plain: plain["people"][0].update(id="../x"),
    lambda plain: plain["people"][0].update(id=7),
    lambda plain: plain["people"][0].update(name=None),
    lambda plain: plain["people"][0].update(tries=-1),
    lambda plain: plain["people"][0].update(tries=True),
    lambda plain: plain["people"][0].update(tries=3),
    lambda plain: plain["people"][0].update(tried="yesterday"),
    lambda plain: plain["people"][0].update(tried="2023-05-06"),
    lambda plain: plain["people"][1].update(pin={}),
    lambda plain: plain["people"][1]["pin"].update(cost=[2**40, 8, 1]),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_told(
    guarded: Office, store: Store, damage: Callable[[dict[str, Any]], object], open_office: Open
) -> None:
    plain = plain_file(store.folder)
    damage(plain)
    store.folder.people.write_text(json.dumps(plain))
    assert not open_office().set_up
    [notice] = store.notices
    assert notice.code == "people_unreadable"
    assert json.loads(Path(str(notice.params["path"])).read_bytes()) == plain
    assert not store.folder.people.exists()


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"null", b"[" * 100_000, b" " * 1_048_577, b'{"format":1e999}'])
def test_what_is_no_such_file_at_all_is_set_aside(store: Store, open_office: Open, content: bytes, folder: DataFolder) -> None:
    folder.people.write_bytes(content)
    assert not open_office().set_up
    assert [notice.code for notice in store.notices] == ["people_unreadable"]
    assert [path.read_bytes() for path in folder.damaged.iterdir()] == [content]


def test_a_reader_leaves_a_damaged_file_where_it_is(store: Store, open_office: Open, folder: DataFolder) -> None:
    folder.people.write_bytes(b"?")
    store.read_only = True
    assert not open_office().set_up
    assert folder.people.read_bytes() == b"?"


def test_a_file_of_a_newer_program_is_left_alone(office: Office, open_office: Open, folder: DataFolder) -> None:
    folder.people.write_text(json.dumps({**plain_file(folder), "format": 2}))
    with pytest.raises(Failure, match="schema_newer"):
        open_office()
    assert plain_file(folder)["format"] == 2


def test_a_file_that_cannot_be_read_now_opens_no_office_without_pins(open_office: Open, folder: DataFolder) -> None:
    folder.people.mkdir()
    with pytest.raises(Failure, match="file_unreadable"):
        open_office()


def test_what_a_newer_program_wrote_beside_it_survives(office: Office, open_office: Open, folder: DataFolder) -> None:
    folder.people.write_text(json.dumps({**plain_file(folder), "canteen": "noon"}))
    open_office().keep_phrase("同意，请办理。")
    assert plain_file(folder)["canteen"] == "noon"


def test_a_reader_changes_nothing(office: Office, store: Store) -> None:
    store.read_only = True
    with pytest.raises(Failure, match="read_only"):
        office.keep_phrase("同意，请办理。")
    assert office.phrases == ("同意。", "同意答复。")


# ---- backups


def test_people_are_in_a_backup_and_come_back_with_it(desk: Desk, office: Office, folder: DataFolder, tmp_path: Path) -> None:
    assert package.is_kept("people.json")
    assert "people.json" in dict(kept_files(folder))
    desk.backup(tmp_path / "all.zip")
    office.put("", "", [])
    desk.restore(tmp_path / "all.zip")
    office.read()
    assert [one.name for one in office.people] == ["王勤", "李局"]
