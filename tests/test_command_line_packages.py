"""Packages on the command line: packed for the leader, the visit and back, taken in, verified; in JSON and in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forms.fields import Role
from storage.actor import Actor
from storage.desk import Desk
from storage.office import Person

from . import hands
from .command_line import Run, run_command
from .hands import LEADER, SATISFIED

SECOND = Actor(Role.LEADER, "赵敏")
FILLED = {"outcome": "adopted", "disclosure": "proactive_full", "phone": "021-56789012", "handled_on": "2026年11月6日"}
LISTED = ["id", "title", "result", "stage", "round", "changed", "conflicts"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on the data folder of a machine, as the program does."""
    return lambda machine, *arguments: run_command(tmp_path / machine, *arguments)


@pytest.fixture
def sheet(run: Run, real: Callable[[str], Path], tmp_path: Path) -> Iterator[str]:
    """The id of the real sheet, imported and filled in at the office."""
    with Desk.open(tmp_path / "office") as desk:
        desk.office.put("宝山区民政局", "021-56789012", [Person("", "王勤", Role.CLERK)])
    sheet_id = run("office", "import", real("baoshan_068.txt"), "--json").json["imported"][0]["id"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"answers": FILLED}), "utf-8")
    assert run("office", "fill", sheet_id, answers).code == 0
    yield sheet_id


def approve(folder: Path, sheet_id: str, **review: Any) -> None:
    with Desk.open(folder) as desk:
        hands.approve(desk, sheet_id, on="2026-11-08", **review)


def visit(folder: Path, sheet_id: str) -> None:
    with Desk.open(folder) as desk:
        hands.visit(desk, sheet_id, deputy_signed_on="2026-11-09")


def packed(run: Run, machine: str, sheet_id: str, purpose: str, to: Path, *more: object) -> Path:
    ran = run(machine, "pack", sheet_id, "--for", purpose, "--to", to, "--json", *more)
    assert (ran.code, ran.err) == (0, ""), ran
    return to


def test_the_whole_way_by_commands(run: Run, sheet: str, tmp_path: Path) -> None:
    there = packed(run, "office", sheet[:6], "leader", tmp_path / "1.rsheet")
    taken = run("leader", "unpack", there, "--json").json
    assert (taken["purpose"], list(taken["sheets"][0])) == ("review", LISTED)
    assert (taken["sheets"][0]["id"], taken["sheets"][0]["result"], taken["sheets"][0]["stage"]) == (sheet, "new", "in_review")
    approve(tmp_path / "leader", sheet)

    run("tablet", "unpack", packed(run, "leader", sheet, "visit", tmp_path / "2.rsheet"))
    visit(tmp_path / "tablet", sheet)
    ran = run("office", "unpack", packed(run, "tablet", sheet, "return", tmp_path / "3.rsheet"), "--json")
    assert (ran.code, ran.json["sheets"][0]["result"], ran.json["sheets"][0]["stage"]) == (0, "forward", "signed")
    shown = run("office", "show", sheet, "--json").json
    assert (shown["stage"], shown["answers"]["review_opinion"]) == ("signed", "同意。")
    assert {shown["answers"][row] for row in SATISFIED} == {"satisfied"}
    assert set(shown["signatures"]) == {"reviewed_by", "deputy_signature"}


def test_pack_says_what_it_wrote(run: Run, sheet: str, tmp_path: Path) -> None:
    target = tmp_path / "送审.rsheet"
    ran = run("office", "pack", sheet, "--for", "leader", "--to", target, "--json")
    assert ran.json == {"file": str(target), "purpose": "review", "sheets": [sheet]}
    assert run("office", "list", "--json").json[0]["stage"] == "in_review"
    assert "已将 1 张表打包到" in run("office", "pack", sheet, "--for", "leader", "--to", tmp_path / "b.rsheet").out


def test_verify_says_whether_a_package_is_what_the_sheet_says(run: Run, sheet: str, tmp_path: Path) -> None:
    package = packed(run, "office", sheet, "leader", tmp_path / "1.rsheet")
    ran = run("office", "verify", package, "--json")
    assert list(ran.json) == ["id", "copy", "matches", "reason"]
    assert (ran.code, ran.json["id"], ran.json["copy"], ran.json["matches"]) == (0, sheet, None, True)
    elsewhere = run("leader", "verify", package, "--json")
    assert (elsewhere.code, elsewhere.json["matches"]) == (1, False) and elsewhere.json["reason"]


@pytest.mark.parametrize("command", ["unpack", "verify"])
def test_a_package_that_was_cut_off_is_one_sentence_and_nothing_is_taken(
    run: Run, sheet: str, tmp_path: Path, command: str
) -> None:
    package = packed(run, "office", sheet, "leader", tmp_path / "1.rsheet")
    package.write_bytes(package.read_bytes()[:-200])
    ran = run("leader", command, package, "--json")
    assert (ran.code, ran.err.count("\n")) == (1, 1) and "1.rsheet" in ran.err
    assert run("leader", "list", "--json").json == []


