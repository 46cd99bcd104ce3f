"""Numbers of a template that no record could be read back with, or that are none at all, are refused with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.errors import TemplateError
from forms.record import MOST, Record
from forms.template_file import read_template

FILE = "templates/x/sheet.toml"
SOURCE = (Path(__file__).parents[2] / "templates" / "baoshan-npc" / "sheet.toml").read_text("utf-8")
HEX = "0x" + "f" * 6000
"""A number of more digits than Python writes."""


def test_the_greatest_version_of_a_template_is_one_that_a_record_is_read_back_with() -> None:
    template = read_template(SOURCE.replace("\nversion = 1\n", f"\nversion = {MOST}\n").encode(), FILE)
    record = Record(id="1" * 32, template=template.id, version=template.version)
    assert Record.from_plain(record.to_plain()) == record


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("\nversion = 1\n", f"\nversion = {MOST + 1}\n"), "version"),
        (("\nversion = 1\n", "\nversion = 20230506001\n"), "version"),
        (("\nversion = 1\n", f"\nversion = {HEX}\n"), "version"),
        (("reply_months = 3", f"reply_months = {MOST + 1}"), "deadlines.reply_months"),
        (("min_height_mm = 18", f"min_height_mm = 1{'0' * 400}"), "grid[0].min_height_mm"),
        (('heading = ""', f"heading = {HEX}"), "heading"),
    ],
)
def test_a_number_beyond_what_a_record_holds_is_refused(change: tuple[str, str], key: str) -> None:
    assert change[0] in SOURCE
    with pytest.raises(TemplateError) as refused:
        read_template(SOURCE.replace(*change, 1).encode(), FILE)
    assert (refused.value.key, refused.value.reason) == (key, f"must be at most {MOST}")


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        (("\nversion = 1\n", f"\nversion = {'1' * 5000}\n"), "", "not TOML"),
        (("\nversion = 1\n", f"\nversion = [ {HEX} ]\n"), "version", "not something else"),
        (('deputies = ["proposer", "co_proposers"]', f"deputies = [ {HEX} ]"), "deputies[0]", "not something else"),
        (('heading = ""', f"heading{'.a' * 1_500} = 1"), "", "more than 200 parts"),
    ],
)
def test_a_value_that_cannot_even_be_named_is_refused_without_a_traceback(
    change: tuple[str, str], key: str, reason: str
) -> None:
    assert change[0] in SOURCE
    with pytest.raises(TemplateError, match=reason) as refused:
        read_template(SOURCE.replace(*change, 1).encode(), FILE)
    assert refused.value.key == key
