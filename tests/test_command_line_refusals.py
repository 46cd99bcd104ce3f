"""Where the command line cannot do what it was told, it says so in one sentence and an exit code, never in a traceback."""

from __future__ import annotations

import errno
import getpass
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main
from gui.commands import MAX_PASSPHRASE
from storage.desk import Desk
from storage.handover.form import Purpose

from .command_line import Run, Stream
from .conftest import CLERK_ANSWERS, SHEET_TOML


@pytest.fixture
def sheet(data: Path) -> str:
    """A sheet that may go to the leader."""
    with Desk.open(data) as desk:
        new = desk.new_sheet()
        desk.fill(new.id, {"answers": CLERK_ANSWERS})
        return new.id


# ---- passphrases


@pytest.mark.parametrize("content", [b"", b"\nsecret\n", b"\r\nsecret", b"  \nsecret", "\ufeff\nsecret".encode(), b"\xff\xfe"])
def test_no_package_is_left_open_to_all_because_the_first_line_of_a_passphrase_file_is_empty(
    run: Run, sheet: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "word.txt").write_bytes(content)
    target = tmp_path / "1.rsheet"
    ran = run("pack", sheet, "--for", "leader", "--to", target, "--passphrase-file", tmp_path / "word.txt", "--json")
    assert (ran.code, ran.json["code"], ran.err.count("\n")) == (1, "passphrase_file_empty", 1)
    assert not target.exists() and run("list", "--json").json[0]["stage"] == "drafting"


def test_no_certificate_is_tried_with_an_empty_passphrase(run: Run, sheet: str, tmp_path: Path) -> None:
    (tmp_path / "word.txt").write_bytes(b"\nsecret\n")
    order = ("export", sheet, "--to", tmp_path / "out", "--format", "pdf", "--sign-with", tmp_path / "seal.p12")
    ran = run(*order, "--passphrase-file", tmp_path / "word.txt", "--json")
    assert (ran.code, ran.json["code"]) == (1, "passphrase_file_empty") and not (tmp_path / "out").exists()


def test_a_file_too_long_for_a_passphrase_is_told_with_the_true_limit(run: Run, sheet: str, tmp_path: Path) -> None:
    (tmp_path / "word.txt").write_bytes(b"a" * (MAX_PASSPHRASE + 1))
    ran = run("pack", sheet, "--for", "leader", "--to", tmp_path / "1.rsheet", "--passphrase-file", tmp_path / "word.txt")
    assert ran.code == 1 and "超过 4 KB" in ran.err


