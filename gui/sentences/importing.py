"""What cannot be read of a file from outside, and what a reader noticed."""

from __future__ import annotations

from collections.abc import Mapping

_FILES = {
    "file_missing": "找不到文件 {file}，没有读入。",
    "file_unreadable": "文件 {file} 无法读取（{reason}），没有读入。",
    "no_input": "没有标准输入可读（已关闭），没有作任何改动。",
    "not_a_file": "{file} 不是普通文件，没有读入。",
    "file_empty": "文件是空的，没有读入。",
    "unknown_kind": "{suffix} 文件不能导入，没有读入。可以导入 Word 文件（.docx、.doc）和文本文件（.txt）。",
    "not_a_word_file": "这不是完整的 Word 文件（可能已损坏或被改名），没有读入。请在 Word、WPS 中打开后另存为 DOCX 再导入。",
    "old_word_file": "这是旧版 Word 文件，没有读入。请在 Word、WPS 中打开后另存为 DOCX 再导入。",
    "file_encrypted": "文件加了密码，没有读入。请在 Word、WPS 中取消密码后再导入。",
    "file_too_big_inside": "文件展开后大得不正常，没有读入。",
    "xml_not_allowed": "文件含有不允许的内容（外部实体），没有读入。请在 Word、WPS 中打开后另存为 DOCX 再导入。",
    "unknown_encoding": "认不出文件的文字编码，没有读入。请另存为 UTF-8 编码的文本再导入。",
    "not_text": "这不是文本文件，没有读入。",
    "text_too_long": "文件的文字超过 {limit} 字或行数过多，没有读入。请确认选对了文件。",
    "file_too_large": "文件有 {megabytes} MB，超过 {limit} MB 的上限，没有读入。",
    "doc_needs_libreoffice": (
        "{file} 是旧版 Word 文件，没有读入。请安装 LibreOffice，或在 Word、WPS 中打开后“另存为”DOCX 再导入。"
    ),
    "doc_not_converted": "{file} 没能转换成 DOCX，没有读入。请在 Word、WPS 中打开后“另存为”DOCX 再导入。",
}

_READING = {
    "not_recognised": "没有认出办理单或答复意见，全部文字放在“案卷”的“未归入的内容”中。",
    "unplaced_text": "有 {lines} 行文字没有归入任何一栏，放在“案卷”的“未归入的内容”中。",
    "titles_differ": "表上的标题与答复意见中的标题不一致，请核对：表上是“{sheet}”，答复中是“{reply}”。",
    "numbers_differ": "文件中的建议编号不一致：已取 {number}，另有 {others}，请核对。",
    "marks_from_file": "文件中已有他人填写的内容（{labels}），只作为纸质表的抄录，以本人签名的纸质表为准。",
    "two_ticks": "「{label}」打了不止一个“√”（{options}），没有取任何一项，请重新选择。",
    "unclear_tick": "「{label}」的格中有不能辨认的记号，没有作为“√”，请核对。",
    "incomplete_date": "「{field}」“{value}”不是完整的日期，没有取用，放在“未归入的内容”中。",
    "answer_refused": "「{field}」中的“{value}”不能作为这一栏的内容，放在“未归入的内容”中。",
    "copies_differ": "文件中的 {copies} 份不一致（{labels}），以第一份为准，其余放在“未归入的内容”中。",
    "pictures_not_taken": "文件中有 {count} 幅图片（如签名、印章），没有导入。",
}

IMPORTING: Mapping[str, str] = {**_FILES, **_READING}
