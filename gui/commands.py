"""The commands of the command line: each does one job of the desk and answers in JSON and in words. No Qt here."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from forms.checks import Severity
from forms.errors import Failure
from forms.sheet import Sheet
from forms.template import Template
from storage.desk import Desk
from storage.exporting import ExportOrder
from storage.failures import Progress, silent
from storage.handover.form import Purpose
from storage.outside import read_bytes
from storage.plain import shown
from storage.trail_file import count_of, is_history

from .audit.verdict import verdict_words
from .failures import why_closed
from .naming import titled
from .travel.arrivals import is_package
from .travel.dropped import dropped_words
from .wording import NOTHING_FOUND, RESULTS, SEVERITIES, STAGES, label_of, say

MAX_FILL = 64 * 1024 * 1024
MAX_PASSPHRASE = 4096
T = TypeVar("T")


class Answer(NamedTuple):
    """What a command has to say: one JSON document, or lines for a person; messages go to stderr either way."""

    plain: object
    lines: Sequence[str] = ()
    messages: Sequence[str] = ()
    failed: bool = False


class Command(NamedTuple):
    """A command: its help, whether it changes the data folder (`both`: it notes what it did, where it can), its work."""

    help: str
    access: str
    run: Callable[[Desk, argparse.Namespace], Answer]


# ---- the commands


def _import(desk: Desk, args: argparse.Namespace) -> Answer:
    report = desk.import_files([Path(file) for file in args.files], args.template, _progress("导入"))
    imported = [
        {"id": one.id, "file": one.file, "title": one.title, "warnings": [say(warning) for warning in one.warnings]}
        for one in report.imported
    ]
    failed = [{"file": one.file, "error": say(one.failure)} for one in report.failed]
    lines = [f"{one.id}  {titled(one.title)}  ← {one.file}" for one in report.imported]
    messages = [f"{one.file}：{say(warning)}" for one in report.imported for warning in one.warnings]
    messages += [one["error"] if one["file"] in one["error"] else f"{one['file']}：{one['error']}" for one in failed]
    return Answer({"imported": imported, "failed": failed}, lines, messages, bool(failed))


def _list(desk: Desk, args: argparse.Namespace) -> Answer:
    rows = desk.ledger()
    names = ("id", "number", "title", "proposers", "stage", "round", "due", "updated")
    plain = [{name: getattr(row, name) for name in (*names, "marked", "awaiting")} for row in rows]
    lines = [
        "  ".join(
            (
                row.id,
                row.number or "-",
                _stage(row.stage),
                str(row.due or "-"),
                titled(row.title),
                "、".join(row.proposers),
            )
        )
        for row in rows
    ]
    messages = [f"{row.id}：{why}" for row in rows if row.problem and (why := why_closed(desk, row.id))]
    return Answer(plain, lines, messages)


def _show(desk: Desk, args: argparse.Namespace) -> Answer:
    sheet = desk.open_sheet(desk.find(args.id))
    plain = shown(sheet.record, sheet.template)
    lines = [f"{sheet.id}  {_stage(sheet.record.stage)}"]
    lines += [f"{label_of(name, sheet.template)}：{sheet.shown(name)}" for name in _in_order(sheet)]
    empty = [label_of(name, sheet.template) for name, value in plain["answers"].items() if value is None]
    return Answer(plain, [*lines, f"（未填：{'、'.join(empty)}）"] if empty else lines)


def _in_order(sheet: Sheet) -> list[str]:
    """What is answered, as one reads the sheet; what its template does not know comes last."""
    answered = sheet.record.answers
    return [*(name for name in sheet.template.by_name if name in answered), *(answered.keys() - sheet.template.by_name.keys())]


def _fill(desk: Desk, args: argparse.Namespace) -> Answer:
    sheet_id = desk.find(args.id)
    plain = _read_json(Path(args.file))
    template = desk.open_sheet(sheet_id).template
    try:
        changed = desk.fill(sheet_id, plain)
    except Failure as failure:
        return failed(failure, template)
    labels = "、".join(label_of(name, template) for name in changed)
    return Answer({"changed": changed}, [f"已改动：{labels}" if changed else "没有需要改动的内容。"])


def _check(desk: Desk, args: argparse.Namespace) -> Answer:
    sheet_id = desk.find(args.id)
    template = desk.open_sheet(sheet_id).template
    findings = desk.check(sheet_id)
    plain = [
        {"code": one.code, "severity": one.severity.value, "field": one.field, "message": say(one, template)}
        for one in findings
    ]
    lines = [f"{SEVERITIES[one.severity.value]}  {say(one, template)}" for one in findings]
    failed = any(one.severity is Severity.ERROR for one in findings)
    return Answer(plain, lines or [f"{NOTHING_FOUND}。"], failed=failed)


def _export(desk: Desk, args: argparse.Namespace) -> Answer:
    ids = [row.id for row in desk.ledger()] if args.all else [desk.find(prefix) for prefix in args.ids]
    formats = ("pdf", "docx") if args.format == "both" else (args.format,)
    order = ExportOrder(
        tuple(ids),
        args.to,
        formats,
        separate=args.separate,
        draft=args.draft,
        round=args.round,
        certificate=args.sign_with,
        passphrase=_passphrase(args),
    )
    report = desk.export(order, _progress("导出"))
    failed = [{"id": sheet_id, "error": say(failure)} for sheet_id, failure in report.failed]
    files = [str(path) for path in report.files]
    return Answer({"files": files, "failed": failed}, files, [f"{one['id']}：{one['error']}" for one in failed], bool(failed))


def _verify(desk: Desk, args: argparse.Namespace) -> Answer:
    path = Path(args.file)
    if is_package(path):
        return _verify_package(desk, path, args)
    if is_history(path):
        return _verify_history(desk, path)
    try:
        verdict = desk.verify(Path(args.file))
    except Failure as failure:
        reason = say(failure)
        return Answer({"id": failure.params.get("id"), "copy": None, "matches": False, "reason": reason}, (), [reason], True)
    reason = say(Failure(verdict.reason, **{"file": args.file, **verdict.params}))
    copy = verdict.copies[0] if len(verdict.copies) == 1 else list(verdict.copies)
    plain = {"id": verdict.id, "copy": copy, "matches": verdict.matches, "reason": reason}
    return Answer(plain, [f"{verdict.id}  {reason}"], failed=not verdict.matches)


def _verify_package(desk: Desk, path: Path, args: argparse.Namespace) -> Answer:
    try:
        verdict = _opened_with(args, partial(desk.handover.verify, path))
    except Failure as failure:
        reason = say(failure)
        return Answer({"id": None, "copy": None, "matches": False, "reason": reason}, (), [reason], True)
    reason = say(Failure(verdict.reason, file=str(path)))
    plain = {**verdict.plain(), "reason": reason}
    return Answer(plain, [f"{'、'.join(verdict.ids)}  {reason}"], failed=not verdict.matches)


def _verify_history(desk: Desk, path: Path) -> Answer:
    try:
        verdict = desk.trails.check_file(path)
    except Failure as failure:
        reason = say(failure)
        return Answer({"id": None, "copy": None, "matches": False, "reason": reason}, (), [reason], True)
    reason = verdict_words(verdict)
    counts = {"lines": count_of(verdict.chain), "lines_here": verdict.here}
    plain = {"id": verdict.id or None, "copy": None, "matches": verdict.matches, "reason": reason, **counts}
    return Answer(plain, [f"{verdict.id}  {reason}" if verdict.id else reason], failed=not verdict.matches)


def _pack(desk: Desk, args: argparse.Namespace) -> Answer:
    ids = [desk.find(prefix) for prefix in args.ids]
    purpose = {"leader": Purpose.REVIEW, "visit": Purpose.VISIT, "return": Purpose.RETURN}[args.purpose]
    packed = desk.handover.pack(ids, purpose, args.to, desk.clerk, _passphrase(args), _progress("打包"))
    messages = [f"{sheet_id}：{dropped_words(desk, sheet_id, names)}" for sheet_id, names in packed.dropped.items()]
    return Answer(packed.plain(), [f"已将 {len(packed.sheets)} 张表打包到 {packed.file}"], messages)


def _unpack(desk: Desk, args: argparse.Namespace) -> Answer:
    path = Path(args.file)
    incoming = _opened_with(args, partial(desk.handover.look, path))
    found = desk.handover.take(incoming, {}, desk.clerk)
    lines = [f"{one.id}  {RESULTS[one.what.value]}  {_stage(one.stage.value)}  {one.title}" for one in found.sheets]
    messages = [
        f"{one.id}：{len(one.conflicts)} 处与本机的改动冲突，没有接收；请在窗口中打开此包，逐项选择。"
        for one in found.sheets
        if one.conflicts
    ]
    return Answer(found.plain(), lines, messages, not found.whole)


def _passphrase(args: argparse.Namespace) -> str:
    """The passphrase in the file that was named, "" where none was: one that is empty would leave a package open to all."""
    if args.passphrase_file is None:
        return ""
    file = str(args.passphrase_file)
    try:
        lines = read_bytes(args.passphrase_file, MAX_PASSPHRASE).decode("utf-8-sig").splitlines()
    except ValueError as error:
        raise Failure("passphrase_file_empty", file=file) from error
    except Failure as failure:
        if failure.code != "file_too_large":
            raise
        raise Failure("passphrase_file_too_large", file=file, limit=MAX_PASSPHRASE // 1024) from failure
    if not lines or not lines[0].strip():
        raise Failure("passphrase_file_empty", file=file)
    return lines[0]


def _opened_with(args: argparse.Namespace, work: Callable[[str], T]) -> T:
    """Do work that needs the passphrase of a package; a person at a terminal is asked where none was given."""
    try:
        return work(_passphrase(args))
    except Failure as failure:
        if failure.code != "package_encrypted" or sys.stdin is None or not sys.stdin.isatty():
            raise
        try:
            passphrase = getpass.getpass("口令：")
        except EOFError:  # Ctrl+D: nothing is said to it, so that it stays shut
            sys.stderr.write("\n")
            raise failure from None
        return work(passphrase)


def _backup(desk: Desk, args: argparse.Namespace) -> Answer:
    count = desk.backup(Path(args.file), _progress("备份"))
    return Answer({"sheets": count}, [f"已备份 {count} 张表到 {args.file}"])


def _restore(desk: Desk, args: argparse.Namespace) -> Answer:
    count = desk.restore(Path(args.file), _progress("恢复"))
    return Answer({"sheets": count}, [f"已从 {args.file} 恢复 {count} 张表；原有数据保留在数据文件夹的 backups 中。"])


COMMANDS: Mapping[str, Command] = {
    "import": Command("读入已有的表或答复（.docx、.txt；装有 LibreOffice 时也可 .doc）", "write", _import),
    "list": Command("台账", "read", _list),
    "show": Command("一张表的内容", "read", _show),
    "fill": Command("按 JSON 文件填写，要么全部写入，要么不作改动", "write", _fill),
    "check": Command("校核", "read", _check),
    "export": Command("导出各份", "both", _export),
    "verify": Command("核对导出的文件、交接包、办理记录是否完好一致", "read", _verify),
    "pack": Command("打包交给领导、面商或送回", "write", _pack),
    "unpack": Command("接收交接包；有冲突的表保持原样", "write", _unpack),
    "backup": Command("备份全部数据", "read", _backup),
    "restore": Command("从备份恢复全部数据", "write", _restore),
}


def _stage(stage: str) -> str:
    return STAGES.get(stage, stage or "-")


def failed(failure: Failure, template: Template | None = None) -> Answer:
    sentence = say(failure, template)
    return Answer({"error": sentence, "code": failure.code}, (), [sentence], failed=True)


def _read_json(path: Path) -> object:
    if str(path) == "-" and sys.stdin is None:  # closed by whoever called
        raise Failure("no_input")
    try:
        data = sys.stdin.buffer.read(MAX_FILL) if str(path) == "-" else read_bytes(path, MAX_FILL)
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Failure("fill_not_json", file=str(path)) from error


def _progress(verb: str) -> Progress:
    """Progress in one line of stderr that is written over, where a person is watching."""
    if not sys.stderr.isatty():
        return silent

    def tell(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{verb} {done}/{total}{end}")
        sys.stderr.flush()

    return tell
