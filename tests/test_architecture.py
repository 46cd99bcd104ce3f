"""The layers hold, and a command that needs no window loads no Qt."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
SOURCES = [ROOT / "main.py", *(path for layer in ("forms", "storage", "gui") for path in (ROOT / layer).rglob("*.py"))]


def test_imports_run_in_one_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert read_user_options(config_filename="pyproject.toml").contracts_options
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_no_layer_is_imported_inside_a_function_to_break_a_circle() -> None:
    inner = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.name != "main.py"
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] in ("forms", "storage", "gui"))
    ]
    assert inner == []


@pytest.mark.parametrize("modules", ["forms.sheet, forms.checks, forms.template_file", "storage.desk", "main", "gui.wording"])
def test_what_needs_no_window_loads_neither_qt_nor_a_document_library(modules: str) -> None:
    heavy = ("PySide6", "docx", "reportlab", "uharfbuzz", "pypdfium2", "lxml")
    code = f"import sys, {modules}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_templates_stand_beside_the_program() -> None:
    assert (ROOT / "templates" / "baoshan-npc" / "sheet.toml").is_file()


def test_the_first_window_loads_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    heavy = ("docx", "reportlab", "cryptography", "pyhanko", "asyncio", "PIL", "lxml", "PySide6.QtPrintSupport")
    own = ("gui.visit.visit_window", "gui.signing.pad", "gui.office.people_dialog", "gui.travel.pack_dialog")
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; from gui.app import build_window;"
        f"program = QApplication([]); window = build_window(Path({str(tmp_path)!r})); window.show();"
        f"print([name for name in {(*heavy, *own)!r} if name in sys.modules]); window.close()"
    )
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env=surroundings)
    assert done.stdout.strip() == "[]"


def test_what_loads_later_is_what_the_type_checker_reads() -> None:
    wrong = []
    for path in SOURCES:
        for stand_in, name in re.findall(r"^    (\w+) = later\(\"([\w.]+)\"\)$", path.read_text("utf-8"), re.M):
            read = [f"{module}.{one}" for module, names in _checked(path) for one in names]
            wrong += [] if name in read and name.endswith(f".{stand_in}") else [f"{path.name}: {name}"]
    assert wrong == []


def _checked(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The imports that only a type checker makes in a file: the full name of the module, and what is taken of it."""
    package = path.relative_to(ROOT).parts[:-1]
    for block in ast.parse(path.read_text("utf-8")).body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                if isinstance(node, ast.ImportFrom):
                    above = package[: len(package) - node.level + 1] if node.level else ()
                    yield ".".join((*above, *(node.module or "").split("."))).strip("."), [one.name for one in node.names]
