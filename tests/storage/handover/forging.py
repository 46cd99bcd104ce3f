"""What somebody with a text editor, a ZIP program and patience can do to a package."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from forms.merging import digests
from forms.record import Record
from storage.chain import FIRST, digest_of, line_of
from storage.sheet_file import record_in, sheet_bytes

MANIFEST = "manifest.json"


def entries(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(file: Path, files: Mapping[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


def with_digests(files: Mapping[str, bytes], **more: Any) -> dict[str, bytes]:
    """The files with a manifest that fits them."""
    manifest = {**json.loads(files[MANIFEST]), **more}
    inside = {name: data for name, data in files.items() if name != MANIFEST}
    manifest["files"] = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in inside.items()}
    return {**inside, MANIFEST: json.dumps(manifest).encode()}


def reworked(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The package with its files changed, and digests that fit."""
    files = entries(file)
    change(files)
    return zipped(file, with_digests(files))


def record_of(file: Path, sheet_id: str) -> Record:
    name = f"sheets/{sheet_id}.json"
    return record_in(entries(file)[name], Path(name), sheet_id)


def with_answer(record: Record, **answers: Any) -> Record:
    return replace(record, answers={**record.answers, **answers})


def with_record(file: Path, record: Record) -> Path:
    """The package with another sheet in it, and nothing else changed."""

    def change(files: dict[str, bytes]) -> None:
        files[f"sheets/{record.id}.json"] = sheet_bytes(record)

    return reworked(file, change)


def lines_of(file: Path, sheet_id: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in entries(file)[f"history/{sheet_id}.jsonl"].splitlines()]


def chained(lines: Sequence[Mapping[str, Any]]) -> bytes:
    """The lines, chained anew."""
    written, end = b"", FIRST
    for plain in lines:
        line = line_of({**plain, "before": end})
        end = digest_of(line)
        written += line
    return written


def forged(file: Path, record: Record, lines: Sequence[Mapping[str, Any]]) -> Path:
    """The package with another sheet and another history, everything computed anew so that it fits."""
    last = lines[-1]
    stands = {"values": digests(record), "stage": record.stage.value, "round": record.round, "revision": record.revision}
    history = chained([*lines[:-1], {**last, "detail": {**last["detail"], **stands}}])
    files = entries(file)
    files |= {f"sheets/{record.id}.json": sheet_bytes(record), f"history/{record.id}.jsonl": history}
    [listed] = json.loads(files[MANIFEST])["sheets"]
    end = digest_of(history.splitlines(keepends=True)[-1])
    listed |= {"stage": record.stage.value, "round": record.round, "revision": record.revision, "end": end}
    return zipped(file, with_digests(files, sheets=[listed]))


def event(what: str, who: str = "张三", **detail: Any) -> dict[str, Any]:
    return {"before": "", "when": "2023-05-08T09:00:00+08:00", "who": who, "what": what, "detail": detail}
