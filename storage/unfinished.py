"""Stands in for readers and writers that are being written; goes away with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from forms.errors import Failure

FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class ExportOptions:
    copies: tuple[int, ...] | None = None
    draft: bool = False


@dataclass(frozen=True)
class ReadingWarning:
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    answers: dict[str, Any]
    remainder: str
    warnings: tuple[ReadingWarning, ...]


def _missing(*_: Any) -> NoReturn:
    raise Failure("unfinished")


write = file_name = best_template = read_file = _missing
