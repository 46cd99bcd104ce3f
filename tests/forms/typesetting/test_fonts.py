"""Fonts are found by their files, replaced where they are missing, and never lack a character in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import reportlab

from forms.template import Template
from forms.typesetting import official_fonts
from forms.typesetting.coverage import uncovered
from forms.typesetting.face import Face, NoFont
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf, Substitution

VERA = Path(reportlab.__file__).parent / "fonts"
RARE_NAMES = "镕喆䶮㛃𬭎𬱖"


def collection(folder: Path) -> Path:
    """Return a TTC of two fonts, as SimSun and Songti come."""
    fonts = [(VERA / name).read_bytes() for name in ("Vera.ttf", "VeraBd.ttf")]
    start = 12 + 4 * len(fonts)
    offsets, bodies = [], []
    for font in fonts:
        at = start + sum(map(len, bodies))
        tables = int.from_bytes(font[4:6], "big")
        moved = bytearray(font)
        for entry in range(12, 12 + 16 * tables, 16):
            place = int.from_bytes(font[entry + 8 : entry + 12], "big") + at
            moved[entry + 8 : entry + 12] = place.to_bytes(4, "big")
        offsets.append(at)
        bodies.append(bytes(moved))
    head = b"ttcf" + (0x10000).to_bytes(4, "big") + len(fonts).to_bytes(4, "big")
    path = folder / "simsun.ttc"
    path.write_bytes(head + b"".join(offset.to_bytes(4, "big") for offset in offsets) + b"".join(bodies))
    return path


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


def test_the_member_of_a_collection_is_found_by_its_family(tmp_path: Path) -> None:
    path = collection(tmp_path)
    assert Face(path, "Bitstream Vera Sans").number == 0
    assert Face(path, "No such family").number == 0
    shelf = FontShelf({"simsun.ttc": path})
    assert shelf.file(FontRole.LABEL) == path
    assert Face(path).subset([Face(path).glyph("a")]).program[:4] in (b"\x00\x01\x00\x00", b"true")


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_a_file_that_is_no_font_is_passed_over(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "simfang.ttf"
    path.write_bytes(content)
    with pytest.raises(NoFont):
        Face(path)
    assert FontShelf({"simfang.ttf": path}).family(FontRole.BODY) == "Noto Serif SC"


def test_a_font_whose_licence_forbids_embedding_is_passed_over(tmp_path: Path) -> None:
    font = bytearray((VERA / "Vera.ttf").read_bytes())
    for entry in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[entry : entry + 4] == b"OS/2":
            at = int.from_bytes(font[entry + 8 : entry + 12], "big")
            font[at + 8 : at + 10] = (2).to_bytes(2, "big")
    path = tmp_path / "simfang.ttf"
    path.write_bytes(font)
    with pytest.raises(NoFont, match="licence"):
        Face(path)


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
