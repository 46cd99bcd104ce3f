"""What can go wrong with a sheet: a stable code and parameters, never prose. The front ends own the wording."""

from __future__ import annotations

from collections.abc import Mapping

Params = Mapping[str, object]


class Failure(Exception):
    """Base of every failure this product expects.

    `code` is stable and looked up by the wording of the front ends; `params` fill the sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({shown})"


class TemplateError(Failure):
    """A template does not declare a valid sheet: names the file, the key and the reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__("template_refused", file=file, key=key, reason=reason)
        self.file, self.key, self.reason = file, key, reason

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class BadValue(Failure):
    """A value is none that its field could hold (`impossible_date`, `unknown_option`, `wrong_type` …)."""


class ChangeRefused(Failure):
    """A change of the sheet was refused; `params["field"]` names the field, and nothing was changed."""


class UnreadableFile(Failure):
    """A file from outside could not be read; nothing of it was taken."""
