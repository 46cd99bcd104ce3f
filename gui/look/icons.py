"""Line icons, drawn as vectors on a 24 × 24 field in the colour of the text, so that light and dark both fit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from .appearance import LIGHT, mixed

SHAPES: Mapping[str, str] = {
    "new": '<path d="M13.5 3.5H6.5a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-11z M13.5 3.5v5h5 M12 11.5v6 M9 14.5h6"/>',
    "import": '<path d="M12 3.5v10.5 M8 10.2l4 4 4-4 M4 15.5v3.5a1.3 1.3 0 0 0 1.3 1.3h13.4a1.3 1.3 0 0 0 1.3-1.3v-3.5"/>',
    "export": '<path d="M12 14V3.5 M8 7.3l4-4 4 4 M4 15.5v3.5a1.3 1.3 0 0 0 1.3 1.3h13.4a1.3 1.3 0 0 0 1.3-1.3v-3.5"/>',
    "print": '<path d="M7 8.5v-5h10v5 M7 17H4.8a1.3 1.3 0 0 1-1.3-1.3V9.8a1.3 1.3 0 0 1 1.3-1.3h14.4a1.3 1.3 0 0 1 1.3 1.3v5.9'
    'a1.3 1.3 0 0 1-1.3 1.3H17 M7 13.5h10v7H7z"/>',
    "undo": '<path d="M8.5 5.5l-4.5 4.5 4.5 4.5 M4.3 10h9.7a5.3 5.3 0 0 1 0 10.5h-3.5"/>',
    "redo": '<path d="M15.5 5.5l4.5 4.5-4.5 4.5 M19.7 10h-9.7a5.3 5.3 0 0 0 0 10.5h3.5"/>',
    "delete": '<path d="M4 6.5h16 M9 6.2v-2.2h6v2.2 M6 6.5l1 14h10l1-14 M10.2 10.5v6 M13.8 10.5v6"/>',
    "find": '<circle cx="10.5" cy="10.5" r="6.3"/><path d="M15.2 15.2l5.3 5.3"/>',
    "next": '<path d="M6 9l6 6 6-6"/>',
    "previous": '<path d="M6 15l6-6 6 6"/>',
    "fit": '<path d="M3.5 4v16 M20.5 4v16 M7 12h10 M9.5 9l-3 3 3 3 M14.5 9l3 3-3 3"/>',
    "list": '<rect x="3.5" y="4.5" width="17" height="15" rx="1.5"/><path d="M9.5 4.5v15"/>',
    "side": '<rect x="3.5" y="4.5" width="17" height="15" rx="1.5"/><path d="M14.5 4.5v15"/>',
    "error": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.3v5.7 M12 16v.4"/>',
    "warning": '<path d="M12 4l9 16H3z M12 10v4.7 M12 17.2v.3"/>',
    "hint": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.7 M12 7.6v.4"/>',
    "done": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.8 5.2-5.6"/>',
    "waiting": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.2v5l3.2 2"/>',
    "close": '<path d="M6.5 6.5l11 11 M17.5 6.5l-11 11"/>',
    "sheet": '<path d="M5.5 3.5h13v17h-13z M5.5 8h13 M5.5 12h13 M9.5 3.5v8.5 M8.5 15h7 M8.5 17.5h5"/>',
}
_SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, palette: QPalette, colour: str | QColor | None = None) -> QIcon:
    """Return the icon `name` of SHAPES in the palette's text colour, or in `colour`; paler where it is disabled."""
    ink = QColor(colour) if colour is not None else palette.color(QPalette.ColorRole.ButtonText)
    pale = mixed(ink, palette.color(QPalette.ColorRole.Window), 0.65)
    drawn = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, pale)):
        for size in _SIZES:
            drawn.addPixmap(_drawn(SHAPES[name], shade, size), mode)
    return drawn


def pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """Return one picture of an icon, `size` pixels high and wide, as fine as the finest screen."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    picture = _drawn(SHAPES[name], colour, round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def program_icon() -> QIcon:
    """Return the icon of the program: a sheet of paper with a tick."""
    accent = QColor(LIGHT.accent)
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(_PROGRAM.format(accent=accent.name()).encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(picture)
    return icon


_PROGRAM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect x="4" y="4" width="56" height="56" rx="13" fill="{accent}"/>'
    '<path d="M18 12h28a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H18a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3z" fill="#ffffff"/>'
    '<path d="M21 20h22 M21 27h22" stroke="{accent}" stroke-opacity=".45" stroke-width="3" stroke-linecap="round"/>'
    '<path d="M23 39l6.5 6.5L42 33" fill="none" stroke="{accent}" stroke-width="5" stroke-linecap="round" '
    'stroke-linejoin="round"/>'
    "</svg>"
)


def _drawn(shape: str, colour: QColor, size: int) -> QPixmap:
    """Return a picture of a shape: Qt keeps it, since a window colours its dozen icons twice before one sees them."""
    key = f"{shape} {colour.name()} {size}"
    picture = QPixmap(QSize(size, size))
    if QPixmapCache.find(key, picture):
        return picture
    picture.fill(Qt.GlobalColor.transparent)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="none" stroke-width="1.5" stroke-linecap="round" '
        f'stroke-linejoin="round" stroke="{colour.name()}">{shape}</g></svg>'
    )
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture
