"""The sentences of every code: what was not done, and what is still safe. Kept by subject; wording.py fills them in."""

from __future__ import annotations

from collections.abc import Mapping

from .exporting import EXPORTING
from .filling import FILLING
from .handing import HANDING
from .importing import IMPORTING
from .keeping import KEEPING

SENTENCES: Mapping[str, str] = {**FILLING, **KEEPING, **IMPORTING, **EXPORTING, **HANDING}
