"""What the strip over the paper says of a sheet: where it stands, who is waited for, which step is next for whom.

No Qt here: a table in words, from the record alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from forms.course import Step, awaiting, steps_for
from forms.dates import official
from forms.deadlines import rehandling_due
from forms.dissatisfaction import dissatisfied
from forms.fields import Role
from forms.record import Record
from forms.stages import LOCKED, Stage
from forms.template import Template
from storage.handover.journey import Journey
from storage.journal import Event

from .papers import Paper, papers_of

VISIT, FROM_PAPER = "visit", "from_paper"
"""What the clerk does while a sheet is with the deputy; neither is a step by itself."""
SEND_BACK = "pack_return"
"""What is done with a sheet that came in a package, once the work here is over; no step either."""

STEP_WORDS: Mapping[str, str] = {
    Step.SUBMIT: "送审",
    Step.WITHDRAW: "撤回",
    Step.RETURN: "退回修改…",
    Step.APPROVE: "同意并签发",
    Step.RECALL: "收回…",
    Step.ARCHIVE: "归档…",
    Step.REHANDLE: "重办…",
    VISIT: "面商…",
    FROM_PAPER: "录入寄回表…",
    SEND_BACK: "制作送回包…",
}
STEP_TIPS: Mapping[str, str] = {
    Step.SUBMIT: "交领导审核；有须改正的内容时不能送",
    Step.WITHDRAW: "从领导处撤回，继续修改",
    Step.RETURN: "写明理由，退回经办人修改；标注一并交回",
    Step.APPROVE: "审核通过，转入面商",
    Step.RECALL: "收回修改；领导的签名随修改失效，须重新审核",
    Step.ARCHIVE: "附上签名原件的扫描件归档",
    Step.REHANDLE: "开始新一次办理，这一次的内容锁定保留",
    VISIT: "把本机交给代表，由代表逐步填写、签名",
    FROM_PAPER: "代表寄回了纸质表：附扫描件，照样录入",
    SEND_BACK: "把在这台机器上办好的内容打包，送回经办人的电脑",
}
_USUAL = (Step.SUBMIT, Step.APPROVE, Step.ARCHIVE, VISIT)
"""What comes next unless something is amiss."""

_WAITING: Mapping[tuple[Stage, Role], str] = {
    (Stage.DRAFTING, Role.LEADER): "等待经办人送审",
    (Stage.IN_REVIEW, Role.CLERK): "等待领导审核",
    (Stage.VISITING, Role.LEADER): "等待代表意见",
    (Stage.VISITING, Role.CLERK): "等待代表意见",
    (Stage.SIGNED, Role.LEADER): "已签，内容已锁定",
    (Stage.SIGNED, Role.CLERK): "已签，内容已锁定",
    (Stage.ARCHIVED, Role.LEADER): "已归档，内容已锁定",
    (Stage.ARCHIVED, Role.CLERK): "已归档，内容已锁定",
}
_GUEST_WORDS: Mapping[Journey, str] = {
    Journey.GUEST: "已办好，待送回经办人的电脑",
    Journey.SENT_BACK: "已制作送回包，由经办人的电脑接着办",
}
_MOST_NAMES = 3
_ENDED = ("submit", "withdraw", "approve", "recall", "rehandle")
"""After any of these a return lies behind."""


@dataclass(frozen=True, slots=True)
class StripState:
    """`waiting` says for whom one waits, `notice` what must not be overlooked; `steps` are what the
    role may do now, the one that usually comes next in the end; it is `main`. `papers` are those of a joint suggestion, none
    where there is but one; `shown` is the name on the one that is seen."""

    stage: Stage
    round: int = 1
    waiting: str = ""
    notice: str = ""
    steps: tuple[str, ...] = ()
    main: str = ""
    earlier: int = 0
    papers: tuple[Paper, ...] = ()
    shown: str = ""
    withheld: str = ""
    """Why the leader cannot approve yet, "" where they can."""


def strip_state(
    template: Template,
    record: Record,
    role: Role,
    today: date,
    returned: Event | None = None,
    deputy: str = "",
    lacking: str = "",
    journey: Journey = Journey.HOME,
) -> StripState:
    """Return what the strip says to `role`; `returned` is the event of the return that the sheet has to answer, `deputy`
    whose paper is shown ("" for the lead deputy's), `lacking` what the leader has still to see to, in words, `journey` whether
    it came from another machine."""
    proposed = _proposal(template, record, today)
    guest = journey is not Journey.HOME and may_go_back(record.stage, role)
    steps = [*_steps(record, role), *([SEND_BACK] if guest else [])]
    usual = Step.REHANDLE if proposed else next((step for step in steps if step in _USUAL), "")
    main = usual if usual in steps else ""
    if guest:  # it is finished where it came from
        main = SEND_BACK if journey is Journey.GUEST else ""
        proposed = ""
    missing, papers = _missing(template, record), papers_of(template, record)
    return StripState(
        record.stage,
        record.round,
        _GUEST_WORDS[journey] if guest else _awaited(missing) or _WAITING.get((record.stage, role), ""),
        _returned_words(returned) if record.stage is Stage.DRAFTING and returned else proposed,
        tuple(sorted(steps, key=main.__eq__)),
        main,
        len(record.earlier),
        papers,
        (deputy or papers[0].name) if papers else "",
        lacking if Step.APPROVE in steps else "",
    )


def may_go_back(stage: Stage, role: Role) -> bool:
    """True where the work for which a sheet may have come here is over: the leader has decided, or the deputies have signed."""
    if role is Role.LEADER:
        return stage in (Stage.VISITING, Stage.DRAFTING)
    return stage is Stage.SIGNED


def last_return(events: Iterable[Event]) -> Event | None:
    """Return the event by which the leader sent the sheet back, while it is not answered yet."""
    found = None
    for event in events:
        if event.what == Step.RETURN:
            found = event
        elif event.what in _ENDED:
            found = None
    return found


def _steps(record: Record, role: Role) -> list[str]:
    steps: list[str] = [step.value for step in steps_for(record, role) if step in STEP_WORDS]
    if record.stage is Stage.VISITING and role is Role.CLERK:
        steps += [FROM_PAPER, VISIT]
    return steps


def _missing(template: Template, record: Record) -> list[str]:
    return [name for name in awaiting(template, record) if name] if record.stage is Stage.VISITING else []


def _awaited(names: list[str]) -> str:
    """Say who is missing; of many first how many there are, since the names may not fit."""
    if len(names) > _MOST_NAMES:
        return f"待{len(names)}位代表填写签名：{'、'.join(names)}"
    return f"待{'、'.join(names)}代表填写签名" if names else ""


def _returned_words(event: Event) -> str:
    who, reason = event.who, str(event.detail.get("reason", ""))
    try:
        day = f" {official(datetime.fromisoformat(event.when).date())}"
    except ValueError:
        day = ""
    return f"{who}{day}退回：{reason}"


def _proposal(template: Template, record: Record, today: date) -> str:
    """Re-handling is proposed, never begun by itself."""
    names = dissatisfied(template, record) if record.stage in LOCKED else ()
    if not names:
        return ""
    who = "、".join(name for name in names if name) or "代表"
    return f"{who}表示不满意，建议重办：今天开始，须在{official(rehandling_due(template, today))}前再次答复。"
