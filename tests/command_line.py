"""A command as the program runs it, and what it said."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


class Stream(io.TextIOWrapper):
    """A standard stream of a system that thinks in another encoding."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]


def run_command(data: Path, *arguments: object) -> Ran:
    """Run a command on a data folder."""
    out, err = Stream(), Stream()
    with pytest.MonkeyPatch.context() as streams:
        streams.setattr(sys, "stdout", out)
        streams.setattr(sys, "stderr", err)
        try:
            code = main.main(["--data", str(data), *map(str, arguments)])
        except SystemExit as leaving:
            code = int(str(leaving.code))
    return Ran(code, out.text(), err.text())
