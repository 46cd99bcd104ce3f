"""Everything into one file, and back from it: asked, done in the background, told."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from storage.desk import Desk

from ..dialogs.questions import FileQuestion, Question
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from ..settings import Key, Settings
from ..tasks import TaskRunner, Tell
from .long_work import LongWork


class BackupFlow(QObject):
    """`restored` tells that any sheet may be another one now."""

    restored = Signal()

    def __init__(
        self, desk: Desk, opened: OpenedSheet, settings: Settings, area: MessageArea, tasks: TaskRunner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._settings = desk, opened, settings
        self._area, self._window = area, window
        self._work = LongWork("backup", area, tasks, self)
        self._path = Path()

    @property
    def busy(self) -> bool:
        return self._work.busy

    @Slot()
    def backup(self) -> None:
        if self._work.busy or not self._opened.settle():
            return
        name = self.tr("办理反馈单备份_{}.zip").format(self._desk.today().isoformat())
        kinds = self.tr("备份文件 (*.zip)")
        path = FileQuestion.ask_save(self._window, self.tr("备份全部"), self._folder() / name, kinds)
        if path is not None:
            self._remember(path)
            self._work.start(self.tr("正在备份…"), partial(self._back_up, path), self._on_backed_up)

    @Slot()
    def restore(self) -> None:
        if self._work.busy or not self._opened.settle():
            return
        found = FileQuestion.ask_open(self._window, self.tr("从备份恢复"), self._folder(), self.tr("备份文件 (*.zip)"), False)
        if not found:
            return
        text = self.tr("从「{}」恢复？").format(found[0].name)
        more = self.tr("备份中的办理单将取代现在的同一张；现在的内容会先保留为以前的版本。备份中没有的办理单不受影响。")
        if Question.ask(self._window, self.tr("从备份恢复"), text, (self.tr("不恢复"), self.tr("恢复")), more) == 1:
            self._remember(found[0])
            self._opened.put_away()
            self._work.start(self.tr("正在恢复…"), partial(self._bring_back, found[0]), self._on_restored)

    def _back_up(self, path: Path, _tell: Tell) -> int:
        return self._desk.backup(path)

    def _bring_back(self, path: Path, _tell: Tell) -> int:
        return self._desk.restore(path)

    def _on_backed_up(self, sheets: int) -> None:
        self._area.tell("backup", Mood.DONE, self.tr("已备份 {} 张办理单到 {}").format(sheets, self._path.name))

    def _on_restored(self, sheets: int) -> None:
        self._area.tell("backup", Mood.DONE, self.tr("已从备份恢复 {} 张办理单").format(sheets))
        self.restored.emit()

    def _folder(self) -> Path:
        return self._settings.folder(Key.BACKUP_FOLDER)

    def _remember(self, path: Path) -> None:
        self._path = path
        self._settings.put(Key.BACKUP_FOLDER, str(path.parent))
