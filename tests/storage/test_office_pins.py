"""PINs of the office: who guesses waits, whatever is done to clock and program, and a printed code helps who forgot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forms.errors import Failure
from forms.fields import Role
from storage.office import Office
from storage.pin import Secret
from storage.store import Store

from .people import Ticks, events, leader

Open = Callable[[], Office]


def guess(office: Office, word: str = "0000") -> Failure:
    with pytest.raises(Failure) as caught:
        office.unlock(leader(office), word)
    return caught.value


def test_the_right_pin_opens_and_no_pin_needs_none(guarded: Office) -> None:
    guarded.unlock(leader(guarded), "4321")
    guarded.unlock(guarded.clerks[0].id, "")
    assert (guarded.has_pin(Role.LEADER), guarded.has_pin(Role.CLERK)) == (True, False)


def test_nobody_can_be_asked_who_is_not_there(guarded: Office) -> None:
    with pytest.raises(Failure, match="person_unknown"):
        guarded.unlock("", "4321")


@pytest.mark.parametrize("word", ["0000", "", "43211", "4321 ", "１２", "\ud800\ud800\ud800\ud800"])
def test_a_wrong_pin_is_counted_whatever_it_is(guarded: Office, word: str) -> None:
    failure = guess(guarded, word)
    assert (failure.code, failure.params) == ("pin_wrong", {"left_seconds": 0, "tries": 1})


def test_guessing_takes_longer_with_each_try(guarded: Office, clock: Any, ticks: Ticks) -> None:
    waits = []
    for _ in range(15):
        waits.append(guess(guarded).params["left_seconds"])
        clock.go_on(seconds=waits[-1])
        ticks.now += waits[-1]
    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]


def test_too_early_a_try_is_not_even_looked_at(guarded: Office, clock: Any, ticks: Ticks) -> None:
    for _ in range(4):
        guess(guarded)
    clock.go_on(seconds=4)
    ticks.now += 4
    failure = guess(guarded, "4321")
    assert (failure.code, failure.params) == ("pin_wait", {"seconds": 1})
    clock.go_on(seconds=1)
    ticks.now += 1
    guarded.unlock(leader(guarded), "4321")
    assert guess(guarded).params["tries"] == 1


def test_a_restart_shortens_no_wait(guarded: Office, open_office: Open, clock: Any) -> None:
    for _ in range(4):
        guess(guarded)
    clock.go_on(seconds=2)
    assert open_office().wait(leader(guarded)) == 3


@pytest.mark.parametrize("forward", [timedelta(seconds=5), timedelta(days=400)])
def test_a_clock_that_is_set_forward_opens_nothing_meanwhile(guarded: Office, clock: Any, forward: timedelta) -> None:
    for _ in range(4):
        guess(guarded)
    clock.now += forward
    assert guess(guarded, "4321").code == "pin_wait"


def test_a_clock_that_is_set_back_begins_the_wait_anew_and_once(guarded: Office, open_office: Open, clock: Any) -> None:
    for _ in range(4):
        guess(guarded)
    clock.go_on(days=-400)
    again = open_office()
    assert guess(again, "4321").params == {"seconds": 5}
    clock.go_on(seconds=5)
    again.unlock(leader(again), "4321")


class Killed(BaseException):
    """The program ends here."""


def test_a_program_that_is_killed_over_a_try_has_counted_it(
    guarded: Office, open_office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Secret, "fits", killed)
        for number in range(4):
            with pytest.raises(Killed):
                open_office().unlock(leader(guarded), f"{number:04}")
    assert guess(open_office(), "4321").params == {"seconds": 5}


def test_where_the_try_cannot_be_counted_the_right_pin_opens_nothing(guarded: Office, failing_disk: Any) -> None:
    failing_disk.fail("write")
    assert guess(guarded, "4321").code == "disk_full"


def test_only_some_wrong_tries_are_in_the_history(guarded: Office, store: Store, clock: Any, ticks: Ticks) -> None:
    for _ in range(20):
        guess(guarded)
        clock.go_on(hours=1)
        ticks.now += 3600
    assert [event.detail["tries"] for event in events(store) if event.what == "pin_failed"] == [3, 10, 20]


def test_another_pin_needs_the_old_one(guarded: Office) -> None:
    with pytest.raises(Failure, match="pin_wrong"):
        guarded.set_pin(leader(guarded), "5678")
    guarded.set_pin(leader(guarded), "5678", "4321")
    guarded.unlock(leader(guarded), "5678")


def test_a_pin_is_taken_away_by_itself_alone(guarded: Office, store: Store) -> None:
    with pytest.raises(Failure, match="pin_wrong"):
        guarded.remove_pin(leader(guarded), "0000")
    guarded.remove_pin(leader(guarded), "4321")
    guarded.unlock(leader(guarded), "")
    assert events(store)[-1].what == "pin_removed"


def test_a_pin_that_is_none_is_not_even_tried(guarded: Office) -> None:
    with pytest.raises(Failure, match="pin_form"):
        guarded.set_pin(leader(guarded), "123", "0000")
    assert guess(guarded).params["tries"] == 1


def test_a_pin_of_the_days_when_letters_were_allowed_still_opens(guarded: Office) -> None:
    guarded._keep_pin(leader(guarded), "a-B码!", "pin_set", "")
    assert guess(guarded, "a-b码!").code == "pin_wrong"
    guarded.unlock(leader(guarded), "ａ-B码！")
    guarded.set_pin(leader(guarded), "5678", "a-B码!")


# ---- recovery


def test_the_printed_code_replaces_a_forgotten_pin_once(office: Office, store: Store) -> None:
    code = office.set_pin(leader(office), "4321")
    following = office.recover(leader(office), code.lower().replace("-", " "), "5678")
    office.unlock(leader(office), "5678")
    assert events(store)[-1].what == "pin_recovered"
    with pytest.raises(Failure, match="recovery_wrong"):
        office.recover(leader(office), code, "9999")
    office.recover(leader(office), following, "9999")


def test_codes_are_guessed_no_faster_than_pins(guarded: Office) -> None:
    for _ in range(4):
        with pytest.raises(Failure, match="recovery_wrong"):
            guarded.recover(leader(guarded), "0000", "5678")
    assert guess(guarded, "4321").code == "pin_wait"


def test_without_a_pin_there_is_nothing_to_recover(office: Office) -> None:
    with pytest.raises(Failure, match="recovery_wrong"):
        office.recover(leader(office), "", "5678")
