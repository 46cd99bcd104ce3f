"""The audit trail in the window: what was done, by whom and why, and in red at the top where the record of it does not hold."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from forms.course import Step
from forms.template import Template
from gui.audit.audit_flow import AuditFlow
from gui.audit.trail_view import TrailView
from gui.audit.words import EVENTS, label_of_key, person, told
from gui.dialogs.questions import FileQuestion
from gui.look.appearance import DARK, LIGHT, palette_for
from gui.main_window import MainWindow
from gui.moments import exact_words
from gui.panels.history_panel import why_words
from storage.chain import Chain, digest_of
from storage.course import FROM_PAPER, SCANNED, UNSCANNED
from storage.folders import DataFolder
from storage.handover.taking import KEPT_BEFORE
from storage.journal import Event, event_line, last_digest, read_chain

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)


def event(what: str, who: str = "李红", **detail: Any) -> Event:
    return Event("2026-11-20T09:00:00+00:00", who, what, detail)


SENT_BACK = event("return", "王建国", role="leader", reason="请写明沟通的时间", **{"from": "in_review", "to": "drafting"})


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (SENT_BACK, ("退回修改", "送审 → 起草", "理由：请写明沟通的时间")),
        (event("changed", fields=["satisfaction_plan@李明", "title"]), ("修改「标题、对办理方案（李明）」",)),
        (event("signed", role="leader", field="reviewed_by", name="王建国"), ("签名「领导签名」", "姓名：王建国")),
        (event("signed", role="clerk", fields=["handled_by"], again=True), ("重新签名「经办人签名」",)),
        (event("signature_void", role="clerk", places=["deputy_signature@李明"]), ("签名失效「代表签名（李明）」",)),
        (event("signature_removed", role="clerk", fields=["handled_by"]), ("撤去签名「经办人签名」",)),
        (event("handed_over", purpose="review", file="送审.rsheet"), ("打包交接", "用途：送领导审核", "文件：送审.rsheet")),
        (event("exported", files=["a.pdf", "b.pdf"], draft=True), ("导出", "文件：a.pdf 等 2 个", "草稿")),
        (
            event("visit_left", deputy="李明", how="two_step", step=5),
            ("面商结束，收回设备：李明", "方式：未设密码，经两步确认收回", "进行到：交还"),
        ),
        (event("visit_began", deputy="李明", fields=["title"]), ("面商开始：李明", "先取下此前录入的「标题」")),
        (event("approve", dropped=[{"key": "reviewed_by"}]), ("审核同意", "已撤下：领导签名")),
        (event("received", decided=["title"], fields=["title"]), ("收到交接包", "更新「标题」", "两边不一致，已选定：标题")),
        (event("role_changed", **{"from": "李红", "to": "王建国"}), ("换人办理", "李红 → 王建国")),
        (event("pin_failed", person="王建国", tries=3), ("密码输错：王建国", "连续 3 次")),
        (event("rehandle", round=2, **{"from": "signed", "to": "drafting"}), ("重办", "已签 → 起草　第 2 次办理")),
        (event("something_newer", fields=3), ("something_newer",)),
    ],
)
def test_an_event_is_told_in_words(done: Event, words: tuple[str, ...], template: Template) -> None:
    assert (told(done, template).words, *told(done, template).lines) == words


def test_many_fields_are_counted(template: Template) -> None:
    words = told(event("changed", fields=[field.name for field in template.fields[:9]]), template).words
    assert words.endswith("等 9 栏") and words.startswith("修改「标题、")


def test_a_person_is_named_with_the_role() -> None:
    assert person(SENT_BACK) == "王建国（领导）"
    assert [person(event("changed", who)) for who in ("李红", "")] == ["李红", "（未具名）"]
    assert person(event("changed", "", role="deputy")) == "代表"


def test_the_moment_is_told_to_the_second() -> None:
    assert exact_words("2026-11-20T09:00:07").endswith("2026年11月20日 09:00:07") and exact_words("?") == "?"


@pytest.fixture
def view(qtbot: QtBot) -> TrailView:
    view = TrailView()
    qtbot.addWidget(view)
    return view


def chain(*events: Event, torn: bytes = b"") -> Chain:
    """The history that these events make."""
    data = b""
    for one in events:
        data += event_line(one, last_digest(data))
    return read_chain(data + torn)


def received(*events: Event) -> Event:
    """What was done elsewhere and came in a package."""
    lines, before = [], "0" * 64
    for one in events:
        lines.append(json.loads(event_line(one, before)))
        before = digest_of(event_line(one, before))
    return event("received", purpose="return", lines=lines)


def texts(view: TrailView) -> list[str]:
    return [view.events.item(number).text() for number in range(view.events.count())]


def test_the_newest_comes_first_and_what_a_package_brought_below_it(view: TrailView, template: Template) -> None:
    view.show_trail(chain(event("created"), received(SENT_BACK, event("approve"))), template, NOW)
    assert [text.split("\n")[0] for text in texts(view)] == ["收到交接包", "审核同意", "退回修改", "新建"]
    assert [view.events.item(number).data(Qt.ItemDataRole.UserRole + 1) for number in range(4)] == [0, 1, 1, 0]


def test_a_package_within_packages_is_set_in_no_deeper_than_can_be_read(view: TrailView) -> None:
    nested = event("created")
    for _ in range(6):
        nested = received(nested)
    view.show_trail(chain(nested), None, NOW)
    assert [view.events.item(number).data(Qt.ItemDataRole.UserRole + 1) for number in range(7)] == [0, 1, 2, 3, 3, 3, 3]


def test_a_broken_chain_is_told_with_its_line_and_what_follows_is_red(view: TrailView) -> None:
    whole = b"".join(line.raw + b"\n" for line in chain(event("created"), event("changed"), event("submit")).lines)
    view.show_trail(read_chain(whole.replace(b"created", b"imported")), None, NOW)
    assert view.broken.text() == "办理记录第 2 行起对不上，可能被改动。" and not view.broken.isHidden()
    inks = [view.events.item(number).foreground().color().name() for number in range(3)]
    assert inks == [LIGHT.error, LIGHT.error, LIGHT.text]


def test_a_torn_line_is_told_mildly(view: TrailView) -> None:
    view.show_trail(chain(event("created"), torn=b'{"when'), None, NOW)
    assert "其余不受影响" in view.torn.text() and view.broken.isHidden()
    view.show_trail(chain(event("created")), None, NOW)
    assert view.torn.isHidden()


def test_the_colours_follow_the_scheme(view: TrailView) -> None:
    view.show_trail(chain(event("signature_void")), None, NOW)
    view.setPalette(palette_for(Qt.ColorScheme.Dark))
    assert view.events.item(0).foreground().color().name() == DARK.warning


def test_the_trail_is_drawn_with_all_its_depths(view: TrailView, template: Template) -> None:
    view.resize(300, 300)
    view.show_trail(chain(received(SENT_BACK)), template, NOW)
    assert not view.grab().isNull()
    assert view.events.sizeHintForRow(1) > 0


def test_enter_presses_the_buttons_of_the_trail(view: TrailView, qtbot: QtBot) -> None:
    view.show_trail(chain(event("created")), None, NOW)
    view.show()
    with qtbot.waitSignal(view.export_wanted):
        QTest.keyClick(view.export, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.verify_wanted):
        QTest.keyClick(view.verify, Qt.Key.Key_Space)


def test_without_a_history_there_is_nothing_to_export(view: TrailView) -> None:
    view.show_trail(chain(), None, NOW)
    assert not view.export.isEnabled() and not view.verify.isEnabled()


def test_a_history_that_somebody_wrote_in_is_told_in_the_window(imported: MainWindow) -> None:
    path = DataFolder(imported._data).history_of(imported.opened.sheet_id)
    imported._desk.record_event(imported.opened.sheet_id, "printed")
    path.write_bytes(path.read_bytes().replace(b'"imported"', b'"created"'))
    imported.window_state.show_panel("history")
    assert imported.history.trail.broken.text().startswith("办理记录第 2 行")


def test_every_event_has_words() -> None:
    assert all(words and not words.isascii() for words in EVENTS.values())


@pytest.fixture
def flow(imported: MainWindow) -> AuditFlow:
    """What the buttons of the trail do in the window."""
    parts = (imported._desk, imported.opened, imported.history.trail, imported.settings, imported.messages)
    return AuditFlow(*parts, imported.pools.quick, imported)


def test_a_whole_history_is_said_to_be_whole(imported: MainWindow, flow: AuditFlow) -> None:
    imported.history.trail.verify.setEnabled(True)
    imported.history.trail.verify.click()
    assert imported.messages.texts()[-1] == "办理记录完整：共 1 条，前后衔接，与现在的内容相符。"


def test_a_line_that_was_changed_is_found(imported: MainWindow, flow: AuditFlow) -> None:
    path = DataFolder(imported._data).history_of(imported.opened.sheet_id)
    imported._desk.record_event(imported.opened.sheet_id, "printed")
    path.write_bytes(path.read_bytes().replace(b'"when"', b'"when" ', 1))
    flow.verify()
    assert "办理记录第 2 行起对不上" in imported.messages.texts()[-1]


def test_a_sheet_that_was_changed_behind_its_history_is_found(imported: MainWindow, flow: AuditFlow) -> None:
    store, sheet_id = imported._desk._store, imported._desk.new_sheet().id
    imported.open_sheet(sheet_id)
    store.write(store.read(sheet_id).with_answers({"satisfaction_plan": "satisfied"}))
    flow.verify()
    assert "「对办理方案」是怎么来的，记录里没有" in imported.messages.texts()[-1]


def test_without_a_sheet_there_is_nothing_to_prove(imported: MainWindow, flow: AuditFlow) -> None:
    imported.opened.put_away()
    before = imported.messages.texts()
    flow.verify()
    assert imported.messages.texts() == before


def test_the_trail_is_written_as_a_table_and_as_the_lines_themselves(
    imported: MainWindow, flow: AuditFlow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FileQuestion, "ask_save", lambda *_: tmp_path / "办理记录.csv")
    imported._desk.record_event(imported.opened.sheet_id, "withdraw", {"reason": "=1+1", "role": "clerk"})
    flow.export()
    rows = list(csv.reader((tmp_path / "办理记录.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["时间", "人员", "事项", "说明", "核对"] and [row[2] for row in rows[1:]] == ["导入", "撤回送审"]
    assert rows[2][3] == "理由：=1+1"
    assert read_chain((tmp_path / "办理记录.jsonl").read_bytes()).broken_at is None
    assert "办理记录.jsonl" in imported.messages.texts()[-1]


def test_a_trail_that_cannot_be_written_says_so(
    imported: MainWindow, flow: AuditFlow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FileQuestion, "ask_save", lambda *_: tmp_path / "nowhere" / "a.csv")
    flow.export()
    assert "没有写入" in imported.messages.texts()[-1]


@pytest.mark.parametrize(
    "why", ["edit", "export", "delete", "restore", "visit", KEPT_BEFORE, FROM_PAPER, SCANNED, UNSCANNED, *map(str, Step)]
)
def test_every_reason_for_a_version_is_said_in_words(why: str) -> None:
    assert not any("a" <= sign <= "z" for sign in why_words(why))


@pytest.mark.parametrize("key", ["origin.deputy", "origin.leader", "origin.deputy@李明"])
def test_whose_hand_marks_are_from_is_said_in_words(template: Template, key: str) -> None:
    assert not any("a" <= sign <= "z" for sign in label_of_key(key, template))
