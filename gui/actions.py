"""Every action of the window, declared as data: its name, words, shortcut, menu and tip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence, QPalette
from PySide6.QtWidgets import QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from .look.icons import icon


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One action. `group` makes it one of several of which exactly one is on; `brief` is its word on the toolbar."""

    verb: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    brief: str = ""
    needs_sheet: bool = False
    checkable: bool = False
    group: str = ""


ACTIONS = (
    Declared(verb="new", text="新建(&N)", brief="新建", tip="新建一张空白办理单", keys=("Ctrl+N",), icon="new"),
    Declared(
        verb="import",
        text="导入(&O)…",
        brief="导入",
        tip="从 Word 或文本文件导入办理单、答复意见",
        keys=("Ctrl+O",),
        icon="import",
    ),
    Declared(verb="save", text="立即保存(&S)", tip="不等自动保存，马上写入", keys=("Ctrl+S",), needs_sheet=True),
    Declared(
        verb="export",
        text="导出(&E)…",
        brief="导出",
        tip="导出 PDF 或 Word，一式多份",
        keys=("Ctrl+E",),
        icon="export",
        needs_sheet=True,
    ),
    Declared(
        verb="print", text="打印(&P)…", brief="打印", tip="打印全部份数", keys=("Ctrl+P",), icon="print", needs_sheet=True
    ),
    Declared(verb="print_settings", text="打印设置(&T)…", tip="选择字体，是否印核对码、附电子记录"),
    Declared(verb="verify", text="核对(&V)…", tip="核对纸上的校验码、二维码或导出的文件与记录是否一致"),
    Declared(verb="submit", text="送审(&S)", tip="交领导审核；有须改正的内容时不能送"),
    Declared(verb="withdraw", text="撤回(&W)…", tip="从领导处撤回，继续修改"),
    Declared(verb="approve", text="同意并签发(&A)", tip="领导审核通过，转入面商"),
    Declared(verb="return", text="退回修改(&R)…", tip="领导写明理由，退回经办人修改"),
    Declared(verb="recall", text="收回修改…", tip="收回修改；领导的签名随修改失效，须重新审核"),
    Declared(verb="visit", text="面商(&V)…", tip="把本机交给代表，由代表逐步填写、签名"),
    Declared(verb="from_paper", text="据寄回纸质表录入(&P)…", tip="代表寄回了纸质表：附扫描件，照样录入"),
    Declared(verb="archive", text="归档(&K)…", tip="附上签名原件的扫描件归档"),
    Declared(verb="rehandle", text="重办…", tip="开始新一次办理，这一次的内容锁定保留"),
    Declared(verb="rounds", text="以前各次办理…", tip="查看、导出以前各次办理的内容"),
    Declared(verb="pack_review", text="送审包…", tip="打包给领导的电脑：用 U 盘等带过去"),
    Declared(verb="pack_visit", text="面商包…", tip="打包给面商用的平板"),
    Declared(verb="pack_return", text="送回包…", tip="把办好的打包送回"),
    Declared(verb="unpack", text="打开交接包…", tip="打开送审、面商、送回包（.rsheet）"),
    Declared(verb="double_click", text="设为双击打开交接包", tip="今后在系统中双击 .rsheet 文件，就用本程序打开"),
    Declared(verb="people", text="人员与密码…", tip="姓名、单位、电话、领导，各人的密码"),
    Declared(verb="delete", text="移入回收站(&D)", tip="把这张办理单移入回收站，可以恢复", needs_sheet=True),
    Declared(verb="bin", text="回收站(&R)…", tip="查看、恢复或清空已删除的办理单"),
    Declared(verb="backup", text="备份全部(&B)…", tip="把全部办理单存为一个备份文件"),
    Declared(verb="restore", text="从备份恢复…", tip="从备份文件恢复办理单"),
    Declared(verb="open_folder", text="打开数据文件夹", tip="在文件管理器中打开存放办理单的文件夹"),
    Declared(verb="quit", text="退出(&Q)", tip="保存并退出", keys=("Ctrl+Q",)),
    Declared(verb="undo", text="撤销", brief="撤销", tip="撤销上一步", keys=("Ctrl+Z",), icon="undo", needs_sheet=True),
    Declared(
        verb="redo",
        text="重做",
        brief="重做",
        tip="重做撤销的一步",
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="redo",
        needs_sheet=True,
    ),
    Declared(verb="find", text="查找办理单(&F)", tip="按编号、标题、提出人或正文查找", keys=("Ctrl+F",), icon="find"),
    Declared(
        verb="next_finding",
        text="下一处问题(&J)",
        brief="下一处",
        tip="转到下一处校核问题",
        keys=("F8",),
        icon="next",
        needs_sheet=True,
    ),
    Declared(
        verb="previous_finding",
        text="上一处问题(&K)",
        brief="上一处",
        tip="转到上一处校核问题",
        keys=("Shift+F8",),
        icon="previous",
        needs_sheet=True,
    ),
    Declared(verb="zoom_in", text="放大(&I)", tip="放大版面", keys=("Ctrl++", "Ctrl+="), needs_sheet=True),
    Declared(verb="zoom_out", text="缩小(&O)", tip="缩小版面", keys=("Ctrl+-",), needs_sheet=True),
    Declared(verb="zoom_reset", text="实际大小(&A)", tip="按 100% 显示", keys=("Ctrl+0",), needs_sheet=True),
    Declared(
        verb="zoom_fit",
        text="适合宽度(&W)",
        brief="适合宽度",
        tip="让版面与窗口同宽",
        keys=("Ctrl+9",),
        icon="fit",
        needs_sheet=True,
        checkable=True,
    ),
    Declared(
        verb="toggle_list", text="左侧列表", brief="列表", tip="显示或隐藏左侧列表", keys=("F9",), icon="list", checkable=True
    ),
    Declared(
        verb="toggle_side",
        text="右侧面板",
        brief="面板",
        tip="显示或隐藏右侧面板",
        keys=("Shift+F9",),
        icon="side",
        checkable=True,
    ),
    Declared(verb="show_findings", text="校核", tip="查看校核结果", keys=("Ctrl+1",)),
    Declared(verb="show_details", text="案卷", tip="填写编号、交办日期等不印出的内容", keys=("Ctrl+2",)),
    Declared(verb="show_preview", text="预览", tip="预览将要打印的页面", keys=("Ctrl+3",)),
    Declared(verb="show_history", text="历史", tip="查看和恢复以前的版本", keys=("Ctrl+4",)),
    Declared(verb="scheme_system", text="跟随系统", tip="明暗随系统设置", checkable=True, group="scheme"),
    Declared(verb="scheme_light", text="浅色", tip="总是用浅色界面", checkable=True, group="scheme"),
    Declared(verb="scheme_dark", text="深色", tip="总是用深色界面", checkable=True, group="scheme"),
    Declared(verb="about", text="关于办理反馈单(&A)", tip="版本和许可"),
)

