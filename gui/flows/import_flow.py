"""Import, from the files to the open sheet: by the dialog or dropped on the window, each failure with its own sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from storage.desk import Desk
from storage.importing import Imported, ImportReport
from storage.later import later

from ..dialogs.questions import FileQuestion
from ..panels.message_bar import MessageArea, Mood, Offer
from ..settings import Key, Settings
from ..tasks import TaskRunner, Tell
from ..wording import say
from .long_work import LongWork

if TYPE_CHECKING:
    from ..dialogs import import_result
else:
    import_result = later("gui.dialogs.import_result")

SUFFIXES = (".docx", ".doc", ".txt")


class ImportFlow(QObject):
    """`imported` tells the ids of the new sheets, in the order of the files."""

    imported = Signal(object)
    details_wanted = Signal()

    def __init__(self, desk: Desk, settings: Settings, area: MessageArea, tasks: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._settings, self._area, self._window = desk, settings, area, window
        self._work = LongWork("import", area, tasks, self)

    @property
    def busy(self) -> bool:
        return self._work.busy

    @Slot()
    def ask(self) -> None:
        folder = self._settings.folder(Key.IMPORT_FOLDER)
        kinds = self.tr("办理单和答复意见 (*.docx *.doc *.txt);;所有文件 (*)")
        paths = FileQuestion.ask_open(self._window, self.tr("导入"), folder, kinds)
        if paths:
            self._settings.put(Key.IMPORT_FOLDER, str(paths[0].parent))
            self.start(paths)

    def start(self, paths: Sequence[Path]) -> None:
        """Import files; of a folder, those in it that can be imported."""
        files = list(_files(paths))
        if not files:
            self._area.tell(
                "import", Mood.WARNING, self.tr("没有可以导入的文件：请选择 Word（.docx、.doc）或文本（.txt）文件。")
            )
            return
        self._area.clear("import_warnings")
        self._work.start(self.tr("正在导入…"), partial(self._import, files), self._on_done)

    def _import(self, files: list[Path], tell: Tell) -> ImportReport:
        return self._desk.import_files(files, tell=tell)

    def _on_done(self, report: ImportReport) -> None:
        if report.imported:
            self.imported.emit([one.id for one in report.imported])
        if report.failed or len(report.imported) > 1:
            import_result.ImportResult.ask(self._window, report)
        elif report.imported:
            self._tell_one(report.imported[0])

    def _tell_one(self, one: Imported) -> None:
        if one.warnings:
            words = self.tr("已导入，请核对：{}").format("".join(say(warning) for warning in one.warnings))
            offer = Offer(self.tr("查看案卷"), self.details_wanted.emit, closes=False)
            self._area.tell("import_warnings", Mood.WARNING, words, offer)
        else:
            self._area.tell("import", Mood.DONE, self.tr("已导入「{}」").format(one.title or Path(one.file).name))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES)
        else:
            yield path
