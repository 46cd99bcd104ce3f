"""The main window: builds its parts, connects them, shows them. What they do, they do themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from forms.checks import Finding
from forms.errors import Failure
from forms.export import ExportOptions
from forms.record import Record
from storage.desk import Desk

from .acting import Acting
from .actions import Actions
from .audit.audit_flow import AuditFlow
from .autosave import Rhythm
from .checking import Checking
from .closing import Closing
from .dialogs.questions import TemplateQuestion
from .editing import SheetEditing
from .failures import spoken
from .flows.backup_flow import BackupFlow
from .flows.bin_flow import BinFlow
from .flows.export_flow import ExportFlow
from .flows.import_flow import ImportFlow
from .flows.print_flow import PrintFlow
from .flows.print_settings_flow import PrintSettingsFlow
from .flows.verify_flow import VerifyFlow
from .flows.version_flow import VersionFlow
from .hands import RETURNED, REVIEW, Hands, Places
from .ledger.following import LedgerFollowing
from .ledger.panel import LedgerPanel
from .look.scheme import Scheme
from .look.style import style_sheet
from .notices import Notices
from .opened_sheet import OpenedSheet
from .panels.details_panel import DetailsPanel
from .panels.drop_overlay import DropOverlay
from .panels.findings_panel import FindingsPanel
from .panels.history_panel import HistoryPanel
from .panels.message_bar import MessageArea, Mood
from .panels.preview_panel import PreviewPanel
from .panels.side_panels import LEAST_WIDTH, SidePanels
from .panels.status_line import StatusLine
from .panels.welcome_page import WelcomePage
from .paper.view import PaperView
from .pools import Pools
from .review.remarks_list import RemarksList
from .review.review_place import ReviewPlace
from .save_status import SaveStatus
from .settings import Key, Settings
from .travel.arrivals import is_package
from .undoing import Undoing
from .verbs import slots_of
from .window_state import WindowState
from .zooming import Zooming


class MainWindow(QMainWindow):
    """The window over one data folder. `closed` tells that it has gone and everything is saved."""

    closed = Signal()

    def __init__(self, desk: Desk, data: Path, pools: Pools | None = None, rhythm: Rhythm | None = None) -> None:
        super().__init__()
        self._desk, self._data = desk, data
        self._gone = False
        self.settings = Settings(data)
        self.pools = pools or Pools(parent=self)
        self.undoing = Undoing(self)
        self.acting = Acting(self)
        self.actions_ = Actions(self.palette(), self)
        self.undoing.drive(self.actions_["undo"], self.actions_["redo"])
        self._build_widgets()
        self._build_controllers(rhythm)
        self._lay_out()
        self._connect_parts()
        self.actions_.connect_to(slots_of(self, self))
        self._fill()

    # ---- contract

    def open_sheet(self, sheet_id: str) -> bool:
        """Show a sheet; False where it cannot be read (the window says why)."""
        try:
            self.opened.open(sheet_id)
        except Failure as failure:
            self.messages.tell("open", Mood.ERROR, spoken(failure))
            self.ledger.mark(self.opened.sheet_id)
            return False
        self.messages.clear("open")
        return True

    def greet(self) -> bool:
        """Come up as the program starts: in an interrupted visit, or once it is known who works here; False: closed again."""
        if self.hands.visit.resume():
            return True
        self.show()
        return self.hands.roles.greet() or not self.close()

    # ---- building

    def _build_widgets(self) -> None:
        self.ledger = LedgerPanel(self._desk.search, self._desk.today(), self.pools.quick)
        self.messages = MessageArea()
        self.paper = PaperView(self._desk.fonts)
        self.paper.use_assets(self._desk.assets.read)
        self.welcome = WelcomePage(self.actions_["new"], self.actions_["import"])
        self.findings = FindingsPanel()
        self.details = DetailsPanel()
        self.preview = PreviewPanel(self._pdf, self.pools.pages)
        self.history = HistoryPanel()
        self.review, self.returned = ReviewPlace(), RemarksList()
        self.side = SidePanels(
            (
                (REVIEW, self.tr("审核"), self.tr("领导审核：意见、签名、签发或退回"), self.review),
                (RETURNED, self.tr("退回意见"), self.tr("领导退回的理由和标注"), self.returned),
                ("findings", self.tr("校核"), self.tr("校核结果（Ctrl+1）"), self.findings),
                ("details", self.tr("案卷"), self.tr("不印出的内容（Ctrl+2）"), self.details),
                ("preview", self.tr("预览"), self.tr("将要打印的页面（Ctrl+3）"), self.preview),
                ("history", self.tr("历史"), self.tr("以前的版本（Ctrl+4）"), self.history),
            )
        )
        self.status = StatusLine(self.actions_["zoom_out"], self.actions_["zoom_in"], self.actions_["zoom_reset"])
        self.overlay = DropOverlay(self)

    def _build_controllers(self, rhythm: Rhythm | None) -> None:
        desk, messages, pools = self._desk, self.messages, self.pools
        self.opened = OpenedSheet(desk, pools.saving, self._commit_editors, rhythm, self, self.acting)
        self.checking = Checking(desk.findings, pools.quick, self)
        self.zooming = Zooming(self.paper, self.status, self.actions_["zoom_fit"], self.settings, self)
        self.scheme = Scheme(self.settings, self.actions_, self)
        self.import_flow = ImportFlow(desk, self.settings, messages, pools.long, self)
        self.export_flow = ExportFlow(desk, self.opened, self.settings, messages, pools.long, self)
        self.print_flow = PrintFlow(desk, self.opened, self.export_flow, messages, pools.pages, self)
        self.print_settings_flow = PrintSettingsFlow(desk, messages, self)
        self.verify_flow = VerifyFlow(desk, self.opened, self.settings, self)
        self.bin_flow = BinFlow(desk, self.opened, messages, self)
        self.backup_flow = BackupFlow(desk, self.opened, self.settings, messages, pools.long, self)
        self.version_flow = VersionFlow(desk, self.opened, self.history, messages, pools.quick, self)
        places = Places(self.paper, self.review, self.returned, self.side, messages)
        self.hands = Hands(desk, self._data, self.opened, self.acting, self.settings, pools, places, self.open_sheet, self)
        self.audit_flow = AuditFlow(desk, self.opened, self.history.trail, self.settings, messages, pools.quick, self)
        self.closing = Closing(desk, self.opened, self.settings, self)
        self.closing.ending.connect(self.hands.visit.settle)
        self.notices = Notices(desk, messages, self)
        self.save_status = SaveStatus(self.opened, self.status, messages, self)
        self.following = LedgerFollowing(desk, self.ledger, pools.reading, self)

    def _lay_out(self) -> None:
        self.middle = QStackedWidget()
        self.middle.addWidget(self.welcome)
        self.middle.addWidget(self.paper)
        column = QVBoxLayout(centre := QWidget())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hands.course.strip)
        column.addWidget(self.messages)
        column.addWidget(self.middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for place, (widget, least) in enumerate(((self.ledger, 220), (centre, 420), (self.side, LEAST_WIDTH))):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, 1 if widget is centre else 0)
        self.setCentralWidget(self.splitter)
        self.setStatusBar(self.status)
        self.actions_.fill_menus(self.menuBar())
        self.addToolBar(self.actions_.tool_bar(self.hands.roles.switch))
        self.ledger.view.addActions([self.actions_["export"], self.actions_["print"], self.actions_["delete"]])
        self.window_state = WindowState(self, self.splitter, self.ledger, self.side, self.settings, self.actions_)

    def _connect_parts(self) -> None:
        self.messages.grown.connect(self.paper.hold_still)
        self.ledger.chosen.connect(self.open_sheet)
        self.ledger.entered.connect(self._on_entered)
        self.opened.shown.connect(self._on_shown)
        self.opened.changed.connect(self.checking.check_soon)
        self.opened.changed.connect(self.preview.refresh_soon)
        self.opened.deputy_shown.connect(self.paper.refresh)
        self.opened.saved.connect(self.following.put)
        self.opened.saved.connect(self._on_saved)
        self.following.failed.connect(self._on_search_failed)
        self.checking.found.connect(self._on_found)
        self.checking.deputy_wanted.connect(self.opened.show_deputy)
        self.checking.going_to.connect(self._on_going_to)
        self.findings.chosen.connect(self.checking.go_to)
        self.overlay.dropped.connect(self.take_files)
        self._connect_hands()
        self.import_flow.imported.connect(self._on_imported)
        self.import_flow.details_wanted.connect(partial(self.window_state.show_panel, "details"))
        self.print_settings_flow.changed.connect(self._on_printing_changed)
        self.bin_flow.deleted.connect(self._on_deleted)
        self.bin_flow.returned.connect(self._on_returned)
        self.backup_flow.restored.connect(self._on_restored)

    def _connect_hands(self) -> None:
        hands = self.hands
        self.checking.found.connect(hands.review.show_findings)
        hands.stepped.connect(self.following.put)
        hands.reloaded.connect(self.following.reload)
        hands.visit_began.connect(self.hide)
        hands.visit_ended.connect(self.show)
        hands.sheet_wanted.connect(self.open_sheet)
        hands.findings_wanted.connect(partial(self.window_state.show_panel, "findings"))
        hands.panel_wanted.connect(self.window_state.show_panel)
        hands.stage_wanted.connect(self.ledger.show_stage)
        hands.verbs_changed.connect(self._on_verbs_changed)

    def _fill(self) -> None:
        self.scheme.recall()
        self._colour()
        self.window_state.recall()
        self.zooming.recall()
        self.following.start()
        self._on_shown(None)
        self.save_status.tell()
        self.notices.tell()
        self._open_last()

    # ---- what parts tell each other

    @Slot(object)
    def take_files(self, paths: Sequence[Path]) -> None:
        """Open packages, and import every other file; nothing while the device is in a deputy's hands."""
        if self.hands.visit.window is not None:
            return
        packages = [path for path in paths if is_package(path)]
        others = [path for path in paths if not is_package(path)]
        if others:
            self.import_flow.start(others)
        if packages:
            self.hands.unpack.start(packages)

    @Slot()
    def _on_verbs_changed(self) -> None:
        self.actions_.enable(self.hands.possible())

    @Slot()
    def _on_entered(self) -> None:
        self.paper.enter()

    @Slot(object)
    def _on_shown(self, editing: SheetEditing | None) -> None:
        there = editing is not None
        self.undoing.show_sheet(editing)
        self.paper.show_sheet(editing)
        self.zooming.follow()
        self.details.show_sheet(editing)
        self.preview.show_sheet(editing)
        self.checking.show_sheet(editing)
        self.history.refresh()
        self.hands.show_sheet(editing)
        self.middle.setCurrentWidget(self.paper if there else self.welcome)
        self.welcome.say(self.ledger.model.total > 0)
        self.actions_.enable_sheet_actions(there)
        self._on_verbs_changed()
        self.status.enable_zoom(there)
        self.ledger.mark(self.opened.sheet_id)
        if there:
            self.settings.put(Key.LAST_SHEET, self.opened.sheet_id)

    @Slot(object)
    def _on_saved(self, _record: Record) -> None:
        self.history.refresh()
        self.notices.tell()

    @Slot(object)
    def _on_found(self, findings: tuple[Finding, ...]) -> None:
        template = self.opened.editing.sheet.template if self.opened.editing else None
        self.findings.show_findings(findings, template, self.checking.waiting, self.acting.role)
        self.side.count("findings", len(findings))
        for verb in ("next_finding", "previous_finding"):
            self.actions_[verb].setEnabled(bool(findings))

    @Slot(int)
    def _on_going_to(self, place: int) -> None:
        field = self.checking.at(place).field
        self.findings.mark(place)
        if self.details.has(field):
            self.window_state.show_panel("details")
            self.details.focus_field(field)
        else:
            self.paper.focus_field(field)

    @Slot(object)
    def _on_imported(self, ids: list[str]) -> None:
        self.following.reload()
        if self.open_sheet(ids[0]) and self.opened.record:
            self.paper.enter()
            if self.opened.record.answers.get("remainder"):
                self.window_state.show_panel("details")

    @Slot(str)
    def _on_deleted(self, sheet_id: str) -> None:
        neighbour = self.ledger.model.neighbour(sheet_id)
        self.ledger.take(sheet_id)
        self.welcome.say(self.ledger.model.total > 0)
        if neighbour is not None:
            self.open_sheet(neighbour)

    @Slot(str)
    def _on_returned(self, sheet_id: str) -> None:
        self.following.reload()
        self.open_sheet(sheet_id)

    @Slot()
    def _on_restored(self) -> None:
        self.following.reload()
        self._open_last()

    @Slot()
    def _on_printing_changed(self) -> None:
        self.paper.use_fonts(self._desk.fonts)
        self.preview.redraw()
        self.checking.check_now()

    # ---- actions of the window itself

    def _open_last(self) -> None:
        last = self.settings.text(Key.LAST_SHEET)
        if self.ledger.model.index_of(last).isValid():
            self.open_sheet(last)
        elif not self.ledger.model.total:
            self.welcome.import_.setFocus()

    @Slot()
    def new_sheet(self) -> None:
        """Begin a sheet, of a template that is asked for where there are several."""
        try:
            template = TemplateQuestion.ask(self, self._desk.templates.all())
            sheet = self._desk.new_sheet(template) if template else None
        except Failure as failure:
            self.messages.tell("new", Mood.ERROR, spoken(failure))
            return
        if sheet is not None:
            self.ledger.clear_search()
            self.following.put(sheet.record)
            if self.open_sheet(sheet.id):
                self.paper.focus_field(sheet.template.fields[0].name)

    @Slot()
    def start_search(self) -> None:
        self.window_state.show_list(True)
        self.ledger.start_search()

    @Slot()
    def open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data)))

    @Slot(object)
    def _on_search_failed(self, error: Exception) -> None:
        self.messages.tell("search", Mood.WARNING, spoken(error))

    def _commit_editors(self) -> None:
        self.paper.commit()
        self.details.commit()
        self.review.commit()

    def _pdf(self, record: Record, copy: int, deputy: str) -> bytes:
        return self._desk.pdf(record, ExportOptions(copies=(copy,), deputy=deputy))

    # ---- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._gone:
            event.accept()
            return
        event.ignore()  # whatever goes wrong on the way out, the window stays
        if not self.closing.may_close():
            return
        self._gone = True
        self.window_state.remember()
        self.zooming.remember()
        self.settings.write()
        self.preview.show_sheet(None)
        self.pools.close()
        self._desk.close()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "settings"):
            self._colour()

    def _colour(self) -> None:
        sheet = style_sheet(self.palette())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
            self.actions_.colour(self.palette())
