"""LibreOffice, where it is installed: turns old Word files into DOCX, in a profile and a folder that go away afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from forms.errors import Failure

TIMEOUT = 60.0
"""Seconds for one file; the first start of LibreOffice takes some ten."""

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)


def find_program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def to_docx(name: str, data: bytes, *, program: str | None = None, timeout: float = TIMEOUT) -> bytes:
    """Return the DOCX of an old Word file. Failure `doc_needs_libreoffice` or `doc_not_converted`."""
    program = program or find_program()
    if program is None:
        raise Failure("doc_needs_libreoffice", file=name)
    with tempfile.TemporaryDirectory(prefix="replysheet-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "source" + Path(name).suffix.lower())  # a name of ours: theirs could be an option
        source.write_bytes(data)
        _run(_command(program, source), timeout, name)
        target = source.with_suffix(".docx")
        if not target.is_file() or not target.stat().st_size:
            raise Failure("doc_not_converted", file=name)
        return target.read_bytes()


def _command(program: str, source: Path) -> list[str]:
    profile = (source.parent / "profile").as_uri()
    options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
    return [program, *options, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source)]


def _run(command: list[str], timeout: float, name: str) -> None:
    quiet = subprocess.DEVNULL
    try:
        # A list of arguments, no shell; program from PATH or a fixed place, file name our own.
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    except OSError as error:
        raise Failure("doc_needs_libreoffice", file=name) from error
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise Failure("doc_not_converted", file=name) from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: its starter is a script on most systems."""
    if process.poll() is None:
        with suppress(OSError):
            if os.name == "nt":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
