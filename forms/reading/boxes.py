"""The ticks of a sheet read into choices: in the cell behind an option, beside its label, or in a row of boxes below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..template import Template
from .document import Line
from .labels import Found
from .pieces import Piece, Pieces
from .printed import Box, Printed
from .reading import ReadingWarning
from .ticks import is_mark, ticks_in, without_marks

_SHORT = 3
"""So many characters in the cell behind an option are meant as a mark: 是, 1, x, 对."""

Ticked = dict[str, list[tuple[str, Piece]]]
"""By field: the option codes that have a tick, each with the piece that holds it."""


def read_boxes(
    template: Template, paper: Printed, found: Sequence[Found], pieces: Pieces
) -> tuple[dict[str, str], list[ReadingWarning]]:
    """Return the codes ticked, by field. Of two ticks in one choice none is taken: both go to the remainder, with a warning."""
    ticked: Ticked = defaultdict(list)
    spans = {each.label.number: each for each in found}
    before = _marks_before(found, pieces)
    for label in [each.label for each in found]:
        if label.option and label.number in before:
            _take_mark(ticked, label.option, before[label.number])
    for box in paper.boxes:
        owner = _label_of(paper, box)
        if box.row is None and owner in spans:
            for piece in _mark_pieces(pieces.behind(owner)):
                _take_mark(ticked, (box.field, box.code), piece)
    for _, boxes in groupby((box for box in paper.boxes if box.row is not None), key=lambda box: box.row):
        _read_row(ticked, paper, list(boxes), spans, pieces)
    _read_inline(ticked, found, pieces)
    answers, warnings = _decide(template, ticked, pieces)
    return answers, [*warnings, *_unclear(template, found, pieces)]


def _label_of(paper: Printed, box: Box) -> int:
    return next((label.number for label in paper.labels if label.option == (box.field, box.code)), box.after)


def _is_marks(piece: Piece) -> bool:
    return not without_marks(piece.text)


def _mark_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that are marks alone, and those of a cell or of the label's own line that begin with one."""
    return [
        piece
        for piece in pieces
        if not piece.empty
        and (_is_marks(piece) or ((piece.line.cell or piece.heading) and is_mark(piece.text.strip(" \u3000")[0])))
    ]


def _take_mark(ticked: Ticked, option: tuple[str, str], piece: Piece) -> None:
    """Count the tick of a piece for an option, and leave in the piece what is no mark."""
    if ticks_in(piece.text, letters=True):
        ticked[option[0]].append((option[1], piece))
    rest = without_marks(piece.text)
    piece.text = rest
    piece.taken = not rest


def _marks_before(found: Sequence[Found], pieces: Pieces) -> dict[int, Piece]:
    """By label number: the marks in front of it, on lines where the first option has one in front (☑已采纳 □正在研究)."""
    before: dict[int, Piece] = {}
    by_line: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces.all:
        by_line[piece.number].append(piece)
    for line, labels in groupby((each for each in found if each.label.option), key=lambda each: each.span.line):
        in_front = [(each.label.number, _ends_at(by_line[line], each.span.offset)) for each in labels]
        if in_front[0][1] is not None:
            before |= {number: piece for number, piece in in_front if piece is not None}
    return before


def _ends_at(pieces: Sequence[Piece], offset: int) -> Piece | None:
    return next((p for p in pieces if p.offset + len(p.text) == offset and not p.empty and _is_marks(p)), None)


def _read_inline(ticked: Ticked, found: Sequence[Found], pieces: Pieces) -> None:
    """Marks on the line of an option whose box stands elsewhere on the paper (全文公开 √)."""
    for each in found:
        if each.label.option:
            for piece in _mark_pieces(pieces.behind(each.label.number)):
                if piece.heading:
                    _take_mark(ticked, each.label.option, piece)


def _read_row(ticked: Ticked, paper: Printed, boxes: list[Box], spans: dict[int, Found], pieces: Pieces) -> None:
    """Match a row of boxes to the marks below the labels: one by one, or, where their numbers differ, each under its label."""
    owner = max((number for number in spans if number <= boxes[0].after), default=-1)
    cells = _cells_below(spans[owner], len(boxes), pieces) if owner >= 0 else []
    if not any(_filled(cell) for cell in cells[len(boxes) :]):
        cells = cells[: len(boxes)]
    if len(cells) == len(boxes):
        for box, cell in zip(boxes, cells, strict=True):
            _take_cell(ticked, box, cell)
        return
    for cell in cells:
        over = [box for box in boxes if _stands_under(cell[0].line, spans.get(_label_of(paper, box)))]
        if len(over) == 1:
            _take_cell(ticked, over[0], cell)


def _cells_below(label: Found, expected: int, pieces: Pieces) -> list[list[Piece]]:
    """The first row behind a label, in another row than its own, whose cells hold marks alone; in a text without rows, all
    such cells, if they are as many as expected: a tick under the wrong label would be worse than none."""
    behind = [piece for piece in pieces.behind(label.label.number) if piece.line.cell and piece.line.cell != label.line.cell]
    for row, members in groupby(behind, key=lambda piece: piece.line.row):
        cells = _by_cell(members)
        if row != label.line.row and all(_is_marks(piece) for cell in cells for piece in cell):
            return cells
    cells = [cell for cell in _by_cell(behind) if all(_is_marks(piece) for piece in cell)]
    return cells if len(cells) == expected else []


def _by_cell(pieces: Iterable[Piece]) -> list[list[Piece]]:
    return [list(cell) for _, cell in groupby(pieces, key=lambda piece: piece.line.cell)]


def _filled(cell: list[Piece]) -> bool:
    return any(not piece.empty for piece in cell)


def _take_cell(ticked: Ticked, box: Box, cell: list[Piece]) -> None:
    for piece in cell:
        _take_mark(ticked, (box.field, box.code), piece)


def _stands_under(below: Line, label: Found | None) -> bool:
    if label is None:
        return False
    above = label.line
    return above.column < below.column + below.span and below.column < above.column + above.span


def _decide(template: Template, ticked: Ticked, pieces: Pieces) -> tuple[dict[str, str], list[ReadingWarning]]:
    answers: dict[str, str] = {}
    warnings = []
    for name, marks in ticked.items():
        choice = template.by_name[name]
        codes = list(dict.fromkeys(code for code, _ in marks))
        if len(codes) == 1:
            answers[name] = codes[0]
            continue
        shown = [choice.show(code) for code in codes]
        warnings.append(ReadingWarning("two_ticks", {"field": name, "label": choice.short_label, "options": tuple(shown)}))
        for code, piece in marks:
            pieces.notes.append((piece.number, piece.offset, f"{choice.short_label}：{choice.show(code)} √"))
    return answers, warnings


def _unclear(template: Template, found: Sequence[Found], pieces: Pieces) -> Iterator[ReadingWarning]:
    """What stands in a box and is no tick, and ticks that stand at no box: the remainder says of which choice they are."""
    for each in found:
        if not each.label.option:
            continue
        choice = template.by_name[each.label.option[0]]
        for piece in pieces.behind(each.label.number):
            if piece.empty or not (_is_marks(piece) or _in_a_box(piece, each)):
                continue
            if _is_marks(piece) and not ticks_in(piece.text, letters=True):
                piece.taken = True
                continue
            pieces.note(piece, f"{choice.short_label}：{piece.text.strip()}")
            yield ReadingWarning("unclear_tick", {"field": choice.name, "label": choice.short_label})


def _in_a_box(piece: Piece, option: Found) -> bool:
    return 0 < piece.line.cell != option.line.cell and len(piece.text.strip(" \u3000")) <= _SHORT