SEPARATOR = ""
Menus = tuple[tuple[str, tuple["str | tuple[str, tuple[str, ...]]", ...]], ...]
MENUS: Menus = (
    (
        "文件(&F)",
        (
            *("new", "import", SEPARATOR, "save", "export", "print", "print_settings", "verify", SEPARATOR),
            *("delete", "bin", SEPARATOR, "backup", "restore", "open_folder", SEPARATOR, "quit"),
        ),
    ),
    (
        "办理(&L)",
        (
            *("submit", "withdraw", SEPARATOR, "approve", "return", SEPARATOR, "visit", "from_paper", "recall", SEPARATOR),
            *("archive", "rehandle", "rounds", SEPARATOR, "unpack"),
            ("打包交接", ("pack_review", "pack_visit", "pack_return")),
            *("double_click", SEPARATOR, "people"),
        ),
    ),
    ("编辑(&E)", ("undo", "redo", SEPARATOR, "find", SEPARATOR, "next_finding", "previous_finding")),
    (
        "查看(&V)",
        (
            *("zoom_in", "zoom_out", "zoom_reset", "zoom_fit", SEPARATOR, "toggle_list", "toggle_side", SEPARATOR),
            *("show_findings", "show_details", "show_preview", "show_history", SEPARATOR),
            ("外观", ("scheme_system", "scheme_light", "scheme_dark")),
        ),
    ),
    ("帮助(&H)", ("about",)),
)
"""Menus with the verbs in them, top to bottom; a pair is a menu within."""

