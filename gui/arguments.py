"""The arguments of the command line in Chinese: help and errors of argparse in our words. No Qt here."""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import suppress
from typing import Any, NoReturn

WRONG_USAGE = 2


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


_USAGE_ERRORS = (
    (r"the following arguments are required: (.*)", "缺少 {0}"),
    (r"unrecognized arguments: (.*)", "不认识 {0}"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", "{0} 不能是 {1}，可选 {2}"),
    (r"argument (.*): expected .*", "{0} 后面缺少内容"),
    (r"argument (.*): invalid int value: (.*)", "{0} 须为整数，不能是 {1}"),
    (r"argument (.*): ignored explicit argument (.*)", "{0} 后面不能写内容（{1}）"),
    (r"argument (.*): not allowed with argument (.*)", "{0} 不能与 {1} 同用"),
    (r"ambiguous option: (.*) could match (.*)", "{0} 可以是 {1}，请写完整"),
)
"""What argparse says, and how we say it."""


class Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **settings)
        self.given = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        matches = ((re.fullmatch(form, message), sentence) for form, sentence in _USAGE_ERRORS)
        said = next((sentence.format(*match.groups()) for match, sentence in matches if match), message)
        with suppress(OSError):  # where nothing can be said, the exit code says it
            sys.stderr.write(f"用法有误：{said}。\n{self.format_usage()}")
        raise SystemExit(WRONG_USAGE)
