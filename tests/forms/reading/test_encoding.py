"""Encodings of text files: all that Windows, Word and WPS write are read alike, anything else is refused."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.errors import UnreadableFile
from forms.reading import read_file
from forms.reading.text_file import decode
from forms.template import Template


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_the_sheet_in_every_encoding(mark: bytes, encoding: str, real: Callable[[str], Path], template: Template) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    expected = read_file("a.txt", text.encode(), template)
    assert read_file("A.TXT", mark + text.encode(encoding), template) == expected


@pytest.mark.parametrize("name", ["镕", "喆", "䶮", "𬭛", "㛃"])
def test_rare_characters_of_names_survive_gb18030(name: str) -> None:
    text = f"提出人：{name}，代表建议办理情况"
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("建議辦理情況，請您對辦理情況提出意見".encode("big5"), "unknown_encoding"),
        ("ご意見をお聞かせください。".encode("shift_jis"), "unknown_encoding"),
        (b"caf\xe9 society", "unknown_encoding"),
        (codecs.BOM_UTF8 + b"\xff\xfe", "unknown_encoding"),
        (codecs.BOM_UTF16_LE + b"\x00", "unknown_encoding"),
        (b"\x00\x00\x01\x02text\x00\x00\x00", "not_text"),
        (bytes(range(1, 32)) * 4, "not_text"),
        (b"a\x00b", "not_text"),
    ],
)
def test_what_is_no_known_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        decode(data)
    assert refused.value.code == code
