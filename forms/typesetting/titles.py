"""Titles over letters: centred lines of like length, broken at sense, no character alone (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from itertools import pairwise

from .breaking import TextLine, break_at, break_paragraph, unit_ends
from .faces import FontRole
from .fonts import FontShelf
from .measures import TITLE_SIZE

_LONGEST = 3000
"""Longer titles are broken where they must be: nobody reads their shape."""
_A_LINE = 1e6
_NO_SENSE, _AWKWARD = 14.0, 40.0
_GOOD_END = frozenset("，、；：。！？》〉”）」』】〕 \u3000")
_FAIR_END = frozenset("的和与及或并对关于把将等")
_GOOD_START = frozenset("《〈“（「『【〔")
_BAD_START = frozenset("的了着过们等性化")

_TWO_BY_TWO = (
    "关于加强加快加大推进推动促进提升提高完善优化规范落实开展进行建立建设建议答复意见情况工作总结经验交流全区全市全县基层社区街道治理能力水平管理服务保障发展改造改革创新设施公共养老教育医疗卫生文化体育交通"
    "道路停车小区老旧居民群众人民代表大会政府部门单位政策措施机制制度体系平台资源环境生态保护安全监管整治问题解决处理支持扶持鼓励引导企业产业经济市场人才就业创业科技数字信息智慧城市乡村农村农业农民振兴基础"
    "综合重点项目资金补贴标准质量队伍培训宣传防疫抗疫疫情防控饮水供水排水河道绿化垃圾分类物业业主电梯加装儿童青年妇女老人残疾志愿公益法治执法司法调解矛盾纠纷应急消防食品药品办理回复议案提案原案要求部分"
)
_WORDS = frozenset(_TWO_BY_TWO[start : start + 2] for start in range(0, len(_TWO_BY_TWO), 2))
"""Words of two characters that titles of this trade are full of: a line should not end inside one."""


def break_title(title: str, width: float, shelf: FontShelf) -> list[TextLine]:
    """Return the lines of a title of 22 pt on a block of `width` points; none for no title."""
    if not title:
        return []
    greedy = break_paragraph(title, 0, width, TITLE_SIZE, FontRole.TITLE, shelf, justify=False)
    if len(greedy) == 1 or len(title) > _LONGEST:
        return greedy
    cuts = _even_cuts(title, width / TITLE_SIZE, len(greedy), shelf)
    return break_at(title, cuts, width, TITLE_SIZE, FontRole.TITLE, shelf) if cuts else greedy


def _even_cuts(title: str, width: float, lines: int, shelf: FontShelf) -> list[int]:
    """Return the cuts of the cheapest way to set the title, [] where a unit is wider than a line. Widths are ems."""
    advances = shelf.advances(FontRole.TITLE)
    ends = [0, *unit_ends(title)]
    widths = [0.0]
    for begin, end in pairwise(ends):
        widths.append(widths[-1] + sum(advances[char] for char in title[begin:end]))
    aim = widths[-1] / lines
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(ends)):
        costs = []
        for begin in range(end - 1, -1, -1):
            taken = widths[end] - widths[begin]
            if taken > width:
                break
            costs.append((best[begin][0] + _A_LINE + (taken - aim) ** 2 + _break_cost(title, ends[end]), begin))
        if not costs:
            return []
        best.append(min(costs))
    return _walk_back(best, ends)


def _walk_back(best: list[tuple[float, int]], ends: list[int]) -> list[int]:
    cuts: list[int] = []
    at = best[-1][1]
    while at:
        cuts.append(ends[at])
        at = best[at][1]
    return cuts[::-1]


def _break_cost(title: str, end: int) -> float:
    """Return how much a break hurts the sense: least behind a mark or before a book title, most before 的."""
    if end == len(title) or title[end - 1] in _GOOD_END or title[end] in _GOOD_START:
        return 0.0
    if title[end] in _BAD_START or title[end - 1 : end + 1] in _WORDS:
        return _AWKWARD
    return _NO_SENSE / 2 if title[end - 1] in _FAIR_END else _NO_SENSE
