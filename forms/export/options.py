"""What may be chosen for an export: which copies, for which deputy, and whether it is a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import Failure
from ..template import Copy, Template
from ..text import clean


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`copies` are their numbers in the set, None for all; a draft prints 草稿 on every page.

    `deputy` names whose paper it is where a suggestion has several deputies; "" is the lead's, without the name.
    `attach_record` puts the record into the PDF as JSON, which makes it PDF/A-3; `fingerprint` prints code and QR code at
    the foot of every page. `assets` gives the bytes of a seal or a scanned signature by its digest, KeyError for none.
    """

    copies: tuple[int, ...] | None = None
    draft: bool = False
    attach_record: bool = False
    fingerprint: bool = False
    assets: Callable[[str], bytes] | None = field(default=None, compare=False)
    deputy: str = ""


def chosen_copies(template: Template, options: ExportOptions) -> tuple[Copy, ...]:
    """Return the copies to write, in the order of the set. Failure `no_copies` where none is chosen, `no_such_copy`."""
    if options.copies is None:
        return template.copies
    known = {copy.number for copy in template.copies}
    for number in options.copies:
        if number not in known:
            raise Failure("no_such_copy", copy=number, copies=len(template.copies))
    if not options.copies:
        raise Failure("no_copies")
    return tuple(copy for copy in template.copies if copy.number in options.copies)


DRAFT = "草稿"
_LONGEST_NAME = 20


def copy_mark(template: Template, copy: Copy) -> str:
    """Return what marks a copy outside the grid: 第1份，共4份 · 承办单位存."""
    return f"第{copy.number}份，共{len(template.copies)}份 · {copy.mark}"


def edition(round_: int, deputy: str) -> tuple[str, ...]:
    """Return what tells the papers of a later round, or of one of several deputies, from others: 第2次办理, 周菁菁代表."""
    later = (f"第{round_}次办理",) if round_ > 1 else ()
    return (*later, f"{clean(deputy)[:_LONGEST_NAME]}代表") if deputy else later


def page_mark(template: Template, copy: Copy, options: ExportOptions, round_: int = 1) -> str:
    """Return what stands over each page of a copy: its mark, behind 草稿 in a draft, and behind what `edition` says."""
    draft = (DRAFT,) if options.draft else ()
    return " · ".join((*draft, *edition(round_, options.deputy), copy_mark(template, copy)))