@pytest.mark.parametrize("command", ["unpack", "verify"])
def test_no_answer_to_the_question_for_a_passphrase_leaves_the_package_shut(
    run: Run, sheet: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def give_up(_prompt: str) -> str:
        raise EOFError

    with Desk.open(data) as desk:
        desk.handover.pack([sheet], Purpose.REVIEW, tmp_path / "1.rsheet", passphrase="secret")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(getpass, "getpass", give_up)
    ran = run(command, tmp_path / "1.rsheet", "--json")
    assert ran.code == 1 and "设有口令" in (ran.json.get("error") or ran.json["reason"])
    assert "设有口令" in ran.err


# ---- streams


class FullDisk(io.BytesIO):
    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Full(io.TextIOWrapper):
    """A stream to a full disk."""

    def __init__(self) -> None:
        super().__init__(FullDisk())

    def close(self) -> None:
        """As Python does at its end: what is left in it is lost."""


def outcome(data: Path, monkeypatch: pytest.MonkeyPatch, out: io.TextIOWrapper | None, *arguments: object) -> tuple[int, str]:
    """The exit code of a command with such a stdout, and what it said on stderr."""
    err = Stream()
    with monkeypatch.context() as streams:
        streams.setattr(sys, "stdout", out)
        streams.setattr(sys, "stderr", err)
        code = main.main(["--data", str(data), *map(str, arguments)])
    return code, err.text()


@pytest.mark.parametrize("stream", [Full, lambda: None], ids=["full", "closed"])
@pytest.mark.parametrize("arguments", [("list",), ("list", "--json"), ("--help",)])
def test_an_answer_that_did_not_arrive_is_told(
    sheet: str,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    stream: Callable[[], io.TextIOWrapper | None],
    arguments: tuple[str, ...],
) -> None:
    code, said = outcome(data, monkeypatch, stream(), *arguments)
    assert code == 1 and said.splitlines()[-1].startswith("结果没有写到标准输出（")


def test_what_could_not_be_said_is_done_all_the_same(sheet: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data.parent / "answers.json").write_text('{"answers": {"number": "069"}}', "utf-8")
    assert outcome(data, monkeypatch, None, "fill", sheet, data.parent / "answers.json")[0] == 1
    with Desk.open(data, read_only=True) as desk:
        assert desk.ledger()[0].number == "069"


@pytest.mark.parametrize("stream", [Full, lambda: None], ids=["full", "closed"])
def test_where_nothing_can_be_said_the_exit_code_says_it(
    sheet: str, data: Path, monkeypatch: pytest.MonkeyPatch, stream: Callable[[], io.TextIOWrapper | None]
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream())
    for arguments, code in ((["list"], 0), (["show", "zz"], 1), (["import", "none.txt"], 1), (["lis"], 2)):
        monkeypatch.setattr(sys, "stderr", stream())
        try:
            assert main.main(["--data", str(data), *arguments]) == code
        finally:
            sys.stderr.close()


def test_no_file_takes_the_number_of_a_stream_that_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers, closed = iter([1, 2, 7]), []
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", lambda *_: next(numbers))
        patch.setattr(os, "close", closed.append)
        main._fill_gaps()
    assert closed == [7]


def test_answers_from_a_pipe_that_was_closed_are_none(run: Run, sheet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = run("fill", sheet, "-", "--json")
    assert (ran.code, ran.json["code"], ran.err.count("\n")) == (1, "no_input", 1)


# ---- histories


def test_a_history_is_verified_against_what_the_store_holds(run: Run, sheet: str, data: Path, tmp_path: Path) -> None:
    own, copy = data / "history" / f"{sheet}.jsonl", tmp_path / "copy.jsonl"
    whole = own.read_bytes().splitlines(keepends=True)
    for content, code, said in (
        (b"".join(whole), 0, "与本机的办理记录一致"),
        (whole[0], 1, "较早的部分"),
        (whole[0].replace(b'"when":"', b'"when":"x'), 1, "本机没有这张表"),
    ):
        copy.write_bytes(content)
        ran = run("verify", copy, "--json")
        assert (ran.code, ran.json["matches"]) == (code, not code) and said in ran.json["reason"]
        assert ran.json["id"] == (None if "没有" in said else sheet) and ran.json["copy"] is None
    assert run("verify", own, "--json").json["lines"] == run("verify", own, "--json").json["lines_here"] == len(whole)
    assert "与现在的内容相符" in run("verify", own).out


# ---- what it is told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "a", "--to", "x", "--format", "pdf", "--round", "x"), "--round 须为整数，不能是 'x'"),
        (("list", "--json=3"), "--json 后面不能写内容"),
    ],
)
def test_what_is_no_number_and_what_takes_no_word_is_told_in_chinese(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "") and said in ran.err and "argument" not in ran.err


def test_links_in_a_circle_are_no_data_folder(run: Run, data: Path, tmp_path: Path) -> None:
    data.symlink_to(data.name)
    for command in (("list",), ("import", tmp_path / "a.txt"), ("backup", tmp_path / "a.zip")):
        ran = run(*command, "--json")
        assert (ran.code, ran.json["code"], ran.err.count("\n")) == (1, "data_unreachable", 1)


def test_a_sheet_that_cannot_be_read_is_listed_with_its_file_and_the_reason(
    run: Run, sheet: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, path = Path.open, data.resolve() / "sheets" / f"{sheet}.json"
    os.utime(path, (1, 1))  # so that it is looked at

    def refuse(opened: Path, *args: Any, **kwargs: Any) -> Any:
        if opened == path:
            raise PermissionError(errno.EACCES, "denied")
        return real(opened, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    ran = run("list", "--json")
    assert (ran.code, [row["id"] for row in ran.json]) == (0, [sheet])
    assert str(path) in ran.err and "（denied）" in ran.err


def test_a_sheet_without_its_template_is_listed_with_the_name_of_that(run: Run, sheet: str, data: Path) -> None:
    own = data / "templates" / "own" / "sheet.toml"
    own.parent.mkdir(parents=True)
    own.write_text(SHEET_TOML.read_text("utf-8").replace('id = "baoshan-npc"', 'id = "own"'), "utf-8")
    with Desk.open(data) as desk:
        desk.new_sheet("own")
    own.unlink()
    assert "“own”" in run("list").err


def test_a_file_that_is_no_object_is_named_as_one_whose_shape_is_wrong(run: Run, sheet: str, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps([1]), "utf-8")
    assert "（）" not in run("fill", sheet, tmp_path / "list.json").err


@pytest.mark.parametrize(
    "command",
    [
        "backup {data}/people.json",
        "pack {sheet} --for leader --to {data}/sheets/{sheet}.json",
        "export {sheet} --to {data}/history --format pdf --draft",
    ],
)
def test_nothing_is_written_over_the_data_folder(run: Run, sheet: str, data: Path, command: str) -> None:
    ran = run(*(part.format(sheet=sheet, data=data) for part in command.split()), "--json")
    assert (ran.code, ran.json["code"]) == (1, "target_in_data") and "请换一个文件夹" in ran.err
    assert [row["id"] for row in run("list", "--json").json] == [sheet]
