"""Packages as somebody makes them who has read the source: everything in them fits together, and something in them is a lie.

Tried elsewhere in tests/storage/handover: hostile archives (test_hostile_packages.py, test_bombs.py, test_passphrases.py),
forged records and histories (test_forged_packages.py), two machines, old packages and packages taken twice
(test_the_way.py), crashes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import Failure
from forms.fields import Role
from forms.stages import Stage
from storage.actor import Actor
from tests.hands import DEPUTY
from tests.storage.handover.conftest import ANSWERS, CLERK, MARKS, Machine
from tests.storage.handover.forging import event, forged, lines_of, record_of, with_answer, with_record

NAMES = ("李@明", "周菁菁@李明", "a@@b", "origin.deputy@x", "长" * 4000)


@pytest.fixture
def here(machine: Callable[[str], Machine]) -> Machine:
    return machine("here")


@pytest.fixture
def there(machine: Callable[[str], Machine]) -> Machine:
    return machine("there")


def approved(place: Machine, answers: Mapping[str, object] = ANSWERS) -> str:
    """A new sheet, sent to the leader and approved."""
    sheet_id = place.new(answers)
    place.desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    place.approve(sheet_id)
    return sheet_id


def dissatisfied(place: Machine, file: Path, sheet_id: str) -> None:
    """The deputy is visited with what came in a package, and is not satisfied."""
    place.unpack(file)
    place.visit(sheet_id, satisfaction_result="dissatisfied", deputy_comments="没有解决")


@pytest.fixture
def visited(here: Machine, there: Machine) -> str:
    """A sheet that was approved here, visited there, and is back; the deputy is not satisfied."""
    sheet_id = approved(here)
    dissatisfied(there, here.pack("visit", sheet_id), sheet_id)
    here.unpack(there.pack("return", sheet_id))
    return sheet_id


def codes(place: Machine, sheet_id: str) -> set[str]:
    return {finding.code for finding in place.desk.check(sheet_id)}


def refused(place: Machine, file: Path) -> bool:
    """True where the package is refused and nothing has changed."""
    before = place.content()
    try:
        place.unpack(file)
    except Failure:
        assert place.content() == before
        return True
    return False


# ---- old packages


def test_a_package_from_before_the_marks_takes_none_of_them_back(here: Machine, there: Machine) -> None:
    sheet_id = approved(here)
    old = here.pack("visit", sheet_id)
    dissatisfied(there, old, sheet_id)
    here.unpack(there.pack("return", sheet_id))
    for place in (here, there, here):
        assert place.takes(old) == ["nothing"]
        assert place.record(sheet_id).answers["satisfaction_result"] == "dissatisfied"


def test_a_package_of_the_former_round_is_not_taken_for_the_new_one(here: Machine, there: Machine, visited: str) -> None:
    old = there.pack("return", visited)
    here.desk.course.take(visited, Step.REHANDLE, CLERK, "代表不满意")
    assert here.takes(old) in (["nothing"], ["merge"])
    assert (here.record(visited).round, here.record(visited).stage) == (2, Stage.DRAFTING)
    assert "satisfaction_result" not in here.record(visited).answers


def test_an_old_package_in_a_new_envelope_is_still_old(here: Machine, there: Machine, visited: str) -> None:
    """Everything computed anew, with a revision beyond all others."""
    old = here.pack("return", visited)
    here.desk.course.take(visited, Step.REHANDLE, CLERK, "代表不满意")
    file = forged(old, replace(record_of(old, visited), revision=10**8), lines_of(old, visited))
    refused(here, file)
    assert here.record(visited).round == 2


# ---- what was signed


def test_marks_that_were_turned_on_the_way_back_are_refused(here: Machine, there: Machine, visited: str) -> None:
    file = there.pack("return", visited)
    assert refused(here, with_record(file, with_answer(record_of(file, visited), satisfaction_result="satisfied")))
    assert here.record(visited).answers["satisfaction_result"] == "dissatisfied"


def test_a_machine_that_never_saw_the_sheet_sees_that_a_forged_package_was_not_signed_so(
    machine: Callable[[str], Machine], there: Machine, visited: str
) -> None:
    """All lines and digests made anew, as nobody here can know; the deputy's signature does not fit what was made of it."""
    stranger, file = machine("stranger"), there.pack("return", visited)
    lines = [*lines_of(file, visited)]
    place = next(number for number, line in enumerate(lines) if line["what"] == "handed_over" and number > 5)
    fields = {"fields": ["satisfaction_result"], "role": "deputy", "revision": 9}
    record = with_answer(record_of(file, visited), satisfaction_result="satisfied")
    signing = next(number for number, line in enumerate(lines) if line["what"] == "confirm")
    lines.insert(min(place, signing) if signing else place, event("changed", who="周菁菁", **fields))
    bare = [line for number, line in enumerate(lines) if line["what"] != "handed_over" or number == len(lines) - 1]
    assert refused(stranger, forged(file, record, bare)) or "signature_void" in codes(stranger, visited)


