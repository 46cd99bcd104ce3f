"""Same record, same bytes; what cannot be written is refused with a code; names are safe."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from forms.errors import Failure
from forms.export import FORMATS, ExportOptions, write
from forms.export.naming import file_name
from forms.export.properties import pdf_date, w3c_date
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

ROOT = Path(__file__).parents[3]
PROGRAM = """
import hashlib, json, pathlib, sys
from forms.export import ExportOptions, write
from forms.record import Record
from forms.template_file import read_template
from forms.typesetting.fonts import FontShelf
file = pathlib.Path("templates/baoshan-npc/sheet.toml")
template = read_template(file.read_bytes(), str(file))
record = Record.from_plain(json.load(sys.stdin))
for name in ("pdf", "docx"):
    print(hashlib.sha256(write(name, template, record, ExportOptions(draft=True), FontShelf.bundled())).hexdigest())
"""


def test_same_record_same_bytes_in_every_process(template: Template, overflowing: Record, shelf: FontShelf) -> None:
    digests = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=json.dumps(overflowing.to_plain()),
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.append(done.stdout.split())
    here = [
        hashlib.sha256(write(name, template, overflowing, ExportOptions(draft=True), shelf)).hexdigest() for name in FORMATS
    ]
    assert digests == [here, here]


@pytest.mark.parametrize(
    ("format_", "options", "template_id", "code"),
    [
        ("odt", ExportOptions(), "baoshan-npc", "unknown_format"),
        ("pdf", ExportOptions(copies=()), "baoshan-npc", "no_copies"),
        ("pdf", ExportOptions(copies=(1, 5)), "baoshan-npc", "no_such_copy"),
        ("docx", ExportOptions(), "another", "wrong_template"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_code(
    format_: str, options: ExportOptions, template_id: str, code: str, template: Template, shelf: FontShelf
) -> None:
    with pytest.raises(Failure) as refused:
        write(format_, template, Record(id="a", template=template_id, version=1), options, shelf)
    assert refused.value.code == code


def test_document_libraries_are_loaded_with_the_first_file_only() -> None:
    heavy = ("docx", "reportlab", "uharfbuzz", "PIL", "segno")
    code = f"import sys, forms.export; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_files_are_named_by_number_person_and_copy(template: Template, filled: Record) -> None:
    assert file_name(template, filled, "pdf", template.copies[:1]) == "068号_周菁菁_第1份_承办单位存.pdf"
    assert file_name(template, filled, "pdf", template.copies[::2]) == "068号_周菁菁_第1、3份.pdf"
    assert file_name(template, filled, "docx", template.copies) == "068号_周菁菁_一式4份.docx"


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({}, "宝山区人大代表建议办理情况表_一式4份.pdf"),
        ({"title": "关于养老的建议"}, "关于养老的建议_一式4份.pdf"),
        ({"proposer": ("王玉书", "薛维功", "王家传"), "number": "8"}, "8号_王玉书等3人_一式4份.pdf"),
        ({"title": 'a/b\\c:d*e?f"g<h>i|j\n. '}, "abcdefghij_一式4份.pdf"),
        ({"title": "..", "number": "../1"}, "1号_一式4份.pdf"),
        ({"title": "关于养老的建议", "proposer": ("\ud800",), "number": "\udfff8"}, "8号_关于养老的建议_一式4份.pdf"),
    ],
)
def test_names_hold_on_every_system(answers: dict[str, str], name: str, template: Template) -> None:
    record = Record(id="a", template=template.id, version=1, answers=answers)
    assert file_name(template, record, "pdf", template.copies) == name


def test_names_are_never_too_long(template: Template) -> None:
    record = Record(id="a", template=template.id, version=1, answers={"proposer": ("𬭎" * 300,), "number": "1" * 300})
    name = file_name(template, record, "pdf", template.copies[1:2])
    assert len(name.encode("utf-8")) <= 210
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("instant", "pdf", "w3c"),
    [
        ("2023-05-06T14:03:00+08:00", "D:20230506140300+08'00'", "2023-05-06T14:03:00+08:00"),
        ("2023-05-06T14:03:09.123456", "D:20230506140309Z", "2023-05-06T14:03:09Z"),
        ("2023-05-06T06:03Z", "D:20230506060300Z", "2023-05-06T06:03:00Z"),
        ("", "", ""),
        ("yesterday", "", ""),
    ],
)
def test_instants_are_written_as_each_format_has_them(instant: str, pdf: str, w3c: str) -> None:
    assert (pdf_date(instant), w3c_date(instant)) == (pdf, w3c)
