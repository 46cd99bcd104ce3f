"""Very many names on a sheet: a field refuses them, and a file that has them all the same keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from forms import deputies as module
from forms.checks import check, errors
from forms.course import awaiting
from forms.deputies import deputies
from forms.dissatisfaction import dissatisfied
from forms.errors import BadValue, ChangeRefused
from forms.fields import MOST_NAMES, Role
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template
from forms.text import clean

from .conftest import TODAY

NAMES = tuple(f"代表{number}" for number in range(MOST_NAMES))


def test_as_many_names_as_a_field_takes_are_kept(sheet: Sheet) -> None:
    sheet.draft("co_proposers", "、".join(NAMES), Role.CLERK)
    assert sheet.answer("co_proposers") == NAMES


@pytest.mark.parametrize("raw", ["、".join((*NAMES, "又一人")), [*NAMES, "又一人"]], ids=["typed", "listed"])
def test_more_names_than_a_field_takes_are_refused_and_what_stood_there_stays(sheet: Sheet, raw: object) -> None:
    sheet.draft("co_proposers", "李明", Role.CLERK)
    doors: tuple[Callable[[], object], ...] = (
        lambda: sheet.draft("co_proposers", raw, Role.CLERK),
        lambda: sheet.fill({"co_proposers": raw}, Role.CLERK),
    )
    for enter in doors:
        with pytest.raises(ChangeRefused) as refused:
            enter()
        assert (refused.value.code, refused.value.params["limit"]) == ("names_many", MOST_NAMES)
    assert sheet.answer("co_proposers") == ("李明",)


def test_names_that_stand_empty_do_not_count(template: Template) -> None:
    assert template.by_name["co_proposers"].read("、".join([*NAMES, "", " "])) == NAMES
    with pytest.raises(BadValue, match="names_many"):
        template.by_name["joint_units"].keep("甲、" * 1000)


def test_a_file_with_more_names_is_read_and_pointed_out(template: Template, record: Record) -> None:
    read = Record.from_plain(record.with_answers({"co_proposers": (*NAMES, "又一人")}).to_plain())
    assert len(deputies(template, read)) == MOST_NAMES + 2
    assert ("names_many", "co_proposers") in [(one.code, one.field) for one in errors(template, read, TODAY)]


@pytest.mark.parametrize(
    "ask",
    [awaiting, dissatisfied, lambda template, record: check(template, record, TODAY)],
    ids=["awaited", "dissatisfied", "checked"],
)
def test_twice_as_many_deputies_take_twice_as_long(
    template: Template, visiting: Record, ask: Callable[[Template, Record], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: how often a name is looked at."""
    looked = 0

    def looking(text: str) -> str:
        nonlocal looked
        looked += 1
        return clean(text)

    monkeypatch.setattr(module, "clean", looking)
    counted = []
    for many in (100, 200):
        names = tuple(f"代表{number}" for number in range(many))
        record = replace(visiting, stage=Stage.VISITING, answers={**visiting.answers, "co_proposers": names})
        looked = 0
        ask(template, record)
        counted.append(looked)
    assert 0 < counted[1] <= 2.1 * counted[0]
