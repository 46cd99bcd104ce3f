"""A whole session's sheets written at once: how long it takes on all cores, and how much memory at most."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from export_case import BODY, real_record, real_template

from forms.export import ExportOptions, write
from forms.typesetting.fonts import FontShelf


def write_one(number: int, folder: str) -> tuple[int, int]:
    """Write four copies of a sheet of its own; return the bytes of the file and the peak of this process in kB."""
    start = number * 37 % len(BODY)
    record = real_record().with_answers({"reply": BODY[start:] + BODY[:start], "number": f"{number:04d}"})
    content = write("pdf", real_template(), record, ExportOptions(), FontShelf.bundled())
    Path(folder, f"{number}.pdf").write_bytes(content)
    return len(content), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def report(sheets: int) -> None:
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(cores) as pool:
        start = time.perf_counter()
        done = list(pool.map(write_one, range(sheets), [folder] * sheets, chunksize=5))
        taken = time.perf_counter() - start
    peaks = [peak for _, peak in done]
    early, late = max(peaks[: max(1, sheets // 10)]) / 1024, max(peaks) / 1024
    print(
        f"{sheets} sheets of four copies as PDF on {cores} cores: {taken:.1f} s, {sum(size for size, _ in done) / 1e6:.0f} MB; "
        f"peak of a process {late:.0f} MB, after the first tenth {early:.0f} MB"
    )
