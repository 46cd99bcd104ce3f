"""A sheet in the plain form that other programs see: what `show` prints and `fill` reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.errors import Failure
from forms.record import Record
from forms.template import Template


def shown(record: Record, template: Template | None) -> dict[str, Any]:
    """Return the sheet as `show` prints it: the reply stands apart from the other answers."""
    plain = record.to_plain()
    answers = plain["answers"]
    reply = answers.pop(template.attachment.body, "") if template and template.attachment else ""
    kept = {name: plain[name] for name in ("id", "template", "version", "stage", "round")}
    return {**kept, "answers": answers, "reply": reply, "signatures": plain["signatures"]}


def filled(plain: object, template: Template) -> dict[str, object]:
    """Return the answers by field name that a `fill` file sets; Failure `fill_shape`, `fill_key` or `no_reply`."""
    if not isinstance(plain, Mapping):
        raise Failure("fill_shape", key="")
    for key in plain:
        if key not in ("answers", "reply"):
            raise Failure("fill_key", key=str(key))
    answers = plain.get("answers", {})
    if not isinstance(answers, Mapping):
        raise Failure("fill_shape", key="answers")
    raws: dict[str, object] = {str(name): value for name, value in answers.items()}
    if "reply" in plain:
        if template.attachment is None:
            raise Failure("no_reply", template=template.id)
        if template.attachment.body in raws:
            raise Failure("reply_twice", field=template.attachment.body)
        raws[template.attachment.body] = plain["reply"]
    return raws
