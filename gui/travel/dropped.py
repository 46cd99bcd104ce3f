"""What packing for review has taken off a sheet, in words."""

from __future__ import annotations

from collections.abc import Iterable

from storage.desk import Desk

from ..naming import titled
from ..wording import label_of


def dropped_words(desk: Desk, sheet_id: str, names: Iterable[str]) -> str:
    """Return in a sentence which void signatures were taken off a sheet when it was submitted."""
    sheet = desk.open_sheet(sheet_id)
    labels = "、".join(label_of(name, sheet.template) for name in names)
    return f"《{titled(sheet.shown('title'))}》签名后内容有改动，{labels}已失效，送审时已撤下。"
