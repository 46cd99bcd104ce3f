"""From older schemas to today's, one step a number: a sheet written by any earlier version is read as it was meant.

Schema 0: a file of stock TinyDB, the sheet in its default table, the reply beside the answers.
Schema 1: the sheet in the table `sheet`, sealed with a checksum; the reply is an answer like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from forms.record import SCHEMA

from .sealed import Tables

SHEET = "sheet"
ONLY = 1
"""Number of the one document in that table."""


def migrate(tables: Tables, schema: int) -> Tables:
    """Return `tables` of `schema` in today's form. What is no sheet at all passes through, for the reader to refuse."""
    for step in range(schema, SCHEMA):
        tables = STEPS[step](tables)
    return tables


def _reply_becomes_an_answer(tables: Tables) -> Tables:
    documents = tables.get("_default", {})
    if len(documents) != 1:
        return tables
    others = {name: table for name, table in tables.items() if name != "_default"}
    return {**others, SHEET: {str(ONLY): _with_reply_in_answers(next(iter(documents.values())))}}


def _with_reply_in_answers(plain: Mapping[str, Any]) -> dict[str, Any]:
    sheet = dict(plain)
    reply = sheet.pop("reply", "")
    answers = dict(sheet.get("answers", {}))
    if reply:
        answers.setdefault("reply", reply)
    return {**sheet, "answers": answers}


STEPS: Mapping[int, Callable[[Tables], Tables]] = {0: _reply_becomes_an_answer}
"""By the schema from which it leads to the next."""
