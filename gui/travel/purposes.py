"""What a package is for, in words, and the name of its file: 送审_068号_周菁菁_2026-11-21.rsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from storage.ledger import LedgerRow

from ..naming import numbered, titled

SUFFIX = ".rsheet"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+')
_LONGEST_NAME = 24


class PurposeWords(NamedTuple):
    """`brief` begins file names, `title` heads the dialog, `intro` says what the package is for."""

    brief: str
    title: str
    intro: str


PURPOSES: Mapping[str, PurposeWords] = {
    "review": PurposeWords(
        "送审",
        "制作送审包",
        "交给领导在另一台电脑上审核：对方只能填写审核意见、签名和日期，或者退回。起草中的办理单随打包送审。",
    ),
    "visit": PurposeWords("面商", "制作面商包", "带到面商用的平板上，由代表评价、签名。带回后用“送回包”取回结果。"),
    "return": PurposeWords("送回", "制作送回包", "把在这台机器上填写的内容送回经办人。对方打开后，各人填写的各归各栏。"),
}


def package_name(purpose: str, rows: Sequence[LedgerRow], today: date) -> str:
    """Return the file name proposed for the sheets of `rows`."""
    if len(rows) == 1:
        number, people = rows[0].number, rows[0].proposers
        several = f"{people[0]}等{len(people)}人" if len(people) > 1 else "".join(people)
        about = [numbered(number), several]
    else:
        about = [f"{len(rows)}件"]
    parts = (_UNSAFE.sub("", part)[:_LONGEST_NAME] for part in (PURPOSES[purpose].brief, *about))
    return "_".join([*(part for part in parts if part), today.isoformat()]) + SUFFIX


def sheet_words(row: LedgerRow) -> str:
    """Return a sheet on one line: 068号　周菁菁　标题."""
    known = "　".join(part for part in (numbered(row.number), "、".join(row.proposers), row.title) if part)
    return known or titled("")
