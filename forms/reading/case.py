"""The details of a case that a reply tells in its text (number, term, session, proposers, title); they stay in the text too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import BadValue
from ..fields import Value
from ..template import Template
from .opening import document_number_in, number_in, session_in
from .reading import ReadingWarning


class CaseDetails:
    """Answers to fields that only some templates have: what a template lacks, or a file answered already, is left alone."""

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
