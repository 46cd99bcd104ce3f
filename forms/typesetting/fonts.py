"""The shelf of fonts: finds one for each role, loads it once, measures text, and knows what no font has."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from . import official_fonts
from .characters import shapeless
from .face import Face, NoFont
from .faces import FontRole
from .official_fonts import OFFICIAL, OPEN, RARE, Candidate

BOX_ADVANCE = 1.0
"""The room of a character that no font has: an em, for the box that is drawn in its place."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A role that is not played by an official font: which family was looked for, which is used."""

    role: FontRole
    wanted: str
    used: str


_WANTED = {
    FontRole.TITLE: "方正小标宋简体",
    FontRole.BODY: "仿宋",
    FontRole.HEADING: "黑体",
    FontRole.SUBHEADING: "楷体",
    FontRole.LABEL: "宋体",
}


class FontShelf:
    """All fonts of one program run. Loading is lazy and safe between threads; one shelf is shared by all.

    `files` are the font files that may be used, by their names in lower case; `chosen` puts a file of one's own first.
    """

    def __init__(self, files: Mapping[str, Path], chosen: Mapping[FontRole, Path] | None = None) -> None:
        self._files = files
        self._chosen = dict(chosen or {})
        self._lock = threading.RLock()
        self._loaded: dict[tuple[Path, str], Face | None] = {}
        self._own: dict[FontRole, tuple[Face, bool]] = {}
        self._rare: tuple[Face, ...] | None = None
        self._advances = {role: _Advances(self, role) for role in FontRole}
        self._found: dict[FontRole, dict[str, tuple[Face | None, int]]] = {role: {} for role in FontRole}

    @classmethod
    @cache
    def default(cls) -> FontShelf:
        """Return the shelf of this machine's fonts, with the bundled ones behind them."""
        return cls(official_fonts.installed())

    @classmethod
    @cache
    def bundled(cls) -> FontShelf:
        """Return the shelf of the bundled fonts alone: the same on every machine."""
        return cls({})

    def face(self, role: FontRole) -> Face:
        """Return the font that plays a role."""
        return self._player(role)[0]

    def file(self, role: FontRole) -> Path:
        return self.face(role).path

    def family(self, role: FontRole) -> str:
        return self.face(role).family

    def substitutions(self) -> tuple[Substitution, ...]:
        """Return the roles whose official font was not found, and what plays them."""
        return tuple(Substitution(role, _WANTED[role], self.family(role)) for role in FontRole if not self._player(role)[1])

    def advances(self, role: FontRole) -> Mapping[str, float]:
        """Return the advance of every character in ems, looked up when it is first asked for."""
        return self._advances[role]

    def width(self, text: str, role: FontRole, size: float) -> float:
        """Return the width of a text on one line in points."""
        advances = self._advances[role]
        return sum(advances[char] for char in text) * size

    def missing(self, text: str, role: FontRole) -> set[str]:
        """Return the characters of `text` that no font has: they are drawn as marked boxes."""
        return {char for char in set(text) if self.glyph(char, role)[0] is None and not blank(char)}

    def glyph(self, char: str, role: FontRole) -> tuple[Face | None, int]:
        """Return the font that draws a character in a role, and its glyph there; (None, 0) where no font has it."""
        found = self._found[role]
        if char not in found:
            found[char] = self._look_up(char, role)
        return found[char]

    def _look_up(self, char: str, role: FontRole) -> tuple[Face | None, int]:
        own = self.face(role)
        if glyph := own.glyph(char):
            return own, glyph
        if shapeless(char):
            return None, 0
        for face in (*self._bundled(role), *self._rare_faces()):
            if glyph := face.glyph(char):
                return face, glyph
        return None, 0

    def _player(self, role: FontRole) -> tuple[Face, bool]:
        """Return the font of a role, and whether it is an official one or the user's own choice."""
        with self._lock:
            if role not in self._own:
                self._own[role] = self._choose(role)
            return self._own[role]

    def _choose(self, role: FontRole) -> tuple[Face, bool]:
        if role in self._chosen and (face := self._load(self._chosen[role], "")):
            return face, True
        for face in self._installed(OFFICIAL[role]):
            return face, True
        for face in self._installed(OPEN[role]):
            return face, False
        return self._bundled(role)[0], False

    def _installed(self, candidates: Iterable[Candidate]) -> Iterable[Face]:
        for candidate in candidates:
            path = self._files.get(candidate.file)
            face = self._load(path, candidate.family) if path else None
            if face:
                yield face

    def _bundled(self, role: FontRole) -> tuple[Face, ...]:
        fonts = import_module("pylopdf_fonts_zh_cn")
        paths = [fonts.serif_path(), fonts.sans_path()]
        if role is FontRole.HEADING:
            paths.reverse()
        return tuple(face for path in paths if (face := self._load(path, "")))

    def _rare_faces(self) -> tuple[Face, ...]:
        with self._lock:
            if self._rare is None:
                self._rare = tuple(self._installed(RARE))
            return self._rare

    def _load(self, path: Path, family: str) -> Face | None:
        """Return the font of a file, None where it is none."""
        with self._lock:
            key = (path, family)
            if key not in self._loaded:
                try:
                    self._loaded[key] = Face(path, family)
                except NoFont:
                    self._loaded[key] = None
            return self._loaded[key]


class _Advances(dict[str, float]):
    """The advance of each character in one role, in ems."""

    def __init__(self, shelf: FontShelf, role: FontRole) -> None:
        super().__init__()
        self._shelf = shelf
        self._role = role

    def __missing__(self, char: str) -> float:
        face, glyph = self._shelf.glyph(char, self._role)
        self[char] = face.advance(glyph) if face else box_advance(char)
        return self[char]


def blank(char: str) -> bool:
    """True for a character that shows nothing even where a font has it."""
    return char.isspace() or shapeless(char)


def box_advance(char: str) -> float:
    """Return the room of a character that no font has, in ems."""
    if char.isspace():
        return 0.5
    return 0.0 if shapeless(char) else BOX_ADVANCE
