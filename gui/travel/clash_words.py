"""A conflict of a merge in words: what stands on either side, by label and as it is shown, and who changed it when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from forms.merging import ORIGIN, Conflict, Part, is_origin
from forms.record import FROM_FILE, FROM_PAPER, IN_PERSON
from forms.remarks import Remark
from forms.sheet import REMARKS
from forms.template import Template
from storage.journal import Event

from ..audit.words import label_of_key, person
from ..moments import instant_words
from ..wording import ROLES
from .clash_side import Side
from .conflict_dialog import Clash

HOW: Mapping[str, str] = {IN_PERSON: "本人填写", FROM_PAPER: "据寄回纸质表录入", FROM_FILE: "据导入的文件"}


def clash_of(template: Template, conflict: Conflict, here: Iterable[Event], there: Iterable[Event], now: datetime) -> Clash:
    """Return a conflict as it is shown. `here` and `there` are the histories of both machines, oldest first."""
    sides = (
        _side(template, conflict, value, last_change(conflict.key, events), now)
        for value, events in ((conflict.mine, here), (conflict.theirs, there))
    )
    return Clash(conflict.key, key_words(template, conflict), *sides)


def key_words(template: Template, conflict: Conflict) -> str:
    """Return what a conflict is about: the label of its field, or whose hand marks are from."""
    if not is_origin(conflict.key):
        return label_of_key(conflict.key, template)
    role = ROLES.get(conflict.field.removeprefix(f"{ORIGIN}."), "")
    return f"{conflict.deputy or role}填写的方式"


def last_change(key: str, events: Iterable[Event]) -> Event | None:
    """Return the last event that names a key among the fields it changed."""
    found = None
    for event in events:
        fields = event.detail.get("fields")
        if (isinstance(fields, (list, tuple)) and key in fields) or event.detail.get("field") == key:
            found = event
    return found


def _side(template: Template, conflict: Conflict, value: Any, event: Event | None, now: datetime) -> Side:
    changed = f"{person(event)}　{instant_words(event.when, now)}" if event else "修改人不详"
    if isinstance(value, Part):
        return Side(template.show(conflict.field, value.answer), changed, value.ink)
    if conflict.key == REMARKS:
        return Side(_remarks(template, value), changed)
    if isinstance(value, Mapping):
        return Side(_origin(value, now), changed)
    return Side("", changed)


def _remarks(template: Template, value: Any) -> str:
    marks = [Remark.of(one) for one in value or () if isinstance(one, Mapping)]
    return "\n".join(f"「{label_of_key(one.field, template)}」“{one.quote}”：{one.note}" for one in marks if one)


def _origin(value: Mapping[str, Any], now: datetime) -> str:
    how = HOW.get(str(value.get("how")), str(value.get("how", "")))
    parts = (how, str(value.get("name") or ""), f"录入：{value['by']}" if value.get("by") else "")
    moment = instant_words(str(value["at"]), now) if value.get("at") else ""
    return "　".join(part for part in (*parts, moment) if part)
