"""The handling and the reply as one text to read: what the paper shows of clerk and leader, in the order in which one reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import QCoreApplication, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from forms.fields import Field, LongTextField, Role, SealField
from forms.record import Record
from forms.template import Template
from forms.typesetting.faces import FontRole
from forms.typesetting.letter import letter_of
from forms.typesetting.paragraphs import Paragraph, paragraphs
from forms.typesetting.titles import break_title

from ..fonts import ScreenFonts
from ..look.appearance import LIGHT
from ..paper import colours
from .signature_image import Assets, signature_image

LINE_EMS = 34
"""The longest line, in characters: longer ones lose the eye."""
_PITCH = 1.75
"""From line to line, in characters, whatever the font has of its own."""
_TITLE = 1.36
_SMALL = 0.82
_TITLE_POINTS = 22.0
_SIGNATURE = QSizeF(8.0, 1.7)
"""The room of a signature, in characters: no higher than its line."""
_ROLES: Mapping[int, FontRole] = {1: FontRole.HEADING, 2: FontRole.SUBHEADING}


class Entry(NamedTuple):
    """One thing to read: a title, a long text under its label, a short answer behind it, or who signed, and how."""

    label: str
    text: str
    kind: str
    signature: Mapping[str, Any] | None = None


def entries(template: Template, view: Record) -> Iterator[Entry]:
    """Yield what is to be read of a sheet; what has no answer is left out."""
    letter = template.attachment
    apart = {letter.body, letter.title} if letter else set()
    for field in template.fields:
        if field.printed and field.role is not Role.DEPUTY and field.name not in apart:
            if field.signed:
                yield from _signed(field, view.signatures.get(field.name))
            elif (text := field.show(view.answers.get(field.name))).strip():
                first = field is template.fields[0]
                kind = "title" if first else "long" if isinstance(field, LongTextField) else "short"
                yield Entry(field.short_label, text, kind)
    if written := letter_of(template, view.answers):
        yield Entry("", written.title, "letter")
        yield Entry("", written.body, "body")


def _signed(field: Field, entry: Any) -> Iterator[Entry]:
    """Who signed a place; of a seal nothing is said here."""
    if not isinstance(field, SealField) and isinstance(entry, Mapping):
        name = str(entry.get("name") or QCoreApplication.translate("visit", "已签名"))
        yield Entry(field.short_label, name, "signed", entry)


class ReadingText:
    """Writes the text into a document, in the fonts of the paper and `pixels` high."""

    def __init__(self, document: QTextDocument, fonts: ScreenFonts, assets: Assets, pixels: int, columns: float) -> None:
        """`columns` is how many characters a line has room for."""
        self._document, self._fonts, self._assets = document, fonts, assets
        self._pixels, self._columns = pixels, columns
        self._cursor = QTextCursor(document)

    def write(self, template: Template, view: Record) -> None:
        self._document.clear()
        self._cursor = QTextCursor(self._document)
        self._cursor.beginEditBlock()
        for entry in entries(template, view):
            self._WRITERS[entry.kind](self, entry)
        self._cursor.endEditBlock()

    def _write_title(self, entry: Entry) -> None:
        self._put_title(entry.text, above=1.0)

    def _write_letter(self, entry: Entry) -> None:
        if entry.text:
            self._put_title(entry.text, above=2.6)

    def _write_long(self, entry: Entry) -> None:
        self._put_label(entry.label)
        self._write_body(entry)

    def _write_body(self, entry: Entry) -> None:
        for paragraph in paragraphs(entry.text):
            self._put_paragraph(paragraph)

    def _write_short(self, entry: Entry) -> None:
        """A short answer stands behind its label, on a line of its own."""
        self._block(above=0.55)
        self._cursor.insertText(f"{entry.label}：", self._format(FontRole.LABEL, _SMALL, LIGHT.quiet))
        self._cursor.insertText(entry.text, self._format(FontRole.BODY, 1.0))

    def _write_signed(self, entry: Entry) -> None:
        """The signature itself, and small whose it is: not every hand can be read."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        image = signature_image(entry.signature or {}, self._assets, _SIGNATURE * self._pixels, ratio)
        if image is None:
            self._write_short(entry)
            return
        self._block(above=0.55)
        self._cursor.insertText(f"{entry.label}：", self._format(FontRole.LABEL, _SMALL, LIGHT.quiet))
        address = QUrl(f"signature:{self._cursor.position()}")
        self._document.addResource(QTextDocument.ResourceType.ImageResource.value, address, image)
        shown = QTextImageFormat()
        shown.setName(address.toString())
        shown.setWidth(image.deviceIndependentSize().width())
        shown.setHeight(image.deviceIndependentSize().height())
        shown.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        self._cursor.insertImage(shown)
        self._cursor.insertText(f"　{entry.text}", self._format(FontRole.LABEL, _SMALL, LIGHT.quiet))

    _WRITERS: ClassVar[Mapping[str, Callable[[ReadingText, Entry], None]]] = {
        "title": _write_title,
        "letter": _write_letter,
        "long": _write_long,
        "body": _write_body,
        "short": _write_short,
        "signed": _write_signed,
    }

    def _put_title(self, text: str, above: float) -> None:
        lines = break_title(text, self._columns / _TITLE * _TITLE_POINTS, self._fonts.shelf)
        self._block(above=above, below=0.5, middle=True)
        shown = "\u2028".join(line.text for line in lines)
        self._cursor.insertText(shown, self._format(FontRole.TITLE, _TITLE))

    def _put_label(self, words: str) -> None:
        self._block(above=1.1)
        self._cursor.insertText(words, self._format(FontRole.LABEL, _SMALL, LIGHT.quiet))

    def _put_paragraph(self, paragraph: Paragraph) -> None:
        self._block(above=0.18 if paragraph.level != 1 else 0.5, indent=0.0 if paragraph.flush else 2.0)
        level, text = paragraph.level, paragraph.text
        if level:
            self._cursor.insertText(text, self._format(_ROLES.get(level, FontRole.BODY), 1.0))
            return
        run_in, rest = text[: paragraph.run_in], text[paragraph.run_in :]
        if run_in:
            self._cursor.insertText(run_in, self._format(_ROLES.get(paragraph.run_in_level, FontRole.BODY), 1.0))
        self._cursor.insertText(rest, self._format(FontRole.BODY, 1.0))

    def _block(self, above: float, below: float = 0.0, indent: float = 0.0, middle: bool = False) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(above * self._pixels)
        form.setBottomMargin(below * self._pixels)
        form.setTextIndent(indent * self._pixels)
        pitch = _PITCH * self._pixels * (_TITLE if middle else 1.0)
        form.setLineHeight(pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if middle:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if self._document.isEmpty():
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form)

    def _format(self, role: FontRole, factor: float, colour: str = "") -> QTextCharFormat:
        form = QTextCharFormat()
        font = QFont(self._fonts.font(role, self._pixels * factor, 1.0))
        form.setFont(font)
        form.setForeground(QColor(colour) if colour else colours.INK)
        return form
