"""Each answer is one that its field can mean: a possible day, a plausible telephone, an option of the template."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import BadValue
from .finding import Case, Finding, Severity


def check(case: Case) -> Iterator[Finding]:
    for field in case.template.fields:
        value = case.record.answers.get(field.name)
        if value is None:
            continue
        try:
            field.keep(value)
        except BadValue as bad:  # a record of another template version, or changed by hand
            yield Finding(bad.code, Severity.ERROR, field.name, bad.params)
            continue
        for problem in field.problems(value):
            yield Finding(problem.code, Severity.ERROR if problem.grave else Severity.WARNING, field.name, problem.params)
