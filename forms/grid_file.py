"""Reads the `[[grid]]` of a template: places every cell, and refuses rows that do not fill the paper exactly."""

from __future__ import annotations

from collections.abc import Mapping

from .declaration import Table
from .fields import ChoiceField, Field
from .grid import Align, Cell, Grid, Part, Row, VAlign

DEFAULT_COLUMNS = 12
DEFAULT_HEIGHT_MM = 10.0
MAX_ROWS = 500
MAX_COLUMNS = 240


def grid_from(top: Table, by_name: Mapping[str, Field], notes: tuple[str, ...]) -> Grid:
    """Return the grid that the top table of a template declares. Raises TemplateError."""
    columns = top.take("columns", int, DEFAULT_COLUMNS)
    if not 1 <= columns <= MAX_COLUMNS:
        raise top.refuse("columns", f"must be 1 to {MAX_COLUMNS}")
    rows: list[Row] = []
    covered = _Covered(columns)
    for table in top.tables("grid"):
        if len(rows) == MAX_ROWS:
            raise table.refuse("", f"more than {MAX_ROWS} rows")
        rows.append(_row(table, len(rows), covered, by_name, notes))
    if not rows:
        raise top.refuse("grid", "missing")
    if covered.reaches(len(rows)):
        raise top.refuse(f"grid[{len(rows) - 1}]", "a rowspan reaches below the last row")
    return Grid(columns=columns, rows=tuple(rows))


class _Covered:
    """Which columns of which rows are taken, so that a row's next cell goes to the first free column."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._taken: set[tuple[int, int]] = set()

    def reaches(self, row: int) -> bool:
        return any(taken_row >= row for taken_row, _ in self._taken)

    def free(self, row: int) -> int | None:
        """The first free column of a row, None where it is full."""
        return next((column for column in range(self.columns) if (row, column) not in self._taken), None)

    def take(self, row: int, column: int, rowspan: int, span: int) -> bool:
        """Take the places of a cell; False where it does not fit."""
        places = {(row + i, column + j) for i in range(rowspan) for j in range(span)}
        if column + span > self.columns or places & self._taken:
            return False
        self._taken |= places
        return True


def _row(table: Table, number: int, covered: _Covered, by_name: Mapping[str, Field], notes: tuple[str, ...]) -> Row:
    cells: list[Cell] = []
    for cell in table.tables("cells"):
        column = covered.free(number)
        span, rowspan = cell.take("span", int, covered.columns), cell.take("rowspan", int, 1)
        if not (1 <= span <= covered.columns and 1 <= rowspan <= MAX_ROWS):
            raise cell.refuse("span", "span and rowspan must be at least 1 and fit the grid")
        if column is None or not covered.take(number, column, rowspan, span):
            raise cell.refuse("span", f"reaches past column {covered.columns}")
        cells.append(_cell(cell, number, column, span, rowspan, by_name, notes))
    gap = covered.free(number)
    if gap is not None:
        raise table.refuse("cells", f"no cell covers column {gap + 1} of {covered.columns}")
    row = Row(
        cells=tuple(cells),
        min_height_mm=table.take("min_height_mm", float, DEFAULT_HEIGHT_MM),
        page_break_before=table.take("page_break_before", bool, False),
        grow=table.take("grow", bool, False),
        border=table.take("border", bool, True),
    )
    table.done()
    return row


def _cell(
    table: Table, row: int, column: int, span: int, rowspan: int, by_name: Mapping[str, Field], notes: tuple[str, ...]
) -> Cell:
    align = table.one_of("align", Align, Align.LEFT)
    valign = table.one_of("valign", VAlign, VAlign.MIDDLE)
    if table.has("parts"):
        parts = _stacked(table, align, by_name, notes)
    else:
        parts = _parts(table, align, by_name, notes)
    table.done()
    return Cell(row=row, column=column, span=span, rowspan=rowspan, parts=parts, align=align, valign=valign)


def _stacked(table: Table, align: Align, by_name: Mapping[str, Field], notes: tuple[str, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for inner in table.tables("parts"):
        parts.extend(_parts(inner, align, by_name, notes))
        inner.done()
    return tuple(parts)


def _parts(table: Table, align: Align, by_name: Mapping[str, Field], notes: tuple[str, ...]) -> tuple[Part, ...]:
    """One declared part; `notes = true` stands for the template's notes, the first behind the text."""
    align = table.one_of("align", Align, align)
    text = table.take("text", str, "")
    if table.take("notes", bool, False):
        if not notes:
            raise table.refuse("notes", "the template has none")
        return (Part(text=text + notes[0], align=align), *(Part(text=note, align=align) for note in notes[1:]))
    label_of = _tick(table, "label_of", by_name)
    part = Part(
        text=text + (_option_label(label_of, by_name) if label_of else ""),
        field=_field_name(table, by_name),
        tick=_tick(table, "tick", by_name),
        label_of=label_of,
        blank=table.take("blank", str, ""),
        align=align,
        fill=table.take("fill", bool, False),
    )
    if part.tick and (part.field or part.text):
        raise table.refuse("tick", "a box stands alone in its part")
    return (part,)


def _option_label(option: tuple[str, str], by_name: Mapping[str, Field]) -> str:
    field = by_name[option[0]]
    assert isinstance(field, ChoiceField)
    return field.by_code[option[1]].label


def _field_name(table: Table, by_name: Mapping[str, Field]) -> str:
    name = table.take("field", str, "")
    if name and name not in by_name:
        raise table.refuse("field", f"unknown field {name!r}")
    if isinstance(by_name.get(name), ChoiceField):
        raise table.refuse("field", f'{name!r} is a choice: place its boxes with tick = "{name}.<code>"')
    return name


def _tick(table: Table, key: str, by_name: Mapping[str, Field]) -> tuple[str, str] | None:
    value = table.take(key, str, "")
    if not value:
        return None
    name, _, code = value.partition(".")
    field = by_name.get(name)
    if not isinstance(field, ChoiceField) or code not in field.by_code:
        raise table.refuse(key, f"unknown option {value!r}")
    return name, code
