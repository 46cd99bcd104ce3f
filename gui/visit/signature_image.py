"""What somebody signed, as a picture among words to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from forms.errors import Failure
from forms.ink import Ink, Picture, read_signature
from forms.pen import pen_width

from ..paper import colours
from ..paper.ink_figure import image_of
from ..signing.ink_drawing import draw_ink

Assets: TypeAlias = Callable[[str], bytes]


def signature_image(entry: Mapping[str, Any], assets: Assets, room: QSizeF, ratio: float) -> QImage | None:
    """Return the signature as large as `room` lets it be, in proportion; None where there is none to be seen.

    `room` is in pixels of the screen, of which a pixel has `ratio` of its own a side.
    """
    try:
        signature = read_signature(entry)
        if isinstance(signature, Ink):
            return _drawn(signature, room, ratio)
        return _scaled(image_of(assets(signature.asset)), room, ratio) if isinstance(signature, Picture) else None
    except (Failure, KeyError, OSError):  # who signed is written beside it, and the findings tell of what is damaged
        return None


def _drawn(ink: Ink, room: QSizeF, ratio: float) -> QImage:
    pen = pen_width(ink)
    size = QSizeF(ink.box.width + 2 * pen, ink.box.height + 2 * pen).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage((size * ratio).toSize().expandedTo(QSizeF(1, 1).toSize()), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_ink(painter, ink, QRectF(0, 0, size.width(), size.height()), colours.INK)
    painter.end()
    return image


def _scaled(image: QImage, room: QSizeF, ratio: float) -> QImage:
    size = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio) * ratio
    fine = image.scaled(size.toSize(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    fine.setDevicePixelRatio(ratio)
    return fine
