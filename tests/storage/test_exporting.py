"""Export: whole files with distinct names; what fails is told and spoils nothing; a file can be verified afterwards."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.export import ExportOptions
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from storage import exporting
from storage.desk import Desk
from storage.exporting import ExportOrder

Write = Callable[..., Record]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[ExportOptions]:
    """Writers that cost nothing; returns what they were asked for."""
    asked: list[ExportOptions] = []

    def write(format_: str, template: Template, record: Record, options: ExportOptions, shelf: object) -> bytes:
        asked.append(options)
        return f"{format_} {record.id} {options}".encode()

    monkeypatch.setattr(exporting, "write", write)
    return asked


def test_the_copies_are_written_and_noted(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    report = desk.export(ExportOrder((complete.id,), folder))
    assert [path.name for path in report.files] == ["068号_周菁菁_一式4份.pdf"]
    assert report.files[0].read_bytes().startswith(b"%PDF")
    event = desk.history(complete.id)[-1]
    assert (event.what, event.detail["files"], event.detail["draft"]) == ("exported", ["068号_周菁菁_一式4份.pdf"], False)
    assert desk.versions(complete.id)[0].why == "export"


def test_each_copy_and_each_format_is_a_file_of_its_own(
    desk: Desk, complete: Sheet, quick: list[ExportOptions], tmp_path: Path
) -> None:
    order = ExportOrder((complete.id,), tmp_path, ("pdf", "docx"), separate=True, copies=(1, 3))
    names = [path.name for path in desk.export(order).files]
    assert [name[:14] for name in names] == ["068号_周菁菁_第1份_承", "068号_周菁菁_第3份_送"] * 2
    assert [options.copies for options in quick] == [(1,), (3,)] * 2
    assert sorted(path.name for path in desk.would_replace(order)) == sorted(names)


def test_sheets_that_share_a_name_get_distinct_files(
    desk: Desk, filed: Callable[..., str], quick: list[ExportOptions], tmp_path: Path
) -> None:
    ids = [filed() for _ in range(2)]
    report = desk.export(ExportOrder(ids, tmp_path))
    assert [path.name for path in report.files] == [f"068号_周菁菁_一式4份_{one[:8]}.pdf" for one in ids]
    assert len({path.read_bytes() for path in report.files}) == 2


def test_a_sheet_with_errors_is_exported_only_as_a_draft(
    desk: Desk, complete: Sheet, quick: list[ExportOptions], tmp_path: Path
) -> None:
    faulty = desk.new_sheet()
    report = desk.export(ExportOrder((faulty.id, complete.id), tmp_path))
    [(sheet_id, failure)] = report.failed
    assert (sheet_id, failure.code, len(report.files)) == (faulty.id, "sheet_has_errors", 1)
    assert "标题" in failure.params["fields"]  # type: ignore[operator]
    assert len(desk.export(ExportOrder((faulty.id,), tmp_path, draft=True)).files) == 1
    assert quick[-1].draft


def test_one_sheet_that_fails_spoils_no_other(desk: Desk, complete: Sheet, quick: list[ExportOptions], tmp_path: Path) -> None:
    report = desk.export(ExportOrder(("none", complete.id, "../x"), tmp_path))
    assert [(sheet_id, failure.code) for sheet_id, failure in report.failed] == [
        ("none", "sheet_unknown"),
        ("../x", "sheet_unknown"),
    ]
    assert len(report.files) == 1


@pytest.mark.parametrize(("order", "code"), [({"copies": (5,)}, "no_such_copy"), ({"copies": ()}, "no_copies")])
def test_copies_that_there_are_not_are_named(
    desk: Desk, complete: Sheet, tmp_path: Path, order: dict[str, Any], code: str
) -> None:
    [(_, failure)] = desk.export(ExportOrder((complete.id,), tmp_path, **order)).failed
    assert failure.code == code


def test_an_unknown_format_makes_nothing(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="unknown_format"):
        desk.export(ExportOrder((complete.id,), tmp_path / "new", ("odt",)))
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_told(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Failure, match="write_failed"):
        desk.export(ExportOrder((complete.id,), tmp_path / "file" / "folder"))


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EACCES, "not_writable")])
def test_a_failing_disk_leaves_the_file_of_before(
    desk: Desk,
    complete: Sheet,
    quick: list[ExportOptions],
    tmp_path: Path,
    failing_disk: Any,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
) -> None:
    order = ExportOrder((complete.id,), tmp_path / "out")
    [file] = desk.export(order).files
    before = file.read_bytes()
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail("fsync", number)
        report = desk.export(order)
    assert ([failure.code for _, failure in report.failed], report.files) == ([code], [])
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_export_stops_between_two_sheets(
    desk: Desk, filed: Callable[..., str], quick: list[ExportOptions], tmp_path: Path
) -> None:
    ids = [filed() for _ in range(3)]

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Failure("cancelled")

    report = desk.export(ExportOrder(ids, tmp_path), stop)
    assert (len(report.files), report.cancelled) == (2, True)


def test_another_failure_of_the_one_who_watches_is_not_swallowed(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    def fail(done: int, total: int) -> None:
        raise Failure("window_gone")

    with pytest.raises(Failure, match="window_gone"):
        desk.export(ExportOrder((complete.id,), tmp_path), fail)


def test_reading_alone_exports_and_notes_nothing(
    desk: Desk, open_desk: Callable[..., Desk], complete: Sheet, quick: list[ExportOptions], tmp_path: Path
) -> None:
    before = len(desk.history(complete.id))
    assert len(open_desk(read_only=True).export(ExportOrder((complete.id,), tmp_path)).files) == 1
    assert len(desk.history(complete.id)) == before


def test_the_preview_shows_the_record_of_the_window(desk: Desk, complete: Sheet) -> None:
    unsaved = complete.record.with_answers({"phone": "021-5678"})
    assert desk.pdf(unsaved, ExportOptions(copies=(1,))) != desk.pdf(complete.record, ExportOptions(copies=(1,)))


# ---- verify


@pytest.mark.parametrize("format_", ["pdf", "docx"])
@pytest.mark.parametrize("order", [{}, {"draft": True}, {"copies": (2, 4)}])
def test_an_exported_file_is_what_the_record_says_until_either_is_changed(
    desk: Desk, complete: Sheet, tmp_path: Path, write: Write, format_: str, order: dict[str, Any]
) -> None:
    [file] = desk.export(ExportOrder((complete.id,), tmp_path, (format_,), **order)).files
    verdict = desk.verify(file)
    assert (verdict.id, verdict.matches, verdict.reason) == (complete.id, True, "verify_same")
    assert verdict.copies == order.get("copies", (1, 2, 3, 4))
    write(complete, phone="021-56780000")
    assert desk.verify(file)[2:4] == (False, "verify_changed_since")
    file.write_bytes(file.read_bytes() + b" ")
    assert desk.verify(file)[2:4] == (False, "verify_differs")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"replysheet:"])
def test_a_file_of_somebody_else_cannot_be_verified(desk: Desk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(Failure, match="not_exported"):
        desk.verify(tmp_path / "a.pdf")


def test_a_file_that_only_says_that_it_is_ours_is_not_believed(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(f"replysheet:{complete.id}:{complete.record.revision}:9 ".encode())
    assert desk.verify(file).reason == "verify_differs"
    file.write_bytes(b"replysheet:0000:1:1 ")
    with pytest.raises(Failure, match="sheet_unknown"):
        desk.verify(file)
