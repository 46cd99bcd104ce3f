"""The screen shows what is printed: the same lines, at the same places, on the same pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.template_file import read_template
from forms.typesetting import measures
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out
from forms.typesetting.page import MM, Line, Page, PageKind
from gui.editing import SheetEditing
from gui.paper.overflow_notice import OverflowNotice
from gui.paper.text_editor import TextEditor

STREET = Path(__file__).parents[2] / "templates" / "street-letter" / "sheet.toml"


def seen_lines(editor: TextEditor) -> list[str]:
    """The lines of an editor as they are broken on the screen, without white space and what is nothing else."""
    return [line.strip(" \u3000") for line in all_lines(editor) if line.strip(" \u3000")]


def all_lines(editor: TextEditor) -> list[str]:
    lines = []
    block = editor.document().begin()
    while block.isValid():
        raw = block.text().encode("utf-16-le")
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            lines.append(raw[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le"))
        block = block.next()
    return lines


def seen_places(editor: TextEditor, scale: float) -> list[tuple[float, float]]:
    """Left end and base line of each line with something on it, in points of the canvas."""
    places = []
    block = editor.document().begin()
    while block.isValid():
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.textLength():
                x = editor.x() + layout.position().x() + line.x()
                y = editor.y() + layout.position().y() + line.y() + line.ascent()
                places.append((x / scale, y / scale))
        block = block.next()
    return places


def printed(pages: tuple[Page, ...], name: str) -> list[Line]:
    parts = [part for page in pages for cell in page.cells for part in cell.parts if part.part.field == name]
    return [line for part in parts for line in part.lines]


def letter_lines(pages: tuple[Page, ...]) -> list[list[Line]]:
    """The lines of each page of the reply, without page numbers."""
    return [list(page.lines[:-1]) for page in pages if page.kind is PageKind.REPLY]


def pages_of(hands) -> tuple[Page, ...]:
    sheet = hands.editing.sheet
    return lay_out(sheet.template, sheet.record.answers, FontShelf.bundled()).pages


@pytest.fixture
def real_sheet(put_down: Callable[[SheetEditing], object], template: Template, real: Callable[[str], Path]):
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    body = text[text.rindex("周菁菁代表，您好！") :].strip()
    title = "关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议"
    answers = {"title": title, "handling": body[:300], "reply": body.replace("\n\n", "\n"), "handled_on": "2023-05-06"}
    return put_down(SheetEditing(Sheet(template, Record(id="x", template=template.id, version=1, answers=answers))))


@pytest.mark.parametrize("name", ["title", "handling", "handled_on"])
@pytest.mark.parametrize("zoom", [1.0, 1.37])
def test_answers_stand_on_the_printed_lines(real_sheet, name: str, zoom: float) -> None:
    real_sheet.view.set_zoom(zoom)
    lines = printed(pages_of(real_sheet), name)
    editor = real_sheet.text(name)
    assert seen_lines(editor) == [line.text.strip(" \u3000") for line in lines]
    canvas = editor.parentWidget()
    origin, scale = canvas.stack.origin(0), canvas.stack.scale
    for (x, y), line in zip(seen_places(editor, scale), lines, strict=True):
        assert x == pytest.approx(line.x + origin.x() / scale, abs=1.2 / scale)
        assert y == pytest.approx(line.baseline + origin.y() / scale, abs=1.2 / scale)


def test_the_reply_breaks_lines_and_pages_as_printed(real_sheet) -> None:
    editor = real_sheet.text("reply")
    stack = editor.parentWidget().stack
    expected = [[line for line in page if line.size == measures.BODY_SIZE] for page in letter_lines(pages_of(real_sheet))]
    assert seen_lines(editor) == [line.text.strip(" \u3000") for page in expected for line in page]
    assert stack.count - 2 == len(expected)
    pages = [int((y * stack.scale - stack.origin(2).y()) // stack.step) for _, y in seen_places(editor, stack.scale)]
    assert [pages.count(page) for page in range(len(expected))] == [len(page) for page in expected]


def test_lines_are_as_wide_as_printed(real_sheet) -> None:
    editor = real_sheet.text("reply")
    scale = editor.parentWidget().stack.scale
    layout = editor.document().begin().layout()
    for number in range(1, layout.lineCount() - 1):
        assert layout.lineAt(number).naturalTextWidth() / scale == pytest.approx(156 * MM, abs=2.0)


CHINESE = ["中文", "，", "。", "《", "》", "——", "……", "“", "”", "2023年", "\u3000", "𬭛", "\n"]
FOREIGN = ["ABC", " ", "\xe9", "e\u0301", "(", "fi", "👍🏽"]
PIECES = st.sampled_from(CHINESE + FOREIGN)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(pieces=st.lists(PIECES, max_size=120))
def test_any_text_breaks_as_printed(hands, pieces: list[str]) -> None:
    text = "".join(pieces)
    hands.editing.edit_many({"handling": text, "reply": text}, "填写")
    hands.view.settle()
    pages = pages_of(hands)
    assert seen_lines(hands.text("handling")) == [line.text.strip(" \u3000") for line in printed(pages, "handling")]
    body = [line.text.strip(" \u3000") for page in letter_lines(pages) for line in page]
    assert seen_lines(hands.text("reply")) == body


LINES = ["", " ", "周菁菁代表：", "一、标题", "（一）加强领导。成立专班。", "民政局", "2023年5月6日", "附件：1.名单", "附件1"]


def printed_ends(pages: tuple[Page, ...]) -> list[tuple[int, float, float]]:
    """Page, left end and base line of each line of the reply."""
    found: dict[tuple[int, float], float] = {}
    for page, lines in enumerate(letter_lines(pages)):
        for line in lines:
            if line.size == measures.BODY_SIZE:
                found.setdefault((page, line.baseline), line.x)
    return [(page, x, base) for (page, base), x in found.items()]


def seen_ends(editor: TextEditor) -> list[tuple[int, float, float]]:
    """The same on the screen, of lines with more than blanks."""
    stack = editor.parentWidget().stack
    words = [line for line in all_lines(editor) if line]
    found = []
    for (x, y), words_of_line in zip(seen_places(editor, stack.scale), words, strict=True):
        if words_of_line.strip(" \u3000"):
            page, down = divmod(y * stack.scale - stack.origin(2).y(), stack.step)
            found.append((int(page), x - stack.origin(2).x() / stack.scale, down / stack.scale))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(lines=st.lists(st.one_of(st.sampled_from(LINES), st.integers(1, 90).map("字".__mul__)), max_size=60))
@example(lines=["正文。", "", "宝山区民政局", "", "2023年5月6日", ""])
@example(lines=["", "字" * 25 * 28, "", "", "附件1", "", "名单"])
def test_empty_lines_headings_and_ends_of_a_letter_stand_as_printed(hands, lines: list[str]) -> None:
    answers = {"title": "养老", "handling": "\n".join(lines)[:300], "reply": "\n".join(lines)}
    hands.editing.edit_many(answers, "填写")
    hands.view.settle()
    pages = pages_of(hands)
    assert seen_ends(hands.text("reply")) == [pytest.approx(end, abs=2) for end in printed_ends(pages)]
    entry = hands.text("handling")
    stack = entry.parentWidget().stack
    bases = [line.baseline for line in printed(pages, "handling") if line.role is FontRole.BODY]
    places = zip(seen_places(entry, stack.scale), (line for line in all_lines(entry) if line), strict=True)
    seen = [y - stack.origin(0).y() / stack.scale for (_, y), words in places if words.strip(" \u3000")]
    assert seen[: len(bases)] == pytest.approx(bases, abs=2)


def test_text_that_does_not_fit_says_how_much_goes_on(hands) -> None:
    hands.write("handling", "字" * 900)
    hands.view.settle()
    overflow = max(part.overflow for page in pages_of(hands) for cell in page.cells for part in cell.parts)
    notices = [notice for notice in hands.view.findChildren(OverflowNotice) if notice.words()]
    assert [notice.words() for notice in notices] == [f"超出本页 {overflow} 行，将自动续页"] and notices[0].isVisible()
    assert hands.text("handling").verticalScrollBar().maximum() > 0
    hands.editing.draft("handling", "短")
    hands.view.settle()
    assert not [notice for notice in hands.view.findChildren(OverflowNotice) if notice.isVisible()]


def test_a_title_of_two_lines_moves_the_rest(hands) -> None:
    before = hands.text("proposer").y()
    hands.write("title", "长" * 80)
    hands.view.settle()
    assert hands.text("proposer").y() > before


def test_the_reply_grows_page_by_page(hands) -> None:
    canvas = hands.text("reply").parentWidget()
    assert canvas.stack.count == 3
    hands.editing.draft("reply", "字" * 28 * 22 * 2)
    assert canvas.stack.count == 5
    hands.editing.undo_stack.undo()
    assert canvas.stack.count == 3


def test_over_the_reply_stands_the_title_that_the_pattern_makes(hands) -> None:
    hands.write("title", "关于养老的建议")
    assert hands.text("reply_title").blank == "《关于养老的建议》的答复意见" and hands.text("reply_title").text() == ""


def test_the_caret_of_a_long_reply_stays_in_sight(hands) -> None:
    hands.go("reply")
    bar = hands.view.verticalScrollBar()
    before = bar.value()
    hands.compose(hands.text("reply"), "", "字" * 28 * 30)
    assert bar.value() > before + 500
    caret = hands.text("reply").cursorRect()
    top = hands.text("reply").viewport().mapTo(hands.view.viewport(), caret.topLeft()).y()
    assert 0 <= top < hands.view.viewport().height() and hands.text("reply").verticalScrollBar().value() == 0


@pytest.mark.parametrize("name", ["handling", "handled_on", "reply_title", "phone"])
def test_the_caret_stands_behind_what_was_typed(hands, name: str) -> None:
    editor = hands.write(name, "20 3")
    line = editor.document().begin().layout().lineAt(0)
    assert editor.cursorRect().left() == pytest.approx(line.x() + line.naturalTextWidth(), abs=2)
    assert editor.viewport().rect().contains(editor.cursorRect().center())


def test_another_paper_is_shown_and_filled_without_a_line_of_code(put_down: Callable[[SheetEditing], object]) -> None:
    street = read_template(STREET.read_bytes(), "street")
    hands = put_down(SheetEditing(Sheet(street, Record(id="x", template=street.id, version=street.version))))
    hands.write("subject", "AB")
    hands.write("letter_no", "012")
    hands.click("result.explained")
    hands.write("received_on", "20230506")
    hands.write("answer", "text")
    assert dict(hands.editing.sheet.record.answers) == {
        "subject": "AB", "letter_no": "012", "result": "explained", "received_on": "2023-05-06", "answer": "text",
    }  # fmt: skip
    assert hands.view.findChild(TextEditor, "reply") is None
