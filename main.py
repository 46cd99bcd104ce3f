"""The program: `python main.py` opens the window, `python main.py COMMAND` does one job without it."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TextIO

try:
    import platformdirs

    from forms.checks import Severity
    from forms.errors import Failure
    from forms.sheet import Sheet
    from forms.template import Template
    from gui.display import window_obstacle
    from gui.wording import SEVERITIES, STAGES, label_of, say
    from storage.desk import Desk
    from storage.exporting import ExportOrder
    from storage.failures import Progress, silent
    from storage.outside import read_bytes
    from storage.plain import shown
except ModuleNotFoundError as missing:
    sys.stderr.write(f"缺少 Python 组件 {missing.name}，程序没有启动。请在本文件夹中运行：python -m pip install .\n")
    raise SystemExit(2) from None

DONE, FAILED, WRONG_USAGE = 0, 1, 2
APP = "ReplySheet"
MAX_FILL = 64 * 1024 * 1024


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
    lines = [f"{one.id}  {one.title or '（无标题）'}  ← {one.file}" for one in report.imported]
    messages = [f"{one.file}：{say(warning)}" for one in report.imported for warning in one.warnings]
    messages += [one["error"] if one["file"] in one["error"] else f"{one['file']}：{one['error']}" for one in failed]
    return Answer({"imported": imported, "failed": failed}, lines, messages, bool(failed))


def _list(desk: Desk, args: argparse.Namespace) -> Answer:
    rows = desk.ledger()
    names = ("id", "number", "title", "proposers", "stage", "round", "due", "updated")
    plain = [{name: getattr(row, name) for name in names} for row in rows]
    lines = [
        "  ".join(
            (
                row.id,
                row.number or "-",
                _stage(row.stage),
                str(row.due or "-"),
                row.title or "（无标题）",
                "、".join(row.proposers),
            )
        )
        for row in rows
    ]
    messages = [f"{row.id}：{say(Failure(row.problem, id=row.id))}" for row in rows if row.problem]
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
        return _failure(failure, template)
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
    return Answer(plain, lines or ["没有发现问题。"], failed=failed)


def _export(desk: Desk, args: argparse.Namespace) -> Answer:
    ids = [row.id for row in desk.ledger()] if args.all else [desk.find(prefix) for prefix in args.ids]
    formats = ("pdf", "docx") if args.format == "both" else (args.format,)
    order = ExportOrder(tuple(ids), args.to, formats, separate=args.separate, draft=args.draft)
    report = desk.export(order, _progress("导出"))
    failed = [{"id": sheet_id, "error": say(failure)} for sheet_id, failure in report.failed]
    files = [str(path) for path in report.files]
    return Answer({"files": files, "failed": failed}, files, [f"{one['id']}：{one['error']}" for one in failed], bool(failed))


def _verify(desk: Desk, args: argparse.Namespace) -> Answer:
    try:
        verdict = desk.verify(Path(args.file))
    except Failure as failure:
        reason = say(failure)
        return Answer({"id": failure.params.get("id"), "copy": None, "matches": False, "reason": reason}, (), [reason], True)
    reason = say(Failure(verdict.reason, file=args.file))
    copy = verdict.copies[0] if len(verdict.copies) == 1 else list(verdict.copies)
    plain = {"id": verdict.id, "copy": copy, "matches": verdict.matches, "reason": reason}
    return Answer(plain, [f"{verdict.id}  {reason}"], failed=not verdict.matches)


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
    "verify": Command("核对导出的文件与记录是否一致", "read", _verify),
    "backup": Command("备份全部数据", "read", _backup),
    "restore": Command("从备份恢复全部数据", "write", _restore),
}


def _stage(stage: str) -> str:
    return STAGES.get(stage, stage or "-")


def _failure(failure: Failure, template: Template | None = None) -> Answer:
    sentence = say(failure, template)
    return Answer({"error": sentence, "code": failure.code}, (), [sentence], failed=True)


def _read_json(path: Path) -> object:
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


# ---- the arguments


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


_USAGE_ERRORS = (
    (r"the following arguments are required: (.*)", "缺少 {0}"),
    (r"unrecognized arguments: (.*)", "不认识 {0}"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", "{0} 不能是 {1}，可选 {2}"),
    (r"argument (.*): expected .*", "{0} 后面缺少内容"),
    (r"argument (.*): not allowed with argument (.*)", "{0} 不能与 {1} 同用"),
    (r"ambiguous option: (.*) could match (.*)", "{0} 可以是 {1}，请写完整"),
)
"""What argparse says, and how we say it."""


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **settings)
        self.given = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        matches = ((re.fullmatch(form, message), sentence) for form, sentence in _USAGE_ERRORS)
        said = next((sentence.format(*match.groups()) for match, sentence in matches if match), message)
        sys.stderr.write(f"用法有误：{said}。\n{self.format_usage()}")
        raise SystemExit(WRONG_USAGE)


def _parser() -> _Parser:
    parser = _Parser(prog="main.py", description="办理反馈单。不带命令时打开窗口。")
    parser.options.add_argument("--data", metavar="DIR", type=_folder, help="数据文件夹")
    parser.options.add_argument("--json", action="store_true", help="在标准输出上只写一个 JSON 文档")
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令")
    parsers: dict[str, _Parser] = {}
    for name, command in COMMANDS.items():
        parsers[name] = commands.add_parser(name, help=command.help, description=command.help)
        parsers[name].options.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="只写一个 JSON 文档")
    for name in ("show", "fill", "check"):
        parsers[name].given.add_argument("id", metavar="ID", help="表的编号，可只写前几位")
    for name in ("fill", "verify", "backup", "restore"):
        parsers[name].given.add_argument("file", metavar="FILE", help="文件")
    parsers["import"].given.add_argument("files", metavar="FILE", nargs="+", help="文件")
    parsers["import"].options.add_argument("--template", metavar="ID", help="模板；不写时按文件内容选")
    _add_export(parsers["export"])
    return parser


def _folder(text: str) -> Path:
    """Refuse the empty name, as a script gives it whose variable is not set: it would be the folder one happens to be in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a folder")
    return Path(text)


