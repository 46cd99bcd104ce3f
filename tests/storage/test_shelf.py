"""Templates: shipped ones and the user's own; a bad one is refused with its reason, and the others are there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.errors import Failure
from storage import shelf
from storage.desk import SHIPPED, Desk
from storage.shelf import TemplateShelf

SOURCE = (SHIPPED / "baoshan-npc" / "sheet.toml").read_text("utf-8")


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str], Path]:
    """Put a declaration into a folder of templates."""

    def put_template(name: str, source: str) -> Path:
        file = tmp_path / "own" / name / "sheet.toml"
        file.parent.mkdir(parents=True)
        file.write_text(source, "utf-8")
        return tmp_path / "own"

    return put_template


def test_the_users_own_templates_are_found_beside_the_shipped_ones(put: Callable[[str, str], Path]) -> None:
    found = TemplateShelf((put("own", SOURCE.replace('"baoshan-npc"', '"own"')), SHIPPED))
    assert [template.id for template in found.all()] == ["own", "baoshan-npc"]
    assert found.standard().id == "own"
    assert found.refused == ()


def test_the_users_own_goes_before_a_shipped_one_of_the_same_id(put: Callable[[str, str], Path]) -> None:
    found = TemplateShelf((put("changed", SOURCE.replace('name = "宝山区人大', 'name = "我区人大')), SHIPPED))
    assert found.get("baoshan-npc").name.startswith("我区")
    assert len(found.all()) == 1


@pytest.mark.parametrize("source", ["", "id = 1", "[[", SOURCE.replace('kind = "phone"', 'kind = "txt"'), "x" * 2_000_000])
def test_a_bad_template_is_refused_and_the_others_go_on(put: Callable[[str, str], Path], source: str) -> None:
    found = TemplateShelf((put("bad", source), SHIPPED))
    assert [template.id for template in found.all()] == ["baoshan-npc"]
    [refused] = found.refused
    assert refused.file == "own/bad/sheet.toml"
    assert refused.reason


def test_a_declaration_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own" / "bad" / "sheet.toml").mkdir(parents=True)
    os.mkfifo(tmp_path / "own" / "sheet.toml")
    (tmp_path / "own" / "worse").mkdir()
    os.mkfifo(tmp_path / "own" / "worse" / "sheet.toml")
    assert len(TemplateShelf((tmp_path / "own",)).refused) == 2


def test_a_declaration_that_cannot_be_read_is_refused(put: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put("bad", SOURCE)

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", fail)
    assert TemplateShelf((folder,)).refused[0].reason == "Permission denied"


def test_without_any_template_nothing_new_begins(tmp_path: Path) -> None:
    none = TemplateShelf((tmp_path / "missing",))
    with pytest.raises(Failure, match="no_template"):
        none.standard()
    with Desk.open(tmp_path / "data", shipped=tmp_path) as desk:
        with pytest.raises(Failure, match="no_template"):
            desk.new_sheet()
        report = desk.import_files([tmp_path / "a.txt"])
        assert [failed.failure.code for failed in report.failed] == ["no_template"]


def test_the_digest_changes_with_any_template(put: Callable[[str, str], Path]) -> None:
    before = TemplateShelf((SHIPPED,)).digest
    assert TemplateShelf((put("own", SOURCE), SHIPPED)).digest != before
    assert TemplateShelf((SHIPPED,)).digest == before
    assert 10 * len(SOURCE) < shelf.MAX_DECLARATION
