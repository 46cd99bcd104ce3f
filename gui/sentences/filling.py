"""What is wrong with an answer or a change of one, and what the checks find."""

from __future__ import annotations

from collections.abc import Mapping

_CHECKS = {
    "required": "「{field}」尚未{kind}。",
    "required_here": "选择了“不满意”，请填写「{field}」的具体意见。",
    "required_on_paper": "寄回的纸质表选择了“不满意”，但「{field}」没有具体意见，请联系代表补充。",
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
    "names_many": "「{field}」最多填写 {limit} 个名称，超过的不能存入；原有内容没有改动。",
    "not_typed": "「{field}」须手写签名或盖章，不能录入文字。",
}

_CHANGES = {
    "unknown_field": "表中没有名为“{field}”的栏目，没有作任何改动。",
    "not_yours": "「{field}」由{owner}填写，{role}不能改动；没有作任何改动。",
    "not_your_turn": "本表处于“{stage}”阶段，{role}现在不能改动「{field}」；没有作任何改动。",
    "fill_shape": '填写文件的结构不对（{key}），应为 {{"answers": {{…}}, "reply": "…"}}；没有作任何改动。',
    "fill_key": "填写文件中有不认识的项“{key}”，要改的写在 answers 和 reply 中；没有作任何改动。",
    "fill_differs": "填写文件中的“{key}”与这张表不同：只能改 answers 和 reply；没有作任何改动。",
    "fill_not_json": "{file} 不是 UTF-8 编码的 JSON 文件，没有作任何改动。",
    "no_reply": "这种表没有答复意见，不能填 reply；没有作任何改动。",
    "reply_twice": "答复意见在 answers 和 reply 中各写了一次，请只留一处；没有作任何改动。",
}

_SIGNATURES = {
    "signature_void": "「{field}」{deputy}（{name}）签名后内容有改动，原签名已失效，请重新签名。",
    "signature_of_another": "「{field}」是{name}的签名，不是{deputy}本人的，不能作数，请本人签名。",
    "leader_not_signed": "本表未经「{field}」就到了这一步，请收回后重新送审。",
    "deputy_not_signed": "「{field}」{deputy}尚未由代表签名，也没有寄回的纸质表。",
    "marks_of_another": "「{field}」{deputy}的意见记在{name}名下，不能作数。请{deputy}本人填写，或据其寄回的纸质表录入。",
    "former_round_changed": "第 {round} 次办理的内容在代表签名之后被改动过，签名已对不上。请从备份或「历史」中核对原来的内容。",
    "history_doubtful": "「{field}」与办理记录不符：记录中无此改动，文件可能被直接改过。请在「历史」中核对，必要时从备份恢复。",
    "history_cut": "办理记录从第 {line} 行起对不上，可能被改动过。请在「历史」中核对，必要时从备份恢复。",
    "marks_without_origin": "「{field}」{deputy}的意见不知由谁填写，不能作数。满意度须由代表本人填写，或据寄回的纸质表录入。",
    "marks_from_paper_no_scan": "「{field}」{deputy}据纸质表录入，但没有纸质表的扫描件，请补上。",
    "marks_from_paper": "{deputy}代表意见由{by}据寄回纸质表录入，扫描件附后。",
    "marks_copied": "{deputy}代表意见抄自导入的文件，不是代表本人在本机填写，以本人签名的纸质表为准。",
}

_COURSE = {
    "step_not_yours": "“{step}”由{owner}办理，{role}不能代办；没有作任何改动。",
    "step_not_now": "本表处于“{stage}”阶段，现在不能“{step}”；没有作任何改动。",
    "reason_missing": "“{step}”须写明理由；没有作任何改动。",
    "signature_missing": "「{field}」还没有签名（或签名已失效），没有往下送；已填的内容都在。",
    "scan_missing": "没有纸质表的扫描件，没有继续；请先放入扫描件。",
    "deputy_unknown": "“{deputy}”不在本表的代表之列，没有作任何改动。",
    "signed_already": "代表已经签名，「{field}」不能再改动；没有作任何改动。",
    "not_by_editing": "本表的“{field}”只能通过送审、签名、归档等步骤改变；没有作任何改动。",
    "origin_not_yours": "代表意见的来源不能改动；没有作任何改动。",
    "remarks_not_yours": "只有领导在审核时可以作标注；没有作任何改动。",
    "remark_damaged": "标注的内容不完整，没有保存；表的内容没有改动。",
    "takes_no_ink": "「{field}」不是签名、盖章的地方；没有作任何改动。",
    "signature_unbound": "「{field}」的签名没有写明签的是什么内容，没有采用；请重新签名。",
    "sheet_locked": "本表（或以前一次办理）已由代表签名，属于档案，不能删除；没有作任何改动。",
}

FILLING: Mapping[str, str] = {**_CHECKS, **_VALUES, **_CHANGES, **_SIGNATURES, **_COURSE}
