"""A refusal is told by its code."""

from __future__ import annotations

from typing import Any

import pytest

from forms.errors import Failure


def refused(code: str) -> Any:
    return pytest.raises(Failure, match=f"^{code}\\(")
