"""The command line keeps its contract: JSON to stdout, messages to stderr, exit codes, everything in Chinese."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

import main
from storage.desk import Desk

from .command_line import Ran, Run, Stream

ROOT = Path(__file__).parents[1]


@pytest.fixture
def imported(run: Run, real: Callable[[str], Path]) -> str:
    """The real sheet, imported."""
    return str(run("import", real("baoshan_068.txt"), "--json").json["imported"][0]["id"])


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.json"
    plain = {"outcome": "adopted", "disclosure": "proactive_full", "phone": "021-56789012", "handled_on": "2023年5月6日"}
    file.write_text(json.dumps({"answers": plain}), "utf-8-sig")
    return file


# ---- the main job


def test_the_real_sheet_goes_through(run: Run, imported: str, answers: Path, tmp_path: Path) -> None:
    assert run("fill", imported[:4], answers, "--json").json == {"changed": ["disclosure", "handled_on", "outcome", "phone"]}
    assert run("check", imported, "--json") == Ran(0, "[]\n", "")
    ran = run("export", imported, "--to", tmp_path / "out", "--format", "both", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [Path(file).name for file in ran.json["files"]] == ["068号_周菁菁_一式4份.pdf", "068号_周菁菁_一式4份.docx"]
    for file in ran.json["files"]:
        verdict = run("verify", file, "--json")
        assert verdict.code == 0
        assert (verdict.json["id"], verdict.json["copy"], verdict.json["matches"]) == (imported, [1, 2, 3, 4], True)


def test_list_shows_the_ledger(run: Run, imported: str) -> None:
    [row] = run("list", "--json").json
    assert list(row) == ["id", "number", "title", "proposers", "stage", "round", "due", "updated", "marked", "awaiting"]
    assert (row["id"], row["number"], row["proposers"], row["due"]) == (imported, "068", ["周菁菁"], None)
    assert "068" in run("list").out and "起草" in run("list").out


def test_show_gives_the_reply_apart_from_the_answers(run: Run, imported: str) -> None:
    shown = run("show", imported[:5], "--json").json
    assert list(shown) == ["id", "template", "version", "stage", "round", "answers", "reply", "signatures"]
    assert shown["answers"]["handling"].startswith("周菁菁代表，您好！") and "reply" not in shown["answers"]
    assert all(f"{number}、关于" in shown["reply"] for number in "一二三四")
    assert "提出人：周菁菁" in run("show", imported).out


def test_what_show_prints_can_be_filled_in_and_given_back(run: Run, imported: str, tmp_path: Path) -> None:
    file, shown = tmp_path / "sheet.json", run("show", imported, "--json").json
    assert (shown["answers"]["outcome"], shown["answers"]["satisfaction_plan"]) == (None, None)
    file.write_text(json.dumps(shown), "utf-8")
    assert run("fill", imported, file, "--json").json == {"changed": []}
    shown["answers"]["outcome"] = "adopted"
    file.write_text(json.dumps(shown), "utf-8")
    assert run("fill", imported, file, "--json").json == {"changed": ["outcome"]}
    assert run("show", imported, "--json").json == shown


def test_show_tells_a_person_what_is_there_and_what_is_not(run: Run, imported: str) -> None:
    lines = run("show", imported).out.splitlines()
    assert lines[1].startswith("标题：关于对2022年") and "建议编号：068" in lines
    assert lines[-1].startswith("（未填：联系电话、") and "承办单位对办理结果的分类" in lines[-1] and "6个选项" not in lines[-1]


def test_check_tells_what_is_missing(run: Run, imported: str) -> None:
    ran = run("check", imported, "--json")
    assert ran.code == 1
    assert {(one["code"], one["field"]) for one in ran.json} >= {("required", "outcome"), ("required", "phone")}
    assert all(list(one) == ["code", "severity", "field", "message"] for one in ran.json)
    assert "须改正" in run("check", imported).out


def test_a_sheet_with_errors_leaves_as_a_draft_only(run: Run, imported: str, tmp_path: Path) -> None:
    ran = run("export", "--all", "--to", tmp_path, "--format", "pdf", "--json")
    assert (ran.code, ran.json["files"], [one["id"] for one in ran.json["failed"]]) == (1, [], [imported])
    assert run("export", "--all", "--to", tmp_path, "--format", "pdf", "--draft", "--separate", "--json").code == 0
    assert len(list(tmp_path.glob("*.pdf"))) == 4


def test_one_file_that_cannot_be_imported_stops_no_other(run: Run, real: Callable[[str], Path], tmp_path: Path) -> None:
    ran = run("import", tmp_path / "none.txt", real("shucheng_3_reply.txt"), "--template", "baoshan-npc", "--json")
    assert (ran.code, len(ran.json["imported"]), len(ran.json["failed"])) == (1, 1, 1)
    assert "none.txt" in ran.err
    assert len(run("list", "--json").json) == 1


def test_backup_and_restore(run: Run, imported: str, tmp_path: Path, data: Path) -> None:
    assert run("backup", tmp_path / "all.zip", "--json").json == {"sheets": 1}
    run("fill", imported, tmp_path / "none.json")
    data.rename(tmp_path / "gone")
    assert run("restore", tmp_path / "all.zip", "--json").json == {"sheets": 1}
    assert run("list", "--json").json[0]["id"] == imported
    assert "1 张" in run("backup", tmp_path / "again.zip").out and "1 张" in run("restore", tmp_path / "again.zip").out


# ---- what goes wrong


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "fill_not_json"),
        ("[" * 100_000, "fill_not_json"),
        ('{"answers": {"title": "a", "none": "b"}}', "unknown_field"),
        ('{"answers": {"review_opinion": "b"}}', "not_yours"),
        ('{"remainder": "a"}', "fill_key"),
    ],
)
def test_fill_refuses_with_one_document_and_one_sentence(
    run: Run, imported: str, answers: Path, content: str, code: str
) -> None:
    before = run("show", imported, "--json").out
    answers.write_text(content, "utf-8")
    ran = run("--json", "fill", imported, answers)
    assert (ran.code, ran.json["code"]) == (1, code)
    assert ran.err.count("\n") == 1
    assert run("show", imported, "--json").out == before


def test_answers_may_come_from_a_pipe(run: Run, imported: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"reply": null}')))
    assert run("fill", imported, "-", "--json").json == {"changed": ["reply"]}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert run("fill", imported, "-").out == "没有需要改动的内容。\n"


def test_an_id_that_is_none_is_told(run: Run, imported: str, tmp_path: Path) -> None:
    for command in (("show", "zz"), ("check", "zz"), ("export", "zz", "--to", tmp_path, "--format", "pdf")):
        ran = run(*command, "--json")
        assert (ran.code, ran.json["code"]) == (1, "sheet_unknown")


def test_a_foreign_file_is_not_verified(run: Run, imported: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    ran = run("verify", tmp_path / "a.pdf", "--json")
    assert (ran.code, ran.json["id"], ran.json["matches"]) == (1, None, False)
    assert ran.json["reason"]


def test_one_copy_is_verified_as_that_copy(run: Run, imported: str, tmp_path: Path) -> None:
    run("export", imported, "--to", tmp_path, "--format", "docx", "--separate", "--draft")
    assert sorted(run("verify", file, "--json").json["copy"] for file in tmp_path.glob("*.docx")) == [1, 2, 3, 4]


def test_while_the_window_is_open_reading_and_exporting_go_on(run: Run, imported: str, data: Path, tmp_path: Path) -> None:
    with Desk.open(data):
        for command in (("list",), ("show", imported), ("backup", tmp_path / "a.zip")):
            assert run(*command).code == 0
        assert run("export", imported, "--to", tmp_path, "--format", "pdf", "--draft").code == 0
        ran = run("fill", imported, tmp_path / "none.json", "--json")
        assert (ran.code, ran.json["code"]) == (1, "data_in_use")


def test_an_export_that_cannot_begin_is_one_sentence(run: Run, imported: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = run("export", imported, "--to", tmp_path / "file" / "x", "--format", "pdf", "--draft", "--json")
    assert (ran.code, ran.json["code"]) == (1, "write_failed")


def test_damage_is_told_and_the_command_goes_on(run: Run, imported: str, answers: Path, data: Path) -> None:
    run("fill", imported, answers)
    (data / "sheets" / f"{imported}.json").write_bytes(b"x")
    (data / "templates" / "bad").mkdir(parents=True, exist_ok=True)
    (data / "templates" / "bad" / "sheet.toml").write_bytes(b"x")
    ran = run("list", "--json")
    assert (ran.code, len(ran.json), ran.err.count("\n")) == (0, 1, 2)


def test_a_refusal_of_the_system_that_nobody_foresaw_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "bad sector")

    monkeypatch.setattr(Desk, "ledger", refuse)
    ran = run("list", "--json")
    assert (ran.code, ran.json["code"], ran.err.count("\n")) == (1, "unexpected", 1)


def test_a_sheet_of_a_newer_program_is_listed_with_the_reason(run: Run, imported: str, data: Path) -> None:
    path = data / "sheets" / f"{imported}.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2'))
    ran = run("list", "--json")
    assert [row["id"] for row in ran.json] == [imported]
    assert imported in ran.err


# ---- usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fly"], "不能是"),
        (["show"], "缺少 ID"),
        (["show", "a", "b"], "不认识 b"),
        (["list", "--nothing"], "不认识 --nothing"),
        (["list", "--js"], "不认识 --js"),
        (["export", "--to", "x", "--format", "pdf"], "--all"),
        (["export", "a", "--all", "--to", "x", "--format", "pdf"], "--all"),
        (["export", "--all", "--to", "x", "--format", "odt"], "可选"),
        (["export", "--all", "--format", "pdf"], "缺少 --to"),
        (["export", "--all", "--to"], "后面缺少内容"),
        (["import"], "缺少 FILE"),
        (["--data", "", "list"], "--data 后面缺少内容"),
        (["export", "--all", "--to", " ", "--format", "pdf"], "--to 后面缺少内容"),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, data: Path, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("用法有误：") and said in ran.err and "用法：main.py" in ran.err
    assert not data.exists()


@pytest.mark.parametrize("command", [[], *([name] for name in main.COMMANDS)])
def test_help_is_chinese(run: Run, command: list[str]) -> None:
    ran = run(*command, "--help")
    assert ran.code == 0
    assert not {"usage", "options", "arguments", "show this"} & set(ran.out.split())
    assert "用法：" in ran.out and "选项" in ran.out


def test_json_may_be_asked_for_before_and_after_the_command(run: Run) -> None:
    assert run("--json", "list").out == run("list", "--json").out == "[]\n"


def test_progress_is_shown_to_a_person_only(run: Run, imported: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = ("export", imported, "--to", tmp_path, "--format", "pdf", "--draft", "--json")
    assert run(*order).err == ""
    monkeypatch.setattr(Stream, "isatty", lambda self: True)
    assert run(*order).err == "\r导出 0/1\r导出 1/1\n"


def test_a_command_can_be_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "ledger", interrupt)
    assert run("list") == Ran(1, "", "已中断。\n")


def test_the_data_folder_is_the_chosen_one_the_portable_one_or_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "main.py"
    monkeypatch.setattr(main, "__file__", str(program))
    assert main.data_folder(Path("x")) == Path("x")
    assert main.data_folder(None) == platformdirs.user_data_path("ReplySheet", appauthor=False)
    (tmp_path / "data").mkdir()
    assert main.data_folder(None) == tmp_path.resolve() / "data"


# ---- as a process


def python(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, ROOT / "main.py", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(command, env={**clean, **environment}, capture_output=True, check=False)


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}])
def test_the_output_is_utf8_whatever_the_system_thinks_in(
    run: Run, imported: str, data: Path, environment: dict[str, str]
) -> None:
    ran = python("--data", data, "list", "--json", **environment)
    assert json.loads(ran.stdout.decode("utf-8"))[0]["proposers"] == ["周菁菁"]
    assert python("list", "x", **environment).stderr.decode("utf-8").startswith("用法有误")


def test_a_command_loads_neither_qt_nor_a_document_library(data: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", ROOT / "main.py", "--data", data, "list"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in ran.stderr.splitlines()}
    assert "storage" in loaded
    assert not loaded & {"PySide6", "shiboken6", "docx", "lxml", "reportlab", "uharfbuzz", "pypdfium2", "fontTools"}


def test_whoever_stops_reading_sees_no_traceback(run: Run, imported: str, data: Path) -> None:
    command = f'"{sys.executable}" "{ROOT / "main.py"}" --data "{data}" show {imported} | true'
    ran = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert ran.stderr == b""
