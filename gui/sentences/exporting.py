"""Export, print, verification, and the ink that goes on paper."""

from __future__ import annotations

from collections.abc import Mapping

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
    "sheet_has_errors": "有 {count} 处须改正（{fields}），没有继续；请先改正。需要纸样时可以导出草稿。",
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

_CERTIFIED = {
    "pades_missing": (
        "没有签章，也没有导出文件：本机尚未安装签章组件。"
        '请在本程序文件夹中运行 python -m pip install "{extra}" 后再试；不签章仍可照常导出。'
    ),
    "certificate_unreadable": (
        "证书文件“{file}”无法使用：不是带私钥的 PKCS#12 证书（.p12、.pfx），或所用算法不受支持。没有导出任何文件。"
    ),
    "certificate_passphrase_missing": "证书“{file}”设有口令，没有给出口令，没有导出任何文件。",
    "certificate_passphrase_wrong": "证书“{file}”的口令不对，没有导出任何文件，请重新输入。",
    "certificate_expired": "证书“{file}”不在有效期内（{begin} 至 {end}），没有导出任何文件。请换用有效的证书。",
    "pades_failed": "签章没有完成，这份文件没有写入（{detail}）。记录不受影响，可不签章导出后再试。",
    "round_unknown": "没有第 {round} 次办理：这张表到目前为止共办理 {rounds} 次。没有导出任何文件。",
    "no_deputies": "请至少选择一位代表，没有导出任何文件。",
    "verify_same_round": "一致：与第 {round} 次办理的记录相同（该次办理已锁定，现已重办）。",
    "verify_same_signed": "一致：与当前记录相同；证书签章完好，签章单位：{signer}（{when}）。证书是否可信，请以发证机构为准。",
    "verify_same_round_signed": "一致：与第 {round} 次办理的记录相同；证书签章完好，签章单位：{signer}（{when}）。",
    "verify_signed_changed_since": "文件完整，签章完好（{signer}，{when}），但导出以后记录又有改动，请重新导出。",
    "verify_signature_broken": "不一致：证书签章与文件内容不符，文件在签章后被改动过。请勿使用，可由记录重新导出。",
    "verify_signed_and_changed": "不一致：文件中除签章外还添加了其他内容，所见可能与记录不同。请勿使用，可由记录重新导出。",
    "verify_signature_unchecked": (
        "文件开头与记录相同，但其后带有签章，本机未安装签章组件，无法核对。"
        '请在本程序文件夹中运行 python -m pip install ".[pades]" 后再核对。'
    ),
    "verify_paper_same_round": "一致：纸面与第 {round} 次办理的记录相同（现已重办）。",
    "picture_blank": "图片里没有找到签名或印章的笔迹（只有纸面），没有采用；请换一张清晰的照片或扫描件，原表没有改动。",
}

EXPORTING: Mapping[str, str] = {**_EXPORTS, **_SIGNED, **_CERTIFIED}
