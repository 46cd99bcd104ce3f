"""Which fonts may play which role, by the names of their files and families, and where systems keep them. Nothing is opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .faces import FontRole


@dataclass(frozen=True, slots=True)
class Candidate:
    """A font file by its name in lower case, and the family that is meant where the file is a collection."""

    file: str
    family: str = ""


def _files(*names: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(*name.split("|")) for name in names)


OFFICIAL: Mapping[FontRole, tuple[Candidate, ...]] = {
    FontRole.TITLE: _files(
        "方正小标宋简体.ttf", "方正小标宋_gbk.ttf", "fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "fzxbsk.ttf", "fzxbsk--gbk1-0.ttf",
        "fzxiaobiaosong-b05s.ttf", "fzxiaobiaosong-b05.ttf", "fzxiaobiaosong-b05s-regular.ttf",
    ),
    FontRole.BODY: _files(
        "仿宋_gb2312.ttf", "仿宋gb2312.ttf", "fangsong_gb2312.ttf", "simfang_gb2312.ttf", "simfang.ttf", "仿宋.ttf",
        "fangsong.ttf", "stfangsong.ttf", "stfangso.ttf", "华文仿宋.ttf", "方正仿宋简体.ttf", "方正仿宋_gbk.ttf", "fzfsjw.ttf",
        "fzfsjw--gb1-0.ttf", "fzfsk.ttf", "fzfsk--gbk1-0.ttf", "fzfangsong-z02s.ttf",
    ),
    FontRole.HEADING: _files(
        "simhei.ttf", "黑体.ttf", "stxihei.ttf", "方正黑体简体.ttf", "方正黑体_gbk.ttf", "fzhtjw.ttf", "fzhtjw--gb1-0.ttf",
        "fzhtk.ttf", "fzhtk--gbk1-0.ttf", "fzhei-b01s.ttf",
    ),
    FontRole.SUBHEADING: _files(
        "楷体_gb2312.ttf", "楷体gb2312.ttf", "kaiti_gb2312.ttf", "simkai.ttf", "楷体.ttf", "kaiti.ttf", "kaiti.ttc|Kaiti SC",
        "stkaiti.ttf", "华文楷体.ttf", "方正楷体简体.ttf", "方正楷体_gbk.ttf", "fzktjw.ttf", "fzktjw--gb1-0.ttf", "fzktk.ttf",
        "fzktk--gbk1-0.ttf", "fzkai-z03s.ttf",
    ),
    FontRole.LABEL: _files(
        "simsun.ttc|SimSun", "simsun.ttf", "宋体.ttf", "stsong.ttf", "songti.ttc|Songti SC", "华文宋体.ttf", "方正书宋简体.ttf",
        "方正书宋_gbk.ttf", "fzssjw.ttf", "fzssjw--gb1-0.ttf", "fzssk.ttf", "fzssk--gbk1-0.ttf", "fzshusong-z01s.ttf",
    ),
}  # fmt: skip
"""The fonts that GB/T 9704-2012 means, by role, best first."""

OFFICIAL_FAMILIES: Mapping[FontRole, tuple[str, ...]] = {
    FontRole.TITLE: (
        "方正小标宋简体", "方正小标宋_gbk", "fzxiaobiaosong-b05s", "fzxiaobiaosong-b05", "方正小标宋", "小标宋体", "小标宋",
    ),
    FontRole.BODY: (
        "仿宋_gb2312", "fangsong_gb2312", "仿宋", "fangsong", "华文仿宋", "stfangsong", "方正仿宋简体", "fzfangsong-z02s",
        "方正仿宋_gbk", "fzfangsong-z02", "方正仿宋_gb2312", "汉仪仿宋简",
    ),
    FontRole.HEADING: (
        "黑体", "simhei", "方正黑体简体", "fzhei-b01s", "方正黑体_gbk", "fzhei-b01", "华文黑体", "stheiti", "heiti sc",
        "汉仪中黑简",
    ),
    FontRole.SUBHEADING: (
        "楷体_gb2312", "kaiti_gb2312", "楷体", "kaiti", "华文楷体", "stkaiti", "kaiti sc", "方正楷体简体", "fzkai-z03s",
        "方正楷体_gbk", "fzkai-z03", "方正楷体_gb2312", "汉仪楷体简",
    ),
    FontRole.LABEL: (
        "宋体", "simsun", "新宋体", "nsimsun", "华文宋体", "stsong", "songti sc", "方正书宋简体", "fzshusong-z01s",
        "方正书宋_gbk", "fzshusong-z01", "汉仪书宋一简",
    ),
}  # fmt: skip
"""The same fonts by their families in small letters: asked where no file has one of the usual names."""

_SERIF = _files(
    "sourcehanserifsc-regular.otf", "sourcehanserifcn-regular.otf", "notoserifcjksc-regular.otf", "notoserifsc-regular.otf",
    "notoserifcjk-regular.ttc|Noto Serif CJK SC",
)  # fmt: skip
_SANS = _files(
    "sourcehansanssc-regular.otf", "sourcehansanscn-regular.otf", "notosanscjksc-regular.otf", "notosanssc-regular.otf",
    "notosanscjk-regular.ttc|Noto Sans CJK SC",
)  # fmt: skip
OPEN: Mapping[FontRole, tuple[Candidate, ...]] = {
    role: _SANS if role is FontRole.HEADING else _SERIF for role in FontRole
}  # fmt: skip
"""Open fonts in their place, where the system has them; behind these stands the bundled one."""

RARE = _files(
    "simsunextg.ttf", "simsunb.ttf", "mingliub.ttc|MingLiU-ExtB", "plangothicp1-regular.ttf", "plangothicp2-regular.ttf",
    "hanaminb.ttf", "hanamina.ttf", "notosanscjk-regular.ttc|Noto Sans CJK SC", "notosanssymbols2-regular.ttf", "seguisym.ttf",
    "symbola.ttf", "dejavusans.ttf",
)  # fmt: skip
"""Fonts with rare characters and signs, asked when no other has one."""


def installed() -> dict[str, Path]:
    """Return the font files of this machine by their names in lower case; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for path, _, names in os.walk(folder):
            for name in names:
                if name.lower().endswith((".ttf", ".ttc", ".otf", ".otc")):
                    found.setdefault(name.lower(), Path(path, name))
    return found


def _folders() -> Iterator[Path]:
    """Folders of fonts, the user's own first: a bureau that bought 方正小标宋 often installs it for one user."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"), "Microsoft", "Windows", "Fonts")
        yield Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
    elif sys.platform == "darwin":
        yield home / "Library" / "Fonts"
        yield Path("/Library/Fonts")
        yield Path("/System/Library/Fonts")
        yield Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts")
    else:
        yield Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"), "fonts")
        yield home / ".fonts"
        yield Path("/usr/local/share/fonts")
        yield Path("/usr/share/fonts")
