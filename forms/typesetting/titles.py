"""Titles over letters: centred lines of like length, broken at sense, no character alone (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from itertools import pairwise

from .breaking import TextLine, break_at, break_paragraph, unit_ends
from .faces import FontRole
from .fonts import FontShelf
from .measures import TITLE_SIZE

_LONGEST = 3000
"""Longer titles are broken where they must be: nobody reads their shape."""
_A_LINE = 1e6
_SHAPED = 3
"""So many lines have a shape to choose: trapezoid or diamond. Two are always one, of four nobody sees it."""
_WAIST = 60.0
_NO_SENSE, _AWKWARD = 14.0, 40.0
_GOOD_END = frozenset("，、；：。！？》〉”）」』】〕 \u3000")
_FAIR_END = frozenset("的和与及或并对关于把将等")
_GOOD_START = frozenset("《〈“（「『【〔")
_BAD_START = frozenset("的了着过们等性化")

_TWO_BY_TWO = (
    "关于加强加快加大推进推动促进提升提高完善优化规范落实开展进行建立建设建议答复意见情况工作总结经验交流全区全市全县基层社区街道治理能力水平管理服务保障发展改造改革创新设施公共养老教育医疗卫生文化体育交通"
    "道路停车小区老旧居民群众人民代表大会政府部门单位政策措施机制制度体系平台资源环境生态保护安全监管整治问题解决处理支持扶持鼓励引导企业产业经济市场人才就业创业科技数字信息智慧城市乡村农村农业农民振兴基础"
    "活动动室长效维护机构组织会议人大政协委员街镇居委村委居家社工医院学校学生教师幼儿托育食堂助餐公交地铁轨道站点线路公路桥梁隧道车辆车位充电电动路口信号噪音噪声油烟污染污水雨水积水防洪河堤水利农田"
    "土地耕地房屋住房住宅租赁动迁征收旧改危房违建拆除燃气供电供热网络通信基站数据系统应用场景文明创建历史风貌遗产旅游景区公园绿地广场健身场馆图书博物菜场商业商圈摊贩超市物流快递外卖金融贷款税收融资招商投资"
    "营商审批监督信访公安警务社保医保护理助残救助低保特困困难婚姻收养少年妇幼后续常态精细一体专业办事事处部分饮水公厕路灯停放共享单车高空抛物防汛防台救援演练宠物犬只垃圾中小学生心理健康急救献血疫苗"
    "多层后疫综合重点项目资金补贴标准质量队伍培训宣传防疫抗疫疫情防控饮水供水排水河道绿化垃圾分类物业业主电梯加装儿童青年妇女老人残疾志愿公益法治执法司法调解矛盾纠纷应急消防食品药品办理回复议案提案原案要求部分"
)
_WORDS = frozenset(_TWO_BY_TWO[start : start + 2] for start in range(0, len(_TWO_BY_TWO), 2))
"""Words of two characters that titles of this trade are full of: a line should not end inside one."""


_COUNTED = re.compile(r"第?[〇零一二三四五六七八九十百\d]+[次届号条期批项个年季]?|[年月]度")
"""A number in words with what it counts: 第五次会议 is not broken before 五 or 次."""


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
    if lines == _SHAPED:
        return _three_lines(title, ends, widths, width)
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


def _three_lines(title: str, ends: list[int], widths: list[float], width: float) -> list[int]:
    """Return the two cuts that cost least; a waist, the middle line shorter than both others, costs most."""
    aim = widths[-1] / 3
    costs = [_break_cost(title, end) for end in ends]
    ways = []
    for first in range(1, len(ends) - 2):
        for second in range(first + 1, len(ends) - 1):
            top, middle, bottom = widths[first], widths[second] - widths[first], widths[-1] - widths[second]
            if max(top, middle, bottom) <= width:
                waist = _WAIST if middle < min(top, bottom) else 0.0
                uneven = sum((taken - aim) ** 2 for taken in (top, middle, bottom))
                ways.append((uneven + costs[first] + costs[second] + waist, first, second))
    return [ends[cut] for cut in min(ways)[1:]] if ways else []


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
    if title[end] in _BAD_START or title[end - 1 : end + 1] in _WORDS or _counts(title, end):
        return _AWKWARD
    return _NO_SENSE / 2 if title[end - 1] in _FAIR_END else _NO_SENSE


def _counts(title: str, end: int) -> bool:
    """True where a break would split a number in words from itself or from what it counts."""
    return any(match.start() < end < match.end() for match in _COUNTED.finditer(title, max(0, end - 12), end + 12))
