"""What the deputy reads before the marks: whatever clerk and leader put on the paper, their signatures too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QImage, QTextDocument

from forms.record import Record
from forms.template import Template
from gui.fonts import ScreenFonts
from gui.paper import colours
from gui.visit.reading_text import ReadingText
from storage.desk import Desk
from tests.gui.signing.conftest import photograph

STROKES = {
    "kind": "strokes",
    "width": 300,
    "height": 100,
    "strokes": [[[10, 20, 0, 0.4], [60, 80, 9, 0.7], [280, 30, 14, 0.5]]],
}
PIXELS = 24


def read(desk: Desk, template: Template, record: Record, entry: dict[str, Any]) -> QTextDocument:
    """Return what is to be read of a sheet that the leader has signed so."""
    document = QTextDocument()
    signed = replace(record, signatures={"reviewed_by": {"name": "李局", **entry}})
    ReadingText(document, ScreenFonts(desk.fonts), desk.assets.read, PIXELS, 34.0).write(template, signed)
    return document


def images(document: QTextDocument) -> list[QImage]:
    names = [form.toImageFormat().name() for form in document.allFormats() if form.isImageFormat()]
    return [document.resource(QTextDocument.ResourceType.ImageResource.value, name) for name in names]


def inked(image: QImage) -> int:
    """How many points of a picture are as dark as ink."""
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(point.alpha() > 200 and abs(point.lightness() - colours.INK.lightness()) < 40 for point in points)


def test_the_leaders_strokes_are_seen_and_whose_they_are(desk: Desk, template: Template, record: Record) -> None:
    document = read(desk, template, record, STROKES)
    [image] = images(document)
    assert inked(image) > 50 and image.height() <= 1.7 * PIXELS * image.devicePixelRatio() + 1
    assert "李局" in document.toPlainText()


def test_a_signature_that_is_a_picture_is_seen(desk: Desk, template: Template, record: Record) -> None:
    asset = desk.assets.keep(photograph(), "png")
    [image] = images(read(desk, template, record, {"kind": "picture", "asset": asset}))
    assert 0 < image.width() <= 8 * PIXELS * image.devicePixelRatio() + 1


@pytest.mark.parametrize("entry", [{"kind": "open"}, {"kind": "picture", "asset": "0" * 64 + ".png"}, {"kind": "of tomorrow"}])
def test_where_there_is_nothing_to_see_the_name_is_read(
    desk: Desk, template: Template, record: Record, entry: dict[str, Any]
) -> None:
    document = read(desk, template, record, entry)
    assert images(document) == [] and "李局" in document.toPlainText()
