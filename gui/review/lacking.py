"""What a sheet still lacks before the leader can approve it: in words, each with the field to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from forms.checks import Finding, Severity
from forms.fields import Role
from forms.sheet import Sheet
from forms.signing import STANDS, Standing, standing

from .leader_fields import leader_fields


class Lacking(NamedTuple):
    """`own`: it is the leader's to give, and no fault of the sheet."""

    words: str
    field: str
    own: bool = True


def lacking(sheet: Sheet, findings: Sequence[Finding]) -> list[Lacking]:
    """Return what is lacking. Of the leader's own fields it asks the sheet, since findings come a moment after a key."""
    template, own = sheet.template, leader_fields(sheet.template)
    errors = [one for one in findings if one.severity is Severity.ERROR and not _own(sheet, one.field)]
    found: list[Lacking] = []
    if errors:
        found.append(Lacking(_tr("须改正 {} 处").format(len(errors)), errors[0].field, own=False))
    if own.opinion and not sheet.shown(own.opinion).strip():
        found.append(Lacking(_tr("审核意见"), own.opinion))
    stands = standing(template, sheet.view, own.signature) if own.signature else Standing.HOLDS
    if stands not in STANDS:
        words = _tr("重新签名（原签名已失效）") if stands is Standing.VOID else _tr("签名")
        found.append(Lacking(words, own.signature))
    return found


def lacking_words(wanting: Sequence[Lacking]) -> str:
    """Say what is lacking: what is wrong first, then what waits for the leader; "" for nothing."""
    wrong = [one.words for one in wanting if not one.own]
    own = "、".join(one.words for one in wanting if one.own)
    return "；".join([*wrong, *([_tr("待您填写：{}").format(own)] if own else [])])


def _own(sheet: Sheet, name: str) -> bool:
    field = sheet.template.by_name.get(name)
    return field is not None and field.role is Role.LEADER


def _tr(words: str) -> str:
    return QCoreApplication.translate("review", words)
