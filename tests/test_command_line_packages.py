"""Packages on the command line: packed, unpacked, verified, refused; JSON on stdout, sentences on stderr, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main
from forms.fields import Role
from storage.actor import Actor
from storage.desk import Desk

Run = Callable[..., tuple[int, Any]]
CLERKS = {"phone": "021-56789012", "outcome": "being_solved", "disclosure": "proactive_full", "handled_on": "2023-05-06"}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in one of several offices; return the exit code and what it says as JSON."""
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.reconfigure", lambda **_: None, raising=False)

    def run_command(office: str, *arguments: object) -> tuple[int, Any]:
        code = main.main(["--data", str(tmp_path / office), "--json", *map(str, arguments)])
        return code, json.loads(capsys.readouterr().out)

    return run_command


@pytest.fixture
def sheet(run: Run, real: Callable[[str], Path], tmp_path: Path) -> str:
    """The real sheet, ready for the leader."""
    sheet = str(run("a", "import", real("baoshan_068.txt"))[1]["imported"][0]["id"])
    (tmp_path / "fill.json").write_text(json.dumps({"answers": CLERKS}), "utf-8")
    assert run("a", "fill", sheet, tmp_path / "fill.json")[0] == 0
    return sheet


@pytest.fixture
def package(run: Run, sheet: str, tmp_path: Path) -> Path:
    file = tmp_path / "review.rsheet"
    code, said = run("a", "pack", sheet[:6], "--for", "leader", "--to", file)
    assert (code, said) == (0, {"file": str(file), "purpose": "review", "sheets": [sheet]})
    return file


def test_a_sheet_goes_to_another_office_and_back(run: Run, sheet: str, package: Path, tmp_path: Path) -> None:
    code, said = run("b", "unpack", package)
    [one] = said["sheets"]
    assert (code, said["purpose"], one["id"], one["result"], one["stage"]) == (0, "review", sheet, "new", "in_review")
    assert one["conflicts"] == [] and "outcome" in one["changed"]
    back = tmp_path / "back.rsheet"
    assert run("b", "pack", sheet, "--for", "return", "--to", back)[0] == 0
    assert [run("a", "unpack", back)[1]["sheets"][0]["result"] for _ in range(2)] == ["forward", "nothing"]


def test_verify_says_whether_a_package_is_what_is_here(run: Run, sheet: str, package: Path) -> None:
    code, said = run("a", "verify", package)
    assert (code, said["id"], said["copy"], said["matches"]) == (0, sheet, None, True)
    code, said = run("b", "verify", package)
    assert (code, said["id"], said["matches"]) == (1, sheet, False)


def test_verify_says_where_a_package_is_damaged(run: Run, package: Path) -> None:
    package.write_bytes(package.read_bytes()[:-100])
    code, said = run("a", "verify", package)
    assert (code, said["matches"]) == (1, False) and said["reason"].endswith("。")


def test_a_history_that_was_changed_is_told(run: Run, sheet: str, tmp_path: Path) -> None:
    history = tmp_path / "a" / "history" / f"{sheet}.jsonl"
    assert run("a", "verify", history)[0] == 0
    history.write_bytes(history.read_bytes().replace(b"imported", b"created"))
    assert run("a", "verify", history)[0] == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_package_changes_nothing(run: Run, sheet: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.rsheet"
    file.write_bytes(content)
    before = (tmp_path / "a" / "sheets" / f"{sheet}.json").read_bytes()
    code, said = run("a", "unpack", file)
    assert code == 1 and said["code"] in ("no_package", "package_damaged")
    assert (tmp_path / "a" / "sheets" / f"{sheet}.json").read_bytes() == before


def test_a_sheet_that_is_not_ready_is_not_packed(run: Run, real: Callable[[str], Path], tmp_path: Path) -> None:
    sheet = run("a", "import", real("baoshan_068.txt"))[1]["imported"][0]["id"]
    file = tmp_path / "x.rsheet"
    assert run("a", "pack", sheet, "--for", "leader", "--to", file)[1]["code"] == "not_ready_for_review"
    assert run("a", "pack", sheet, "--for", "visit", "--to", file)[1]["code"] == "not_for_visit"
    assert run("a", "pack", sheet, "--for", "return", "--to", file)[1]["code"] == "not_for_return"
    assert not file.exists()


def test_a_passphrase_stands_in_a_file(run: Run, sheet: str, tmp_path: Path) -> None:
    file, passphrase = tmp_path / "x.rsheet", tmp_path / "passphrase"
    passphrase.write_text("建议068\n", "utf-8")
    assert run("a", "pack", sheet, "--for", "leader", "--to", file, "--passphrase-file", passphrase)[0] == 0
    assert run("b", "unpack", file)[1]["code"] == "package_encrypted"
    assert run("b", "unpack", file, "--passphrase-file", passphrase)[0] == 0


def test_two_changes_of_one_field_are_left_for_the_window(run: Run, sheet: str, package: Path, tmp_path: Path) -> None:
    for office in ("b", "c"):
        run(office, "unpack", package)
    for office in ("b", "c"):
        change(tmp_path / office, sheet, office)
        run(office, "pack", sheet, "--for", "return", "--to", tmp_path / f"{office}.rsheet")
    assert run("a", "unpack", tmp_path / "b.rsheet")[0] == 0
    code, said = run("a", "unpack", tmp_path / "c.rsheet")
    [one] = said["sheets"]
    assert (code, one["result"]) == (1, "conflict")
    assert one["conflicts"] == [{"key": "review_opinion", "field": "review_opinion", "mine": "b", "theirs": "c"}]


def change(data: Path, sheet_id: str, opinion: str) -> None:
    """The leader of an office writes an opinion."""
    with Desk.open(data) as desk:
        sheet = desk.open_sheet(sheet_id)
        sheet.fill({"review_opinion": opinion}, Role.LEADER)
        desk.save(sheet.record, ["review_opinion"], Actor(Role.LEADER, "王建国"))
