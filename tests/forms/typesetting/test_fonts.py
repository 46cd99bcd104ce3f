"""Fonts are found by their files, replaced where they are missing, and never lack a character in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import reportlab

from forms.template import Template
from forms.typesetting import official_fonts
from forms.typesetting.coverage import uncovered
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf, Substitution

VERA = Path(reportlab.__file__).parent / "fonts"
RARE_NAMES = "镕喆䶮㛃𬭎𬱖"


def test_rare_characters_of_names_are_covered_by_the_bundled_fonts(shelf: FontShelf) -> None:
    assert shelf.missing(RARE_NAMES + "一（《—…“”√①㎡", FontRole.BODY) == set()


def test_what_no_font_has_is_reported_and_gets_the_room_of_a_box(shelf: FontShelf) -> None:
    assert shelf.missing("张😀三\ufe0f \u3000\u200d", FontRole.BODY) == {"😀"}
    assert shelf.width("😀", FontRole.BODY, 16) == 16
    assert shelf.width("\ufe0f", FontRole.BODY, 16) == 0
    assert shelf.width("\u2003", FontRole.LABEL, 16) > 0


def test_missing_characters_are_told_with_field_and_place(template: Template, shelf: FontShelf) -> None:
    found = uncovered(template, {"title": "关于😀的建议", "number": "😀"}, shelf)
    assert [(each.field, each.position, each.character) for each in found] == [("title", 2, "😀")]


def test_every_role_is_played_and_said_to_be_a_substitute(shelf: FontShelf) -> None:
    assert {each.role for each in shelf.substitutions()} == set(FontRole)
    assert shelf.substitutions()[0] == Substitution(FontRole.TITLE, "方正小标宋简体", "Noto Serif SC")
    assert shelf.family(FontRole.HEADING) == "Noto Sans SC"
    assert shelf.file(FontRole.BODY).is_file()


def test_an_official_font_is_taken_and_rare_characters_come_from_the_next(tmp_path: Path) -> None:
    file = shutil.copy(VERA / "Vera.ttf", tmp_path / "simfang.ttf")
    shelf = FontShelf({"simfang.ttf": Path(file)})
    assert FontRole.BODY not in {each.role for each in shelf.substitutions()}
    assert shelf.family(FontRole.BODY) == "Bitstream Vera Sans"
    assert shelf.glyph("a", FontRole.BODY)[0] is not shelf.glyph("镕", FontRole.BODY)[0]
    assert shelf.missing(RARE_NAMES, FontRole.BODY) == set()


def test_a_font_of_ones_own_goes_before_all_others(tmp_path: Path) -> None:
    shelf = FontShelf({}, chosen={FontRole.TITLE: VERA / "VeraBd.ttf", FontRole.LABEL: tmp_path / "none.ttf"})
    assert shelf.file(FontRole.TITLE).name == "VeraBd.ttf"
    assert shelf.family(FontRole.LABEL) == "Noto Serif SC"


def test_fonts_are_looked_up_by_name_in_the_usual_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fonts" / "chinese"
    folder.mkdir(parents=True)
    shutil.copy(VERA / "Vera.ttf", folder / "SIMFANG.TTF")
    (folder / "readme.txt").write_text("", "utf-8")
    monkeypatch.setattr(official_fonts.sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert official_fonts.installed()["simfang.ttf"] == folder / "SIMFANG.TTF"


@pytest.mark.parametrize(("platform", "expected"), [("win32", "Fonts"), ("darwin", "DFonts"), ("linux", "fonts")])
def test_each_system_has_its_folders(platform: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(official_fonts.sys, "platform", platform)
    assert list(official_fonts._folders())[-1].name.endswith(expected)


def test_the_shelf_of_this_machine_is_made_once() -> None:
    assert FontShelf.default() is FontShelf.default()
    assert FontShelf.default().missing("宝山区", FontRole.TITLE) == set()
