"""What the tests of typesetting share: the reply of the real sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_reply(real: Callable[[str], Path]) -> str:
    """The body of the reply behind the real sheet."""
    return real("baoshan_068.txt").read_text("utf-8").split("》的答复意见")[-1].strip()
