"""The neutral model of a file: lines in reading order, each with the table cell it stands in. TXT and DOCX both become this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visual line, cleaned. An empty cell is one empty line, so that an unticked box keeps its place.

    `source` is the line of the file: pieces of one line that tabs cut into cells share it. `cell` and `row` count from 1,
    0 is outside every table; `column` is the first of the cell's columns and `span` how many it covers.
    An `aside` (header, footnote, text box, comment, hidden text) belongs to no place of the paper.
    """

    text: str
    source: int
    cell: int = 0
    row: int = 0
    column: int = 0
    span: int = 1
    style: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as lines. `tables`: the cells are real, so what stands in cell 0 is outside; otherwise tabs only hinted at them.

    `exact`: our own writer made it, so white space and blank lines are the writer's. `pictures` counts what has no text.
    """

    lines: tuple[Line, ...]
    tables: bool = False
    exact: bool = False
    pictures: int = 0
