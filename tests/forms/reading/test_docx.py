"""DOCX as Word, WPS and LibreOffice write them, read from the real structure of their tables and runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms.fields import Value
from forms.reading import Reading, read_file
from forms.reading.word.file import read_docx
from forms.template import Template

Word = Callable[..., bytes]
Paper = Callable[..., bytes]

ANSWERS: dict[str, Value] = {
    "title": "关于加强养老服务的建议",
    "proposer": ("张三", "李四"),
    "handling": "张三代表，您好！\n第二段。（请见附件）",
    "phone": "021-56789012",
    "handled_on": "2023-05-06",
    "outcome": "being_solved",
    "disclosure": "withheld",
    "review_opinion": "同意。",
    "reviewed_on": "2023-05-30",
    "satisfaction_result": "understanding",
    "satisfaction_plan": "satisfied",
    "satisfaction_attitude": "dissatisfied",
    "deputy_comments": "很好\n但不够",
    "deputy_signed_on": "2023-06-01",
}
REPLY = [
    "《关于加强养老服务的建议》的答复意见",
    "",
    "张三、李四代表：",
    "正文。",
    "一、标题",
    "",
    "（一）小标题",
    "    正文二。",
]


def texts(data: bytes, *, aside: bool = False) -> list[str]:
    return [line.text for line in read_docx(data).lines if line.aside is aside]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def control(properties: str, text: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>"


def alternative(newer: str, older: str) -> str:
    return f"<mc:AlternateContent><mc:Choice>{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"


def old_box(state: str) -> str:
    return f"<w:r><w:fldChar><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>"


def test_a_filled_sheet_of_merged_cells(paper: Paper, template: Template) -> None:
    reading = read_file("a.docx", paper(template, ANSWERS, REPLY), template)
    answers = dict(reading.answers)
    assert answers.pop("reply") == "张三、李四代表：\n正文。\n一、标题\n（一）小标题\n正文二。"
    assert answers.pop("reply_title") == REPLY[0]
    assert answers == ANSWERS
    assert reading.remainder == ""


@pytest.mark.parametrize("name", ["adopted", "under_study", "for_reference", "solved", "being_solved", "hard_to_solve"])
def test_each_outcome(name: str, paper: Paper, template: Template) -> None:
    assert read_file("a.docx", paper(template, {"outcome": name}), template).answers == {"outcome": name}


@pytest.mark.parametrize("name", ["proactive_full", "proactive_summary", "on_request_full", "on_request_summary", "withheld"])
def test_each_disclosure_though_its_boxes_stand_in_a_row_below(name: str, paper: Paper, template: Template) -> None:
    assert read_file("a.docx", paper(template, {"disclosure": name}), template).answers == {"disclosure": name}


def test_boxes_without_one_cell_are_found_under_their_labels(word: Word, template: Template) -> None:
    def row(*cells: tuple[str, int]) -> str:
        inner = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(text)}</w:tc>' for text, span in cells)
        return f"<w:tr>{inner}</w:tr>"

    body = (
        row(("办理复文公开属性的分类（请在5个选项中选择1项用“√”表示）", 10))
        + row(("主动公开", 4), ("依申请公开", 4), ("不公开", 2))
        + row(("全文公开", 2), ("摘要公开", 2), ("全文公开", 2), ("摘要公开", 2), ("", 2))
        + row(("", 4), ("√", 2), ("", 2), ("", 2))
    )
    reading = read_file("a.docx", word(f"<w:tbl>{body}</w:tbl>"), template)
    assert (reading.answers, reading.remainder) == ({"disclosure": "on_request_full"}, "")


def test_runs_breaks_tabs_and_special_hyphens(word: Word) -> None:
    run = "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:softHyphen/><w:cr/></w:r>"
    assert texts(word(f"<w:p>{r('甲')}{run}{r('丁')}</w:p>")) == ["甲 乙", "丙-", "丁"]


def test_insertions_are_taken_and_deletions_are_not(word: Word) -> None:
    body = (
        f"<w:p><w:ins>{r('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom>{r('从')}</w:moveFrom>"
        f"<w:moveTo>{r('到')}</w:moveTo><w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag>{r('标签')}</w:smartTag></w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删去的行')}</w:tc></w:tr><w:tr><w:tc>{p('留下的行')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(word(body)) == ["新到链接标签", "留下的行"]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="0050"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "\uf0b7"),
        ('<w:r><w:sym w:font="Symbol" w:char="none"/></w:r>', ""),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>', "☑"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>R</w:t></w:r>', "R"),
        (control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒"), "☑"),
        (control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "☐"), "☐"),
        (control("<w:text/>", "内容"), "内容"),
        (control("<w:showingPlcHdr/>", "单击此处"), ""),
        (old_box('<w:default w:val="0"/><w:checked/>'), "☑"),
        (old_box('<w:default w:val="0"/>'), "☐"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r>', "3"),
        (alternative(r("新"), r("旧")), "新"),
        (f"<w:r><w:ruby><w:rt>{r('zhe')}</w:rt><w:rubyBase>{r('喆')}</w:rubyBase></w:ruby></w:r>", "喆"),
    ],
)  # fmt: skip
def test_symbols_boxes_and_controls(run: str, text: str, word: Word) -> None:
    assert texts(word(f"<w:p>{run}</w:p>")) == [text]


def test_a_box_that_is_a_content_control_is_a_tick(word: Word, tiny: Template) -> None:
    def box(on: int) -> str:
        ticked = f'<w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox>'
        return f"<w:tc><w:p>{control(ticked, '')}</w:p></w:tc>"

    labels = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("办结", "未办结", "部分办结"))
    body = f"<w:tbl><w:tr>{labels}</w:tr><w:tr>{box(0)}{box(1)}{box(0)}</w:tr></w:tbl>"
    assert read_file("a.docx", word(p("某街道回访单") + body), tiny).answers == {"result": "no"}


def test_nested_tables_and_wrapped_rows_keep_their_order(word: Word) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('内一')}</w:tc><w:tc>{p('内二')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:sdt><w:sdtContent><w:tc>{p('控件')}</w:tc></w:sdtContent></w:sdt>"
    wrapped = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    data = word(f"<w:tbl><w:tr><w:tc>{p('外一')}{inner}{p('外二')}</w:tc></w:tr>{wrapped}</w:tbl>{p('后')}")
    lines = read_docx(data).lines
    assert [line.text for line in lines] == ["外一", "内一", "内二", "外二", "控件", "后"]
    assert lines[0].cell == lines[3].cell != lines[1].cell != lines[2].cell
    assert lines[-1].cell == 0


def test_a_cell_that_goes_on_a_merged_one_is_empty_and_hides_nothing(word: Word) -> None:
    def cell(merge: str, text: str) -> str:
        return f"<w:tc><w:tcPr><w:vMerge{merge}/></w:tcPr>{p(text)}</w:tc>"

    above, below = cell(' w:val="restart"', "上"), cell("", "藏")
    data = word(f"<w:tbl><w:tr>{above}</w:tr><w:tr>{below}</w:tr></w:tbl>")
    assert (texts(data), texts(data, aside=True)) == (["上", ""], ["藏"])


def test_what_stands_aside_is_left_over_once(word: Word, template: Template) -> None:
    shape = (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('文本框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = f"<w:p>{r('张三代表：')}{r('隐藏', '<w:vanish/>')}{shape}</w:p>" + p("正文。")
    rule = '<w:footnote w:type="separator"><w:p/></w:footnote>'
    parts = {
        "header1": f"<w:hdr NS>{p('内部资料')}{p('第1份，共4份 · 承办单位存')}</w:hdr>",
        "header2": f"<w:hdr NS>{p('内部资料')}{p('第1份，共4份 · 承办单位存')}</w:hdr>",
        "footer1": f"<w:ftr NS>{p('— 1 —')}{p('草稿')}{p('2')}</w:ftr>",
        "footnotes": f"<w:footnotes NS>{rule}<w:footnote>{p('脚注')}</w:footnote></w:footnotes>",
        "comments": f"<w:comments NS><w:comment>{p('批注')}</w:comment></w:comments>",
    }
    reading = read_file("a.docx", word(body, parts), template)
    assert reading.answers["reply"] == "张三代表：\n正文。"
    assert sorted(reading.remainder.split("\n")) == sorted(["隐藏", "文本框", "内部资料", "脚注", "批注"])


def test_pictures_are_told_of(word: Word, template: Template) -> None:
    reading = read_file("a.docx", word(f"<w:p>{r('张三代表：')}<w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"), template)
    assert reading.warned("pictures_not_taken") == {"count": 1}


def test_strict_files_are_read_too(zipped: Callable[..., bytes]) -> None:
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = zipped({"word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{p("严格")}</w:body></w:document>'})
    assert texts(data) == ["严格"]


NUMBERING = (
    '<w:numbering NS><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


@pytest.mark.parametrize(
    ("form", "pattern", "start", "expected"),
    [
        ("chineseCountingThousand", "%1、", 1, ["一、甲", "二、乙"]),
        ("japaneseCounting", "（%1）", 9, ["（九）甲", "（十）乙"]),
        ("chineseCounting", "%1、", 19, ["十九、甲", "二十、乙"]),
        ("chineseCounting", "%1、", 99, ["九十九、甲", "一〇〇、乙"]),
        ("decimal", "%1.", 1, ["1.甲", "2.乙"]),
        ("decimalEnclosedCircle", "%1", 1, ["①甲", "②乙"]),
        ("decimalFullWidth", "%1、", 1, ["１、甲", "２、乙"]),
        ("lowerLetter", "%1)", 1, ["a)甲", "b)乙"]),
        ("upperRoman", "%1.", 3, ["III.甲", "IV.乙"]),
        ("lowerRoman", "%1.", 39, ["xxxix.甲", "xl.乙"]),
        ("bullet", "\uf0b7", 1, ["甲", "乙"]),
    ],
)
def test_numbers_that_word_puts_in_front_by_itself(
    form: str, pattern: str, start: int, expected: list[str], word: Word
) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    data = word(p("甲", number) + p("乙", number), {"numbering": NUMBERING.format(levels=level)})
    assert texts(data) == expected


def test_numbers_of_several_levels_by_style(word: Word) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, text in enumerate(("%1.", "%1.%2."))
    )
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    styles = f'<w:styles NS><w:style w:styleId="H"><w:pPr>{numbered}</w:pPr></w:style></w:styles>'
    top, below = '<w:numPr><w:numId w:val="3"/></w:numPr>', '<w:pStyle w:val="H"/>'
    body = p("甲", top) + p("乙", below) + p("丙", below) + p("丁", top) + p("戊", below)
    data = word(body, {"numbering": NUMBERING.format(levels=levels), "styles": styles})
    assert texts(data) == ["1.甲", "1.1.乙", "1.2.丙", "2.丁", "2.1.戊"]


def test_our_own_styles_say_what_is_reply_and_what_goes_on(word: Word, tiny: Template, template: Template) -> None:
    def styled(text: str, style: str) -> str:
        return p(text, f'<w:pStyle w:val="{style}"/>')

    labels = "".join(
        f"<w:tr><w:tc>{p(text)}</w:tc><w:tc>{p(value)}</w:tc></w:tr>" for text, value in (("标  题", "事"), ("提出人", "张三"))
    )
    cell = "".join(p(text) for text in ("办理情况：", "第一段", "第二段的上半", "经办人签名：", "联系电话：", "承办单位盖章："))
    body = (
        f"<w:tbl>{labels}<w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"
        + p("续页 1")
        + p("标题：事")
        + p("办理情况（续）：")
        + styled("，下半", "ContinuationRest-handling")
        + styled("  第三段", "Continuation-handling")
        + styled("续页 2", "ContinuationHeading")
        + styled("第四段", "Continuation-handling")
        + styled("《事》的答复意见", "ReplyTitleMade")
        + styled("张三代表：", "ReplyBody")
        + styled("一、标题", "ReplyHeading1")
        + styled("", "ReplyBlank")
        + styled("　　正文", "ReplyBody")
    )
    reading: Reading = read_file("a.docx", word(body), template)
    assert reading.answers == {
        "title": "事",
        "proposer": ("张三",),
        "handling": "第一段\n第二段的上半，下半\n  第三段\n第四段",
        "reply": "张三代表：\n一、标题\n\n　　正文",
    }
    assert reading.remainder == ""


def test_what_a_colleague_adds_to_our_reply_in_another_style_is_part_of_it(word: Word, template: Template) -> None:
    styled = p("张三代表：", '<w:pStyle w:val="ReplyBody"/>') + p("加的一段。") + p("末段。", '<w:pStyle w:val="ReplyBody"/>')
    sheet = "".join(f"<w:tr><w:tc>{p(text)}</w:tc><w:tc>{p('')}</w:tc></w:tr>" for text in ("标  题", "提出人", "办理情况："))
    caption = p("提出人：张三", '<w:pStyle w:val="ContinuationHeading"/>')
    header = {"header1": f"<w:hdr NS>{p('草稿 · 第1份，共4份 · 承办单位存')}{caption}</w:hdr>"}
    reading = read_file("a.docx", word(f"<w:tbl>{sheet}</w:tbl>{styled}", header), template)
    assert reading.answers == {"reply": "张三代表：\n加的一段。\n末段。"}
    assert reading.remainder == ""
