"""PINs and recovery codes: what may be one, what is kept of it, how long a wrong try costs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms.errors import Failure
from storage.pin import COST, Cost, Secret, code_text, left_to_wait, new_code, pin_text, wait_after

QUICK = Cost(2, 1, 1)
NOW = datetime(2023, 5, 6, 14, 3, tzinfo=UTC)


@pytest.mark.parametrize("raw", ["1234", "123456789012"])
def test_four_to_twelve_digits_are_a_pin(raw: str) -> None:
    assert pin_text(raw) == raw


@pytest.mark.parametrize(
    "raw", ["", "123", "1234567890123", "12 34", "12\t34", "1234\n", "12\u200b34", "a-b!", "12a4", "密码密码", "٣٣٣٣"]
)
def test_anything_else_is_none(raw: str) -> None:
    with pytest.raises(Failure, match="pin_form"):
        pin_text(raw)


def test_digits_of_an_input_method_are_digits() -> None:
    assert pin_text("１２３４") == "1234"


def test_a_secret_fits_its_words_alone() -> None:
    secret = Secret.of("1234", QUICK)
    assert secret.fits("1234")
    assert not secret.fits("12345")
    assert not secret.fits("")


def test_two_secrets_of_one_pin_share_nothing() -> None:
    first, second = Secret.of("1234", QUICK), Secret.of("1234", QUICK)
    assert first.salt != second.salt
    assert first.digest != second.digest


def test_a_secret_is_read_as_it_was_written() -> None:
    secret = Secret.of("1234", QUICK)
    assert Secret.from_plain(secret.to_plain()) == secret
    assert "1234" not in repr(secret.to_plain()["digest"])


@pytest.mark.parametrize(
    "cost", [[2**30, 8, 1], [3, 8, 1], [2**14, 10**6, 1], [2**14, 8, 99], [1, 1, 1], [2.0, 1, 1], [True, 1, 1]]
)
def test_a_file_cannot_ask_for_a_hash_that_stops_the_machine(cost: list[object]) -> None:
    with pytest.raises(ValueError, match="cost"):
        Secret.from_plain({**Secret.of("1234", QUICK).to_plain(), "cost": cost})


@pytest.mark.parametrize(
    "change", [{"salt": ""}, {"digest": "00"}, {"salt": "xy"}, {"digest": 7}, {"cost": [1]}, {"cost": None}]
)
def test_a_secret_of_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Secret.from_plain({**Secret.of("1234", QUICK).to_plain(), **change})
    with pytest.raises(TypeError):
        Secret.from_plain("1234")


def test_the_cost_in_use_is_bearable() -> None:
    assert COST.bearable
    assert COST.n == 2**15


def test_a_code_is_five_groups_that_no_two_share() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@pytest.mark.parametrize("typed", ["abcd-0112-efgh-jkmn-pqrs", "ABCDoIl2EFGHJKMNPQRS", " ａｂｃｄ 0112 efgh jkmn pqrs "])
def test_a_code_may_be_typed_as_one_reads_it(typed: str) -> None:
    assert code_text(typed) == "ABCD0112EFGHJKMNPQRS"


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 0), (1, 0), (3, 0), (4, 5), (5, 10), (6, 20), (7, 40), (13, 2560), (14, 3600), (10**9, 3600)]
)
def test_each_wrong_try_costs_twice_the_one_before(tries: int, seconds: int) -> None:
    assert wait_after(tries) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("passed", "left"), [(0, 20), (5, 15), (20, 0), (10**6, 0), (-1, 20), (-(10**6), 20)])
def test_a_clock_that_is_set_back_shortens_no_wait_and_makes_none_longer(passed: int, left: int) -> None:
    assert left_to_wait(6, NOW, NOW + timedelta(seconds=passed)) == timedelta(seconds=left)
