"""A conflict of a merge in words: what stands on either side, by label and as it is shown, how it came, and who changed it.

What is chosen whole is shown whole: all marks of a deputy above the evidence for them, also those on which both sides agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms.deputies import deputies, read_key
from forms.fields import Role
from forms.merging import ORIGIN, Conflict, Part, in_order, is_origin, origin_of, owner_of, parts
from forms.record import FROM_FILE, FROM_PAPER, IN_PERSON, Record
from forms.remarks import Remark
from forms.sheet import REMARKS
from forms.signing import signed_by
from forms.template import Template
from forms.wholes import CLERK, DEPUTY, LEADER
from storage.chain import RECEIVED
from storage.journal import Event

from ..audit.words import label_of_key, person
from ..moments import instant_words
from ..wording import ROLES
from .clash_side import Side
from .conflict_dialog import Clash

HOW: Mapping[str, str] = {IN_PERSON: "本人填写", FROM_PAPER: "据寄回纸质表录入", FROM_FILE: "据导入的文件"}
_EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class Standing:
    """A sheet as it stands on one of two machines, and its history there, oldest first."""

    record: Record
    events: Sequence[Event]


def clash_of(template: Template, conflicts: Sequence[Conflict], sides: tuple[Standing, Standing], now: datetime) -> Clash:
    """Return the conflicts of one choice as they are shown; `sides` are mine and theirs."""
    first = conflicts[0]
    if first.whole in ("", first.key):
        values = (first.mine, first.theirs)
        shown = [_alone(template, first, value, side, now) for value, side in zip(values, sides, strict=True)]
        return Clash(first.key, key_words(template, first), *shown)
    keys = _keys(template, conflicts, sides)
    shown = [_whole(template, keys, side, now) for side in sides]
    return Clash(first.key, _whole_words(template, first, sides[0].record), *shown)


def key_words(template: Template, conflict: Conflict) -> str:
    """Return what a conflict is about: the label of its field, or whose hand marks are from."""
    if not is_origin(conflict.key):
        return label_of_key(conflict.key, template)
    role = ROLES.get(conflict.field.removeprefix(f"{ORIGIN}."), "")
    return f"{conflict.deputy or role}填写的方式"


def last_change(keys: Iterable[str], events: Iterable[Event]) -> Event | None:
    """Return the last event that names one of the keys among the fields it changed; who took a package in changed nothing."""
    found, wanted = None, {*keys}
    for event in events:
        fields = event.detail.get("fields")
        named = {str(name) for name in fields} if isinstance(fields, (list, tuple)) else set()
        if event.what != RECEIVED and ((named | {event.detail.get("field")}) & wanted):
            found = event
    return found


# ---- one answer


def _alone(template: Template, conflict: Conflict, value: Any, side: Standing, now: datetime) -> Side:
    keys = [conflict.key]
    if is_origin(conflict.key):  # no event names it: it changes with the marks
        owner = owner_of(template, conflict.key)
        keys += [_key(field.name, conflict.deputy) for field in template.fields if field.role is owner]
    changed = _changed(keys, side, now)
    if isinstance(value, Part):
        return Side(template.show(conflict.field, value.answer), changed, (value.ink,) if value.ink is not None else ())
    if conflict.key == REMARKS:
        return Side(_remarks(template, value), changed)
    return Side(_origin(value, now) if isinstance(value, Mapping) else "", changed)


def _changed(keys: Sequence[str], side: Standing, now: datetime) -> str:
    """Who changed it last: as the history says, or else as the marks and signatures themselves do."""
    if event := last_change(keys, side.events):
        return f"{person(event)}　{instant_words(event.when, now)}"
    stands = parts(side.record)
    found = [stands[key] for key in keys if key in stands]
    told = [part for part in found if isinstance(part, Mapping)]
    told += [part.ink for part in found if isinstance(part, Part) and part.ink]
    for one in told:
        paper = one.get("how") in (FROM_PAPER, FROM_FILE)
        if name := str((one.get("by") if paper else "") or one.get("name") or one.get("by") or ""):
            return "　".join(filter(None, (name, instant_words(str(one["at"]), now) if one.get("at") else "")))
    return "修改人不详" if found else "没有填写"


def _remarks(template: Template, value: Any) -> str:
    marks = [Remark.of(one) for one in value or () if isinstance(one, Mapping)]
    return "\n".join(f"「{label_of_key(one.field, template)}」“{one.quote}”：{one.note}" for one in marks if one)


def _origin(value: Mapping[str, Any], now: datetime, more: str = "") -> str:
    """How marks came: by whose hand, from which paper, through whom and when."""
    how = str(value.get("how", ""))
    scans = value.get("scans")
    pictures = f"附扫描件 {len(scans)} 份" if isinstance(scans, (list, tuple)) and scans else ""
    through = "录入" if how == FROM_PAPER else "经手"
    first = "，".join(part for part in (HOW.get(how, how), more if how == IN_PERSON else "", pictures) if part)
    words = (first, str(value.get("name") or ""), f"{through}：{value['by']}" if value.get("by") else "")
    moment = instant_words(str(value["at"]), now) if value.get("at") else ""
    return "　".join(part for part in (*words, moment) if part)


# ---- what is chosen whole


def _keys(template: Template, conflicts: Sequence[Conflict], sides: tuple[Standing, Standing]) -> list[str]:
    """All that is shown of a choice: the parts of leader and deputy in full, of the clerk's what differs."""
    stands = {key for side in sides for key in parts(side.record)}
    spoken = {(role, one.deputy) for one in conflicts if (role := owner_of(template, one.key)) not in (None, Role.CLERK)}
    full = {key for key in stands if key != REMARKS and (owner_of(template, key), read_key(key)[1]) in spoken}
    return in_order(template, full | {one.key for one in conflicts})


