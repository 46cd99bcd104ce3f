"""A sheet on its way, signed with the strokes of a hand; the bundled fonts, and the second template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step, Stepping, take
from forms.deputies import NOBODY
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from forms.stages import Stage
from forms.template import Template
from forms.template_file import read_template
from forms.typesetting.fonts import FontShelf

TEMPLATES = Path(__file__).parents[1] / "templates"
TODAY = date(2023, 5, 8)
STROKES = [
    [[10.0, 20.0, 0, 0.4], [60.0, 70.0, 20, 0.7], [90.0, 30.0, 40, 0.5]],
    [[20.0, 90.0, 90, 0.6], [180.0, 80.0, 140, 0.5]],
]
INK = {"kind": "strokes", "width": 200.0, "height": 100.0, "strokes": STROKES}
MARKS = {
    "satisfaction_result": "satisfied",
    "satisfaction_plan": "basically_satisfied",
    "satisfaction_attitude": "satisfied",
    "deputy_signed_on": "2023-05-08",
}


def stepping(name: str, **more: Any) -> Stepping:
    return Stepping(name, "2023-05-08T10:00:00.000+08:00", TODAY, **more)


@pytest.fixture(scope="session")
def shelf() -> FontShelf:
    return FontShelf.bundled()


@pytest.fixture(scope="session")
def street_letter() -> Template:
    file = TEMPLATES / "street-letter" / "sheet.toml"
    return read_template(file.read_bytes(), "street-letter/sheet.toml")


@pytest.fixture
def in_review(template: Template, record: Record) -> Record:
    return take(template, record, Step.SUBMIT, Role.CLERK, stepping("王勤")).record


@pytest.fixture
def visiting(template: Template, in_review: Record) -> Record:
    """Approved and signed by the leader."""
    sheet = Sheet(template, in_review)
    sheet.fill({"review_opinion": "同意答复。", "reviewed_on": "2023-05-08"}, Role.LEADER)
    sheet.put_ink("reviewed_by", sign(template, sheet.view, "reviewed_by", INK, name="李局", at="…"), Role.LEADER)
    return take(template, sheet.record, Step.APPROVE, Role.LEADER, stepping("李局")).record


@pytest.fixture
def marked(template: Template) -> Callable[..., Record]:
    """Lets a deputy mark and sign."""

    def mark(record: Record, deputy: str = NOBODY, name: str = "周菁菁", **marks: str) -> Record:
        sheet = Sheet(template, record, deputy)
        sheet.fill({**MARKS, **marks}, Role.DEPUTY)
        entry = sign(template, sheet.view, "deputy_signature", INK, name=deputy or name, at="…")
        sheet.put_ink("deputy_signature", entry, Role.DEPUTY)
        return sheet.record

    return mark


@pytest.fixture
def signed(template: Template, visiting: Record, marked: Callable[..., Record]) -> Record:
    return take(template, marked(visiting), Step.CONFIRM, Role.DEPUTY, stepping("周菁菁")).record


@pytest.fixture
def joint(visiting: Record) -> Record:
    """Three deputies; the leader's signature is void by that, which these tests do not mind."""
    return replace(visiting, answers={**visiting.answers, "co_proposers": ("李明", "王芳")}, stage=Stage.VISITING)
