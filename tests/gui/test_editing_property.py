"""Whatever is edited in whatever order: undoing everything gives the first sheet back, redoing everything the last."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from gui.editing import SheetEditing

TEXT = st.text(st.sampled_from("甲乙2023-5年月日、 \u3000\n\u000b\u200b\r"), max_size=12) | st.text(max_size=5)


@dataclass(frozen=True)
class Draft:
    name: str
    raw: str


@dataclass(frozen=True)
class Leave:
    pass


@dataclass(frozen=True)
class Back:
    steps: int


STEPS = st.lists(
    st.builds(Draft, st.sampled_from(["title", "proposer", "handling", "phone", "handled_on", "reply", "number"]), TEXT)
    | st.builds(Draft, st.just("outcome"), st.sampled_from(["", "adopted", "solved", "no such"]))
    | st.builds(Draft, st.sampled_from(["review_opinion", "handled_by", "nowhere"]), st.just("x"))
    | st.builds(Leave)
    | st.builds(Back, st.integers(1, 3)),
    max_size=40,
)


def take(editing: SheetEditing, step: Draft | Leave | Back) -> None:
    match step:
        case Draft(name, raw):
            editing.draft(name, raw)
        case Leave():
            editing.end_visit()
        case Back(steps):
            for _ in range(steps):
                editing.undo_stack.undo()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_undo_everything_then_redo_everything(
    qapp: QApplication, template: Template, steps: list[Draft | Leave | Back]
) -> None:
    start = {"title": "原题", "handled_on": "2023-05-06", "proposer": ("甲", "乙")}
    sheet = Sheet(template, Record(id="x", template=template.id, version=1, answers=start))
    editing = SheetEditing(sheet)
    for step in steps:
        take(editing, step)
    last, reached = dict(sheet.record.answers), editing.undo_stack.index()
    editing.undo_stack.setIndex(0)
    assert dict(sheet.record.answers) == start
    editing.undo_stack.setIndex(reached)
    assert dict(sheet.record.answers) == last
