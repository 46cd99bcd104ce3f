"""Every code that forms and storage can raise has its sentence, and a sentence names fields by their labels."""

from __future__ import annotations

import ast
import string
from datetime import date
from pathlib import Path

import pytest

from forms.checks import Finding, Severity
from forms.errors import ChangeRefused, Failure, TemplateError
from forms.template import Template
from gui.sentences import SENTENCES
from gui.wording import say

ROOT = Path(__file__).parents[2]
CODED = {"Failure", "BadValue", "ChangeRefused", "UnreadableFile", "Problem", "Finding", "ReadingWarning", "Notice"}


def codes_in(path: Path) -> set[str]:
    """The codes that a module raises or yields: literal first arguments of the coded classes."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in CODED and call.args]
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}


def test_every_code_has_a_sentence() -> None:
    codes = {code for layer in ("forms", "storage") for path in (ROOT / layer).rglob("*.py") for code in codes_in(path)}
    assert codes >= {"required", "impossible_date", "not_yours"}
    assert codes - set(SENTENCES) == set()


@pytest.mark.parametrize("sentence", SENTENCES.values())
def test_a_sentence_is_one_that_can_be_filled_in(sentence: str) -> None:
    assert [name for _, name, _, _ in string.Formatter().parse(sentence) if name == ""] == []
    assert sentence.endswith(("。", "}", "？", "）"))


def test_a_finding_names_the_field_by_its_label(template: Template) -> None:
    assert say(Finding("required", Severity.ERROR, "title", {"kind": "text"}), template) == "「标题」尚未填写。"
    assert (
        say(Finding("required", Severity.ERROR, "outcome", {"kind": "choice"}), template)
        == "「承办单位对办理结果的分类」尚未选择。"
    )


def test_a_refusal_names_who_may(template: Template) -> None:
    refused = ChangeRefused("not_yours", field="satisfaction_plan", owner="deputy", role="clerk")
    assert say(refused, template) == "「对办理方案」由代表填写，经办人不能改动；没有作任何改动。"


def test_days_are_shown_as_officials_write_them(template: Template) -> None:
    finding = Finding(
        "date_before",
        Severity.ERROR,
        "reviewed_on",
        {"date": date(2023, 5, 6), "before": "办理日期", "before_date": date(2023, 5, 7)},
    )
    assert say(finding, template) == "「审核日期」2023年5月6日 早于「办理日期」2023年5月7日，请核对先后。"


def test_a_template_error_shows_file_key_and_reason() -> None:
    assert "fields[3].kind" in say(TemplateError("templates/x/sheet.toml", "fields[3].kind", "unknown kind 'txt'"))


def test_a_code_without_a_sentence_is_still_shown() -> None:
    assert "new_code" in say(Failure("new_code", detail="x"))


def test_a_parameter_that_is_not_there_leaves_its_place_empty() -> None:
    assert say(Failure("unknown_option", field="x", value="y", options=("a", "b"))) == "「x」没有“y”这一选项，可选：a、b。"
    assert say(Failure("no_date", field="x")).startswith("「x」“”不是日期")
