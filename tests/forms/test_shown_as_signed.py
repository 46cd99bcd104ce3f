"""Whoever reads a record reads the text that was signed: marks that an editor put into the file show in none, or void it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from forms.fields import Value
from forms.record import Record
from forms.signing import Standing, standing, void
from forms.template import Template
from forms.text import clean

PLANTED = {
    "turned round": lambda text: f"\u202e{text}\u202c",
    "isolated": lambda text: f"\u2067{text}\u2069",
    "marked": lambda text: "\u200f".join(text),
    "nothing between": lambda text: "\u200b".join(text),
    "blanks that do not break": lambda text: f"\ufeff{text}\xad",
    "half a character": lambda text: f"{text}\ud83d",
}


def edited(record: Record, plant: Callable[[str], str]) -> Record:
    """The record as it is read from a file into which an editor put what nobody can type here."""

    def planted(value: Value) -> Value:
        return plant(value) if isinstance(value, str) else tuple(map(plant, value))

    joint = {
        name: {**voice, "answers": {key: planted(one) for key, one in voice["answers"].items()}}
        for name, voice in record.joint.items()
    }
    raw = replace(record, answers={name: planted(value) for name, value in record.answers.items()}, joint=joint)
    assert record.answers != raw.answers
    return Record.from_plain(json.loads(json.dumps(raw.to_plain())))


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_a_file_with_planted_marks_reads_as_it_was_signed(
    template: Template, signed: Record, plant: Callable[[str], str]
) -> None:
    read = edited(signed, plant)
    assert read.answers == signed.answers
    assert void(template, read) == () and standing(template, read, "deputy_signature") is Standing.HOLDS


def test_the_marks_of_a_joint_deputy_read_as_they_were_signed(
    template: Template, joint: Record, marked: Callable[..., Record]
) -> None:
    voiced = marked(joint, "李明", satisfaction_result="dissatisfied", deputy_comments="没有解决12处，已解决48处")
    assert edited(voiced, PLANTED["turned round"]).joint == voiced.joint


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_text_that_never_went_through_a_door_is_not_what_was_signed(
    template: Template, signed: Record, plant: Callable[[str], str]
) -> None:
    """What a signature binds is the text as it stands, and no tidier one."""
    raw = signed.with_answers({"reply": plant(str(signed.answers["reply"]))})
    assert void(template, raw) == ("reviewed_by", "deputy_signature")
    names = signed.with_answers({"proposer": (plant("周菁菁"),)})
    assert void(template, names) == ("reviewed_by", "deputy_signature")


def test_an_answer_of_planted_marks_alone_is_none(signed: Record) -> None:
    plain = signed.to_plain()
    plain["answers"] |= {"summary": "\u202e\u202c", "joint_units": ["\u200b", "区\u202e卫健委"]}
    read = Record.from_plain(plain)
    assert "summary" not in read.answers and read.answers["joint_units"] == ("区卫健委",)


def test_text_without_anything_to_clean_is_found_as_such() -> None:
    """A tab has every text cleaned character by character: the result is the same as where that could be spared."""
    for code in range(0x11000):
        text = f"甲{chr(code)}乙"
        assert clean(text) == clean(f"\t{text}")[1:], hex(code)
