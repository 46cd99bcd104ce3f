"""The days on the sheet do not run backwards: assigned, clerk, leader, deputy, as the template orders them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from ..dates import iso_date
from .finding import Case, Finding, Severity


def check(case: Case) -> Iterator[Finding]:
    known = [(name, iso_date(case.record.answers.get(name))) for name in case.template.date_order]
    dated = [(name, day) for name, day in known if day is not None]
    for (earlier, first), (later, second) in pairwise(dated):
        if second < first:
            params = {"date": second, "before": case.template.by_name[earlier].label, "before_date": first}
            yield Finding("date_before", Severity.ERROR, later, params)
    for name, day in dated:
        if day > case.today + timedelta(days=366):
            yield Finding("date_far_ahead", Severity.WARNING, name, {"date": day})
