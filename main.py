"""The program: `python main.py` opens the window, `python main.py COMMAND` does one job without it."""

from __future__ import annotations

import argparse
import errno
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TextIO

try:
    import platformdirs

    from forms.errors import Failure
    from gui.arguments import WRONG_USAGE, Parser
    from gui.commands import COMMANDS, Answer, failed
    from gui.display import window_obstacle
    from gui.travel.arrivals import is_package
    from gui.wording import say
    from storage.desk import Desk
except ModuleNotFoundError as missing:
    sys.stderr.write(f"缺少 Python 组件 {missing.name}，程序没有启动。请在本文件夹中运行：python -m pip install .\n")
    raise SystemExit(2) from None

DONE, FAILED = 0, 1
APP = "ReplySheet"


# ---- the arguments


def _parser() -> Parser:
    parser = Parser(prog="main.py", description="办理反馈单。不带命令时打开窗口。")
    parser.options.add_argument("--data", metavar="DIR", type=_folder, help="数据文件夹")
    parser.options.add_argument("--json", action="store_true", help="在标准输出上只写一个 JSON 文档")
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令")
    parsers: dict[str, Parser] = {}
    for name, command in COMMANDS.items():
        parsers[name] = commands.add_parser(name, help=command.help, description=command.help)
        parsers[name].options.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="只写一个 JSON 文档")
    for name in ("show", "fill", "check"):
        parsers[name].given.add_argument("id", metavar="ID", help="表的编号，可只写前几位")
    for name in ("fill", "verify", "unpack", "backup", "restore"):
        parsers[name].given.add_argument("file", metavar="FILE", help="文件")
    parsers["import"].given.add_argument("files", metavar="FILE", nargs="+", help="文件")
    parsers["import"].options.add_argument("--template", metavar="ID", help="模板；不写时按文件内容选")
    _add_export(parsers["export"])
    _add_pack(parsers["pack"])
    for name in ("pack", "unpack", "verify"):
        parsers[name].options.add_argument("--passphrase-file", metavar="FILE", type=_folder, help="文件的第一行是交接包的口令")
    return parser


def _add_pack(parser: Parser) -> None:
    parser.given.add_argument("ids", metavar="ID", nargs="+", help="表的编号，可只写前几位")
    choices = ("leader", "visit", "return")
    parser.options.add_argument("--for", dest="purpose", choices=choices, required=True, help="送审、面商、送回")
    parser.options.add_argument("--to", metavar="FILE", type=_folder, required=True, help="交接包文件（.rsheet）")


def _folder(text: str) -> Path:
    """Refuse the empty name, as a script gives it whose variable is not set: it would be the folder one happens to be in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a folder")
    return Path(text)


def _add_export(parser: Parser) -> None:
    parser.given.add_argument("ids", metavar="ID", nargs="*", help="表的编号，可只写前几位")
    parser.options.add_argument("--all", action="store_true", help="全部")
    parser.options.add_argument("--to", metavar="DIR", type=_folder, required=True, help="存放导出文件的文件夹")
    parser.options.add_argument("--format", choices=("pdf", "docx", "both"), required=True, help="格式")
    parser.options.add_argument("--separate", action="store_true", help="每份一个文件")
    parser.options.add_argument("--round", metavar="N", type=int, help="第几次办理；不写时为当前这一次")
    parser.options.add_argument("--sign-with", metavar="FILE", type=_folder, help="用单位证书（.p12、.pfx）为 PDF 签章")
    parser.options.add_argument("--passphrase-file", metavar="FILE", type=_folder, help="文件的第一行是证书的口令")
    parser.options.add_argument("--draft", action="store_true", help="草稿：有错误也导出，每页印“草稿”")


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    args = parser.parse_args(arguments)
    if args.command == "export" and args.all == bool(args.ids):
        parser.error("请写明 ID，或者用 --all（二者取一）")
    return args


# ---- the window


def split_packages(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[Path]]:
    """Return the arguments without packages in the place of a command, as a double click gives them, and these packages."""
    first = next((place for place, one in enumerate(arguments) if is_package(Path(one))), len(arguments))
    packages = arguments[first:]
    if set(COMMANDS) & set(arguments[:first]) or not all(is_package(Path(one)) for one in packages):
        return arguments, ()
    return arguments[:first], [Path(one) for one in packages]


def _open_window(data: Path, packages: Sequence[Path]) -> int:
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
    return int(window.run(data, packages) if packages else window.run(data))


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
        return failed(failure)
    except OSError as error:  # whatever else the system says
        return failed(Failure("unexpected", detail=error))
    return answer._replace(messages=[*notices, *answer.messages])


def _complain(sentence: str) -> None:
    """Say something on stderr; where that takes nothing either, the exit code is all that is left to say."""
    with suppress(OSError):
        sys.stderr.write(sentence + "\n")


def _arrived(speak: Callable[[TextIO], None]) -> bool:
    """Let an answer be written to stdout; False where it did not arrive there, and then that is told."""
    if sys.stdout is None:
        _complain(say(Failure("output_lost", reason=os.strerror(errno.EBADF))))
        return False
    try:
        speak(sys.stdout)
        sys.stdout.flush()
        return True
    except BrokenPipeError:  # whoever read our output has seen enough
        pass
    except OSError as error:
        _complain(say(Failure("output_lost", reason=error.strerror or error)))
    with suppress(OSError):  # what is still in the buffer would be tried, and fail, once more when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return False


def _print(answer: Answer, as_json: bool, out: TextIO) -> None:
    if as_json:
        out.write(json.dumps(answer.plain, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        out.writelines(line + "\n" for line in answer.lines)


def _fill_gaps() -> None:
    """Let no file of ours take the number of a standard stream that was closed: what a library writes there would be in it."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 – open as long as the program


def main(arguments: Sequence[str]) -> int:
    """Run the program; return its exit code: 0 done, 1 something failed or was found, 2 wrong usage or no window possible."""
    _fill_gaps()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console (pythonw) has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    arguments, packages = split_packages(arguments)
    try:
        args = _parsed(arguments)
    except SystemExit as leaving:  # the usage was wrong, or help was asked for
        wrong = int(str(leaving.code or DONE))
        return wrong or (DONE if _arrived(lambda out: None) else FAILED)
    if args.command is None:
        return _open_window(data_folder(args.data), packages)
    try:
        answer = _answered(args)
        for message in answer.messages:
            _complain(message)
        arrived = _arrived(partial(_print, answer, args.json))
    except KeyboardInterrupt:
        _complain("已中断。")
        return FAILED
    return DONE if arrived and not answer.failed else FAILED


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
