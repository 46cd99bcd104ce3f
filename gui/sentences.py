"""The sentences of every code: what was not done, and what is still safe. Kept by subject; wording.py fills them in."""

from __future__ import annotations

from collections.abc import Mapping

_CHECKS = {
    "required": "「{field}」尚未填写。",
    "required_here": "选择了“不满意”，请填写「{field}」的具体意见。",
    "remainder_left": "导入时有内容未能归入任何一栏，请在“案卷”中核对后清除。",
    "implausible_phone": "「{field}」{value} 的位数不像电话号码，请核对。",
    "date_before": "「{field}」{date} 早于「{before}」{before_date}，请核对先后。",
    "date_far_ahead": "「{field}」{date} 在一年以后，请核对年份。",
}

_VALUES = {
    "no_date": "「{field}」“{value}”不是日期，请写成 2023年5月6日 或 2023-5-6。",
    "impossible_date": "「{field}」没有“{value}”这一天，请改正。",
    "no_number": "「{field}」“{value}”不是编号，请只写数字，如 068。",
    "unknown_option": "「{field}」没有“{value}”这一选项，可选：{options}。",
    "wrong_type": "「{field}」的内容类型不对，没有作任何改动。",
    "too_long": "「{field}」超过 {limit} 字，没有存入；原有内容没有改动。",
    "not_typed": "「{field}」须手写签名或盖章，不能录入文字。",
}

_CHANGES = {
    "unknown_field": "表中没有名为“{field}”的栏目，没有作任何改动。",
    "not_yours": "「{field}」由{owner}填写，{role}不能改动；没有作任何改动。",
    "not_your_turn": "本表处于“{stage}”阶段，{role}现在不能改动「{field}」；没有作任何改动。",
    "wrong_template": "本表使用的模板是“{record}”，不能用“{template}”打开；内容没有改动。",
    "record_damaged": "这份记录已损坏，没有读入；原文件仍在数据文件夹中。",
    "template_refused": "模板有误，没有使用：{file}：{key}：{reason}",
}

SENTENCES: Mapping[str, str] = {**_CHECKS, **_VALUES, **_CHANGES}
