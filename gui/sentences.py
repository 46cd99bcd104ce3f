"""The sentences of every code: what was not done, and what is still safe. Kept by subject; wording.py fills them in."""

from __future__ import annotations

from collections.abc import Mapping

_CHECKS = {
    "required": "「{field}」尚未{kind}。",
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
    "fill_shape": '填写文件的结构不对（{key}），应为 {{"answers": {{…}}, "reply": "…"}}；没有作任何改动。',
    "fill_key": "填写文件中有不认识的项“{key}”，要改的写在 answers 和 reply 中；没有作任何改动。",
    "fill_differs": "填写文件中的“{key}”与这张表不同：只能改 answers 和 reply；没有作任何改动。",
    "fill_not_json": "{file} 不是 UTF-8 编码的 JSON 文件，没有作任何改动。",
    "no_reply": "这种表没有答复意见，不能填 reply；没有作任何改动。",
    "reply_twice": "答复意见在 answers 和 reply 中各写了一次，请只留一处；没有作任何改动。",
}

_STORE = {
    "disk_full": "磁盘已满，没有写入 {path}；原有内容没有改动。请腾出空间后重试。",
    "not_writable": "没有写入 {path} 的权限（或磁盘只读），没有写入；原有内容没有改动。",
    "write_failed": "没有写入 {path}（{reason}）；原有内容没有改动。",
    "read_only": "数据文件夹 {path} 是以只读方式打开的，没有作任何改动。",
    "print_settings_unreadable": "打印设置 {path} 无法读取，已改用默认的字体和选项；表的内容不受影响。",
    "no_locks": "数据文件夹 {path} 所在的磁盘不支持加锁，没有打开。请改用本机磁盘上的文件夹。",
    "data_in_use": "数据文件夹 {path} 正由另一个窗口或程序使用，没有作任何改动。请先关闭它再试。",
    "data_damaged": "文件 {path} 已损坏，没有读入；文件原样保留。",
    "file_damaged": "文件{path}已损坏或不完整，没有读入；原文件没有改动。",
    "record_damaged": "这份记录已损坏，没有读入；原文件仍在数据文件夹中。",
    "schema_newer": "这张表由更新版本的程序保存，本版本不能打开；文件 {path} 原样保留，没有改动。请升级程序。",
    "older_revision": "这张表已有更新的内容存盘（第 {stored} 次改动），第 {revision} 次改动没有写入；已存的内容没有改动。",
    "unexpected": "程序出现意外情况（{detail}），刚才的操作没有完成。已保存的内容没有改动，可以继续使用。",
    "cancelled": "已取消；此前完成的部分保留。",
}

_SHEETS = {
    "sheet_unknown": "没有编号为“{id}”的表。",
    "id_ambiguous": "有 {count} 张表的编号以“{id}”开头，请多写几位。",
    "sheet_damaged": "表 {id} 的文件已损坏，也没有可用的副本，没有打开；损坏的文件保留在 {path}。",
    "sheet_in_bin": "这张表已在回收站中，没有保存；请先从回收站恢复，再继续填写。",
    "not_in_bin": "回收站中没有这张表，没有作任何改动。",
    "version_unknown": "没有找到这个历史版本；现有内容没有改动。",
    "not_restored": "本表处于“{stage}”阶段，不能恢复历史版本；内容没有改动。",
    "sheet_lost": "表 {id} 的文件已损坏，没有可用的副本；损坏的文件保留在 {path}。",
    "sheet_recovered_from_copy": "「{title}」的文件已损坏，已改用上一次保存的副本（{saved}）；损坏的文件保留在 {path}。",
    "sheet_recovered_from_version": "「{title}」的文件已损坏，已改用最近的历史版本（{saved}）；损坏的文件保留在 {path}。",
    "index_not_written": "台账索引没有写入，不影响已保存的内容；下次启动会自动重建。",
    "version_not_kept": "这次没有留下历史版本；内容本身已保存。",
    "history_not_written": "这次操作没有记入办理记录；内容本身已保存。",
}

_TEMPLATES = {
    "wrong_template": "本表使用的模板是“{record}”，不能用“{template}”打开；内容没有改动。",
    "template_refused": "模板有误，没有使用：{file}：{key}：{reason}",
    "template_unknown": "没有安装模板“{template}”，这张表暂时不能打开；内容没有改动。",
    "no_template": "没有可用的模板，没有新建或导入。请检查程序的 templates 文件夹。",
}

