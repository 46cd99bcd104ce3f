"""The writers beside their peers, on the real sheet filled in, in one run: `python tests/benchmarks/bench_export.py`.

Printed are medians and how many times the first line's time each takes; nothing is asserted. Peers that are not installed
(docxtpl, typst, fpdf2, LibreOffice) are left out and named. `--sheets 1000` writes so many sheets at the end, four copies
each, with one process a core; `--rounds` says how often each is measured.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import export_mass
import export_peers as peers
from export_case import BODY, ROOT, real_record, real_template

from forms.export import ExportOptions, write
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out, lay_out_grid

COLD = (
    "import sys; sys.path[:0] = [{root!r}, {here!r}]\n"
    "from export_case import real_record, real_template\n"
    "from forms.export import ExportOptions, write\n"
    "from forms.typesetting.fonts import FontShelf\n"
    "write({format!r}, real_template(), real_record(), ExportOptions(), FontShelf.bundled())"
)


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process(code: str) -> Callable[[], object]:
    """Return what runs a piece of code in a new process."""
    return partial(subprocess.run, [sys.executable, "-c", code], check=True, capture_output=True)


def rivals(folder: Path) -> Iterator[tuple[str, Callable[[], object] | None, int]]:
    """Yield what is measured: its name, the action (None: not to be had here), how many rounds at most."""
    template, record, shelf = real_template(), real_record(), FontShelf.bundled()
    here = str(Path(__file__).parent)
    pdf, docx = (partial(write, name, template, record, ExportOptions(), shelf) for name in ("pdf", "docx"))
    yield "PDF, four copies, warm", pdf, 99
    yield "PDF, four copies, new process", process(COLD.format(root=str(ROOT), here=here, format="pdf")), 5
    yield "  floor: reportlab draws the broken lines", peers.floor_pdf(template, record, shelf), 99
    yield "  typst, one copy, new process", peers.typst_cold(template, record, folder), 5
    yield "  typst, one copy, warm", peers.typst_warm(template, record), 99
    yield "  fpdf2, four copies", peers.fpdf2(template, record), 3
    yield "DOCX, four copies, warm", docx, 99
    yield "DOCX, four copies, new process", process(COLD.format(root=str(ROOT), here=here, format="docx")), 5
    yield "  floor: zip of the finished parts", peers.floor_docx(docx()), 99
    yield "  docxtpl, render of four copies", peers.docxtpl_render(template, record, shelf, folder), 99
    yield "  docxtpl and LibreOffice to PDF, four copies", peers.docxtpl_to_pdf(template, record, shelf, folder), 2


def compare(rounds: int) -> None:
    """Measure in turn, so that whatever else the machine does hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        entries = list(rivals(Path(folder)))
        taken: dict[str, list[float]] = {name: [] for name, _, _ in entries}
        for _, action, most in entries:
            if action and most > 9:
                action()
        for turn in range(rounds):
            for name, action, most in entries:
                if action and turn < most:
                    taken[name].append(seconds(action))
    first = 0.0
    for name, action, _ in entries:
        if action is None:
            print(f"{name:<48} not installed")
            continue
        median = statistics.median(taken[name])
        first = median if not name.startswith(" ") and name.endswith("warm") else first
        print(f"{name:<48}{median * 1000:10.1f} ms {median / first:8.2f} ×")


def preview(rounds: int) -> None:
    """Lay out and write one copy of a reply of 5,000 characters after each of some keys."""
    template, record, shelf = real_template(), real_record(), FontShelf.bundled()
    body = (BODY * 5)[:5000]
    parts: dict[str, list[float]] = {"the sheet alone": [], "all pages": [], "all pages and their PDF": []}
    for turn in range(rounds):
        typed = record.with_answers({"reply": body[: 2500 + turn] + "字" + body[2500 + turn :]})
        parts["the sheet alone"].append(seconds(partial(lay_out_grid, template, typed.answers, shelf)))
        parts["all pages"].append(seconds(partial(lay_out, template, typed.answers, shelf)))
        one = partial(write, "pdf", template, typed, ExportOptions(copies=(1,)), shelf)
        parts["all pages and their PDF"].append(seconds(one))
    for name, taken in parts.items():
        worst = max(taken) * 1000
        print(f"preview of a key: {name:<30}{statistics.median(taken) * 1000:10.1f} ms   worst {worst:7.1f} ms")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sheets", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=15)
    chosen = arguments.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {len(BODY)} characters of reply")
    compare(chosen.rounds)
    preview(chosen.rounds)
    export_mass.report(chosen.sheets)


if __name__ == "__main__":
    main()