def _add_export(parser: _Parser) -> None:
    parser.given.add_argument("ids", metavar="ID", nargs="*", help="表的编号，可只写前几位")
    parser.options.add_argument("--all", action="store_true", help="全部")
    parser.options.add_argument("--to", metavar="DIR", type=_folder, required=True, help="存放导出文件的文件夹")
    parser.options.add_argument("--format", choices=("pdf", "docx", "both"), required=True, help="格式")
    parser.options.add_argument("--separate", action="store_true", help="每份一个文件")
    parser.options.add_argument("--draft", action="store_true", help="草稿：有错误也导出，每页印“草稿”")


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    args = parser.parse_args(arguments)
    if args.command == "export" and args.all == bool(args.ids):
        parser.error("请写明 ID，或者用 --all（二者取一）")
    return args


# ---- the window


def _open_window(data: Path) -> int:
    obstacle = window_obstacle(os.environ) if sys.platform.startswith("linux") else None
    if obstacle:
        sys.stderr.write(obstacle + "\n")
        return WRONG_USAGE
    try:
        window = importlib.import_module("gui.app")  # here, so that a command without a window loads no Qt
    except ImportError as error:
        name = error.name or str(error)
        sys.stderr.write(f"缺少 Python 组件 {name}，窗口没有打开。请在本文件夹中运行：python -m pip install .\n")
        return WRONG_USAGE
    return int(window.run(data))


# ---- all together


def data_folder(chosen: Path | None) -> Path:
    """Return the data folder: the one that was chosen, `data` beside the program (portable), or the user's own."""
    beside = Path(__file__).resolve().parent / "data"
    if chosen is not None:
        return chosen
    return beside if beside.is_dir() else platformdirs.user_data_path(APP, appauthor=False)


def _opened(data: Path, access: str) -> Desk:
    if access == "both":
        try:
            return Desk.open(data)
        except Failure as failure:  # the window is open, or the folder is read-only: then nothing is noted
            if failure.code not in ("data_in_use", "not_writable"):
                raise
    return Desk.open(data, read_only=access != "write")


def _answered(args: argparse.Namespace) -> Answer:
    command = COMMANDS[args.command]
    try:
        with _opened(data_folder(args.data), command.access) as desk:
            answer = command.run(desk, args)
            notices = [*map(say, desk.templates.refused), *map(say, desk.notices)]
    except Failure as failure:
        return _failure(failure)
    except OSError as error:  # whatever else the system says
        return _failure(Failure("unexpected", detail=error))
    return answer._replace(messages=[*notices, *answer.messages])


def _print(answer: Answer, as_json: bool, out: TextIO, err: TextIO) -> None:
    for message in answer.messages:
        err.write(message + "\n")
    if as_json:
        out.write(json.dumps(answer.plain, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        out.writelines(line + "\n" for line in answer.lines)
    out.flush()


def main(arguments: Sequence[str]) -> int:
    """Run the program; return its exit code: 0 done, 1 something failed or was found, 2 wrong usage or no window possible."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console (pythonw) has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    args = _parsed(arguments)
    if args.command is None:
        return _open_window(data_folder(args.data))
    try:
        answer = _answered(args)
        _print(answer, args.json, sys.stdout, sys.stderr)
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        return FAILED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return FAILED if answer.failed else DONE


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
