"""Lines in front of a sheet or a letter that name a field of the template and answer it: 建议编号：068."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import BadValue
from ..fields import Answers, Field, LongTextField, Role, Value
from ..template import Template
from .normal import letters_of
from .pieces import Piece

_MAX_LABEL = 30


def read_labelled(pieces: Sequence[Piece], template: Template, known: Answers) -> dict[str, Value]:
    """Take each line that names a clerk's short field not `known` yet, with its value behind a colon; return the answers."""
    by_label = {letters_of(field.label): field for field in template.fields if _short(field)}
    answers: dict[str, Value] = {}
    for piece in pieces:
        label, colon, text = piece.text.replace(":", "：", 1).partition("：")
        field = by_label.get(letters_of(label)) if colon and len(label) <= _MAX_LABEL else None
        if piece.taken or field is None or field.name in answers or field.name in known:
            continue
        value = _read(field, text)
        if value is not None:
            answers[field.name] = value
            piece.take()
    return answers


def _short(field: Field) -> bool:
    return field.role is Role.CLERK and not field.signed and not isinstance(field, LongTextField) and field.kind != "choice"


def _read(field: Field, text: str) -> Value | None:
    try:
        return field.read(text)
    except BadValue:
        return None
