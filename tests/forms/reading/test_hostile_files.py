"""Hostile and broken files: a code for each, and nothing of them is taken."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from forms.errors import UnreadableFile
from forms.reading import file, read_file
from forms.reading.word import package
from forms.template import Template
from forms.text import MAX_TEXT

Word = Callable[..., bytes]


@pytest.fixture
def refusal(template: Template) -> Callable[[str, bytes], str]:
    def code(name: str, data: bytes) -> str:
        with pytest.raises(UnreadableFile) as refused:
            read_file(name, data, template)
        return refused.value.code

    return code


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "file_empty"),
        ("a.docx", b"", "file_empty"),
        ("a.txt", " \n\t\u3000\n".encode(), "file_empty"),
        ("a.docx", PNG, "not_a_word_file"),
        ("a.docx", "改名的文本".encode(), "not_a_word_file"),
        ("a.doc", PNG, "not_a_word_file"),
        ("a.txt", PNG, "not_text"),
        ("a.txt", b"%PDF-1.7\n", "not_text"),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", "not_text"),
        ("a.xlsx", b"anything", "unknown_kind"),
        ("a.docx", OLE, "old_word_file"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        ("a.doc", OLE, "old_word_file"),
        ("a.txt", b"a" * (file.MAX_FILE + 1), "file_too_large"),
        ("a.txt", b"a" * (MAX_TEXT + 1), "text_too_long"),
        ("a.txt", "满意\n".encode() * (file.MAX_LINES + 1), "text_too_long"),
        ("a.docx", b"PK\x03\x04 and no more", "file_damaged"),
        ("a.docx", b"PK\x05\x06" + bytes(18), "not_a_word_file"),
    ],
)
def test_refused(name: str, data: bytes, code: str, refusal: Callable[[str, bytes], str]) -> None:
    assert refusal(name, data) == code


def test_a_hundred_megabytes_are_refused_at_once(refusal: Callable[[str, bytes], str]) -> None:
    assert refusal("a.txt", bytes(100 * 2**20)) == "file_too_large"


def test_every_truncation_of_a_docx_is_refused(word: Word, refusal: Callable[[str, bytes], str]) -> None:
    data = word("<w:p><w:r><w:t>张三代表：</w:t></w:r></w:p>")
    for length in range(4, len(data) - 1, 97):
        assert refusal("a.docx", data[:length]) == "file_damaged"


def test_changed_bytes_inside_are_refused(word: Word, refusal: Callable[[str, bytes], str]) -> None:
    data = bytearray(word(f"<w:p><w:r><w:t>{'张三代表：' * 50}</w:t></w:r></w:p>"))
    middle = data.index(b"word/document.xml") + 60
    data[middle] ^= 0xFF
    assert refusal("a.docx", bytes(data)) == "file_damaged"


def test_a_part_that_unpacks_beyond_measure(zipped: Callable[..., bytes], refusal: Callable[[str, bytes], str]) -> None:
    bomb = zipped({"word/document.xml": b"<a>" + b" " * (8 * 2**20)})
    assert refusal("a.docx", bomb) == "file_too_big_inside"


def test_a_part_that_is_larger_than_it_says(word: Word, refusal: Callable[[str, bytes], str]) -> None:
    data = bytearray(word("<w:p><w:r><w:t>" + "张" * 5000 + "</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    told = struct.pack("<I", size)
    assert data.count(told) == 2
    assert refusal("a.docx", bytes(data).replace(told, struct.pack("<I", 100))) == "file_damaged"


def test_too_many_parts(zipped: Callable[..., bytes], refusal: Callable[[str, bytes], str]) -> None:
    many = zipped({f"word/{number}.xml": b"" for number in range(package.MAX_MEMBERS + 1)})
    assert refusal("a.docx", many) == "file_too_big_inside"


@pytest.mark.parametrize("size", [package.MAX_UNPACKED + 1, 2**32 - 2])
def test_a_member_that_declares_too_much(size: int, word: Word, refusal: Callable[[str, bytes], str]) -> None:
    data = bytearray(word("<w:p/>"))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", size)
    assert refusal("a.docx", bytes(data)) == "file_too_big_inside"


def test_an_encrypted_member(word: Word, refusal: Callable[[str, bytes], str]) -> None:
    data = bytearray(word("<w:p/>"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal("a.docx", bytes(data)) == "file_encrypted"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE d [<!ENTITY a "b">]>',
        '<!DOCTYPE d SYSTEM "http://example.invalid/d.dtd">',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "<?xml version='1.0'?><!-- c --><!DOCTYPE d>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(
    prolog: str, encoding: str, zipped: Callable[..., bytes], refusal: Callable[[str, bytes], str]
) -> None:
    document = f"{prolog}<document><body><p>&a;</p></body></document>".encode(encoding)
    assert refusal("a.docx", zipped({"word/document.xml": document})) == "xml_not_allowed"


def test_elements_nested_without_end(word: Word, refusal: Callable[[str, bytes], str]) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000
    assert refusal("a.docx", word(deep)) == "xml_not_allowed"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, "not_a_word_file"),
        ({"word/document.xml": "<document/>"}, "not_a_word_file"),
        ({"word/document.xml": "no XML"}, "file_damaged"),
        ({"word/document.xml": b"<?xml version='1.0' encoding='klingon'?><a/>"}, "file_damaged"),
        ({"word/document.xml": "<document><body/></document>", "word/_rels/document.xml.rels": "<"}, "file_damaged"),
        ({"word/document.xml": "<document><body><p/></body></document>"}, "file_empty"),
    ],
)
def test_a_zip_that_is_no_word_file(
    members: dict[str, str], code: str, zipped: Callable[..., bytes], refusal: Callable[[str, bytes], str]
) -> None:
    assert refusal("a.docx", zipped(members)) == code


def test_a_spreadsheet_renamed(zipped: Callable[..., bytes], refusal: Callable[[str, bytes], str]) -> None:
    relations = '<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    assert refusal("a.docx", zipped({"_rels/.rels": relations, "xl/workbook.xml": "<workbook/>"})) == "not_a_word_file"


def test_a_file_of_nothing_but_labels_takes_no_time(template: Template) -> None:
    data = ("\t满意\n\t理解\n\t全文公开\n" * 16_000).encode()
    reading = read_file("a.txt", data, template)
    assert "满意" in reading.remainder


def test_content_decides_not_the_name(word: Word, template: Template) -> None:
    data = word("<w:p><w:r><w:t>张三代表：</w:t></w:r></w:p>")
    assert read_file("../../\x00x.txt", data, template).answers["proposer"] == ("张三",)
