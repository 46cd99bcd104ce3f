"""The list of sheets and the search over it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from forms.fields import Role
from gui.ledger.delegate import two_lines
from gui.ledger.following import LedgerFollowing
from gui.ledger.model import LedgerModel, awaited_brief, awaited_words, due_words
from gui.ledger.panel import LedgerPanel
from gui.main_window import MainWindow
from gui.tasks import TaskRunner
from storage.desk import Desk
from storage.ledger import LedgerRow

TODAY = date(2026, 3, 2)


def row(number: str, title: str = "关于", due: int | None = None, stage: str = "drafting") -> LedgerRow:
    day = None if due is None else TODAY + timedelta(days=due)
    return LedgerRow(f"id{number}", number, title, ("周菁菁",), stage, 1, day, "2026-03-01T00:00:00+00:00")


ROWS = [row("068", "关于防疫的建议", 5), row("091", "关于饮水的建议", -2), row("102")]


def find(words: str) -> Sequence[str]:
    return [one.id for one in ROWS if words in one.title or words in one.number]


@pytest.fixture
def panel(qtbot: QtBot, inline: TaskRunner) -> LedgerPanel:
    panel = LedgerPanel(find, TODAY, inline)
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.set_rows(ROWS)
    panel.show()
    return panel


def shown(panel: LedgerPanel) -> list[str]:
    return [panel.model.row(panel.model.index(place)).number for place in range(panel.model.rowCount())]


@pytest.mark.parametrize(
    ("due", "stage", "words"),
    [
        (5, "drafting", "还剩 5 天"),
        (0, "visiting", "今天到期"),
        (-2, "in_review", "逾期 2 天"),
        (-2, "signed", ""),
        (None, "drafting", ""),
    ],
)
def test_how_long_there_is_to_the_reply(due: int | None, stage: str, words: str) -> None:
    assert due_words(row("1", due=due, stage=stage), TODAY) == words


def test_typing_narrows_the_list_and_says_how_many(panel: LedgerPanel) -> None:
    panel.line.setText("饮水")
    assert shown(panel) == ["091"] and panel.count.text() == "找到 1 张"


def test_escape_brings_all_sheets_back(panel: LedgerPanel) -> None:
    panel.line.setText("饮水")
    QTest.keyClick(panel.line, Qt.Key.Key_Escape)
    assert panel.line.text() == "" and shown(panel) == ["068", "091", "102"] and panel.count.text() == "共 3 张"


def test_no_hit_says_so_and_offers_to_clear(panel: LedgerPanel) -> None:
    panel.line.setText("没有的")
    assert not panel.view.isVisible()
    panel.clear_search()
    assert panel.view.isVisible()


def test_only_the_last_words_count(qtbot: QtBot, held: Any) -> None:
    panel = LedgerPanel(find, TODAY, TaskRunner(held))
    qtbot.addWidget(panel)
    panel.set_rows(ROWS)
    QTest.keyClicks(panel.line, "09")
    panel.line.setText("饮水")
    while held.held:
        held.release()
    assert shown(panel) == ["091"]


def test_choosing_a_row_tells_its_sheet(panel: LedgerPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.keyClick(panel.line, Qt.Key.Key_Down)
    assert chosen.args == ["id068"]


def test_marking_and_reloading_is_no_choice(panel: LedgerPanel) -> None:
    told: list[str] = []
    panel.chosen.connect(told.append)
    panel.mark("id091")
    panel.set_rows([row("111"), *ROWS])
    panel.put(ROWS[1]._replace(title="改了"))
    assert told == [] and panel.model.row(panel.view.currentIndex()).title == "改了"


def test_a_search_says_when_not_all_texts_are_read_yet(panel: LedgerPanel) -> None:
    panel.say_reading(True)
    assert panel.count.text() == "共 3 张"
    panel.line.setText("饮水")
    assert panel.count.text() == "找到 1 张，正文还在读入"
    panel.say_reading(False)
    assert panel.count.text() == "找到 1 张"


def test_the_texts_are_read_in_and_then_found(qtbot: QtBot, desk: Desk, inline: TaskRunner) -> None:
    sheet = desk.new_sheet()
    sheet.draft("handling", "已开展走访", Role.CLERK)
    desk.save(sheet.record)
    panel = LedgerPanel(desk.search, TODAY, inline)
    qtbot.addWidget(panel)
    following = LedgerFollowing(desk, panel, inline)
    following.reload()
    following.read_texts()
    panel.line.setText("走访")
    assert panel.count.text() == "找到 1 张"


def test_the_model_keeps_the_promises_of_qt(qtbot: QtBot) -> None:
    model = LedgerModel(TODAY)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(ROWS)
    model.show_only(["id102", "id068", "gone"])
    model.put(row("200"))
    model.put(ROWS[0]._replace(title="改了"))
    model.show_only(None)
    model.take("id091")
    assert [model.row(model.index(place)).number for place in range(model.rowCount())] == ["200", "068", "102"]
    assert tester.model() is model


def test_the_neighbour_of_a_sheet_that_goes(panel: LedgerPanel) -> None:
    assert panel.model.neighbour("id068") == "id091" and panel.model.neighbour("id102") == "id091"
    assert panel.model.neighbour("gone") is None


def test_a_row_is_read_out_whole(panel: LedgerPanel) -> None:
    words = panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "068号，关于防疫的建议，周菁菁，起草，还剩 5 天"


@pytest.mark.usefixtures("qapp")
def test_a_long_title_takes_two_lines_and_then_dots() -> None:
    font, title = QFont(), "关于对2022年居、村委防疫抗疫工作进行工作总结的建议" * 3
    lines = two_lines(title, font, 200)
    assert len(lines) == 2 and title.startswith(lines[0]) and lines[1].endswith("…")
    assert all(QFontMetrics(font).horizontalAdvance(line) <= 200 for line in lines)
    assert two_lines("短", font, 200) == ["短"]


def test_a_held_arrow_key_opens_only_where_it_rests(panel: LedgerPanel, qtbot: QtBot) -> None:
    told: list[str] = []
    panel.chosen.connect(told.append)
    panel.view.setCurrentIndex(panel.model.index(0))
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["id102"]


def test_a_click_opens_at_once(panel: LedgerPanel) -> None:
    told: list[str] = []
    panel.chosen.connect(told.append)
    place = panel.view.visualRect(panel.model.index(1)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["id091"]


def stages(panel: LedgerPanel) -> list[LedgerRow]:
    rows = [row("1"), row("2", stage="in_review"), row("3", stage="signed")._replace(marked="from_paper")]
    rows.append(row("4", stage="visiting")._replace(marked="in_person", awaiting=("李明",)))
    panel.set_rows(rows)
    return rows


@pytest.mark.parametrize(
    ("names", "words", "brief"),
    [
        (("李明",), "", ""),
        (("周菁菁", "李明"), "待周菁菁、李明", "待2位代表"),
        (("周菁菁", "李明", "王芳"), "待周菁菁、李明、王芳", "待3位代表"),
        (tuple("甲乙丙丁戊己庚辛壬癸子丑"), "待甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑", "待12位代表"),
    ],
)
def test_who_is_missing_is_counted_where_there_is_no_room(names: tuple[str, ...], words: str, brief: str) -> None:
    waited = row("1", stage="visiting")._replace(awaiting=names)
    assert (awaited_words(waited), awaited_brief(waited)) == (words, brief)


def test_the_footer_counts_by_stage_and_by_hand(panel: LedgerPanel) -> None:
    stages(panel)
    assert panel.footer.text() == "起草 1 · 待审 1 · 面商 1 · 已签 1\n当面填写 1 · 据纸质表录入 1"
    panel.put(row("1", stage="in_review"))
    panel.put(row("5", stage="in_review"))
    panel.take("id3")
    assert panel.footer.text() == "待审 3 · 面商 1\n当面填写 1"


def test_an_empty_ledger_counts_nothing(panel: LedgerPanel) -> None:
    panel.set_rows([])
    assert not panel.footer.isVisible()
    assert not panel.stage.isVisible()


def test_the_filter_shows_one_stage(panel: LedgerPanel) -> None:
    stages(panel)
    panel.stage.setCurrentText("待审")
    assert (shown(panel), panel.count.text()) == (["2"], "找到 1 张")
    panel.put(row("1", stage="in_review"))
    assert shown(panel) == ["1", "2"]
    panel.put(row("2", stage="visiting"))
    assert shown(panel) == ["1"]


def test_search_and_filter_narrow_together_and_clear_together(panel: LedgerPanel) -> None:
    stages(panel)
    panel.stage.setCurrentText("归档")
    assert not panel.view.isVisible()
    panel.clear_search()
    assert (panel.stage.currentText(), len(shown(panel))) == ("全部", 4)


def test_a_row_says_that_the_clerk_copied_the_paper(panel: LedgerPanel) -> None:
    stages(panel)
    spoken = [panel.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in (2, 3)]
    assert "据纸质表录入" in spoken[0]
    assert spoken[1].endswith("待李明")
    assert panel.model.index(2).data(Qt.ItemDataRole.ToolTipRole).endswith("据纸质表录入")


@pytest.mark.parametrize("width", [220, 420])
def test_every_sort_of_row_is_drawn(panel: LedgerPanel, width: int) -> None:
    rows = stages(panel)
    panel.set_rows([*rows, row("6")._replace(marked="mixed"), row("7", "")._replace(problem="sheet_damaged", stage="")])
    panel.resize(width, 600)
    assert not panel.grab().isNull()


def test_a_stage_without_sheets_says_that_nothing_waits_there(imported: MainWindow) -> None:
    imported.ledger.show_stage("in_review")
    assert imported.ledger.nothing_words.isVisible() and imported.ledger.nothing_words.text() == "没有待审的办理单"
