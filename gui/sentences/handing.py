"""People and PINs, the visit, and packages from machine to machine."""

from __future__ import annotations

from collections.abc import Mapping

_OFFICE = {
    "people_unreadable": "人员设置文件无法读取，已原样移到 {path}；各张表没有改动。人员和密码需要重新设置。",
    "people_replaced": "人员或密码与上次记录的不同：人员设置文件可能被替换，或恢复了别的备份。请打开“人员与密码”核对。",
    "people_gone": "人员设置文件不见了，原来设置的人员和密码都不再起作用；各张表没有改动。请打开“人员与密码”重新设置。",
    "people_line": "内容超过 {limit} 字，没有保存；原有人员设置没有改动。",
    "people_many": "人员超过 {limit} 位，没有保存；原有人员设置没有改动。",
    "phrases_many": "常用语超过 {limit} 条，没有再增加；已有的常用语没有改动。",
    "person_unknown": "没有找到这位人员，没有作任何改动。请重新打开“人员与密码”再试。",
    "pin_form": "密码须为 {shortest} 到 {longest} 位数字；没有改动。",
    "pin_wrong": "密码不对（第 {tries} 次），请再试；没有作任何改动。",
    "pin_wait": "密码多次不对，请等 {seconds} 秒再试；没有作任何改动。",
    "pin_needed": "增减或改名{role}须先输入{role}的密码；没有作任何改动。",
    "recovery_wrong": "恢复码不对（第 {tries} 次），密码没有改动。",
    "scan_kind": "{file} 不是 PDF、JPEG 或 PNG 文件，没有加入；表没有改动。",
    "scan_unreadable": "{file} 已损坏或打不开，没有加入；表没有改动。",
}

_VISITS = {
    "visit_unreadable": "上次未结束的面商记录 {path} 无法读取，已另存；代表已经勾选、填写的内容都在表中，没有丢失。",
    "visit_not_now": "本表处于“{stage}”阶段，还不能面商；没有作任何改动。领导签发后才能面商。",
    "visit_done": "{deputy}代表的意见已经签名确认或据寄回纸质表录入，不能再次面商；没有作任何改动。",
    "scans_many": "{file} 没有加入：一次最多 {limit} 个扫描件。已加入的保留。",
}

_PACKAGES = {
    "passphrase_file_empty": "{file} 中没有口令，没有作任何改动；口令写在文件的第一行。",
    "passphrase_file_too_large": "{file} 超过 {limit} KB，不是口令文件，没有作任何改动；口令写在文件的第一行。",
    "no_package": "{file} 不是交接包（.rsheet），没有打开；现有数据没有改动。",
    "package_is_backup": "{file} 是备份，不是交接包，没有打开；现有数据没有改动。恢复备份请用「恢复」。",
    "package_encrypted": "交接包 {file} 设有口令，请输入口令后再打开；现有数据没有改动。",
    "package_passphrase_wrong": "口令不对，交接包 {file} 没有打开；现有数据没有改动。",
    "package_newer": "交接包 {file} 由更新版本的程序生成，没有打开；现有数据没有改动。请升级程序。",
    "package_damaged": "交接包 {file} 已损坏或不完整，没有打开；现有数据没有改动。请重新拷贝，或请对方重新打包。",
    "package_refused": "交接包 {file} 里有不该有的内容（{entry}），没有打开；现有数据没有改动。",
    "package_too_large": "交接包 {file} 展开后过大，没有打开；现有数据没有改动。",
    "package_history_broken": "交接包里「{title}」的办理记录在第 {line} 行断开，可能被改动过，没有打开；现有数据没有改动。",
    "package_not_lawful": "交接包里的内容与办理记录不符（{label}），可能被改动过，没有打开；现有数据没有改动。",
    "package_other_round": (
        "「{title}」在两台电脑上不是同一次办理（包内为第 {round} 次，本机为第 {stored} 次），各有改动，"
        "没有合并；现有数据没有改动。"
    ),
    "package_other_history": "包内「{title}」的办理记录与本机同一张表毫无关联，没有打开；现有数据没有改动。",
    "package_template_newer": (
        "交接包里的表用的是更新的模板「{template}」（第 {version} 版，本机是第 {known} 版），没有打开；现有数据没有改动。"
    ),
    "history_too_long": "办理记录过长（超过 {limit} 行），没有打包或打开；现有数据没有改动。",
    "not_ready_for_review": "「{title}」有 {count} 处须改正（{fields}），不能送审，没有打包；所有表都没有改动。",
    "not_for_review": "「{title}」不在起草或审核阶段，不能送审，没有打包；内容没有改动。",
    "not_for_visit": "「{title}」还没有到面商阶段，不能送面商，没有打包；内容没有改动。",
    "not_for_return": "「{title}」没有交接过，不必送回，没有打包；内容没有改动。",
    "nothing_to_pack": "没有选中要打包的表。",
    "packing_too_many": "一个交接包最多放 {limit} 张表，选中了 {count} 张，没有打包。请分几次打包。",
    "packing_too_large": "选中的表和附件合计超过 {limit} MB，没有打包。请分几次打包。",
    "asset_missing": "「{title}」的签名、印章或扫描件在本机缺失，没有打包；其他内容没有改动。请从备份恢复缺失的文件。",
    "history_broken": "「{title}」的办理记录在第 {line} 行断开，别的电脑会拒收，没有打包；表的内容没有改动。",
    "history_silent": (
        "「{title}」的「{field}」与办理记录不符：记录里没有这次改动，"
        "别的电脑会拒收，没有打包。请由填写人重新填写这一栏；表的内容没有改动。"
    ),
    "package_same": "交接包完整，与本机记录一致。",
    "package_earlier": "交接包完整，但打包之后本机上又有改动。",
    "package_later": "交接包完整，比本机新：可以打开合并。",
    "package_differs": "交接包完整，但包内与本机各有改动。",
    "package_signature_void": "交接包完整，但其中有签名已经失效。",
    "package_sheet_unknown": "交接包完整，本机没有其中的表。",
}

HANDING: Mapping[str, str] = {**_OFFICE, **_VISITS, **_PACKAGES}
