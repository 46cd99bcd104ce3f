"""What the tests of typesetting share: the bundled fonts, the second template, the reply of the real sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.template import Template
from forms.template_file import read_template
from forms.typesetting.fonts import FontShelf

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def shelf() -> FontShelf:
    return FontShelf.bundled()


@pytest.fixture(scope="session")
def street_letter() -> Template:
    file = ROOT / "tests" / "templates" / "street-letter" / "sheet.toml"
    return read_template(file.read_bytes(), "street-letter/sheet.toml")


@pytest.fixture(scope="session")
def real_reply(real: Callable[[str], Path]) -> str:
    """The body of the reply behind the real sheet."""
    return real("baoshan_068.txt").read_text("utf-8").split("》的答复意见")[-1].strip()