_FILES = {
    "file_missing": "找不到文件 {file}，没有读入。",
    "file_unreadable": "文件 {file} 无法读取（{reason}），没有读入。",
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
    "not_recognised": "没有认出表或答复函，全部文字放在“案卷”的“未归入的内容”中。",
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

_EXPORTS = {
    "character_without_font": (
        "「{field}」第 {position} 字“{character}”现有字体里都没有，打印时画成带叉的方框；"
        "文字本身已保存，安装含有该字的字体后即可正常显示。"
    ),
    "font_file_unusable": "字体文件 {path} 不能用于{role}（{why}），没有采用；文字内容不受影响。",
    "font_substituted": "{role}：{wanted}{why}，打印时用“{used}”代替。",
    "no_copies": "没有选择要导出的份数，没有导出。",
    "no_such_copy": "没有第 {copy} 份（共 {copies} 份），没有导出。",
    "unknown_format": "不能导出为“{format}”格式，没有导出。",
    "sheet_has_errors": "有 {count} 处须改正（{fields}），没有导出；可先改正，或导出草稿。",
    "no_printer": "没有找到打印机，没有打印。可先导出 PDF，再到有打印机的电脑上打印。",
    "not_exported": "{file} 中没有本程序导出的标记，无法核对。",
    "no_code": "这不是校验码，也不是本程序的二维码内容，没有核对。校验码是 16 位字母和数字，如 7K3Q-M2XD-0H5V-9RTA。",
    "verify_paper_same": "校验码一致：纸上的内容与记录相同。",
    "verify_paper_differs": "校验码不一致：纸上的内容与现在的记录不同，可能在打印之后改动过。",
    "verify_same": "文件与记录一致。",
    "verify_changed_since": "文件本身完整，但导出之后这张表又有改动，请重新导出。",
    "verify_not_same_bytes": "文件自称与记录一致，但内容与重新生成的不同：可能换了字体或程序版本，也可能被改动过，请重新导出。",
    "verify_differs": "文件与记录不一致：可能被改动过，或导出后记录有改动。",
}

_SIGNED = {
    "unknown_signature": "「{field}」的签名由新版本程序写下，本版本不认识，没有导出；签名和原表都完好，请升级后再导出。",
    "signature_damaged": "「{field}」保存的签名数据已损坏，无法画出，没有导出；其余内容完好，请重新签名。",
    "signature_bad_numbers": "「{field}」的签名含有不可能的数值，无法画出，没有导出；其余内容完好，请重新签名。",
    "signature_too_long": "「{field}」的签名笔画过多（上限 {limit} 点），没有采用；请清除后重新签名。",
    "signature_empty": "「{field}」没有写下签名（只有一个点或没有笔画），不能作为签名；请重新签名，或留空待手签。",
    "picture_missing": "「{field}」的印章或签名图样找不到，没有导出；原表没有改动，请重新放入图样，或留空盖章。",
    "picture_unreadable": "这个文件不是可用的 PNG 或 JPEG 图片（可能已损坏或只是改了名），没有采用；原表没有改动。",
    "picture_too_large": "图片太大，没有采用（上限 {limit} 百万像素、32 MB）；请缩小后再用，原表没有改动。",
}

_BACKUPS = {
    "no_backup": "{file} 不是本程序的备份文件，没有恢复；现有数据没有改动。",
    "backup_damaged": "备份文件 {file} 已损坏（{entry}），没有恢复；现有数据没有改动。",
    "backup_refused": "备份文件 {file} 含有不应有的内容（{entry}），没有恢复；现有数据没有改动。",
    "backup_newer": "备份文件 {file} 由更新版本的程序生成，没有恢复；现有数据没有改动。请升级程序。",
    "backup_too_large": "备份文件 {file} 展开后大得不正常，没有恢复；现有数据没有改动。",
    "restore_unfinished": "上次从备份恢复时被中断，请先打开一次窗口，让它自动完成。",
    "restore_stopped": "从备份恢复没有全部完成（{reason}），暂不能改动；新旧数据都在。请排除原因后重新打开程序，会自动完成。",
}

SENTENCES: Mapping[str, str] = {
    **_CHECKS,
    **_VALUES,
    **_CHANGES,
    **_STORE,
    **_SHEETS,
    **_TEMPLATES,
    **_FILES,
    **_READING,
    **_EXPORTS,
    **_SIGNED,
    **_BACKUPS,
}
