"""Writers of the copies. Each returns bytes; storage writes files."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from ..deputies import deputies, view_of
from ..errors import Failure
from ..record import Record
from ..template import Template
from ..text import clean
from ..typesetting.fonts import FontShelf
from .options import ExportOptions

__all__ = ["FORMATS", "ExportOptions", "write"]

_WRITERS = {"pdf": "forms.export.pdf", "docx": "forms.export.docx"}
"""By format: the module whose `write` writes it. Loaded with the first file, since document libraries are heavy."""
FORMATS = tuple(_WRITERS)


def write(format: str, template: Template, record: Record, options: ExportOptions, shelf: FontShelf) -> bytes:  # noqa: A002
    """Return the file, as the paper of `options.deputy` shows the record: same record, options and fonts, same bytes.

    Failure `unknown_format`, `no_copies`, `no_such_copy`, `wrong_template` or `deputy_unknown`.
    """
    if format not in _WRITERS:
        raise Failure("unknown_format", format=format, formats=FORMATS)
    if record.template != template.id:
        raise Failure("wrong_template", template=template.id, record=record.template)
    if options.deputy and options.deputy not in deputies(template, record):
        raise Failure("deputy_unknown", deputy=options.deputy)
    view = _printable(view_of(template, record, options.deputy))
    content: bytes = import_module(_WRITERS[format]).write(template, view, options, shelf)
    return content


def _printable(record: Record) -> Record:
    """Return the record without what no paper can show: one that another hand wrote may hold control characters."""
    answers = {name: clean(v) if isinstance(v, str) else tuple(map(clean, v)) for name, v in record.answers.items()}
    return replace(record, answers=answers)