TOOLBAR = ("new", "import", SEPARATOR, "undo", "redo", SEPARATOR, "export", "print")
TOOLBAR_RIGHT = ("toggle_list", "toggle_side")


class Actions(QObject):
    """The QActions of the table, each named `action.<verb>`."""

    def __init__(self, palette: QPalette, parent: QObject) -> None:
        super().__init__(parent)
        self._by_verb: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for declared in ACTIONS:
            self._by_verb[declared.verb] = self._made(declared)
        self.colour(palette)

    def __getitem__(self, verb: str) -> QAction:
        return self._by_verb[verb]

    def connect_to(self, slots: Mapping[str, Callable[..., object]]) -> None:
        """Connect each action to its slot; a verb without one, or a slot without a verb, is an error of the program."""
        if missing := set(self._by_verb) ^ set(slots):
            raise KeyError(f"actions without a slot, or slots without an action: {sorted(missing)}")
        for verb, slot in slots.items():
            self._by_verb[verb].triggered.connect(slot)

    def enable_sheet_actions(self, there: bool) -> None:
        """Enable what needs a sheet; undo and redo follow the undo stack instead."""
        for declared in ACTIONS:
            if declared.needs_sheet and declared.verb not in ("undo", "redo"):
                self._by_verb[declared.verb].setEnabled(there)

    def enable(self, possible: Mapping[str, bool]) -> None:
        """Enable each of some actions, or not."""
        for verb, on in possible.items():
            self._by_verb[verb].setEnabled(on)

    def fill_menus(self, bar: QMenuBar) -> None:
        for title, verbs in MENUS:
            menu = bar.addMenu(self.tr(title))
            menu.setToolTipsVisible(True)
            for verb in verbs:
                if isinstance(verb, tuple):
                    menu.addMenu(self.tr(verb[0])).addActions(self._all(verb[1]))
                elif verb == SEPARATOR:
                    menu.addSeparator()
                else:
                    menu.addAction(self._by_verb[verb])

    def tool_bar(self, who: QWidget) -> QToolBar:
        """Return the tool bar; `who` stands at its right, before the switches."""
        bar = QToolBar(self.tr("工具栏"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.fill_toolbar(bar, TOOLBAR)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        bar.addWidget(who)
        self.fill_switches(bar, TOOLBAR_RIGHT)
        return bar

    def fill_toolbar(self, bar: QToolBar, verbs: Iterable[str]) -> None:
        for verb in verbs:
            if verb == SEPARATOR:
                bar.addSeparator()
            else:
                bar.addAction(self._by_verb[verb])
                bar.widgetForAction(self._by_verb[verb]).setAccessibleName(self._by_verb[verb].text().split("(")[0])
        bar.setIconSize(QSize(20, 20))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def fill_switches(self, bar: QToolBar, verbs: Iterable[str]) -> None:
        """Add actions that show what they switch by their icon alone."""
        self.fill_toolbar(bar, verbs)
        for verb in verbs:
            button = bar.widgetForAction(self._by_verb[verb])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def colour(self, palette: QPalette) -> None:
        """Draw the icons anew in the colours of a palette."""
        for declared in ACTIONS:
            if declared.icon:
                self._by_verb[declared.verb].setIcon(icon(declared.icon, palette))

    def _all(self, verbs: Iterable[str]) -> list[QAction]:
        return [self._by_verb[verb] for verb in verbs]

    def _made(self, declared: Declared) -> QAction:
        action = QAction(QIcon(), self.tr(declared.text), self)
        action.setObjectName(f"action.{declared.verb}")
        action.setIconText(self.tr(declared.brief or declared.text))
        action.setShortcuts([QKeySequence(keys) for keys in declared.keys])
        keys = QKeySequence(declared.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if declared.keys else ""
        tip = self.tr(declared.tip)
        action.setToolTip(f"{tip}（{keys}）" if keys else tip)
        action.setCheckable(declared.checkable or bool(declared.group))
        if declared.verb == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        if declared.group:
            self._groups.setdefault(declared.group, QActionGroup(self)).addAction(action)
        return action
