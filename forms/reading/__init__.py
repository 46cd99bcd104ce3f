"""Existing sheets and replies read into answers: nothing of a text vanishes, nothing hostile gets in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..template import Template
from .copies import read_copies
from .file import open_document
from .reader import fit
from .reading import Reading, ReadingWarning

__all__ = ["Reading", "ReadingWarning", "best_template", "read_file"]


def read_file(name: str, data: bytes, template: Template) -> Reading:
    """Return what a .txt or .docx file answers of `template`. Raises UnreadableFile; then nothing of the file was taken."""
    document = open_document(name, data)
    reading = read_copies(document, template)
    if not document.pictures:
        return reading
    return replace(reading, warnings=(*reading.warnings, ReadingWarning("pictures_not_taken", {"count": document.pictures})))


def best_template(name: str, data: bytes, templates: Sequence[Template]) -> Template:
    """Return the template whose labels stand in the file most completely, the first where none fits. Raises UnreadableFile."""
    document = open_document(name, data)
    return max(templates, key=lambda template: fit(document, template))
