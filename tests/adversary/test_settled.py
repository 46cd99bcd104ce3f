"""What a step has settled, changed afterwards with an editor so that every file fits: the history knows what stood there.

Tried elsewhere: histories themselves made anew (test_histories.py), packages made by hand (tests/storage/handover).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from forms.checks import Severity
from forms.errors import Failure
from storage.actor import Actor
from storage.handover.packing import proof
from tests.hands import CLERK, DEPUTY, LEADER, SATISFIED
from tests.refusals import refused

from .conftest import Office

SCAN = b"%PDF-1.4 something else"


def doubted(office: Office) -> bool:
    """True where the findings, the look through the history and a package all tell."""
    finding = next((one for one in office.desk.check(office.id) if one.code == "history_doubtful"), None)
    stored = office.desk.open_sheet(office.id)
    try:
        proof(stored.template, stored.record, office.desk.history_chain(office.id))
    except Failure as failure:
        assert finding is not None and finding.severity is Severity.WARNING
        assert failure.code == "history_silent"
        return True
    assert finding is None
    return False


def from_paper(office: Office, name: str = "周菁菁") -> Mapping[str, Any]:
    scan = office.desk.assets.keep(SCAN, "pdf")
    return {"how": "from_paper", "name": name, "by": "王勤", "at": "2023-05-09T10:00:00+08:00", "scans": [scan]}


def test_what_nobody_touched_is_not_doubted(signed: Office) -> None:
    assert not doubted(signed)


def test_marks_that_were_signed_cannot_be_made_marks_from_a_paper(dissatisfied: Office) -> None:
    record = dissatisfied.record
    answers = {**record.answers, "satisfaction_result": "satisfied"}
    signatures = {name: entry for name, entry in record.signatures.items() if name != "deputy_signature"}
    dissatisfied.forge(answers=answers, signatures=signatures, origins={**record.origins, "deputy": from_paper(dissatisfied)})
    assert doubted(dissatisfied)


def test_nor_while_another_deputy_is_still_awaited(joint: Office) -> None:
    joint.visit("李明", satisfaction_result="dissatisfied", deputy_comments="没有解决")
    assert not doubted(joint)
    voice = joint.record.joint["李明"]
    copied = {"answers": {**voice["answers"], "satisfaction_result": "satisfied"}, "origin": from_paper(joint, "李明")}
    joint.forge(joint={**joint.record.joint, "李明": {**voice, **copied, "signatures": {}}})
    assert doubted(joint)
    joint.visit()
    assert doubted(joint)


@pytest.mark.parametrize("deputy", ["", "李明"])
def test_marks_from_a_paper_cannot_be_changed_in_the_file(joint: Office, deputy: str) -> None:
    scan = joint.desk.assets.keep(SCAN, "pdf")
    joint.desk.course.enter_from_paper(joint.id, deputy, SATISFIED, [scan], CLERK)
    assert not doubted(joint)
    if deputy:
        voice = joint.record.joint[deputy]
        joint.forge(joint={deputy: {**voice, "answers": {**voice["answers"], "satisfaction_plan": "understanding"}}})
    else:
        joint.forge(answers={**joint.record.answers, "satisfaction_plan": "understanding"})
    assert doubted(joint)


def test_marks_from_a_paper_may_be_entered_again(joint: Office) -> None:
    scan = joint.desk.assets.keep(SCAN, "pdf")
    joint.desk.course.enter_from_paper(joint.id, "李明", SATISFIED, [scan], CLERK)
    again = {**SATISFIED, "satisfaction_plan": "understanding"}
    joint.desk.course.enter_from_paper(joint.id, "李明", again, [scan], CLERK)
    assert not doubted(joint)


@pytest.mark.parametrize("changes", [{"phone": "021-56780000"}, {"deputy_comments": "很好"}, {"joint_opinions": "同意"}])
def test_nothing_can_be_slipped_in_after_the_last_signature(signed: Office, changes: dict[str, str]) -> None:
    """What no signature covers too, and what nobody ever entered."""
    signed.forge(answers={**signed.record.answers, **changes})
    assert doubted(signed)


def test_a_scan_that_was_slipped_in_is_doubted(signed: Office) -> None:
    signed.desk.course.add_scan(signed.id, SCAN, "pdf", CLERK)
    assert not doubted(signed)
    signed.forge(scans=(*signed.record.scans, signed.desk.assets.keep(b"%PDF-1.4 more", "pdf")))
    assert doubted(signed)


@pytest.mark.parametrize("actor", [LEADER, DEPUTY])
def test_what_comes_on_paper_is_the_clerks_to_enter(joint: Office, signed: Office, actor: Actor) -> None:
    scan = joint.desk.assets.keep(SCAN, "pdf")
    with refused("step_not_yours"):
        joint.desk.course.enter_from_paper(joint.id, "李明", SATISFIED, [scan], actor)
    with refused("step_not_yours"):
        signed.desk.course.add_scan(signed.id, SCAN, "pdf", actor)
    scanned = signed.desk.course.add_scan(signed.id, SCAN, "pdf", CLERK)
    with refused("step_not_yours"):
        signed.desk.course.drop_scan(signed.id, scanned.scans[0], actor)


def test_a_history_that_speaks_of_unheard_of_origins_is_no_crash(visiting: Office) -> None:
    for what in ("approve", "visit_began", "received"):
        visiting.desk.record_event(visiting.id, what, {"fields": ["origin.foo"], "decided": ["origin.foo"], "role": "leader"})
        assert doubted(visiting)


def test_ninety_deputies_can_sign_and_travel(office: Office, tmp_path: Path) -> None:
    names = [f"代表{number}" for number in range(90)]
    office.new(office.record, co_proposers=names).approve()
    for name in names[:2]:
        office.visit(name, deputy_comments="好")
    for name in names[2:]:
        scan = office.desk.assets.keep(SCAN, "pdf")
        office.desk.course.enter_from_paper(office.id, name, {**SATISFIED, "deputy_comments": "好"}, [scan], CLERK)
    office.desk.handover.pack([office.id], "visit", tmp_path / "a.rsheet", CLERK)
    assert not doubted(office)
