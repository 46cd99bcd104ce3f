"""The templates at hand: those shipped with the program and those in the data folder, which go before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from forms.errors import Failure, TemplateError
from forms.template import Template
from forms.template_file import read_template

MAX_DECLARATION = 1024 * 1024
"""Bytes a `sheet.toml` may have; the one shipped has fifteen thousand."""

_FILE = "sheet.toml"


class TemplateShelf:
    """Reads every `<folder>/<id>/sheet.toml`. A bad one is put into `refused`, and the others are there all the same."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self.read()

    def read(self) -> None:
        """Look at the folders (again)."""
        self._templates: dict[str, Template] = {}
        self._files: dict[str, Path] = {}
        self._digest = hashlib.sha256()
        self.refused: tuple[TemplateError, ...] = ()
        found = [taken for folder in self._folders for file in _declarations(folder) if (taken := self._read(file))]
        shipped = {template.id: template for template, _ in found}
        for template, file in found:
            self._take(template, file, shipped[template.id])

    @property
    def digest(self) -> str:
        """Changes whenever a template does: what was derived with other templates is stale."""
        return self._digest.hexdigest()

    def all(self) -> tuple[Template, ...]:
        return tuple(self._templates.values())

    def get(self, template_id: str) -> Template:
        """Return a template; Failure `template_unknown`."""
        template = self.find(template_id)
        if template is None:
            raise Failure("template_unknown", template=template_id)
        return template

    def find(self, template_id: str) -> Template | None:
        return self._templates.get(template_id)

    def file_of(self, template_id: str) -> Path | None:
        """Return the declaration from which a template was read."""
        return self._files.get(template_id)

    def standard(self) -> Template:
        """Return the template of new sheets where nobody says which; Failure `no_template`."""
        for template in self._templates.values():
            return template
        raise Failure("no_template")

    def _read(self, file: Path) -> tuple[Template, Path] | None:
        try:
            source = _source(file, _name(file))
            template = read_template(source, _name(file))
        except TemplateError as error:
            self.refused = (*self.refused, error)
            return None
        self._digest.update(source)
        return template, file

    def _take(self, template: Template, file: Path, shipped: Template) -> None:
        """One's own goes before a shipped one of the same id, but gives nobody what is another's there."""
        for field in template.fields:
            theirs = shipped.by_name.get(field.name)
            if theirs is not None and (field.role, field.kind) != (theirs.role, theirs.kind):
                self.refused = (*self.refused, TemplateError(_name(file), field.name, f"must be {theirs.role}'s {theirs.kind}"))
                return
        self._templates.setdefault(template.id, template)
        self._files.setdefault(template.id, file)


def _name(file: Path) -> str:
    return "/".join(file.parts[-3:])


def _declarations(folder: Path) -> Iterator[Path]:
    try:
        folders = sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:
        return
    yield from (entry / _FILE for entry in folders if (entry / _FILE).exists())


def _source(file: Path, name: str) -> bytes:
    try:
        if not file.is_file():
            raise TemplateError(name, "", "no regular file")
        with file.open("rb") as opened:
            source = opened.read(MAX_DECLARATION + 1)
    except OSError as error:
        raise TemplateError(name, "", error.strerror or str(error)) from error
    if len(source) > MAX_DECLARATION:
        raise TemplateError(name, "", f"larger than {MAX_DECLARATION} bytes")
    return source
