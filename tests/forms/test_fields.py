"""What may be typed into each kind of field, what a draft keeps of it, and how it is printed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import BadValue
from forms.fields import (
    KINDS,
    ChoiceField,
    DateField,
    Field,
    LongTextField,
    NumberField,
    Option,
    PeopleField,
    PhoneField,
    Role,
    SealField,
    SignatureField,
    TextField,
)
from forms.text import MAX_TEXT

OPTIONS = (Option(code="adopted", label="已采纳", group="建议性意见"), Option(code="withheld", label="不公开"))


def field(kind: type[Field], **more: Any) -> Field:
    options = {"options": OPTIONS} if kind is ChoiceField else {}
    return kind(name="f", label="甲", role=Role.CLERK, **options, **more)


@pytest.mark.parametrize(
    ("kind", "raw", "value", "shown"),
    [
        (TextField, "  标题\n第二行 ", "标题第二行", "标题第二行"),
        (TextField, "甲\u000b乙\u00a0丙\u200b\ufeff丁", "甲乙 丙丁", "甲乙 丙丁"),
        (TextField, None, None, ""),
        (TextField, " \n ", None, ""),
        (LongTextField, "一\r\n二\u000b三\r四\x00\x1b", "一\n二\n三\n四", "一\n二\n三\n四"),
        (LongTextField, "\n\n甲\n\n乙\n", "甲\n\n乙", "甲\n\n乙"),
        (ChoiceField, "adopted", "adopted", "建议性意见·已采纳"),
        (ChoiceField, "withheld", "withheld", "不公开"),
        (ChoiceField, "", None, ""),
        (DateField, "2023年05月06日", "2023-05-06", "2023年5月6日"),
        (DateField, "2023-5-6", "2023-05-06", "2023年5月6日"),
        (DateField, " 2023.5.6 ", "2023-05-06", "2023年5月6日"),
        (DateField, "20230506", "2023-05-06", "2023年5月6日"),
        (DateField, "２０２３年５月６日", "2023-05-06", "2023年5月6日"),
        (DateField, "", None, ""),
        (PhoneField, "021-56789012 ", "021-56789012", "021-56789012"),
        (PhoneField, "０２１－５６７８９０１２", "021-56789012", "021-56789012"),
        (NumberField, "第068号", "068", "068"),
        (NumberField, "０２３８", "0238", "0238"),
        (NumberField, "", None, ""),
        (PeopleField, "周菁菁、 王孝友，李文章", ("周菁菁", "王孝友", "李文章"), "周菁菁、王孝友、李文章"),
        (PeopleField, ["周菁菁", ""], ("周菁菁",), "周菁菁"),
        (PeopleField, "买买提·艾力", ("买买提·艾力",), "买买提·艾力"),
        (PeopleField, "、", None, ""),
        (SignatureField, "", None, ""),
    ],
)
def test_what_is_typed_is_read_and_printed(kind: type[Field], raw: object, value: object, shown: str) -> None:
    place = field(kind)
    assert place.read(raw) == value
    assert place.show(place.read(raw)) == shown


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (TextField, 7, "wrong_type"),
        (TextField, "甲" * (MAX_TEXT + 1), "too_long"),
        (ChoiceField, "maybe", "unknown_option"),
        (ChoiceField, ["adopted"], "wrong_type"),
        (DateField, "2008年9月31日", "impossible_date"),
        (DateField, "2023-02-29", "impossible_date"),
        (DateField, "下周一", "no_date"),
        (DateField, 20230506, "wrong_type"),
        (NumberField, "六十八", "no_number"),
        (NumberField, 68, "wrong_type"),
        (PeopleField, [1], "wrong_type"),
        (SignatureField, "周菁菁", "not_typed"),
        (SealField, "宝山区民政局", "not_typed"),
    ],
)
def test_what_a_field_cannot_mean_is_refused(kind: type[Field], raw: object, code: str) -> None:
    with pytest.raises(BadValue) as bad:
        field(kind).read(raw)
    assert bad.value.code == code


@pytest.mark.parametrize(
    ("kind", "raw", "kept", "problem"),
    [
        (DateField, "2008年9月31日", "2008年9月31日", "impossible_date"),
        (DateField, "五月", "五月", "no_date"),
        (NumberField, "六十八", "六十八", "no_number"),
        (TextField, "标题 ", "标题 ", None),
        (LongTextField, "甲\n", "甲\n", None),
        (DateField, "2023-5-6", "2023-05-06", None),
    ],
)
def test_a_draft_keeps_what_was_typed_and_says_what_is_wrong(
    kind: type[Field], raw: str, kept: str, problem: str | None
) -> None:
    place = field(kind)
    value = place.keep(raw)
    assert value == kept
    assert [p.code for p in place.problems(kept)] == ([problem] if problem else [])
    assert kind is not DateField or problem is None or place.show(kept) == raw


@pytest.mark.parametrize("kind", [TextField, DateField])
def test_a_draft_still_refuses_what_is_no_text(kind: type[Field]) -> None:
    with pytest.raises(BadValue):
        field(kind).keep(3)


@pytest.mark.parametrize(
    "phone",
    [
        "13800138000",
        "021-56789012",
        "(021)5678 9012",
        "56789012",
        "021-56789012转3301",
        "12345",
        "400-820-8820",
        "+86 13800138000",
    ],
)
def test_a_telephone_as_officials_write_it_passes(phone: str) -> None:
    assert list(field(PhoneField).problems(phone)) == []


@pytest.mark.parametrize("phone", ["3384", "1380013800", "电话见上", "021-567890123456"])
def test_a_telephone_with_digits_missing_is_pointed_out_but_stops_nothing(phone: str) -> None:
    (problem,) = field(PhoneField).problems(phone)
    assert (problem.code, problem.grave) == ("implausible_phone", False)


def test_two_telephones_are_two() -> None:
    assert list(field(PhoneField).problems("021-56789012、13800138000")) == []


@given(st.text())
def test_a_long_text_loses_no_character_that_has_a_shape(text: str) -> None:
    kept = field(LongTextField).keep(text) or ""
    visible = [c for c in text if (c.isprintable() and not c.isspace() and c < "\ud800") or (c > "\udfff" and c.isprintable())]
    visible = [c for c in visible if not c.isspace()]
    assert [c for c in str(kept) if c in set(visible)] == visible


@given(st.sampled_from([k for k in KINDS.values() if not k.signed]), st.text(max_size=40))
def test_what_a_draft_keeps_it_keeps_again(kind: type[Field], text: str) -> None:
    place = field(kind)
    try:
        kept = place.keep(text)
    except BadValue:
        assert kind is ChoiceField
        return
    assert kept is None or place.keep(kept) == kept
