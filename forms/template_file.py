"""Reads `sheet.toml` into a Template, or refuses it with file, key and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields as dataclass_fields

from .declaration import Table
from .errors import TemplateError
from .fields import KINDS, ChoiceField, Condition, DateField, Field, LongTextField, Option, PeopleField, Role
from .grid_file import grid_from
from .merging import ORIGIN, SCANS, STAGE
from .record import Record
from .sheet import REMARKS
from .template import REMAINDER, Attachment, Copy, Deadlines, Paper, Template, pattern_fields

MAX_COPIES = 20
MAX_SIDE_MM = 1200.0
"""Somewhat more than the long side of A0."""
RESERVED = frozenset({REMARKS, SCANS, STAGE, ORIGIN, *(part.name for part in dataclass_fields(Record))})
"""No field bears one of these names. Histories, packages and refusals name an answer by its field, and a part of the record
by these: an answer under such a name would be taken for that part, and what a leader wrote would be lost with it."""
_MOST_DOTS = 200
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def read_template(source: bytes, file: str) -> Template:
    """Return the template that the bytes of a `sheet.toml` declare; `file` is its name in messages. Raises TemplateError."""
    top = Table(_parsed(source, file), file)
    fields = (*_fields(top), REMAINDER)
    by_name = _unique(top, fields)
    template = Template(
        id=_matching(top, "id", _ID),
        version=_positive(top, "version"),
        name=top.take("name", str),
        heading=top.take("heading", str, ""),
        fields=fields,
        notes=(notes := top.texts("notes")),
        attachment=_attachment(top, by_name),
        date_order=_of_kind(top, "date_order", by_name, DateField),
        deputies=_of_kind(top, "deputies", by_name, PeopleField),
        grid=grid_from(top, by_name, notes),
        copies=tuple(_copies(top)),
        paper=_paper(top),
        deadlines=_deadlines(top),
    )
    top.done()
    _everything_printed(top, template)
    return template


def _parsed(source: bytes, file: str) -> dict[str, object]:
    if any(line.partition(b"=")[0].count(b".") > _MOST_DOTS for line in source.splitlines()):
        raise TemplateError(file, "", f"a key of more than {_MOST_DOTS} parts")  # reading one takes the square of its parts
    try:
        return tomllib.loads(source.decode("utf-8"))
    except UnicodeDecodeError:
        raise TemplateError(file, "", "not UTF-8") from None
    except (ValueError, RecursionError) as error:  # a ValueError alone is a number of more digits than Python reads
        raise TemplateError(file, "", f"not TOML: {error}") from None


def _matching(table: Table, key: str, form: re.Pattern[str]) -> str:
    value = table.take(key, str)
    if not form.fullmatch(value):
        raise table.refuse(key, f"must be lower-case letters, digits and separators, not {value!r}")
    return value


def _positive(table: Table, key: str, default: int | None = None) -> int:
    value = table.take(key, int, default)
    if value < 1:
        raise table.refuse(key, f"must be at least 1, not {value}")
    return value


def _fields(top: Table) -> Iterable[Field]:
    return [_field(table) for table in top.tables("fields")]


def _field(table: Table) -> Field:
    kind = table.take("kind", str)
    if kind not in KINDS:
        raise table.refuse("kind", f"unknown kind {kind!r}")
    more = {"options": _options(table)} if KINDS[kind] is ChoiceField else {}
    name = _matching(table, "name", _NAME)
    if name in RESERVED:
        raise table.refuse("name", f"{name!r} is reserved for a part of the record itself")
    field = KINDS[kind](
        name=name,
        label=table.take("label", str),
        role=table.one_of("role", Role),
        required=table.take("required", bool, False),
        required_when=tuple(_condition(condition) for condition in table.tables("required_when")),
        printed=table.take("printed", bool, True),
        hint=table.take("hint", str, ""),
        **more,
    )
    table.done()
    return field


def _condition(table: Table) -> Condition:
    condition = Condition(any_of=table.texts("any_of"), value=table.take("is", str))
    table.done()
    return condition


def _options(table: Table) -> tuple[Option, ...]:
    options: list[Option] = []
    for option in table.tables("options"):
        code = _matching(option, "code", _NAME)
        if any(code == other.code for other in options):
            raise option.refuse("code", f"{code!r} stands twice")
        options.append(Option(code=code, label=option.take("label", str), group=option.take("group", str, "")))
        option.done()
    if len(options) < 2:
        raise table.refuse("options", "a choice needs at least two")
    return tuple(options)


def _unique(top: Table, fields: Iterable[Field]) -> dict[str, Field]:
    by_name: dict[str, Field] = {}
    for number, field in enumerate(fields):
        if field.name in by_name:
            raise top.refuse(f"fields[{number}].name", f"{field.name!r} stands twice")
        by_name[field.name] = field
    for number, field in enumerate(by_name.values()):
        for place, condition in enumerate(field.required_when):
            for name in condition.any_of:
                other = by_name.get(name)
                key = f"fields[{number}].required_when[{place}]"
                if other is None:
                    raise top.refuse(key, f"unknown field {name!r}")
                if isinstance(other, ChoiceField) and condition.value not in other.by_code:
                    raise top.refuse(key, f"unknown option {name}.{condition.value}")
    return by_name


def _attachment(top: Table, by_name: dict[str, Field]) -> Attachment | None:
    if not top.has("attachment"):
        return None
    table = top.table("attachment")
    attachment = Attachment(
        body=table.take("body", str), title=table.take("title", str, ""), title_pattern=table.take("title_pattern", str, "")
    )
    if not isinstance(by_name.get(attachment.body), LongTextField):
        raise table.refuse("body", f"{attachment.body!r} is no long_text field")
    if attachment.title and attachment.title not in by_name:
        raise table.refuse("title", f"unknown field {attachment.title!r}")
    try:
        named = pattern_fields(attachment.title_pattern)
    except ValueError as error:
        raise table.refuse("title_pattern", str(error)) from None
    for name in named:
        if name not in by_name:
            raise table.refuse("title_pattern", f"unknown field {name!r}")
    table.done()
    return attachment


def _of_kind(top: Table, key: str, by_name: dict[str, Field], kind: type[Field]) -> tuple[str, ...]:
    names = top.texts(key)
    for number, name in enumerate(names):
        if not isinstance(by_name.get(name), kind):
            raise top.refuse(f"{key}[{number}]", f"{name!r} is no {kind.kind} field")
    return names


def _copies(top: Table) -> Iterable[Copy]:
    copies: list[Copy] = []
    for table in top.tables("copies"):
        recipient, purpose = table.take("recipient", str), table.take("purpose", str)
        mark = table.take("mark", str, recipient + purpose)
        for _ in range(_positive(table, "count", 1)):
            copies.append(Copy(number=len(copies) + 1, recipient=recipient, purpose=purpose, mark=mark))
            if len(copies) > MAX_COPIES:
                raise table.refuse("count", f"more than {MAX_COPIES} copies")
        table.done()
    if not copies:
        raise top.refuse("copies", "at least one copy is needed")
    return copies


def _paper(top: Table) -> Paper:
    table = top.table("paper")
    standard = Paper()
    paper = Paper(**{side.name: table.take(side.name, float, getattr(standard, side.name)) for side in dataclass_fields(Paper)})
    if max(paper.width_mm, paper.height_mm) > MAX_SIDE_MM:
        raise table.refuse("", f"larger than {MAX_SIDE_MM:g} mm")
    if paper.width_mm - paper.left_mm - paper.right_mm < 50 or paper.height_mm - paper.top_mm - paper.bottom_mm < 50:
        raise table.refuse("", "leaves less than 50 mm for the text")
    table.done()
    return paper


def _deadlines(top: Table) -> Deadlines:
    table = top.table("deadlines")
    standard = Deadlines()
    deadlines = Deadlines(
        **{term.name: _positive(table, term.name, getattr(standard, term.name)) for term in dataclass_fields(Deadlines)}
    )
    table.done()
    return deadlines


def _everything_printed(top: Table, template: Template) -> None:
    """Each printed field stands on the paper exactly once, each option has exactly one box: nothing filled in is left off."""
    attachment = template.attachment
    places = [part.field for part in template.grid.parts() if part.field]
    places += [attachment.body, attachment.title] if attachment else []
    boxes = [part.tick for part in template.grid.parts() if part.tick]
    for number, field in enumerate(template.fields):
        key = f"fields[{number}]"
        expected = 1 if field.printed else 0
        if isinstance(field, ChoiceField):
            for option in field.options:
                found = boxes.count((field.name, option.code))
                if found != expected:
                    raise top.refuse(key, f"box {field.name}.{option.code} stands {found} times on the paper, not {expected}")
        elif places.count(field.name) != expected:
            raise top.refuse(key, f"{field.name!r} stands {places.count(field.name)} times on the paper, not {expected}")