def test_a_former_round_that_was_turned_on_the_way_is_refused_or_found(
    machine: Callable[[str], Machine], here: Machine, there: Machine, visited: str
) -> None:
    """Handled anew there, the round that is over comes back with other marks."""
    there.desk.course.take(visited, Step.REHANDLE, CLERK, "代表不满意")
    file = there.pack("return", visited)
    record = record_of(file, visited)
    former = dict(record.earlier[0])
    former["answers"] = {**former["answers"], "satisfaction_result": "satisfied"}
    turned = with_record(file, replace(record, earlier=(former,)))
    for place in (here, machine("stranger")):
        assert refused(place, turned) or "former_round_changed" in codes(place, visited)


@pytest.mark.parametrize(
    "change",
    [
        {"round": 3},
        {"stage": Stage.ARCHIVED},
        {"reopened": "2020-01-01"},
        {"earlier": ({},)},
        {"scans": ("a" * 64,)},
        {"version": 0},
    ],
)
def test_nothing_else_of_the_record_is_exchanged_in_a_package(
    here: Machine, there: Machine, visited: str, change: dict[str, Any]
) -> None:
    file = there.pack("return", visited)
    before = here.record(visited)
    refused(here, with_record(file, replace(record_of(file, visited), **change)))
    assert here.record(visited) == before


@pytest.mark.parametrize("change", [{"revision": 10**18}, {"revision": -1}, {"round": 10**30}])
def test_numbers_that_would_stop_the_keeping_of_versions_are_refused(
    here: Machine, there: Machine, visited: str, change: dict[str, int]
) -> None:
    file = there.pack("return", visited)
    record = record_of(file, visited)
    assert refused(here, forged(file, replace(record, **change), lines_of(file, visited)))


# ---- deputies


def test_deputies_with_the_strangest_names_keep_their_own_marks_over_three_machines(
    machine: Callable[[str], Machine], here: Machine, there: Machine
) -> None:
    sheet_id = approved(here, {**ANSWERS, "co_proposers": [*NAMES, "新\n行"]})
    assert here.record(sheet_id).answers["co_proposers"] == (*NAMES, "新行")
    there.unpack(here.pack("visit", sheet_id))
    for number, name in enumerate(NAMES):
        there.visit(sheet_id, Actor(Role.DEPUTY, name), name, satisfaction_plan=("satisfied", "understanding")[number % 2])
    here.unpack(there.pack("return", sheet_id))
    stranger = machine("stranger")
    stranger.unpack(here.pack("visit", sheet_id))
    for place in (here, stranger):
        voices = place.record(sheet_id).joint
        marks = [voices[name]["answers"]["satisfaction_plan"] for name in NAMES]
        assert marks == [("satisfied", "understanding")[number % 2] for number in range(len(NAMES))]
        assert "satisfaction_plan" not in place.record(sheet_id).answers
        assert place.desk.ledger()[0].awaiting == ("周菁菁", "新行")


@pytest.mark.parametrize("name", ["", "周菁菁", "路人"])
def test_a_voice_that_nobody_on_the_sheet_has_is_refused(here: Machine, there: Machine, visited: str, name: str) -> None:
    """A voice without a name would be taken for the lead deputy's."""
    file = there.pack("return", visited)
    voice = {"answers": {**MARKS, "satisfaction_result": "satisfied"}, "signatures": {}, "origin": None}
    before = here.record(visited)
    assert refused(here, with_record(file, replace(record_of(file, visited), joint={name: voice})))
    assert here.record(visited) == before


