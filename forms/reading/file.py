"""A file from outside opened as lines: what it is, by its content first; anything hostile or foreign is refused whole."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import cast

from ..errors import UnreadableFile
from ..text import MAX_TEXT
from .document import Document
from .text_file import read_text

MAX_FILE = 20 * 1024 * 1024
MAX_LINES = 50_000

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_SUFFIXES = frozenset({".txt", ".text", ""})
_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt"})

_FOREIGN = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


def open_document(name: str, data: bytes) -> Document:
    """Return the lines of a .txt or .docx file. `name` says only what kind a file without a mark of its own is.

    Raises UnreadableFile: `file_empty`, `file_too_large`, `text_too_long`, `file_encrypted`, `file_damaged`, `old_word_file`,
    `not_a_word_file`, `not_text`, `unknown_encoding`, `unknown_kind`, `file_too_big_inside`, `xml_not_allowed`.
    """
    if not data:
        raise UnreadableFile("file_empty")
    if len(data) > MAX_FILE:
        raise UnreadableFile("file_too_large", megabytes=len(data) // 2**20, limit=MAX_FILE // 2**20)
    document = _read(PurePath(name).suffix.lower(), data)
    length = sum(len(line.text) + 1 for line in document.lines)
    if length > MAX_TEXT or len(document.lines) > MAX_LINES:
        raise UnreadableFile("text_too_long", limit=MAX_TEXT)
    if not any(line.text.strip(" \u3000") for line in document.lines):
        raise UnreadableFile("file_empty")
    return document


def _read(suffix: str, data: bytes) -> Document:
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        # Loaded where the first DOCX is read: the program starts without it.
        return cast(Document, import_module(".word.file", __package__).read_docx(data))
    if data.startswith(_OLE):
        raise UnreadableFile("file_encrypted" if _ENCRYPTED in data else "old_word_file")
    foreign = _foreign(data)
    if suffix in _WORD_SUFFIXES:
        raise UnreadableFile("not_a_word_file", kind=foreign or "unknown")
    if foreign:
        raise UnreadableFile("not_text", kind=foreign)
    if suffix not in _TEXT_SUFFIXES:
        raise UnreadableFile("unknown_kind", suffix=suffix)
    return read_text(data)


def _foreign(data: bytes) -> str:
    """Return what a file is that is neither text nor Word, "" where its first bytes say nothing, or are plain text's."""
    kind = next((kind for mark, kind in _FOREIGN if data.startswith(mark)), "")
    return kind if kind == "pdf" or b"\0" in data[:4096] or not data[:4096].isascii() else ""
