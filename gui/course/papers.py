"""The papers of a joint suggestion (联名), one for each deputy, and how each stands. No Qt here."""

from __future__ import annotations

from typing import NamedTuple

from forms.course import awaiting
from forms.deputies import deputies, view_of
from forms.fields import Role
from forms.record import FROM_PAPER, Record
from forms.signing import has_signed
from forms.stages import Stage
from forms.template import Template


class Paper(NamedTuple):
    """The paper of one deputy: `how` it stands in a word, "" before the visit."""

    name: str
    how: str


def papers_of(template: Template, record: Record) -> tuple[Paper, ...]:
    """Return the papers in the order of the sheet, the lead deputy's first; none where there is but one."""
    names = deputies(template, record)
    if len(names) == 1:
        return ()
    missing = awaiting(template, record)
    return tuple(Paper(name, _how(template, record, name, name in missing)) for name in names)


def _how(template: Template, record: Record, name: str, missing: bool) -> str:
    if missing:
        return "待面商" if record.stage is Stage.VISITING else "未签"
    view = view_of(template, record, name)
    if (view.origins.get(Role.DEPUTY.value) or {}).get("how") == FROM_PAPER:
        return "据纸质表"
    return "已签" if has_signed(template, view, Role.DEPUTY) else ""
