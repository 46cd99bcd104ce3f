"""The shelf of fonts: finds one for each role, loads it once, measures text, and knows what no font has."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from ..errors import Failure
from . import official_fonts
from .characters import shapeless
from .face import Face, NoFont, Why
from .faces import FontRole
from .font_names import Member, members
from .official_fonts import OFFICIAL, OFFICIAL_FAMILIES, OPEN, RARE, Candidate

BOX_ADVANCE = 1.0
"""The room of a character that no font has: an em, for the box that is drawn in its place."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A role that is not played by the font that was meant for it: which one, which is used instead, and why.

    `file` is the one that was passed over for its licence or because it could not be read, "" where none was found.
    """

    role: FontRole
    wanted: str
    used: str
    why: Why = Why.MISSING
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Refused:
    """A font file that could not play a role."""

    path: Path
    why: Why


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
        self._loaded: dict[tuple[Path, tuple[str, ...]], Face | _Refused] = {}
        self._refused: dict[FontRole, _Refused] = {}
        self._own: dict[FontRole, tuple[Face, bool]] = {}
        self._names: list[tuple[Path, Member]] | None = None
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
        """Return the roles whose official font could not be used, and what plays them."""
        return tuple(self._substitution(role) for role in FontRole if not self._player(role)[1])

    def problems(self) -> tuple[Failure, ...]:
        """Return a Failure `font_file_unusable` for each file of one's own choice that cannot play its role."""
        players = {role: self._player(role)[0] for role in self._chosen}
        return tuple(
            _unusable(role, self._refused[role], used.family)
            for role, used in players.items()
            if role in self._refused and self._refused[role].path == self._chosen[role]
        )

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

    def _substitution(self, role: FontRole) -> Substitution:
        refused = self._refused.get(role)
        used = self.family(role)
        if refused is None:
            return Substitution(role, _WANTED[role], used)
        return Substitution(role, _WANTED[role], used, refused.why, str(refused.path))

    def _choose(self, role: FontRole) -> tuple[Face, bool]:
        for path, families in self._meant(role):
            face = self._load(path, families)
            if isinstance(face, Face):
                return face, True
            self._refused.setdefault(role, face)
        for face in self._installed(OPEN[role]):
            return face, False
        return self._bundled(role)[0], False

    def _meant(self, role: FontRole) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Yield the files that should play a role and the families in them, best first: one's own choice, official ones
        by the names of their files, then by their families."""
        if role in self._chosen:
            yield self._chosen[role], OFFICIAL_FAMILIES[role]
        for candidate in OFFICIAL[role]:
            if path := self._files.get(candidate.file):
                yield path, (candidate.family,) if candidate.family else ()
        for family in OFFICIAL_FAMILIES[role]:
            named = sorted((not member.plain, path) for path, member in self._all_names() if family in member.names)
            yield from ((path, (family,)) for _, path in named)

    def _all_names(self) -> list[tuple[Path, Member]]:
        """Return the names in all font files, read when they are first asked for: no file had one of the usual names."""
        if self._names is None:
            self._names = [(path, member) for path in self._files.values() for member in members(path)]
        return self._names

    def _installed(self, candidates: Iterable[Candidate]) -> Iterator[Face]:
        for candidate in candidates:
            path = self._files.get(candidate.file)
            face = self._load(path, (candidate.family,) if candidate.family else ()) if path else None
            if isinstance(face, Face):
                yield face

    def _bundled(self, role: FontRole) -> tuple[Face, ...]:
        fonts = import_module("pylopdf_fonts_zh_cn")
        paths = [fonts.serif_path(), fonts.sans_path()]
        if role is FontRole.HEADING:
            paths.reverse()
        return tuple(face for path in paths if isinstance(face := self._load(path, ()), Face))

    def _rare_faces(self) -> tuple[Face, ...]:
        with self._lock:
            if self._rare is None:
                self._rare = tuple(self._installed(RARE))
            return self._rare

    def _load(self, path: Path, families: tuple[str, ...]) -> Face | _Refused:
        """Return the font of a file, or why it is none that can be used."""
        with self._lock:
            key = (path, families)
            if key not in self._loaded:
                try:
                    self._loaded[key] = Face(path, *families)
                except NoFont as error:
                    self._loaded[key] = _Refused(path, error.why)
            return self._loaded[key]


def check_font_file(path: Path, role: FontRole) -> str:
    """Return the family in a font file that a setting names for a role; Failure `font_file_unusable` where it is none."""
    try:
        return Face(path, *OFFICIAL_FAMILIES[role]).family
    except NoFont as error:
        raise _unusable(role, _Refused(path, error.why)) from error


def _unusable(role: FontRole, refused: _Refused, used: str = "") -> Failure:
    return Failure("font_file_unusable", path=str(refused.path), role=role.value, why=refused.why.value, used=used)


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
