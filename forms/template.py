"""A sheet as one district declares it: fields, paper, copies, deadlines. Frozen; read by screen, writers and importer alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from types import MappingProxyType

from .canonical import digest
from .fields import Answers, ChoiceField, Field, LongTextField, Role, Value
from .grid import Grid

REMAINDER = LongTextField(name="remainder", label="未归入的内容", role=Role.CLERK, printed=False)
"""Every template has this field: what an import could place nowhere, until the clerk has dealt with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The page, in millimetres. Defaults: A4 with the margins of GB/T 9704-2012, 5.2."""

    width_mm: float = 210.0
    height_mm: float = 297.0
    top_mm: float = 37.0
    right_mm: float = 26.0
    bottom_mm: float = 35.0
    left_mm: float = 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of the set: its place in the set (from 1), for whom, and the words that mark it."""

    number: int
    recipient: str
    purpose: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """The reply letter, on pages of its own: the field of its body and the field of its title.

    `title_pattern` makes the title where that field has no answer; it names fields in braces: 《{title}》的答复意见.
    """

    body: str
    title: str = ""
    title_pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Terms of the procedure. They differ by place, so all are settings of the template."""

    reply_months: int = 3
    extension_months: int = 3
    joint_opinion_months: int = 1
    rehandle_months: int = 1
    publish_working_days: int = 20


@dataclass(frozen=True, kw_only=True)
class Template:
    """The declaration of one sheet. `fields` stand in the order in which one reads; `heading` is printed over the grid."""

    id: str
    version: int
    name: str
    fields: tuple[Field, ...]
    grid: Grid
    copies: tuple[Copy, ...]
    notes: tuple[str, ...] = ()
    heading: str = ""
    date_order: tuple[str, ...] = ()
    """Date fields whose days may not run backwards, e.g. clerk, leader, deputy."""
    deputies: tuple[str, ...] = ()
    """Fields that name the deputies who answer for themselves, the lead deputy's first."""
    attachment: Attachment | None = None
    paper: Paper = Paper()
    deadlines: Deadlines = Deadlines()

    @cached_property
    def by_name(self) -> MappingProxyType[str, Field]:
        return MappingProxyType({field.name: field for field in self.fields})

    def of(self, role: Role) -> tuple[Field, ...]:
        """Return the fields that are this role's to fill in."""
        return tuple(field for field in self.fields if field.role is role)

    @cached_property
    def unprinted(self) -> tuple[Field, ...]:
        """Case details: fields that no paper shows, without the remainder."""
        return tuple(field for field in self.fields if not field.printed and field is not REMAINDER)

    @cached_property
    def words(self) -> str:
        """The SHA-256 of every word that the paper prints by itself, and of the place of each answer among them.

        It is what a signer saw besides the answers: a tick says what the words beside it say, and the pattern of the letter's
        title is as good as a sentence. Heights, margins and what only the screen shows are left out.
        """
        asked = [
            [field.name, field.label, [[one.code, one.label, one.group] for one in field.options]]
            if isinstance(field, ChoiceField)
            else [field.name, field.label]
            for field in self.fields
            if field.printed
        ]
        placed = [
            [cell.row, cell.column, [[part.text, part.field, part.tick, part.blank] for part in cell.parts]]
            for cell in self.grid.cells()
        ]
        letter = [self.attachment.body, self.attachment.title, self.attachment.title_pattern] if self.attachment else []
        return digest([self.heading, list(self.notes), asked, placed, letter, [copy.mark for copy in self.copies]])

    def attachment_title(self, answers: Answers) -> str:
        """Return the title over the reply: the one that was written, or the one the pattern makes; "" without an attachment."""
        if self.attachment is None:
            return ""
        written = answers.get(self.attachment.title)
        if written:
            return str(written)
        shown = {field.name: field.show(answers.get(field.name)) for field in self.fields}
        return self.attachment.title_pattern.format_map(shown) if all_named(self.attachment.title_pattern, answers) else ""

    def label(self, name: str) -> str:
        """Return a field's label as it reads in a sentence; of one this template does not know, its name."""
        field = self.by_name.get(name)
        return field.short_label if field else name

    def show(self, name: str, value: Value | None) -> str:
        """Return the answer to a field as it is printed; of a field this template does not know, its plain text."""
        field = self.by_name.get(name)
        if field is not None:
            return field.show(value)
        return "、".join(value) if isinstance(value, tuple) else value or ""


def all_named(pattern: str, answers: Answers) -> bool:
    """True where every field that `pattern` names in braces has an answer."""
    return all(answers.get(name) for name in pattern_fields(pattern))


def pattern_fields(pattern: str) -> list[str]:
    """Return the names in braces; ValueError where the braces are wrong, or hold more than a name."""
    parts = list(Formatter().parse(pattern))
    if any(form or conversion for _, _, form, conversion in parts):
        raise ValueError("only a field's name may stand in braces")
    return [name for _, name, _, _ in parts if name is not None]
