"""What the buttons of the audit trail do: prove that the record of a sheet holds, and write it out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from storage.desk import Desk
from storage.trail_file import TrailVerdict, write_trail

from ..dialogs.questions import FileQuestion
from ..failures import spoken
from ..moments import exact_words
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood, Offer
from ..settings import Key, Settings
from ..tasks import TaskRunner
from .trail import entries
from .trail_view import TrailView
from .verdict import verdict_words
from .words import person, told


class AuditFlow(QObject):
    """Works on the sheet on the table."""

    def __init__(
        self,
        desk: Desk,
        opened: OpenedSheet,
        trail: TrailView,
        settings: Settings,
        area: MessageArea,
        tasks: TaskRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._settings = desk, opened, settings
        self._area, self._tasks, self._window = area, tasks, window
        self._folder = Path()
        trail.verify_wanted.connect(self.verify)
        trail.export_wanted.connect(self.export)

    @Slot()
    def verify(self) -> None:
        """Say whether the history holds, and whether it leads to what the sheet says now."""
        if self._opened.sheet_id and self._opened.settle():
            work = partial(self._desk.trails.check_sheet, self._opened.sheet_id)
            self._tasks.run(work, done=self._on_proved, failed=self._on_failed)

    @Slot()
    def export(self) -> None:
        """Write the trail out, after asking where to."""
        record = self._opened.record
        if record is None or not self._opened.settle():
            return
        number = record.answers.get("number")
        about = f"{number}号_" if isinstance(number, str) else ""
        name = self.tr("办理记录_{}{}.csv").format(about, self._desk.today().isoformat())
        folder = self._settings.folder(Key.EXPORT_FOLDER)
        path = FileQuestion.ask_save(self._window, self.tr("导出办理记录"), folder / name, self.tr("表格 (*.csv)"))
        if path is not None:
            self._settings.put(Key.EXPORT_FOLDER, str(path.parent))
            work = partial(written, self._desk, record.id, path)
            self._tasks.run(work, done=self._on_written, failed=self._on_failed)

    def _on_written(self, files: tuple[Path, Path]) -> None:
        self._folder = files[0].parent
        words = self.tr("已导出办理记录：{}（表格）、{}（原始记录，可以核对）").format(files[0].name, files[1].name)
        offer = Offer(self.tr("打开文件夹"), self._open_folder, closes=False)
        self._area.tell("trail", Mood.DONE, words, offer)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _on_proved(self, verdict: TrailVerdict) -> None:
        self._area.tell("trail", Mood.DONE if verdict.matches else Mood.ERROR, verdict_words(verdict))

    def _on_failed(self, error: Exception) -> None:
        self._area.tell("trail", Mood.ERROR, spoken(error))


def written(desk: Desk, sheet_id: str, path: Path) -> tuple[Path, Path]:
    """Write the history of a sheet, oldest event first, as a table and as the lines that are kept; return both files."""
    template, chain = desk.open_sheet(sheet_id).template, desk.history_chain(sheet_id)
    rows = []
    for entry in reversed(list(entries(chain))):
        words = told(entry.event, template)
        doubt = "对不上" if entry.doubtful else ""
        moment = exact_words(entry.event.when)
        rows.append((moment, person(entry.event), "　" * entry.depth + words.words, "；".join(words.lines), doubt))
    return write_trail(path, chain, ("时间", "人员", "事项", "说明", "核对"), rows)
