"""The details of a case: those that lines name by their labels (建议编号：068), and those that a reply tells in its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import BadValue
from ..fields import Answers, Field, LongTextField, Role, Value
from ..template import Template
from .normal import letters_of
from .opening import document_number_in, number_in, session_in
from .pieces import Piece
from .reading import ReadingWarning

_MAX_LABEL = 30


class CaseDetails:
    """Answers to fields that only some templates have, told in texts in which they stay.

    What a template lacks, or a file has answered already, is left alone.
    """

    def __init__(self, template: Template, answers: dict[str, Value]) -> None:
        self._template = template
        self.answers = answers
        self.warnings: list[ReadingWarning] = []

    def set(self, name: str, raw: object) -> None:
        """Answer a field, where the template has it, it has no answer yet, and `raw` is one."""
        field = self._template.by_name.get(name)
        if field is None or name in self.answers or not raw:
            return
        try:
            value = field.read(raw)
        except BadValue:
            return
        if value is not None:
            self.answers[name] = value

    def tell(self, texts: Iterable[str]) -> None:
        """Read number and session out of texts that stand in the order in which they are trusted."""
        known = list(texts)
        number, others = number_in(known)
        self.set("number", number)
        if number and others:
            self.warnings.append(ReadingWarning("numbers_differ", {"number": number, "others": others}))
        for text in known:
            if told := session_in(text):
                self.set("term", told[0])
                self.set("session", told[1])
                return

    def document_number(self, lines: Sequence[str]) -> None:
        self.set("document_number", next((number for line in lines if (number := document_number_in(line))), None))


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
