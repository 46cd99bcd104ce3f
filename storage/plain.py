"""A sheet in the plain form that other programs see: what `show` prints and `fill` reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.errors import Failure
from forms.record import Record
from forms.template import REMAINDER, Template


def shown(record: Record, template: Template) -> dict[str, Any]:
    """Return the sheet as `show` prints it: all that can be answered, None where nothing is; the reply stands apart."""
    plain = record.to_plain()
    body = template.attachment.body if template.attachment else ""
    asked = (field.name for field in template.fields if not field.signed and field is not REMAINDER)
    answers = {**dict.fromkeys(asked), **plain["answers"]}
    reply = answers.pop(body, None) or ""
    kept = {name: plain[name] for name in ("id", "template", "version", "stage", "round")}
    return {**kept, "answers": answers, "reply": reply, "signatures": plain["signatures"]}


def filled(plain: object, record: Record, template: Template) -> dict[str, object]:
    """Return the answers by field name that a `fill` file sets; what `show` prints is such a file.

    Failure `fill_shape`, `fill_key`, `fill_differs` (what only the program sets would be another), `no_reply`, `reply_twice`.
    """
    if not isinstance(plain, Mapping):
        raise Failure("fill_shape", key="{}")
    _refuse_others(plain, shown(record, template))
    answers = plain.get("answers", {})
    if not isinstance(answers, Mapping):
        raise Failure("fill_shape", key="answers")
    raws: dict[str, object] = {str(name): value for name, value in answers.items()}
    return {**raws, **_reply(plain.get("reply"), raws, template)} if "reply" in plain else raws


def _refuse_others(plain: Mapping[str, object], stands: Mapping[str, object]) -> None:
    for key, value in plain.items():
        if key not in stands:
            raise Failure("fill_key", key=str(key))
        if key not in ("answers", "reply") and value != stands[key]:
            raise Failure("fill_differs", key=str(key))


def _reply(reply: object, raws: Mapping[str, object], template: Template) -> dict[str, object]:
    if template.attachment is None:
        if reply in (None, ""):
            return {}
        raise Failure("no_reply", template=template.id)
    if template.attachment.body in raws:
        raise Failure("reply_twice", field=template.attachment.body)
    return {template.attachment.body: reply}
