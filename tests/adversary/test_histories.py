"""A history would like to tell something else, or less.

Tried elsewhere: lines that were changed, torn or came from elsewhere (tests/storage/test_journal.py), histories in packages
(tests/storage/handover/test_forged_packages.py), lines that a crash took (tests/storage/handover/test_packing.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import Failure
from storage.trail_file import check_history, write_trail
from tests.hands import CLERK
from tests.storage.handover.conftest import CLERK as PACKER
from tests.storage.handover.conftest import Machine
from tests.storage.handover.forging import chained, event, forged, lines_of, record_of

from .conftest import Office


def doubtful(office: Office) -> bool:
    """True where looking through the history says that it does not hold, or does not lead to what stands."""
    try:
        verdict = office.again().trails.check_sheet(office.id)
    except Failure:
        return True
    return not verdict.matches or "trail_lost" in verdict.notes


def lines(office: Office) -> list[bytes]:
    return office.history.read_bytes().splitlines(keepends=True)


def changed(line: bytes) -> bytes:
    plain = json.loads(line)
    return json.dumps({**plain, "who": "别人"}, separators=(",", ":")).encode() + b"\n"


TRICKS: dict[str, Callable[[list[bytes], int], list[bytes]]] = {
    "changed": lambda kept, place: [*kept[:place], changed(kept[place]), *kept[place + 1 :]],
    "removed": lambda kept, place: [*kept[:place], *kept[place + 1 :]],
    "twice": lambda kept, place: [*kept[: place + 1], *kept[place:]],
    "reordered": lambda kept, place: [*kept[:place], kept[place + 1], kept[place], *kept[place + 2 :]],
}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_line_before_the_last_is_changed_removed_repeated_or_moved_unseen(signed: Office, trick: str) -> None:
    kept = lines(signed)
    assert len(kept) > 5 and not doubtful(signed)
    for place in range(len(kept) - 1):
        signed.history.write_bytes(b"".join(TRICKS[trick](kept, place)))
        chain = signed.desk.history_chain(signed.id)
        assert chain.broken_at is not None and chain.broken_at <= place + 2, (trick, place)
        assert signed.desk.trails.check_sheet(signed.id).reason == "trail_broken"


def test_a_history_that_was_cut_off_anywhere_does_not_lead_to_what_stands(signed: Office) -> None:
    kept = lines(signed)
    for length in range(len(kept)):
        signed.history.write_bytes(b"".join(kept[:length]))
        assert doubtful(signed), length


def test_a_history_that_was_deleted_is_missed(signed: Office) -> None:
    signed.history.unlink()
    assert doubtful(signed)
    with pytest.raises(Failure):
        signed.desk.handover.pack([signed.id], "return", signed.data.parent / "x.rsheet", CLERK)


def test_the_history_of_another_sheet_does_not_lead_to_this_one(signed: Office) -> None:
    first, history = signed.id, signed.history
    sheet = signed.desk.new_sheet()
    signed.id = sheet.id
    signed.desk.fill(sheet.id, {"answers": {"title": "另题"}})
    history.write_bytes(signed.history.read_bytes())
    signed.id = first
    assert doubtful(signed)


def test_a_step_that_was_written_in_at_the_end_is_no_step_that_was_taken(signed: Office) -> None:
    plain = [json.loads(line) for line in lines(signed)]
    more = event("archive", who="王勤", role="clerk", **{"from": "signed", "to": "archived"})
    signed.history.write_bytes(chained([*plain, more]))
    assert doubtful(signed)


def test_marks_that_the_clerk_writes_into_the_history_as_the_deputys_do_not_fit_the_signature(dissatisfied: Office) -> None:
    """The whole chain made anew, and without what the steps noted: it holds, and the signature does not."""
    plain = [json.loads(line) for line in lines(dissatisfied)]
    for line in plain:
        line.get("detail", line).pop("values", None)
    place = next(number for number, line in enumerate(plain) if line["what"] == "confirm")
    plain.insert(place, event("changed", who="周菁菁", fields=["satisfaction_result"], role="deputy", revision=9))
    dissatisfied.history.write_bytes(chained(plain))
    dissatisfied.forge(answers={**dissatisfied.record.answers, "satisfaction_result": "satisfied"})
    assert not doubtful(dissatisfied)
    assert "signature_void" in dissatisfied.findings()


@pytest.mark.parametrize("role", ["leader", "deputy", "", "admin"])
def test_a_change_that_the_clerk_writes_in_under_another_role_is_seen(signed: Office, role: str) -> None:
    plain = [json.loads(line) for line in lines(signed)]
    plain.insert(2, event("changed", who="别人", fields=["title"], role=role, revision=2))
    signed.history.write_bytes(chained(plain))
    assert doubtful(signed)


def test_a_last_line_that_was_changed_shows_beside_the_copy_of_another_machine(machine: Callable[[str], Machine]) -> None:
    """Nothing follows the last line yet, so that nothing vouches for it here; who has a package of it knows better."""
    here, there = machine("here"), machine("there")
    sheet_id = here.new()
    there.unpack(here.pack("review", sheet_id))
    path = here.folder / "history" / f"{sheet_id}.jsonl"
    kept = path.read_bytes().splitlines(keepends=True)
    here.desk.close()
    path.write_bytes(b"".join([*kept[:-1], changed(kept[-1])]))
    here.start()
    there.approve(sheet_id)
    here.unpack(there.pack("return", sheet_id))
    told = [line.event.who for line in _all(here, sheet_id) if line.event.what == "handed_over"]
    assert {"别人", PACKER.name} <= set(told)


def _all(place: Machine, sheet_id: str) -> list[Any]:
    return [one for line in place.desk.history_chain(sheet_id).lines for one in line.all()]


# ---- written out


@pytest.mark.parametrize("trick", TRICKS)
def test_lines_that_were_written_out_and_changed_are_told(signed: Office, tmp_path: Path, trick: str) -> None:
    _, file = write_trail(tmp_path / "trail.csv", signed.desk.history_chain(signed.id), ("x",), ())
    kept = file.read_bytes().splitlines(keepends=True)
    assert check_history(file).matches
    file.write_bytes(b"".join(TRICKS[trick](kept, 3)))
    assert (check_history(file).matches, check_history(file).reason) == (False, "trail_broken")


# ---- lines that are none


@pytest.mark.parametrize(
    "line",
    [b"\xff\xfe", b"[" * 100_000, b"{}", b"null", b'{"what":"received","detail":{"lines":5}}', b"1e999", b"\0" * 5_000_000],
)
def test_lines_that_are_none_are_torn_ones_and_hide_no_other(signed: Office, line: bytes) -> None:
    kept = lines(signed)
    signed.history.write_bytes(b"".join([*kept, line, b"\n"]))
    chain = signed.again().history_chain(signed.id)
    assert (len(chain.lines), chain.torn) == (len(kept), 1)
    signed.desk.course.add_scan(signed.id, b"%PDF-", "pdf", CLERK)
    assert signed.desk.history(signed.id)[-1].what == "scan_added"


@pytest.mark.parametrize("detail", [{"round": True}, {"round": 1.0}, {"stage": {}}, {"lines": {}}])
def test_a_meeting_that_tells_strange_things_is_refused(machine: Callable[[str], Machine], detail: dict[str, Any]) -> None:
    here, there = machine("here"), machine("there")
    sheet_id = here.new()
    file = here.pack("review", sheet_id)
    told = {"role": "clerk", "stage": "in_review", "round": 1, "end": "", "lines": [], **detail}
    plain = lines_of(file, sheet_id)
    more = [*plain[:-1], event("received", **told), plain[-1]]
    with pytest.raises(Failure, match="package_"):
        there.unpack(forged(file, replace(record_of(file, sheet_id), round=1), more))


def test_a_sheet_that_was_thrown_away_for_good_leaves_its_history(office: Office) -> None:
    office.desk.course.take(office.id, Step.SUBMIT, CLERK)
    office.desk.course.take(office.id, Step.WITHDRAW, CLERK, "重复")
    office.desk.delete(office.id)
    office.desk.empty_bin()
    assert [line["what"] for line in office.lines()][-2:] == ["deleted", "purged"]
