"""A package in words: from whom, when and what for, what each sheet of it means here, and what had to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from forms.merging import Conflict, is_origin
from forms.record import Record
from forms.template import Template
from storage.chain import Chain, Event, all_lines
from storage.handover.planning import Incoming, Plan, What
from storage.handover.taking import Unpacked
from storage.ledger import row_of

from ..audit.words import PURPOSES, label_of_key
from ..moments import exact_words
from ..wording import STAGES
from .clash_words import Standing, clash_of
from .conflict_dialog import Clash
from .incoming_dialog import Brought, News, Summary
from .purposes import sheet_words

_NEWS: Mapping[What, News] = {
    What.NEW: News.NEW,
    What.FORWARD: News.UPDATE,
    What.MERGE: News.UPDATE,
    What.NOTHING: News.SAME,
    What.CONFLICT: News.CONFLICT,
    What.BINNED: News.REFUSED,
}
BRINGING = (What.NEW, What.FORWARD, What.MERGE)
"""What makes a sheet another one here."""
_MOST_LABELS = 6


def summary_of(incoming: Incoming) -> Summary:
    """Return what is shown of a package before anything of it is taken."""
    by = incoming.by
    return Summary(
        incoming.parcel.file.name,
        PURPOSES[incoming.purpose.value],
        "　".join(part for part in (by.unit, by.name) if part),
        exact_words(incoming.made),
        [Brought(plan_words(plan), _NEWS[plan.what], _meaning(plan)) for plan in incoming.plans],
    )


def plan_words(plan: Plan) -> str:
    """Return a sheet on one line: 068号　周菁菁　标题."""
    return sheet_words(row_of(plan.record, plan.template))


def clashes_of(plan: Plan, theirs: Record, here: Chain, there: Chain, now: datetime) -> list[Clash]:
    """Return what a person must decide of one sheet, each choice once; `theirs` is the sheet that came, ours is in the plan.

    `here` and `there` are the histories of the sheet on both machines.
    """
    sides = (Standing(plan.mine or plan.record, _events(here)), Standing(theirs, _events(there)))
    found: dict[str, list[Conflict]] = {}
    for conflict in plan.conflicts:
        found.setdefault(conflict.whole or conflict.key, []).append(conflict)
    return [clash_of(plan.template, conflicts, sides, now) for conflicts in found.values()]


def result_words(file: str, unpacked: Unpacked) -> tuple[str, bool]:
    """Return what became of a package in a sentence, and whether nothing of it was left open."""
    counts = {what: sum(one.what is what for one in unpacked.sheets) for what in What}
    parts = (
        (counts[What.NEW], "新收到 {} 张办理单"),
        (counts[What.FORWARD] + counts[What.MERGE], "更新 {} 张"),
        (counts[What.NOTHING], "{} 张没有新内容"),
        (counts[What.CONFLICT], "{} 张有冲突尚未选定，保持原样"),
        (counts[What.BINNED], "{} 张在回收站中，没有接收"),
    )
    return f"「{file}」：" + "，".join(words.format(count) for count, words in parts if count) + "。", unpacked.whole


def _meaning(plan: Plan) -> str:
    went = STAGES[plan.stage.value]
    if plan.what is What.NEW:
        return f"新收到：本机还没有这张办理单；阶段“{went}”"
    if plan.what is What.NOTHING:
        return "没有新内容"
    if plan.what is What.BINNED:
        return "在本机的回收站中，不接收；需要时请先从回收站恢复，再打开这个包"
    if plan.what is What.CONFLICT:
        keys = [conflict.key for conflict in plan.conflicts]
        return f"有冲突，需要您选定：{_labels(keys, plan.template)}"
    came = STAGES[plan.mine.stage.value] if plan.mine else went
    parts = [_labels(plan.taken, plan.template), f"阶段 {came} → {went}" if came != went else ""]
    return "有更新：" + "；".join(part for part in parts if part)


def _labels(keys: Iterable[str], template: Template) -> str:
    """Return the labels of keys, without those of whose hand something is: these go with what was marked."""
    labels = list(dict.fromkeys(label_of_key(key, template) for key in keys if not is_origin(key))) or ["填写的方式"]
    shown = "、".join(labels[:_MOST_LABELS])
    return f"{shown}等 {len(labels)} 栏" if len(labels) > _MOST_LABELS else shown


def _events(chain: Chain) -> list[Event]:
    return [line.event for line in all_lines(chain.lines)]
