"""Signatures hold, and every mark is accounted for: nobody marks or signs for somebody else without everybody seeing it."""

from __future__ import annotations

from collections.abc import Iterator

from ..deputies import deputies, view_of
from ..errors import Failure
from ..fields import Role
from ..record import FROM_FILE, FROM_PAPER, IN_PERSON, Record
from ..signing import STANDS, has_signed, is_settled, signed_by, standing, void
from ..stages import LOCKED, Stage, has_had_turn
from .finding import Case, Finding, Severity


def check(case: Case) -> Iterator[Finding]:
    yield from _void(case, case.record, "", (Role.CLERK, Role.LEADER))
    yield from _leader(case)
    yield from _former(case)
    for name, view in case.deputies.items():
        shown = name if case.joint else ""
        yield from _void(case, view, shown, (Role.DEPUTY,))
        yield from _of_another(case, view, name)
        yield from _deputy(case, view, shown)


def _void(case: Case, view: Record, deputy: str, roles: tuple[Role, ...]) -> Iterator[Finding]:
    """An error once it is their turn again: before, the sheet is still changing, and they will sign anew."""
    for name in void(case.template, view):
        role = case.template.by_name[name].role
        if role in roles:
            severity = Severity.ERROR if has_had_turn(role, view.stage) else Severity.WARNING
            yield Finding("signature_void", severity, name, {"deputy": deputy, "name": view.signatures[name].get("name", "")})


def _leader(case: Case) -> Iterator[Finding]:
    """A sheet that is with the deputy, or further, was signed by the leader: no other way leads there."""
    if case.record.stage not in (Stage.VISITING, *LOCKED):
        return
    for name in signed_by(case.template, Role.LEADER):
        if name not in case.record.signatures:
            yield Finding("leader_not_signed", Severity.ERROR, name)


def _former(case: Case) -> Iterator[Finding]:
    """Former rounds are locked: where a signature in one of them is void, or gone, somebody has changed it by other ways."""
    for place, plain in enumerate(case.record.earlier, start=1):
        try:
            former = Record.from_plain(plain)
            views = [view_of(case.template, former, name) for name in deputies(case.template, former)]
            names = [name for view in views for name in (*void(case.template, view), *_unsigned(case, view))]
        except Failure:
            names = [""]
        if names:
            yield Finding("former_round_changed", Severity.WARNING, names[0], {"round": place})


def _unsigned(case: Case, view: Record) -> tuple[str, ...]:
    """The places that a deputy has signed, or else no round would be over."""
    return () if is_settled(case.template, view) else signed_by(case.template, Role.DEPUTY)


def _of_another(case: Case, view: Record, deputy: str) -> Iterator[Finding]:
    """Two deputies who mark alike sign alike papers: only the name tells whose signature it is."""
    for name in signed_by(case.template, Role.DEPUTY):
        signer = view.signatures.get(name, {}).get("name", deputy)
        if signer != deputy and standing(case.template, view, name) in STANDS:
            yield Finding("signature_of_another", Severity.ERROR, name, {"deputy": deputy, "name": signer})
            return
    origin = view.origins.get(Role.DEPUTY.value) or {}
    whose = origin.get("name") or deputy
    marked = [field.name for field in case.template.of(Role.DEPUTY) if field.name in view.answers]
    if marked and deputy and whose != deputy and origin.get("how") in (IN_PERSON, FROM_PAPER):
        severity = Severity.ERROR if has_had_turn(Role.DEPUTY, view.stage) else Severity.WARNING
        yield Finding("marks_of_another", severity, marked[0], {"deputy": deputy, "name": whose})


def _deputy(case: Case, view: Record, deputy: str) -> Iterator[Finding]:
    own = [field.name for field in case.template.of(Role.DEPUTY)]
    marked = [name for name in own if name in view.answers or name in view.signatures]
    origin = view.origins.get(Role.DEPUTY.value) or {}
    how, params = origin.get("how"), {"deputy": deputy, "by": origin.get("by", "")}
    if marked and how not in (IN_PERSON, FROM_PAPER, FROM_FILE):
        yield Finding("marks_without_origin", Severity.ERROR, marked[0], params)
    elif marked and how == FROM_PAPER and not origin.get("scans"):
        yield Finding("marks_from_paper_no_scan", Severity.ERROR, marked[0], params)
    elif marked and how == FROM_PAPER:
        yield Finding("marks_from_paper", Severity.HINT, marked[0], params)
    elif marked and how == FROM_FILE:
        yield Finding("marks_copied", Severity.WARNING, marked[0], params)
    if view.stage in LOCKED and own and how != FROM_PAPER and not has_signed(case.template, view, Role.DEPUTY):
        for name in signed_by(case.template, Role.DEPUTY):
            if standing(case.template, view, name) not in STANDS and name not in view.signatures:
                yield Finding("deputy_not_signed", Severity.ERROR, name, params)