def _whole(template: Template, keys: Sequence[str], side: Standing, now: datetime) -> Side:
    stands = parts(side.record)
    told = [*_ways(template, keys, stands, now)]
    marks = [key for key in keys if not is_origin(key)]
    told += [f"{label_of_key(key, template)}：{_shown(template, key, stands, now)}" for key in marks]
    inks = [part.ink for key in marks if isinstance(part := stands.get(key), Part) and part.ink is not None]
    return Side("\n".join(told), _changed(keys, side, now), tuple(inks))


def _ways(template: Template, keys: Sequence[str], stands: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """In a line for each person: whether the marks are from their own hand and signed, or from which paper, by whom."""
    for key in keys:
        if is_origin(key):
            own = (stands.get(one) for one in keys if origin_of(template, one) == key)
            signed = any(isinstance(part, Part) and part.ink and "digest" in part.ink for part in own)
            origin = stands.get(key)
            yield _origin(origin, now, "有本人签名" if signed else "没有签名") if isinstance(origin, Mapping) else "没有填写"


def _shown(template: Template, key: str, stands: Mapping[str, Any], now: datetime) -> str:
    name, part = read_key(key)[0], stands.get(key)
    if not isinstance(part, Part):
        copied = (stands.get(origin_of(template, key) or "") or {}).get("how") == FROM_PAPER
        return "见扫描件" if copied and name in signed_by(template, Role.DEPUTY) else _EMPTY
    if part.ink is None:
        return template.show(name, part.answer) or _EMPTY
    moment = instant_words(str(part.ink["at"]), now) if part.ink.get("at") else ""
    hand = "　".join(filter(None, (str(part.ink.get("name", "")), moment))) or "手写，见下"
    return "，".join(filter(None, (template.show(name, part.answer), hand)))


def _whole_words(template: Template, conflict: Conflict, record: Record) -> str:
    if conflict.whole.startswith(DEPUTY):
        return f"{conflict.deputy or deputies(template, record)[0]}代表的意见和签名"
    return {LEADER: "领导审核意见和签名", CLERK: "经办人签名的内容"}.get(conflict.whole, "已签名的内容")


def _key(name: str, deputy: str) -> str:
    return f"{name}@{deputy}" if deputy else name
