"""What the codes of forms and storage say in Chinese: one sentence each, for the window and the command line alike.

No Qt here, so that a command without a window can speak. A sentence says what was not done and what is still safe.
Params in braces are filled in; a field's name becomes its label, a day its official form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from forms.dates import official
from forms.errors import Params
from forms.template import Template

from .sentences import SENTENCES


class Coded(Protocol):
    """A failure, a finding, a warning of an import, a notice: whatever has a code and parameters."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Params: ...


STAGES: Mapping[str, str] = {
    "drafting": "起草",
    "in_review": "送审",
    "visiting": "面商",
    "signed": "已签",
    "archived": "归档",
}
ROLES: Mapping[str, str] = {"clerk": "经办人", "leader": "领导", "deputy": "代表"}
STEPS: Mapping[str, str] = {
    "submit": "送审",
    "withdraw": "撤回",
    "return": "退回修改",
    "approve": "签发",
    "recall": "收回修改",
    "confirm": "代表确认",
    "archive": "归档",
    "rehandle": "重办",
    "from_paper": "据寄回纸质表录入",
    "scan_added": "放入扫描件",
    "scan_removed": "取下扫描件",
}
"""Steps of the course as they are said; the verbs of `forms.course.Step`, and what else is done to a sheet at its stage."""
NOTHING_FOUND = "没有须改正的问题"
LOOKED_AT = "校核只看必填项、格式、日期和签名；文字请再通读一遍。"
"""No check reads what a text means: whoever trusts a green tick must know."""
PARTS: Mapping[str, str] = {
    "": "内容",
    "stage": "办理阶段",
    "round": "办理次数",
    "earlier": "以前各次办理",
    "remarks": "标注",
    "scans": "扫描件",
    "origin.leader": "领导意见的来源",
    "origin.deputy": "代表意见的来源",
    "reopened": "重办日期",
    "template": "模板",
    "version": "模板版本",
    "id": "编号",
    "created": "新建时间",
    "extra": "其他内容",
}
"""Parts of a record that are no fields."""
RESULTS: Mapping[str, str] = {
    "new": "新收到",
    "forward": "已更新",
    "merge": "已合并",
    "nothing": "没有新内容",
    "conflict": "有冲突，未接收",
    "binned": "在回收站中，未接收",
}
"""What became of a sheet of a package."""
FONT_ROLES: Mapping[str, str] = {
    "title": "标题",
    "body": "正文",
    "heading": "一级标题",
    "subheading": "二级标题",
    "label": "表格文字",
}
FONT_REASONS: Mapping[str, str] = {"missing": "本机没有", "licence": "的授权不允许嵌入文件", "unreadable": "无法读取"}
SEVERITIES: Mapping[str, str] = {"error": "须改正", "warning": "请核对", "hint": "提示"}


def say(thing: Coded, template: Template | None = None) -> str:
    """Return the sentence for a code; a code without one is shown as it is, since silence would be worse."""
    sentence = SENTENCES.get(thing.code)
    if sentence is None:
        return f"出现未说明的情况（{thing}）。已保存的内容没有改动。"
    shown = _Shown(thing, template)
    return sentence.format_map(shown)


class _Shown(dict[str, str]):
    """The parameters as they are shown; one that is not there leaves its place empty rather than raise."""

    def __init__(self, thing: Coded, template: Template | None) -> None:
        params = dict(thing.params)
        if (field := getattr(thing, "field", None)) is not None:
            params.setdefault("field", field)
        super().__init__({name: _shown(name, value, template) for name, value in params.items()})

    def __missing__(self, key: str) -> str:
        return ""


def _shown(name: str, value: object, template: Template | None) -> str:
    if name == "field":
        return label_of(str(value), template)
    if name in ("role", "owner"):
        return {**ROLES, **FONT_ROLES}.get(str(value), str(value))
    if name == "why":
        return FONT_REASONS.get(str(value), str(value))
    if name == "kind":
        return "选择" if value == "choice" else "填写"
    if name == "label":
        return PARTS.get(str(value), str(value))
    if name == "step":
        return STEPS.get(str(value), str(value))
    if name == "stage":
        return STAGES.get(str(value), str(value))
    if isinstance(value, date):
        return official(value)
    if isinstance(value, (list, tuple)):
        return "、".join(str(item) for item in value)
    return str(value)


def label_of(field: str, template: Template | None) -> str:
    """Return a field's label as it reads in a sentence, or its name where the template does not know it."""
    known = template.by_name.get(field) if template else None
    return known.short_label if known else PARTS.get(field, field)
