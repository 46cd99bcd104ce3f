"""What a check found: a code with parameters, how grave it is, and the field it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    """What a check looks at: the record as the paper of one deputy shows it. `today` is passed in: the sheet knows no clock."""

    template: Template
    record: Record
    today: date
    deputies: Mapping[str, Record]
    """The views (`deputies.view_of`) that are looked at, by name."""
    joint: bool = False
    """True where there are several deputies, so that a finding must say whose paper it means."""


Check: TypeAlias = Callable[[Case], Iterable[Finding]]
