"""Fonts of every make are found by file and by family; one that may not or cannot be used is told with its reason."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import reportlab

from forms.errors import Failure
from forms.typesetting.face import Face, NoFont, Why
from forms.typesetting.faces import FontRole
from forms.typesetting.font_names import members
from forms.typesetting.fonts import FontShelf, check_font_file

from .small_fonts import collection, font, stored

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
RARE_NAMES = "镕喆䶮㛃𬭎𬱖"
OTHER = font(["Some Sans"])


def substitution(shelf: FontShelf, role: FontRole) -> Any:
    return next((each for each in shelf.substitutions() if each.role is role), None)


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (FontRole.TITLE, ["FZXiaoBiaoSong-B05S", "方正小标宋简体"]),
        (FontRole.BODY, ["Bureau Font", "仿宋_GB2312"]),
        (FontRole.BODY, ["FangSong"]),
        (FontRole.HEADING, ["SimHei", "黑体"]),
        (FontRole.SUBHEADING, ["Bureau Font", "楷体"]),
        (FontRole.LABEL, ["SimSun"]),
    ],
)
@pytest.mark.parametrize("cff", [False, True])
def test_an_official_font_is_found_by_its_family(role: FontRole, names: list[str], cff: bool, tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"aaa.ttf": OTHER, "x0001.ttf": font(names, cff=cff)}))
    assert shelf.file(role).name == "x0001.ttf"
    assert substitution(shelf, role) is None
    assert shelf.face(role).is_cff is cff
    assert shelf.face(role).subset([shelf.face(role).glyph("国")]).program


def test_the_file_with_the_usual_name_goes_before_the_family(tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"a.ttf": font(["FangSong"]), "simfang.ttf": font(["FangSong"])}))
    assert shelf.file(FontRole.BODY).name == "simfang.ttf"
    assert shelf._names is None


def test_the_plain_style_goes_before_the_bold_one(tmp_path: Path) -> None:
    files = {"a.ttf": font(["FangSong"], style="Bold"), "b.ttf": font(["FangSong"])}
    assert FontShelf(stored(tmp_path, files)).file(FontRole.BODY).name == "b.ttf"


def test_members_of_a_collection_are_found_by_their_families(tmp_path: Path) -> None:
    whole = collection([OTHER, font(["STSong"], style="Bold"), font(["STSong", "华文宋体"]), font(["STKaiti", "华文楷体"])])
    path = stored(tmp_path, {"all.ttc": whole})["all.ttc"]
    shelf = FontShelf({"all.ttc": path})
    assert (shelf.face(FontRole.LABEL).number, shelf.family(FontRole.LABEL)) == (2, "STSong")
    assert shelf.face(FontRole.SUBHEADING).number == 3
    assert Face(path, "No such family").number == Face(path).number == 0
    assert Face(path, "No such family", "华文楷体").number == 3
    assert [len(member.names) for member in members(path)] == [1, 1, 2, 2]


def test_rare_characters_of_names_come_from_the_next_font(tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"simfang.ttf": font(["FangSong"])}))
    own = shelf.face(FontRole.BODY)
    assert shelf.glyph("国", FontRole.BODY)[0] is own
    for char in RARE_NAMES:
        face, glyph = shelf.glyph(char, FontRole.BODY)
        assert face is not None
        assert face is not own
        assert glyph
    assert shelf.missing(RARE_NAMES + "国🎉", FontRole.BODY) == {"🎉"}


@pytest.mark.parametrize("fs_type", [0x0002, 0x0100, 0x0200])
def test_a_licence_that_forbids_embedding_is_respected_and_said(fs_type: int, tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"simfang.ttf": font(["FangSong"], fs_type=fs_type)}))
    found = substitution(shelf, FontRole.BODY)
    assert (found.why, Path(found.file).name, found.used) == (Why.LICENCE, "simfang.ttf", "Noto Serif SC")
    assert substitution(shelf, FontRole.TITLE).why is Why.MISSING


@pytest.mark.parametrize("fs_type", [0x0000, 0x0004, 0x0008])
def test_a_licence_for_print_or_more_is_enough(fs_type: int, tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"simfang.ttf": font(["FangSong"], fs_type=fs_type)}))
    assert shelf.family(FontRole.BODY) == "FangSong"


def test_behind_a_font_that_cannot_be_used_the_next_official_one_is_taken(tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"simfang.ttf": b"none", "x.ttf": font(["STFangsong"])}))
    assert shelf.family(FontRole.BODY) == "STFangsong"
    assert substitution(shelf, FontRole.BODY) is None


def damaged(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    if seed % 2:
        return content[: chance.randrange(len(content))]
    broken = bytearray(content)
    for _ in range(len(broken) // 40):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


@pytest.mark.parametrize(
    "content", [b"", b"not a font", b"\x89PNG\r\n\x1a\n" + bytes(100), b"ttcf" + bytes(40), b"OTTO" + bytes(9)]
)
def test_a_file_that_is_no_font_is_passed_over_and_said(content: bytes, tmp_path: Path) -> None:
    shelf = FontShelf(stored(tmp_path, {"simfang.ttf": content}))
    assert shelf.family(FontRole.BODY) == "Noto Serif SC"
    assert substitution(shelf, FontRole.BODY).why is Why.UNREADABLE


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("cff", [False, True])
def test_a_damaged_font_draws_or_is_refused(seed: int, cff: bool, tmp_path: Path) -> None:
    source = font(["FangSong"], cff=True) if cff else VERA.read_bytes()
    path = stored(tmp_path, {"simfang.ttf": damaged(source, seed)})["simfang.ttf"]
    members(path)
    try:
        face = Face(path, "FangSong")
    except NoFont as refused:
        assert refused.why in Why
    else:
        assert face.box
        assert face.subset([face.glyph("a")]).program


def test_a_setting_that_names_a_bad_file_is_told_and_the_fall_back_is_used(tmp_path: Path) -> None:
    bad = stored(tmp_path, {"mine.ttf": b"text", "locked.ttf": font(["X"], fs_type=2), "good.otf": font(["Mine"], cff=True)})
    chosen = {FontRole.TITLE: bad["mine.ttf"], FontRole.BODY: tmp_path / "none.ttf"}
    chosen |= {FontRole.LABEL: bad["locked.ttf"], FontRole.HEADING: bad["good.otf"]}
    shelf = FontShelf({}, chosen)
    problems = {problem.params["role"]: problem for problem in shelf.problems()}
    assert {problem.code for problem in problems.values()} == {"font_file_unusable"}
    assert {role: problem.params["why"] for role, problem in problems.items()} == {
        "title": "unreadable",
        "body": "unreadable",
        "label": "licence",
    }
    assert problems["body"].params == {
        "path": str(tmp_path / "none.ttf"), "role": "body", "why": "unreadable", "used": "Noto Serif SC",
    }  # fmt: skip
    assert shelf.family(FontRole.HEADING) == "Mine"
    assert substitution(shelf, FontRole.TITLE).why is Why.UNREADABLE


def test_a_file_is_checked_before_a_setting_names_it(tmp_path: Path) -> None:
    files = stored(tmp_path, {"good.ttc": collection([OTHER, font(["FangSong"])]), "bad.ttf": b"text"})
    assert check_font_file(files["good.ttc"], FontRole.BODY) == "FangSong"
    assert check_font_file(files["good.ttc"], FontRole.TITLE) == "Some Sans"
    for path in (files["bad.ttf"], tmp_path, tmp_path / "none.ttf"):
        with pytest.raises(Failure) as refused:
            check_font_file(path, FontRole.BODY)
        assert (refused.value.code, refused.value.params["path"]) == ("font_file_unusable", str(path))


@pytest.mark.parametrize(
    ("platform", "encoding", "expected"), [(1, 25, "仿宋"), (3, 3, "仿宋"), (3, 1, "仿宋"), (0, 3, "仿宋"), (1, 0, "Fang")]
)
def test_names_are_read_in_the_encodings_that_fonts_have(platform: int, encoding: int, expected: str, tmp_path: Path) -> None:
    raw = expected.encode("gbk" if (platform, encoding) in ((1, 25), (3, 3)) else "latin-1" if platform == 1 else "utf-16-be")
    table = b"\x00\x00\x00\x01\x00\x12" + b"".join(n.to_bytes(2, "big") for n in (platform, encoding, 0, 1, len(raw), 0)) + raw
    content = (
        b"\x00\x01\x00\x00\x00\x01" + bytes(6) + b"name" + bytes(4) + (28).to_bytes(4, "big") + len(table).to_bytes(4, "big")
    )
    path = stored(tmp_path, {"a.ttf": content + table})["a.ttf"]
    assert [member.names for member in members(path)] == [frozenset({expected.lower()})]


def test_a_file_that_is_away_or_a_folder_has_no_names(tmp_path: Path) -> None:
    assert members(tmp_path / "none.ttf") == members(tmp_path) == ()
