"""A package whose sheet names more people than a field takes."""

from __future__ import annotations

from forms.fields import MOST_NAMES
from forms.record import Record
from forms.template import Template
from storage.chain import Chain
from storage.handover.shapes import misshapen


def test_a_package_with_more_names_than_a_field_takes_is_not_taken_in(template: Template) -> None:
    names = tuple(f"代表{number}" for number in range(MOST_NAMES + 1))
    record = Record(id="5f0c2a9d41b7e368", template=template.id, version=template.version)
    assert misshapen(template, record.with_answers({"co_proposers": names[1:]}), Chain(())) is None
    assert misshapen(template, record.with_answers({"co_proposers": names}), Chain(())) == "co_proposers"
