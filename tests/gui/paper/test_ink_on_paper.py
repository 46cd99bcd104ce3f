"""Signatures, seals and handwriting on the paper: where they are printed, what is void, who may sign, how a seal is moved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.export.ink_place import ink_rect
from forms.fields import Role
from forms.ink import Ink, read_signature
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from forms.stages import Stage
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.page import MM
from gui.editing import SheetEditing
from gui.paper.ink_figure import InkFigure
from gui.paper.ink_place import InkPlace
from gui.paper.seal_moving import SealFigure
from gui.paper.view import PaperView

NAME = [[[x, 100 + (x % 60) - 30, x * 3, 0.3 + x / 1200] for x in range(20, 580, 7)]]
STROKES = {"kind": "strokes", "width": 600, "height": 200, "strokes": NAME}
AT = "2023-05-06T10:00:00+08:00"


def seal_png() -> bytes:
    seal = Image.new("RGBA", (210, 210))
    ImageDraw.Draw(seal).ellipse((4, 4, 205, 205), outline=(214, 26, 26, 255), width=22)
    file = BytesIO()
    seal.save(file, "PNG")
    return file.getvalue()


SEAL = {"kind": "picture", "asset": hashlib.sha256(seal_png()).hexdigest()}
Show = Callable[[Record, Role], tuple[PaperView, SheetEditing]]


@pytest.fixture
def show(qtbot: QtBot, template: Template) -> Show:
    """Puts a record on a desk, in the hands of a role."""

    def put(record: Record, role: Role = Role.CLERK) -> tuple[PaperView, SheetEditing]:
        editing = SheetEditing(Sheet(template, record), role=role)
        view = PaperView(FontShelf.bundled())
        qtbot.addWidget(view)
        view.use_assets({SEAL["asset"]: seal_png()}.__getitem__)
        view.resize(900, 1300)
        view.show_sheet(editing)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view, editing

    return put


@pytest.fixture
def signed(template: Template, record: Record) -> Record:
    """The real sheet, signed by the clerk."""
    entry = sign(template, record, "handled_by", STROKES, name="王经办", at=AT)
    sheet = Sheet(template, record)
    sheet.put_ink("handled_by", entry, Role.CLERK)
    return sheet.record


@pytest.fixture
def sealed(show: Show, record: Record) -> Iterator[tuple[SealFigure, SheetEditing]]:
    """A seal that the clerk has just put on the sheet."""
    view, editing = show(record, Role.CLERK)
    assert editing.put_ink("seal", SEAL, "放印章图样")
    figure = view.findChild(SealFigure, "seal.ink")
    assert figure is not None and figure.isVisible()
    yield figure, editing
    del view  # until here: a view that nobody holds is gone, and its seal with it


def place_of(view: PaperView, name: str) -> InkPlace:
    place = view.findChild(InkPlace, name)
    assert place is not None
    return place


def figure_of(view: PaperView, name: str) -> InkFigure:
    figure = view.findChild(InkFigure, f"{name}.ink")
    assert figure is not None
    return figure


def seal_of(editing: SheetEditing) -> dict:
    return dict(editing.sheet.view.signatures["seal"])


# ---- what is shown


def test_nothing_is_placed_by_itself(show: Show, record: Record) -> None:
    view, _ = show(record)
    assert not any(figure.isVisible() for figure in view.findChildren(InkFigure))


def test_strokes_stand_where_they_are_printed(show: Show, signed: Record) -> None:
    view, _ = show(signed)
    figure = figure_of(view, "handled_by")
    ink = read_signature(STROKES)
    assert isinstance(ink, Ink) and figure.spot is not None
    assert figure.area == figure.spot.on_screen(ink_rect(figure.spot.part.place, ink))
    picture = figure.grab().toImage()
    assert (
        sum(QColor(picture.pixel(x, y)).lightness() < 80 for x in range(picture.width()) for y in range(picture.height())) > 100
    )


def test_a_change_voids_a_signature_before_ones_eyes(show: Show, signed: Record) -> None:
    view, editing = show(signed)
    figure = figure_of(view, "handled_by")
    assert figure.words == ""
    editing.draft("phone", "021-11112222")
    assert figure.words == "原签名已失效" and "原签名已失效" in place_of(view, "handled_by").toolTip()
    picture = figure.grab().toImage()
    middle = figure.area.center() - QPointF(figure.pos())
    struck = QColor(picture.pixel(middle.toPoint()))
    assert struck.red() > 150 and struck.green() < 90
    editing.undo_stack.undo()
    assert figure.words == ""


def test_a_place_left_open_says_so(show: Show, template: Template, record: Record) -> None:
    view, editing = show(record)
    editing.put_ink("handled_by", sign(template, record, "handled_by", {"kind": "open"}, name="王经办", at=AT))
    assert figure_of(view, "handled_by").words == "留空，打印后手写签名"


def test_a_handwritten_comment_stands_under_what_is_typed(show: Show, template: Template, record: Record) -> None:
    visiting = Sheet(template, replace(record, stage=Stage.VISITING))
    visiting.fill({"deputy_comments": "谢谢。"}, Role.DEPUTY)
    visiting.put_ink("deputy_comments", STROKES, Role.DEPUTY)
    view, _ = show(visiting.record)
    figure = figure_of(view, "deputy_comments")
    assert figure.isVisible() and figure.spot is not None
    assert figure.area.top() > figure.spot.on_screen(figure.spot.part.place).top() + figure.spot.scale * 10


def test_a_picture_that_is_lost_says_so(show: Show, record: Record) -> None:
    view, editing = show(record)
    editing.put_ink("seal", {"kind": "picture", "asset": "0" * 64})
    assert figure_of(view, "seal").words == "图样无法显示"


# ---- asking to sign


def test_a_click_where_one_may_sign_asks(show: Show, record: Record, qtbot: QtBot) -> None:
    view, _ = show(record)
    place = place_of(view, "handled_by")
    assert place.words == "点此签名" and place_of(view, "seal").words == "点此放印章图样"
    with qtbot.waitSignal(view.sign_wanted) as told:
        QTest.mouseClick(place, Qt.MouseButton.LeftButton)
    assert told.args == ["handled_by"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_ask_too(show: Show, record: Record, qtbot: QtBot, key: Qt.Key) -> None:
    view, _ = show(record)
    place = place_of(view, "handled_by")
    place.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.sign_wanted):
        QTest.keyClick(place, key)


def test_anothers_place_does_not_ask(show: Show, record: Record, qtbot: QtBot) -> None:
    view, _ = show(record)
    with qtbot.assertNotEmitted(view.sign_wanted):
        QTest.mouseClick(place_of(view, "reviewed_by"), Qt.MouseButton.LeftButton)


def test_who_signed_and_when_is_told(show: Show, signed: Record) -> None:
    view, _ = show(signed)
    assert "王经办" in place_of(view, "handled_by").toolTip()


# ---- moving a seal


def drag(figure: SealFigure, way: QPoint, start: QPoint | None = None) -> None:
    start = figure.rect().center() if start is None else start
    QTest.mousePress(figure, Qt.MouseButton.LeftButton, pos=start)
    canvas_start = figure.mapToParent(start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(figure, figure.mapFromParent(canvas_start + way * part))
    QTest.mouseRelease(figure, Qt.MouseButton.LeftButton, pos=figure.mapFromParent(canvas_start + way))


def test_a_seal_is_dragged_in_one_step(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, editing = sealed
    before, steps = figure.area.topLeft(), editing.undo_stack.count()
    drag(figure, QPoint(60, -40))
    assert editing.undo_stack.count() == steps + 1
    moved = figure.area.topLeft() - before
    assert abs(moved.x() - 60) < 1 and abs(moved.y() + 40) < 1
    assert seal_of(editing)["right_mm"] > 0 > seal_of(editing)["down_mm"]
    editing.undo_stack.undo()
    assert seal_of(editing) == SEAL and figure.area.topLeft() == before


def test_arrows_move_by_a_millimetre_and_with_shift_by_five(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, editing = sealed
    QTest.keyClick(figure, Qt.Key.Key_Right)
    QTest.keyClick(figure, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert (seal_of(editing)["right_mm"], seal_of(editing)["down_mm"]) == (1.0, -5.0)


def test_a_seal_stays_on_its_page(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, _ = sealed
    for _ in range(80):
        QTest.keyClick(figure, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(figure, Qt.Key.Key_Left)
    right = figure.spot.page.width - (figure.area.right() - figure.spot.origin.x()) / figure.spot.scale
    assert abs(right - MM) < 1


def test_the_corner_sizes_it_in_proportion(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, editing = sealed
    corner = figure.area.topLeft()
    drag(figure, QPoint(-50, -50), start=figure.rect().bottomRight() - QPoint(6, 6))
    assert 20 < seal_of(editing)["width_mm"] < 40
    assert abs((figure.area.topLeft() - corner).manhattanLength()) < 1.5
    assert abs(figure.area.width() - figure.area.height()) < 0.5


def test_the_wheel_sizes_it_round_its_middle_as_one_step(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, editing = sealed
    middle, steps = figure.area.center(), editing.undo_stack.count()
    for _ in range(3):
        turn(figure, -120)
    figure.settle()
    assert editing.undo_stack.count() == steps + 1 and seal_of(editing)["width_mm"] == pytest.approx(39, abs=0.2)
    assert (figure.area.center() - middle).manhattanLength() < 1


def turn(figure: SealFigure, delta: int) -> None:
    place = QPointF(figure.rect().center())
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.NoButton
    wheel = QWheelEvent(place, place, QPoint(), QPoint(0, delta), none, control, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(figure, wheel)


def test_delete_takes_it_off_and_undo_brings_it_back(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, editing = sealed
    QTest.keyClick(figure, Qt.Key.Key_Delete)
    assert "seal" not in editing.sheet.view.signatures and not figure.isVisible()
    editing.undo_stack.undo()
    assert figure.isVisible()


def test_escape_gives_up_a_drag(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, editing = sealed
    before, steps = figure.area, editing.undo_stack.count()
    QTest.mousePress(figure, Qt.MouseButton.LeftButton, pos=figure.rect().center())
    QTest.mouseMove(figure, figure.rect().center() + QPoint(30, 30))
    QTest.keyClick(figure, Qt.Key.Key_Escape)
    QTest.mouseRelease(figure, Qt.MouseButton.LeftButton)
    assert figure.area == before and editing.undo_stack.count() == steps


def test_a_double_click_asks_for_another_seal(sealed: tuple[SealFigure, SheetEditing], qtbot: QtBot) -> None:
    figure, _ = sealed
    with qtbot.waitSignal(figure.exchanged):
        QTest.mouseDClick(figure, Qt.MouseButton.LeftButton)


def test_the_leader_cannot_move_a_seal(show: Show, template: Template, record: Record) -> None:
    sheet = Sheet(template, record)
    sheet.put_ink("seal", SEAL, Role.CLERK)
    view, _ = show(replace(sheet.record, stage=Stage.IN_REVIEW), Role.LEADER)
    figure = figure_of(view, "seal")
    assert figure.isVisible() and figure.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert figure.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_words_under_a_seal_stay_legible(sealed: tuple[SealFigure, SheetEditing]) -> None:
    figure, _ = sealed
    canvas = figure.parentWidget()
    under = canvas.grab(figure.geometry()).toImage()
    dark = sum(QColor(under.pixel(x, y)).lightness() < 60 for x in range(under.width()) for y in range(under.height()))
    assert dark > 20  # the rules and the date
