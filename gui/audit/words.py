"""What the events of a history say in Chinese: one line of what was done, and below it what belongs to it.

No Qt here: the exported trail is worded by the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from forms.template import Template
from storage.journal import Event
from storage.signatures import PLACES

from ..moments import exact_words
from ..wording import ROLES, STAGES, label_of

EVENTS: Mapping[str, str] = {
    "created": "新建",
    "imported": "导入",
    "changed": "修改",
    "exported": "导出",
    "printed": "打印",
    "deleted": "移入回收站",
    "undeleted": "从回收站恢复",
    "restored": "恢复到以前的版本",
    "purged": "从回收站清除",
    "submit": "送审",
    "withdraw": "撤回送审",
    "return": "退回修改",
    "approve": "审核同意",
    "recall": "撤回面商",
    "confirm": "代表确认",
    "archive": "归档",
    "rehandle": "重办",
    "signed": "签名",
    "signature_void": "签名失效",
    "signature_holds": "签名恢复有效",
    "signature_removed": "撤去签名",
    "entered_from_paper": "据寄回纸质表录入",
    "scan_added": "加入签名原件扫描件",
    "scan_removed": "取下签名原件扫描件",
    "remarks": "标注需要修改的地方",
    "visit_began": "面商开始",
    "visit_left": "面商结束，收回设备",
    "handed_over": "打包交接",
    "received": "收到交接包",
    "role_changed": "换人办理",
    "pin_set": "设置密码",
    "pin_changed": "更改密码",
    "pin_removed": "取消密码",
    "pin_failed": "密码输错",
    "pin_recovered": "用恢复码重设密码",
    "people_changed": "更改人员",
    "people_replaced": "人员或密码被替换",
    "people_gone": "人员设置文件不见了",
    "seal_kept": "存入印章图样",
    "seal_dropped": "取消印章图样",
}
STEPS = frozenset({"submit", "withdraw", "return", "approve", "recall", "confirm", "archive", "rehandle", "entered_from_paper"})
"""What moves a sheet from hand to hand: the trail shows it stronger."""
GRAVE = frozenset({"signature_void", "pin_failed", "people_replaced", "people_gone"})
PURPOSES: Mapping[str, str] = {"review": "送领导审核", "visit": "交平板面商", "return": "送回经办人"}
LEFT: Mapping[str, str] = {"pin": "经办人凭密码收回", "two_step": "未设密码，经两步确认收回"}
VISIT_STEPS: Mapping[str, str] = {"1": "阅读", "2": "评价", "3": "意见和建议", "4": "核对并签名", "5": "交还"}
_MEANING: Mapping[str, str] = {"visit_began": "先取下此前录入的", "received": "更新"}
"""What it means for the fields of an event; of others these are concerned."""
_CHANGING = frozenset({"changed", "signed", "signature_void", "signature_holds", "signature_removed"})
"""What is all about some fields: these stand behind the word."""
_MOST_FIELDS, _FEW_FIELDS = 6, 3


class Told(NamedTuple):
    """An event in words: what was done, and the lines that belong to it."""

    words: str
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join((self.words, *self.lines))


def told(event: Event, template: Template | None) -> Told:
    """Return an event in words; what this version does not know is shown by its name."""
    detail = event.detail
    changing = event.what in _CHANGING
    words, fields = _what(event), _fields(detail, template, _MOST_FIELDS if changing else _FEW_FIELDS)
    if changing:
        words, fields = words + fields, ""
    words += _about(detail)
    meaning = _MEANING.get(event.what, "涉及")
    parts = (_way(event), f"{meaning}{fields}" if fields else "", _dropped(detail, template), _decided(detail, template))
    lines = (line(detail[name]) for name, line in _LINES.items() if detail.get(name) not in (None, "", [], {}))
    return Told(words, tuple(line for line in (*parts, *lines) if line))


def _what(event: Event) -> str:
    again = event.what == "signed" and event.detail.get("again") is True
    return "重新签名" if again else EVENTS.get(event.what, event.what)


def person(event: Event) -> str:
    """Return who did it, and in which role: 王建国（领导）."""
    role = ROLES.get(str(event.detail.get("role", "")), "")
    name = event.who or ("" if role else "（未具名）")
    return f"{name}（{role}）" if role and name else name or role


def label_of_key(key: str, template: Template | None) -> str:
    """Return the label of an answer as a history names it; `satisfaction_result@李明` is that of one of several deputies."""
    name, _, deputy = key.partition("@")
    label = {"remarks": "标注", "scans": "扫描件", "stage": "阶段"}.get(name) or label_of(name, template)
    return f"{label}（{deputy}）" if deputy else label


def _fields(detail: Mapping[str, Any], template: Template | None, most: int) -> str:
    names = detail.get("fields") or detail.get("field") or detail.get(PLACES)
    keys = [names] if isinstance(names, str) else [str(name) for name in names] if isinstance(names, (list, tuple)) else []
    if not keys:
        return ""
    labels = [label_of_key(key, template) for key in _as_one_reads(keys, template)]
    shown = "、".join(labels[:most])
    return f"「{shown}」等 {len(labels)} 栏" if len(labels) > most else f"「{shown}」"


def _dropped(detail: Mapping[str, Any], template: Template | None) -> str:
    """What a step left behind: void signatures, marks that nobody had signed."""
    parts = detail.get("dropped")
    keys = [str(one.get("key", "")) for one in parts if isinstance(one, Mapping)] if isinstance(parts, list) else []
    return f"已撤下：{'、'.join(label_of_key(key, template) for key in keys)}" if keys else ""


def _decided(detail: Mapping[str, Any], template: Template | None) -> str:
    """What a person chose where two machines had changed the same."""
    keys = detail.get("decided")
    names = [str(key) for key in keys] if isinstance(keys, (list, tuple)) else []
    return f"两边不一致，已选定：{'、'.join(label_of_key(name, template) for name in names)}" if names else ""


def _about(detail: Mapping[str, Any]) -> str:
    """Whom it is about, where that is not the one who did it."""
    about = detail.get("deputy") or detail.get("person")
    return f"：{about}" if isinstance(about, str) and about else ""


def _way(event: Event) -> str:
    """From where to where: stages of a sheet, or the people who act."""
    came, went = (str(event.detail.get(end, "")) for end in ("from", "to"))
    if event.what not in STEPS:
        return f"{came} → {went}".strip(" →") if event.what == "role_changed" else ""
    turn = event.detail.get("round")
    way = f"{STAGES.get(came, came)} → {STAGES.get(went, went)}" if came and went and came != went else ""
    return f"{way}　第 {turn} 次办理".strip("　") if isinstance(turn, int) and turn > 1 else way


def _as_one_reads(names: list[str], template: Template | None) -> list[str]:
    """Return names of answers in the order of the template."""
    places = {field.name: place for place, field in enumerate(template.fields)} if template else {}
    return sorted(names, key=lambda name: (places.get(name.partition("@")[0], len(places)), name))


def _files(names: object) -> str:
    files = [str(name) for name in names] if isinstance(names, (list, tuple)) else [str(names)]
    return f"文件：{files[0]}" + (f" 等 {len(files)} 个" if len(files) > 1 else "") if files else ""


def _count(word: str, unit: str) -> Callable[[object], str]:
    def line(things: object) -> str:
        number = len(things) if isinstance(things, (list, tuple)) else things
        return f"{word} {number} {unit}"

    return line


def _named(word: str, names: Mapping[str, str] | None = None) -> Callable[[object], str]:
    def line(value: object) -> str:
        return f"{word}：{(names or {}).get(str(value), str(value))}"

    return line


def _deputies(names: object) -> str:
    listed = [str(name) for name in names] if isinstance(names, (list, tuple)) else []
    more = f"等 {len(listed)} 位" if len(listed) > _FEW_FIELDS else ""
    return f"代表：{'、'.join(listed[:_FEW_FIELDS])}{more}" if listed else ""


_LINES: Mapping[str, Callable[[Any], str]] = {
    "deputies": _deputies,
    "purpose": _named("用途", PURPOSES),
    "name": _named("姓名"),
    "unit": _named("单位"),
    "sender": _named("来自"),
    "packed": lambda moment: f"打包时间：{exact_words(str(moment))}",
    "reason": _named("理由"),
    "how": _named("方式", LEFT),
    "step": _named("进行到", VISIT_STEPS),
    "note": _named("说明"),
    "file": _files,
    "files": _files,
    "count": _count("共", "处"),
    "scans": _count("扫描件", "份"),
    "title": _named("标题"),
    "tries": _count("连续", "次"),
    "draft": lambda _draft: "草稿",
}
