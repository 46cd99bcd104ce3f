"""Import: real files become sheets with nothing lost; a file that cannot be read leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure, UnreadableFile
from forms.fields import Value
from forms.reading import Reading
from forms.template import Template
from storage import importing, libreoffice, outside
from storage.desk import Desk
from storage.libreoffice import find_program, to_docx
from storage.outside import read_bytes, read_outside

Real = Callable[[str], Path]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_real_sheet_becomes_a_sheet(desk: Desk, real: Real) -> None:
    report = desk.import_files([real("baoshan_068.txt")])
    [imported] = report.imported
    assert report.failed == []
    assert imported.title.startswith("关于对2022年居、村委防疫抗疫工作")
    sheet = desk.open_sheet(imported.id)
    assert sheet.answer("proposer") == ("周菁菁",)
    assert sheet.answer("number") == "068"
    events = desk.history(imported.id)
    assert [(event.what, event.detail) for event in events] == [("imported", {"file": "baoshan_068.txt"})]


def test_each_file_fails_or_succeeds_by_itself(desk: Desk, real: Real, tmp_path: Path) -> None:
    (tmp_path / "picture.docx").write_bytes(b"\x89PNG\r\n" + b"\0" * 99)
    files = [
        real("shucheng_8_joint_reply.txt"),
        tmp_path / "picture.docx",
        tmp_path / "missing.txt",
        tmp_path,
        real("baoshan_068.txt"),
    ]
    done: list[tuple[int, int]] = []
    report = desk.import_files(files, tell=lambda number, total: done.append((number, total)))
    assert [Path(one.file).name for one in report.imported] == ["shucheng_8_joint_reply.txt", "baoshan_068.txt"]
    assert [one.failure.code for one in report.failed[1:]] == ["file_missing", "not_a_file"]
    assert isinstance(report.failed[0].failure, UnreadableFile)
    assert len(desk.ledger()) == 2
    assert done[-1] == (5, 5)


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace", "folder"])
def test_a_disk_that_fails_leaves_nothing_half_imported(
    desk: Desk, open_desk: Callable[..., Desk], real: Real, failing_disk: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail(step)
        [failed] = desk.import_files([real("baoshan_068.txt")]).failed
    assert failed.failure.code == "disk_full" and desk.ledger() == []
    desk.close()
    again = open_desk()
    assert (again.ledger(), again.notices) == ([], ())


def test_import_stops_between_two_files(desk: Desk, real: Real) -> None:
    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Failure("cancelled")

    report = desk.import_files([real("baoshan_068.txt")] * 3, tell=stop)
    assert (len(report.imported), report.cancelled) == (1, True)


def test_another_failure_of_the_one_who_watches_is_not_swallowed(desk: Desk, real: Real) -> None:
    def fail(done: int, total: int) -> None:
        raise Failure("window_gone")

    with pytest.raises(Failure, match="window_gone"):
        desk.import_files([real("baoshan_068.txt")], tell=fail)


def test_the_template_is_chosen_by_the_file_or_by_hand(open_desk: Callable[..., Desk], data: Path, real: Real) -> None:
    other = Path(__file__).parents[1] / "templates" / "street-letter" / "sheet.toml"
    own = data / "templates" / "street-letter" / "sheet.toml"
    own.parent.mkdir(parents=True)
    shutil.copy(other, own)
    desk = open_desk()
    [chosen] = desk.import_files([real("baoshan_068.txt")]).imported
    assert desk.open_sheet(chosen.id).template.id == "baoshan-npc"
    [given] = desk.import_files([real("baoshan_068.txt")], "street-letter").imported
    assert desk.open_sheet(given.id).template.id == "street-letter"
    with pytest.raises(Failure, match="template_unknown"):
        desk.import_files([real("baoshan_068.txt")], "none")


def test_what_no_field_takes_stays_as_the_remainder(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[str, Value] = {"title": "标题", "outcome": "none of these", "colour": ("红", "绿"), "reply": ""}

    def read_file(name: str, data: bytes, template: Template) -> Reading:
        return Reading(answers, "rest", ())

    monkeypatch.setattr(importing, "read_file", read_file)
    (tmp_path / "a.txt").write_bytes(b"x")
    [imported] = desk.import_files([tmp_path / "a.txt"]).imported
    assert desk.open_sheet(imported.id).record.answers == {"title": "标题", "remainder": "rest\nnone of these\n红、绿"}


# ---- files from outside


@pytest.mark.parametrize("grown", [False, True])
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grown: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_000_000)
    if grown:
        small = (tmp_path / "small").write_bytes(b"")
        status = (tmp_path / "small").stat()
        monkeypatch.setattr(Path, "stat", lambda self, **_: status)
        assert small == 0
    with pytest.raises(Failure) as refused:
        read_bytes(path, 1_000_000)
    assert dict(refused.value.params) == {"file": "a.txt", "megabytes": 1 if grown else 2, "limit": 0}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Failure, match="not_a_file"):
        read_outside(tmp_path / "pipe.txt")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(Failure, match="file_unreadable"):
        read_outside(tmp_path / "a.txt")


def test_a_docx_that_was_named_doc_needs_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.DOC", "w") as archive:
        archive.writestr("word/document.xml", "")
    assert read_outside(tmp_path / "a.DOC").name == "a.docx"


def test_an_old_word_file_without_libreoffice_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", (str(tmp_path / "none"),))
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(Failure) as refused:
        outside.read_outside(tmp_path / "a.doc")
    assert (refused.value.code, refused.value.params["file"]) == ("doc_needs_libreoffice", "a.doc")


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """A program that stands in for LibreOffice."""

    def make(source: str) -> str:
        path = tmp_path / "soffice"
        path.write_text(
            f"#!{sys.executable}\nimport pathlib, sys, time\nsource = pathlib.Path(sys.argv[-1])\n{source}\n", "utf-8"
        )
        path.chmod(0o755)
        return str(path)

    return make


def test_an_old_word_file_becomes_a_docx(program: Callable[[str], str]) -> None:
    stub = program("source.with_suffix('.docx').write_bytes(b'PK' + source.read_bytes())")
    assert to_docx("../-x.DOC", b"old", program=stub) == b"PKold"


# The program that sleeps is LibreOffice's stand-in that hangs; the test ends it after half a second.
@pytest.mark.parametrize("source", ["", "source.with_suffix('.docx').touch()", "sys.exit(1)", "time.sleep(60)"])
def test_a_conversion_that_fails_or_hangs_is_told_and_leaves_nothing(
    program: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(Failure, match="doc_not_converted"):
        to_docx("a.doc", b"old", program=program(source), timeout=0.5)
    assert [path.name for path in tmp_path.iterdir()] == ["soffice"]


def test_a_program_that_cannot_be_started_is_as_good_as_none() -> None:
    with pytest.raises(Failure, match="doc_needs_libreoffice"):
        to_docx("a.doc", b"old", program="/nowhere/soffice")


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_a_real_old_word_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text("{\\rtf1\\ansi 068\\u21495? \\u21608?\\u33729?\\u33729?\\par second}", "ascii")
    assert read_outside(tmp_path / "a.doc").data.startswith(b"PK")