def test_a_package_with_a_passphrase_opens_with_it_alone(run: Run, sheet: str, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    right.write_text("梅花三弄一曲\n", "utf-8-sig")
    wrong.write_text("梅花", "utf-8")
    package = packed(run, "office", sheet, "leader", tmp_path / "1.rsheet", "--passphrase-file", right)
    assert b"manifest" not in package.read_bytes()
    for more, code in (((), "package_encrypted"), (("--passphrase-file", wrong), "package_passphrase_wrong")):
        ran = run("leader", "unpack", package, "--json", *more)
        assert (ran.code, ran.json["code"]) == (1, code)
    assert run("office", "verify", package, "--passphrase-file", right, "--json").json["matches"]
    assert run("leader", "unpack", package, "--passphrase-file", right).code == 0


def test_a_passphrase_file_without_one_is_told(run: Run, sheet: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    more = ("--to", tmp_path / "1.rsheet", "--passphrase-file", tmp_path / "empty.txt")
    ran = run("office", "pack", sheet, "--for", "leader", *more, "--json")
    assert (ran.code, ran.json["code"]) == (1, "passphrase_file_empty") and not (tmp_path / "1.rsheet").exists()


def test_taken_in_twice_nothing_changes(run: Run, sheet: str, tmp_path: Path) -> None:
    package = packed(run, "office", sheet, "leader", tmp_path / "1.rsheet")
    run("leader", "unpack", package)
    before = run("leader", "show", sheet, "--json").out
    ran = run("leader", "unpack", package, "--json")
    assert (ran.code, ran.json["sheets"][0]["result"], ran.json["sheets"][0]["changed"]) == (0, "nothing", [])
    assert run("leader", "show", sheet, "--json").out == before


def test_a_conflict_is_left_to_a_person_and_said(run: Run, sheet: str, tmp_path: Path) -> None:
    package = packed(run, "office", sheet, "leader", tmp_path / "1.rsheet")
    for machine, leader, opinion in (("leader", LEADER, "同意。"), ("second", SECOND, "同意答复。")):
        run(machine, "unpack", package)
        approve(tmp_path / machine, sheet, leader=leader, opinion=opinion)
    run("office", "unpack", packed(run, "leader", sheet, "return", tmp_path / "2.rsheet"))
    second = packed(run, "second", sheet, "return", tmp_path / "3.rsheet")
    ran = run("office", "unpack", second, "--json")
    [one] = ran.json["sheets"]
    conflict = next(each for each in one["conflicts"] if each["key"] == "review_opinion")
    assert (ran.code, one["result"]) == (1, "conflict") and "请在窗口中打开此包" in ran.err
    assert conflict == {"key": "review_opinion", "field": "review_opinion", "mine": "同意。", "theirs": "同意答复。"}
    assert run("office", "show", sheet, "--json").json["answers"]["review_opinion"] == "同意。"


@pytest.mark.parametrize(("purpose", "code"), [("visit", "not_for_visit"), ("return", "not_for_return")])
def test_what_is_not_due_is_not_packed(run: Run, sheet: str, tmp_path: Path, purpose: str, code: str) -> None:
    ran = run("office", "pack", sheet, "--for", purpose, "--to", tmp_path / "1.rsheet", "--json")
    assert (ran.code, ran.json["code"], ran.err.count("\n")) == (1, code, 1)
    assert not (tmp_path / "1.rsheet").exists()


def test_a_draft_with_errors_is_not_packed(run: Run, real: Callable[[str], Path], tmp_path: Path) -> None:
    bare = run("office", "import", real("baoshan_068.txt"), "--json").json["imported"][0]["id"]
    ran = run("office", "pack", bare, "--for", "leader", "--to", tmp_path / "1.rsheet", "--json")
    assert (ran.code, ran.json["code"]) == (1, "not_ready_for_review") and not (tmp_path / "1.rsheet").exists()
    assert run("office", "list", "--json").json[0]["stage"] == "drafting"


def test_a_window_that_is_open_keeps_packages_out_and_lets_them_be_verified(run: Run, sheet: str, tmp_path: Path) -> None:
    package = packed(run, "office", sheet, "leader", tmp_path / "1.rsheet")
    with Desk.open(tmp_path / "office"):
        assert run("office", "unpack", package, "--json").json["code"] == "data_in_use"
        assert run("office", "verify", package).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pack", "a", "--to", "x.rsheet"], "缺少 --for"),
        (["pack", "a", "--for", "leader"], "缺少 --to"),
        (["pack", "a", "--for", "friend", "--to", "x.rsheet"], "可选"),
        (["pack", "--for", "leader", "--to", "x.rsheet"], "缺少 ID"),
        (["unpack"], "缺少 FILE"),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    ran = run("office", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("用法有误：") and said in ran.err and not (tmp_path / "office").exists()
