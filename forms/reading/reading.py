"""What reading a file yields: answers, what no field took, and what the clerk should look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import Params
from ..fields import Answers


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """One thing to look at, as a code with parameters: `unplaced_text`, `two_ticks`, `marks_from_file` …"""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers as they are stored (codes, ISO days, tuples of names), and the text that no field takes, a line each."""

    answers: Answers
    remainder: str
    warnings: tuple[ReadingWarning, ...] = ()

    def warned(self, code: str) -> Mapping[str, object] | None:
        """Return the parameters of the first warning with `code`, None where there is none."""
        return next((warning.params for warning in self.warnings if warning.code == code), None)
