"""A field of a template is not named like a part of the record itself: both would stand under one key."""

from __future__ import annotations

from dataclasses import fields

import pytest

from forms.errors import TemplateError
from forms.fields import Role
from forms.merging import is_origin, owner_of, parts
from forms.record import Record
from forms.template import Template
from forms.template_file import RESERVED, read_template

FILE = "templates/x/sheet.toml"
SOURCE = """
id = "small"
version = 1
name = "小表"
[[fields]]
name = "title"
kind = "text"
label = "标题"
role = "clerk"
[[grid]]
cells = [ { field = "title" } ]
[[copies]]
recipient = "本局"
purpose = "存"
"""


@pytest.mark.parametrize(
    "name", ["remarks", "scans", "stage", "origin", "origins", "joint", "answers", "signatures", "round", "earlier", "extra"]
)
def test_a_field_named_like_a_part_of_the_record_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(TemplateError) as refused:
        read_template(SOURCE.replace('"title"', f'"{name}"').encode(), FILE)
    assert (refused.value.file, refused.value.key) == (FILE, "fields[0].name")
    assert refused.value.reason == f"{name!r} is reserved for a part of the record itself"


@pytest.mark.parametrize("name", ["origin.x", "origin.leader", "title@李明"])
def test_a_field_named_like_a_key_is_refused(name: str) -> None:
    with pytest.raises(TemplateError, match="lower-case"):
        read_template(SOURCE.replace('"title"', f'"{name}"').encode(), FILE)


def test_whatever_a_record_keeps_beside_its_answers_has_a_reserved_name(template: Template) -> None:
    """Also a part of the record that is added one day."""
    origin = {"how": "in_person"}
    full = Record(
        id="1" * 32,
        template="x",
        version=1,
        origins={"leader": origin, "deputy": origin},
        remarks=({"note": "x"},),
        scans=("a",),
    )
    keys = {"origin" if is_origin(key) else key for key in parts(full)}
    assert keys == {"remarks", "scans", "origin"} and keys <= RESERVED
    assert {part.name for part in fields(Record)} <= RESERVED
    assert {name for name in RESERVED if owner_of(template, name) is not None} == {"remarks", "scans"}
    assert not RESERVED & template.by_name.keys()
    assert owner_of(template, "remarks") is Role.LEADER
