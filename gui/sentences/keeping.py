"""What goes wrong with files of the data folder: saving, reading, versions, the bin, backups."""

from __future__ import annotations

from collections.abc import Mapping

_STORE = {
    "disk_full": "磁盘已满，没有写入 {path}；原有内容没有改动。请腾出空间后重试。",
    "not_writable": "没有写入 {path} 的权限（或磁盘只读），没有写入；原有内容没有改动。",
    "write_failed": "没有写入 {path}（{reason}）；原有内容没有改动。",
    "read_only": "数据文件夹 {path} 是以只读方式打开的，没有作任何改动。",
    "print_settings_unreadable": "打印设置 {path} 无法读取，已改用默认的字体和选项；表的内容不受影响。",
    "data_unreachable": "找不到数据文件夹 {path}：路径中的链接互相指向对方，没有作任何改动。请检查链接或换一个文件夹。",
    "target_in_data": "{path} 在数据文件夹 {data} 中，那里只放程序自己的文件，没有写入。请换一个文件夹。",
    "no_locks": "数据文件夹 {path} 所在的磁盘不支持加锁，没有打开。请改用本机磁盘上的文件夹。",
    "data_in_use": "数据文件夹 {path} 正由另一个窗口或程序使用，没有作任何改动。请先关闭它再试。",
    "data_damaged": "文件 {path} 已损坏，没有读入；文件原样保留。",
    "file_damaged": "文件{path}已损坏或不完整，没有读入；原文件没有改动。",
    "record_damaged": "这份记录已损坏，没有读入；原文件仍在数据文件夹中。",
    "schema_newer": "这张表由更新版本的程序保存，本版本不能打开；文件 {path} 原样保留，没有改动。请升级程序。",
    "older_revision": "这张表已有更新的内容存盘（第 {stored} 次改动），第 {revision} 次改动没有写入；已存的内容没有改动。",
    "unexpected": "程序出现意外情况（{detail}），刚才的操作没有完成。已保存的内容没有改动，可以继续使用。",
    "output_lost": "结果没有写到标准输出（{reason}）；命令本身已经执行，已保存的内容不受影响。",
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

_BACKUPS = {
    "backup_is_package": "{file} 是交接包（.rsheet），不是备份，没有恢复；现有数据没有改动。请用「打开交接包」打开它。",
    "no_backup": "{file} 不是本程序的备份文件，没有恢复；现有数据没有改动。",
    "backup_damaged": "备份文件 {file} 已损坏（{entry}），没有恢复；现有数据没有改动。",
    "backup_refused": "备份文件 {file} 含有不应有的内容（{entry}），没有恢复；现有数据没有改动。",
    "backup_newer": "备份文件 {file} 由更新版本的程序生成，没有恢复；现有数据没有改动。请升级程序。",
    "backup_too_large": "备份文件 {file} 展开后大得不正常，没有恢复；现有数据没有改动。",
    "restore_unfinished": "上次从备份恢复时被中断，请先打开一次窗口，让它自动完成。",
    "restore_stopped": "从备份恢复没有全部完成（{reason}），暂不能改动；新旧数据都在。请排除原因后重新打开程序，会自动完成。",
}

_TRAILS = {
    "trail_fits": "办理记录完整：共 {lines} 条，前后衔接，与现在的内容相符。",
    "trail_same": "与本机的办理记录一致：共 {lines} 条，前后衔接，与现在的内容相符。",
    "trail_earlier": "办理记录前后衔接，是本机办理记录中较早的部分（{lines} 条，本机现有 {here} 条）；此后又有新的记录。",
    "trail_later": (
        "办理记录前后衔接，但比本机的多（{lines} 条，本机只有 {here} 条）：可能在别的电脑上又有办理，也可能本机的记录被截短。"
    ),
    "trail_differs": "办理记录从第 {line} 行起与本机的不同，不是本机记录的一部分，可能被改动过。",
    "trail_alone": "办理记录本身前后衔接，但本机没有这张表，无从比对；有没有删改，从这份文件看不出来。",
    "trail_unfit": (
        "现在的内容与办理记录不符：「{label}」是怎么来的，记录里没有，可能有人直接改了文件或截短了记录。现有的内容没有变动。"
    ),
    "trail_fits_office": "人员的办理记录完整：共 {lines} 条，前后衔接，与现在的人员和密码相符。",
    "trail_unfit_office": "现在的人员或密码与办理记录不符：人员设置文件可能被替换，或记录被截短。请打开“人员与密码”核对。",
    "trail_broken": "办理记录第 {line} 行起对不上，可能被改动。",
    "trail_here_broken": "这份文件前后衔接，但本机的办理记录第 {line} 行起对不上，可能被改动，无从比对。",
    "trail_torn": "有 {torn} 行因断电或中断没有写完整，其余不受影响。",
    "trail_lost": "最近一次操作因断电或中断没有记上，内容无误。",
    "trail_empty": "{file} 中没有办理记录，无法核对。",
}

_ASSETS = {
    "asset_too_large": "文件有 {megabytes} MB，超过 {limit} MB 的上限，没有放入；其他内容没有改动。",
}

KEEPING: Mapping[str, str] = {**_STORE, **_SHEETS, **_TEMPLATES, **_BACKUPS, **_ASSETS, **_TRAILS}
