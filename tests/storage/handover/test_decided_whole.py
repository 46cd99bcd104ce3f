"""What a person decided as a whole is believed by every other machine, whichever side was taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms.course import Step, awaiting
from forms.signing import void
from forms.stages import Stage

from .conftest import CLERK, MARKS, Machine


@pytest.mark.parametrize(
    ("choice", "result", "how"), [("mine", "dissatisfied", "from_paper"), ("theirs", "satisfied", "in_person")]
)
def test_a_voice_that_was_chosen_whole_travels_on(
    office: Machine, tablet: Machine, machine: Callable[[str], Machine], choice: str, result: str, how: str
) -> None:
    sheet = office.new()
    office.desk.course.take(sheet, Step.SUBMIT, CLERK)
    office.approve(sheet)
    tablet.takes(office.pack("visit", sheet))
    tablet.visit(sheet)
    scan = office.desk.assets.keep(b"%PDF-paper", "pdf")
    marks = {**MARKS, "satisfaction_result": "dissatisfied", "deputy_comments": "请再研究。"}
    office.desk.course.enter_from_paper(sheet, "", marks, [scan], CLERK)
    package = tablet.pack("return", sheet)
    assert office.takes(package) == ["conflict"]
    mixed = {"satisfaction_result": "mine", "origin.deputy": "theirs"}
    assert office.takes(package, choices={sheet: mixed}) == ["conflict"]
    assert office.takes(package, choices={sheet: {"satisfaction_result": choice}}) == ["merge"]
    stored = office.desk.open_sheet(sheet)
    assert (stored.record.answers["satisfaction_result"], stored.record.origins["deputy"]["how"]) == (result, how)
    assert void(stored.template, stored.record) == () and awaiting(stored.template, stored.record) == ()
    assert stored.record.stage is Stage.SIGNED and office.whole(sheet)
    back = office.pack("return", sheet)
    assert (tablet.takes(back), machine("third").takes(back), office.takes(package)) == (["forward"], ["new"], ["nothing"])
