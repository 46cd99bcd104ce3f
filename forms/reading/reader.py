"""One file read over one template: the sheet by its labels with the reply behind it, or a letter without a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import BadValue
from ..fields import Role, Value
from ..template import Template
from ..text import paragraphs
from .boxes import read_boxes
from .case import CaseDetails, read_labelled
from .document import Document, Line
from .leftovers import is_page_mark, is_running_mark
from .letter import Letter, read_letter, title_form
from .normal import letters_of
from .opening import title_in
from .parts import Parts, part
from .pieces import Piece, Pieces, cut
from .places import PlaceReading, joined
from .printed import Printed, printed
from .reading import Reading, ReadingWarning
from .styles import Styled, sort_by_style


def read_document(document: Document, template: Template) -> Reading:
    """Return the reading of one copy. Every visible character of `document` is in an answer, the remainder, or a label."""
    styled = sort_by_style(document, template)
    paper = printed(template)
    parts = part(_own_lines(styled.others, template), document, template, paper)
    if parts is None:
        return _LetterReading(template, _own_lines(document.lines, template)).read()
    return _SheetReading(template, styled, document, paper, parts).read()


def fit(document: Document, template: Template) -> float:
    """Return which part of the template's labels stands in the document, 0 where they make no sheet."""
    paper = printed(template)
    parts = part(document.lines, document, template, paper)
    return sum(each.sure for each in parts.found) / len(paper.labels) if parts else 0.0


def _own_lines(lines: Sequence[Line], template: Template) -> list[Line]:
    """The lines without those that only say which page or copy they stand on."""
    return [
        line
        for line in lines
        if not (is_running_mark(line.text, template) if line.aside else is_page_mark(line.text, template))
    ]


class _SheetReading:
    """The reading of a sheet: boxes, places, then the reply, then what these tell about the case."""

    def __init__(self, template: Template, styled: Styled, document: Document, paper: Printed, parts: Parts) -> None:
        self._template, self._styled, self._document = template, styled, document
        self._paper, self._parts = paper, parts
        self._answers: dict[str, Value] = {}
        self._warnings: list[ReadingWarning] = []
        self._aside = Pieces([*parts.rest])

    def read(self) -> Reading:
        self._read_grid()
        self._join_continued()
        title, body, letter = self._reply()
        self._answer_reply(title, body)
        self._tell_case(title, letter)
        self._warn_of_marks()
        return _reading(self._template, self._answers, self._warnings, self._left())

    def _read_grid(self) -> None:
        sheet, found = self._parts.sheet, self._parts.found
        ticked, warnings = read_boxes(self._template, self._paper, found, sheet)
        places = PlaceReading(self._paper, found, sheet, self._document)
        places.read()
        self._answers |= {**ticked, **places.answers}
        self._warnings += [*warnings, *places.warnings]
        before = [piece for piece in (*self._parts.rest, *sheet.all) if piece.owner == -1]
        self._answers |= read_labelled(before, self._template, self._answers)

    def _join_continued(self) -> None:
        for name, text in self._styled.continued.items():
            field = self._template.by_name[name]
            before = self._answers.get(name)
            try:
                value = field.read(text if before is None else field.show(before) + text)
            except BadValue:
                self._aside.notes.append((-1, 0, text))
                continue
            if value is not None:
                self._answers[name] = value

    def _reply(self) -> tuple[str, str, Letter | None]:
        """The title and the body of the reply, by style where there is one, else what stands behind the sheet."""
        styled, parts = self._styled, self._parts
        if styled.has_reply or self._template.attachment is None:
            return "".join(styled.title), "\n".join(styled.body), None
        title, body = parts.title, parts.reply
        if not (title or any(not piece.empty for piece in body)):
            letter = read_letter([piece for piece in parts.sheet.all if piece.owner == -1], self._template)
            title, body = (letter.heading, letter.body) if letter and letter.body else ((), ())
        letter = read_letter(body, self._template)
        for piece in (*title, *body):
            piece.take()
        return "".join(piece.text.strip(" \u3000") for piece in title), "\n".join(paragraphs(joined(body))), letter

    def _answer_reply(self, title: str, body: str) -> None:
        attachment = self._template.attachment
        if attachment is None:
            self._aside.notes += [(-1, 0, title), (-1, 1, body)]
            return
        value = self._template.by_name[attachment.body].read(body)
        if value is not None:
            self._answers[attachment.body] = value
        if not attachment.title:
            self._aside.notes.append((-1, 0, title))
        elif title and not self._styled.title_made:
            self._answers[attachment.title] = title
        form = title_form(self._template)
        named = form.fullmatch(title) if form else None
        told = named.groupdict().get("title") if named else title_in(body.split("\n", 1)[0])
        own = self._answers.get("title")
        if told and isinstance(own, str) and letters_of(told) != letters_of(own):
            self._warnings.append(ReadingWarning("titles_differ", {"sheet": own, "reply": told}))

    def _tell_case(self, title: str, letter: Letter | None) -> None:
        details = CaseDetails(self._template, self._answers)
        attachment = self._template.attachment
        body = str(self._answers.get(attachment.body, "")) if attachment else ""
        opening = body.split("\n")[:4]
        long_texts = [str(self._answers[p.field.name]) for p in self._paper.places if p.field.name in self._answers]
        before = [piece.text for piece in self._parts.sheet.all if piece.owner == -1]
        details.tell([*before, title, *opening, *(text[:500] for text in long_texts)])
        details.document_number([*before, *(piece.text for piece in (letter.head if letter else ()))])
        if letter:
            details.set("proposer", letter.names)
        self._warnings += details.warnings

    def _warn_of_marks(self) -> None:
        """What a leader or a deputy wrote counts only as a copy of the paper."""
        names = [name for name in self._answers if self._template.by_name[name].role is not Role.CLERK]
        names += [
            place.field.name
            for place in self._paper.places
            if place.field.signed and place.field.role is not Role.CLERK and self._signed(place.after)
        ]
        if names:
            labels = tuple(self._template.by_name[name].short_label for name in names)
            self._warnings.append(ReadingWarning("marks_from_file", {"fields": tuple(names), "labels": labels}))

    def _signed(self, owner: int) -> bool:
        return any(piece.heading and not piece.empty for piece in self._parts.sheet.behind(owner))

    def _left(self) -> list[str]:
        return [*self._aside.left(), *self._parts.sheet.left(), *Pieces([*self._parts.title, *self._parts.reply]).left()]