def test_a_voice_planted_with_a_history_that_tells_of_it_shows_on_no_paper(here: Machine, there: Machine) -> None:
    """Under the lead deputy's name; when another is put first, it is left behind with the next sending to review."""
    sheet_id = approved(here, {**ANSWERS, "co_proposers": ["李明"]})
    file = here.pack("visit", sheet_id)
    voice = {"answers": MARKS, "signatures": {}, "origin": {"how": "in_person", "name": "周菁菁"}}
    lines = lines_of(file, sheet_id)
    keys = [f"{name}@周菁菁" for name in MARKS]
    lines.insert(-1, event("changed", who="周菁菁", fields=keys, role="deputy", revision=9))
    planted = forged(file, replace(record_of(file, sheet_id), joint={"周菁菁": voice}), lines)
    if not refused(there, planted):
        there.desk.course.take(sheet_id, Step.RECALL, CLERK, "改")
        there.fill(sheet_id, CLERK, proposer=["李明"], co_proposers=["周菁菁"])
        record = there.desk.course.take(sheet_id, Step.SUBMIT, CLERK)
        assert record.joint == {}


def test_two_machines_on_which_the_same_deputy_marked_wait_for_a_person(here: Machine, there: Machine) -> None:
    sheet_id = approved(here)
    dissatisfied(there, here.pack("visit", sheet_id), sheet_id)
    here.visit(sheet_id)
    assert here.takes(there.pack("return", sheet_id)) == ["conflict"]
    assert here.record(sheet_id).answers["satisfaction_result"] == "satisfied"


def test_no_choice_makes_a_signature_out_of_two_halves(here: Machine, there: Machine) -> None:
    """Their mark under our signature: whatever a person chooses, the signature fits or is seen not to."""
    sheet_id = approved(here)
    dissatisfied(there, here.pack("visit", sheet_id), sheet_id)
    here.visit(sheet_id)
    file = there.pack("return", sheet_id)
    [found] = here.unpack(file).sheets
    choices = {one.key: "theirs" if one.key == "satisfaction_result" else "mine" for one in found.conflicts}
    here.unpack(file, choices={sheet_id: choices})
    record = here.record(sheet_id)
    assert record.answers["satisfaction_result"] == "satisfied" or "signature_void" in codes(here, sheet_id)


def test_what_the_recipient_may_do_is_what_the_stage_lets_them(here: Machine, there: Machine) -> None:
    sheet_id = here.new()
    there.unpack(here.pack("review", sheet_id))
    for actor, answers in ((CLERK, {"title": "另题"}), (DEPUTY, {"satisfaction_result": "satisfied"})):
        with pytest.raises(Failure):
            there.fill(sheet_id, actor, **answers)
    with pytest.raises(Failure, match="step_not_now"):
        there.desk.course.take(sheet_id, Step.CONFIRM, DEPUTY)


@pytest.mark.parametrize("how", ["in_person", "from_paper"])
def test_deputies_who_answered_on_devices_of_their_own_are_all_done_once_all_is_back(
    machine: Callable[[str], Machine], here: Machine, there: Machine, how: str
) -> None:
    """Nobody was the last one anywhere: without a step of its own the sheet would be open for ever, and be recalled."""
    sheet_id = approved(here, {**ANSWERS, "co_proposers": ["李明"]})
    file, third = here.pack("visit", sheet_id), machine("third")
    for place, name in ((there, "周菁菁"), (third, "李明")):
        place.unpack(file)
        if how == "in_person":
            place.visit(sheet_id, Actor(Role.DEPUTY, name), name)
        else:
            scan = place.desk.assets.keep(b"%PDF-" + name.encode(), "pdf")
            place.desk.course.enter_from_paper(sheet_id, name, MARKS, [scan], CLERK)
        here.unpack(place.pack("return", sheet_id))
    assert here.record(sheet_id).stage is Stage.SIGNED
    assert here.events(sheet_id)[-1] == "confirm" and here.whole(sheet_id)
    assert machine("stranger").takes(here.pack("return", sheet_id)) == ["new"]
    assert there.takes(here.pack("return", sheet_id)) == ["forward"]
    assert there.record(sheet_id).stage is Stage.SIGNED
