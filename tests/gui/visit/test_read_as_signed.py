"""What the deputy reads is what the leader signed, whatever an editor put into the file in between."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QTextDocument

from forms.signing import Standing, standing
from gui.fonts import ScreenFonts
from gui.visit.reading_text import ReadingText
from storage.desk import Desk


def read(desk: Desk, sheet_id: str) -> str:
    sheet, document = desk.open_sheet(sheet_id), QTextDocument()
    ReadingText(document, ScreenFonts(desk.fonts), desk.assets.read, 24, 34.0).write(sheet.template, sheet.view)
    return document.toPlainText()


@pytest.mark.parametrize(("before", "behind"), [("\u202e", "\u202c"), ("\u2067", "\u2069"), ("\u200f", "\u200f")])
def test_the_deputy_reads_the_figures_in_the_order_that_was_signed(desk: Desk, visited: str, before: str, behind: str) -> None:
    record, signed = desk.open_sheet(visited).record, read(desk, visited)
    assert "068" in signed and before not in signed
    turned = {name: v.replace("068", f"{before}068{behind}") for name, v in record.answers.items() if isinstance(v, str)}
    assert turned["reply"] != record.answers["reply"]
    desk._store.write(replace(record, answers={**record.answers, **turned}))
    assert read(desk, visited) == signed
    sheet = desk.open_sheet(visited)
    assert standing(sheet.template, sheet.view, "reviewed_by") is Standing.OPEN
