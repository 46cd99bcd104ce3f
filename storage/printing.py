"""How papers are printed here: fonts of one's own choice, the fingerprint at the foot, the record inside the PDF.

Kept in `<data>/print.json`, apart from the memory of the window, since the command line prints alike. Paths of fonts are
those of this machine, so a backup leaves the file out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forms.typesetting import official_fonts
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf, check_font_file

from .atomic import replace_file
from .failures import Notice, writing

_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Printing:
    """`fonts` are files chosen for roles; the other roles take the official font of the machine, or the bundled one.

    `fingerprint` prints code and QR code at the foot of every page; `attach_record` puts the record into each PDF.
    """

    fonts: Mapping[FontRole, Path] = field(default_factory=dict)
    fingerprint: bool = False
    attach_record: bool = False

    def shelf(self) -> FontShelf:
        """Return the fonts that print; one of one's own choice that cannot be used is passed over, see `problems()`."""
        return FontShelf(official_fonts.installed(), self.fonts) if self.fonts else FontShelf.default()


def read_printing(path: Path) -> tuple[Printing, Notice | None]:
    """Return the settings, the usual ones where there are none; a notice where the file is there and says nothing sensible."""
    try:
        with path.open("rb") as file:
            return _printing(json.loads(file.read(_MAX_BYTES))), None
    except FileNotFoundError:
        return Printing(), None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Printing(), Notice("print_settings_unreadable", {"path": str(path)})


def write_printing(path: Path, printing: Printing) -> None:
    """Keep the settings. Failure `font_file_unusable` for a file that is no font for its role; then nothing is changed."""
    for role, file in printing.fonts.items():
        check_font_file(file, role)
    plain = {
        "fonts": {role.value: str(file) for role, file in printing.fonts.items()},
        "fingerprint": printing.fingerprint,
        "attach_record": printing.attach_record,
    }
    with writing(path):
        replace_file(path, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def _printing(plain: Mapping[str, Any]) -> Printing:
    fonts = {FontRole(role): Path(str(file)) for role, file in plain.get("fonts", {}).items()}
    return Printing(fonts, plain.get("fingerprint") is True, plain.get("attach_record") is True)
