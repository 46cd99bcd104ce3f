"""What a check found: a code with parameters, how grave it is, and the field it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ..errors import Params
from ..record import Record
from ..template import Template


class Severity(StrEnum):
    """An error stops sending on and the final export; nothing ever stops saving."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    severity: Severity
    field: str
    params: Params = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What a check looks at. `today` is passed in: the sheet knows no clock."""

    template: Template
    record: Record
    today: date


Check: TypeAlias = Callable[[Case], Iterable[Finding]]