class _LetterReading:
    """The reading of a letter that came without a sheet."""

    def __init__(self, template: Template, lines: Sequence[Line]) -> None:
        self._template = template
        self._pieces = cut(lines, [])

    def read(self) -> Reading:
        body_of = [piece for piece in self._pieces.all if not piece.line.aside]
        letter = read_letter(body_of, self._template)
        if letter is None:
            return _reading(self._template, {}, [ReadingWarning("not_recognised")], self._pieces.left())
        answers = read_labelled(letter.head, self._template, {})
        details = CaseDetails(self._template, answers)
        details.set("proposer", letter.names)
        details.set("title", letter.suggestion(self._template))
        details.tell([letter.title, *(piece.text for piece in letter.head), *letter.opening])
        details.document_number([piece.text for piece in letter.head])
        self._answer_reply(letter, answers)
        return _reading(self._template, answers, details.warnings, self._pieces.left())

    def _answer_reply(self, letter: Letter, answers: dict[str, Value]) -> None:
        attachment = self._template.attachment
        if attachment is None:
            return
        answers[attachment.body] = "\n".join(paragraphs(joined(letter.body)))
        taken: Sequence[Piece] = letter.body
        if attachment.title and letter.title:
            answers[attachment.title] = letter.title
            taken = (*letter.heading, *letter.body)
        for piece in taken:
            piece.take()


def _reading(template: Template, answers: dict[str, Value], warnings: list[ReadingWarning], left: Sequence[str]) -> Reading:
    lines = [line for text in left for line in paragraphs(text)]
    if lines:
        warnings = [*warnings, ReadingWarning("unplaced_text", {"lines": len(lines)})]
    ordered = {field.name: answers[field.name] for field in template.fields if answers.get(field.name)}
    return Reading(ordered, "\n".join(lines), tuple(warnings))
