"""The pad: what pen, finger and mouse leave, that a palm leaves nothing, and a way back from every mistake."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from forms.ink import MOST_POINTS, MOST_STROKES, Ink, read_signature
from gui.signing.pad import InkPad
from gui.signing.pad_box import PadBox

from .conftest import LOOP, WAVE, Writer


def dark_pixels(pad: InkPad) -> int:
    image = pad.grab().toImage()
    return sum(QColor(image.pixel(x, y)).lightness() < 60 for x in range(0, image.width(), 2) for y in range(image.height()))


def test_a_pen_leaves_points_with_time_and_pressure(writer: Writer) -> None:
    writer.pen(WAVE)
    (stroke,) = writer.strokes
    assert len(stroke) == len(WAVE) and stroke[0][:2] == [60, 100]
    assert stroke[0][3] == pytest.approx(0.4, abs=0.01) and stroke[-1][3] > 0.65
    assert stroke[0][2] == 0 and stroke[10][2] == 80


def test_what_a_pad_gives_a_record_takes(writer: Writer) -> None:
    writer.pen(WAVE)
    ink = read_signature(writer.pad.ink())
    assert isinstance(ink, Ink) and (ink.width, ink.height) == (640, 240)


def test_a_pen_event_does_not_come_again_as_the_mouse(writer: Writer) -> None:
    assert writer.tell_pen(QEvent.Type.TabletPress, 10, 10, 0.5, 1).isAccepted()


def test_mouse_and_finger_press_evenly(writer: Writer) -> None:
    writer.mouse(WAVE)
    writer.finger(LOOP)
    assert [{point[3] for point in stroke} for stroke in writer.strokes] == [{0.5}, {0.5}]
    assert all(len(stroke) > 50 for stroke in writer.strokes)


def test_a_second_finger_is_ignored(writer: Writer) -> None:
    writer.touch((0, "press", 100, 100))
    writer.touch((0, "move", 160, 120), (1, "press", 500, 50))
    writer.touch((0, "move", 170, 120), (1, "move", 510, 80))
    writer.touch((0, "release", 170, 120), (1, "release", 510, 80))
    assert [[point[:2] for point in stroke] for stroke in writer.strokes] == [[[100, 100], [160, 120], [170, 120]]]


def test_a_palm_beside_the_pen_leaves_nothing(writer: Writer) -> None:
    writer.pen_down(60, 100)
    writer.finger([(400, 200), (420, 220), (440, 210)])
    writer.tell_pen(QEvent.Type.TabletMove, 160, 140, 0.6, 1100)
    writer.pen_up(160, 140)
    writer.finger([(400, 200), (420, 220), (440, 210)])
    assert len(writer.strokes) == 1


def test_a_palm_that_came_first_is_taken_off(writer: Writer) -> None:
    writer.touch((0, "press", 400, 200))
    writer.touch((0, "move", 430, 220))
    writer.pen(WAVE)
    writer.touch((0, "release", 430, 220))
    assert len(writer.strokes) == 1 and writer.strokes[0][0][:2] == [60, 100]


def test_a_touch_that_the_system_takes_back_leaves_nothing(writer: Writer) -> None:
    writer.touch((0, "press", 100, 100))
    writer.touch((0, "move", 300, 120))
    writer.cancel_touch()
    writer.touch((0, "release", 300, 120))
    assert writer.pad.is_blank and writer.pad.can_restore


def test_a_dot_is_no_signature(writer: Writer) -> None:
    writer.pen([(100, 100), (102, 101)])
    assert writer.pad.has_strokes and writer.pad.is_blank and writer.pad.ink() is None


def test_strokes_go_one_by_one_and_come_back(writer: Writer) -> None:
    writer.pen(WAVE)
    writer.pen(LOOP)
    writer.pad.undo_stroke()
    assert len(writer.strokes) == 1
    writer.pad.restore()
    assert len(writer.strokes) == 2


def test_clearing_has_a_way_back(writer: Writer) -> None:
    writer.pen(WAVE)
    writer.pen(LOOP)
    before = writer.pad.ink()
    writer.pad.clear()
    assert writer.pad.is_blank and writer.pad.can_restore
    writer.pad.undo_stroke()
    assert writer.pad.ink() == before


def test_keys_take_back_clear_and_restore(writer: Writer) -> None:
    writer.pen(WAVE)
    writer.pen(LOOP)
    QTest.keyClick(writer.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(writer.strokes) == 1
    QTest.keyClick(writer.pad, Qt.Key.Key_Delete)
    assert writer.pad.is_blank
    QTest.keyClick(writer.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(writer.strokes) == 1


def test_another_size_loses_nothing(writer: Writer, qtbot: QtBot) -> None:
    writer.pen(WAVE)
    before, ink = writer.pad.ink(), dark_pixels(writer.pad)
    writer.pad.resize(320, 180)
    qtbot.waitUntil(lambda: writer.pad._picture._pixels.size() == QSize(320, 180) * writer.pad.devicePixelRatio())
    assert writer.pad.ink() == before
    assert 0.1 * ink < dark_pixels(writer.pad) < 0.6 * ink


def test_what_is_written_after_a_resize_fits_what_was_there(writer: Writer) -> None:
    writer.pen(WAVE)
    writer.pad.resize(1280, 480)
    writer.pen([(x * 2, y * 2) for x, y in WAVE])
    first, second = writer.strokes
    assert [point[:2] for point in first] == [point[:2] for point in second]


def test_ink_is_seen_while_it_is_written_and_after(writer: Writer) -> None:
    blank = dark_pixels(writer.pad)
    writer.pen_down(*WAVE[0])
    for number, place in enumerate(WAVE * 4):
        writer.tell_pen(QEvent.Type.TabletMove, *place, 0.5, 1000 + number)
    live = dark_pixels(writer.pad)
    writer.pen_up(*WAVE[-1])
    assert live > blank + 200 and abs(dark_pixels(writer.pad) - live) < live * 0.2


def test_no_more_strokes_than_a_record_takes(writer: Writer) -> None:
    for number in range(MOST_STROKES + 3):
        writer.pen([(20 + number, 40), (30 + number, 90)])
    assert len(writer.strokes) == MOST_STROKES and writer.pad.is_full
    writer.pad.undo_stroke()
    writer.pen(LOOP)
    assert len(writer.strokes) == MOST_STROKES and read_signature(writer.pad.ink())


def test_no_more_points_than_a_record_takes(writer: Writer) -> None:
    many = [[[x % 600, x // 600, x, 0.5] for x in range(MOST_POINTS - 10)]]
    writer.pad.set_ink({"kind": "strokes", "width": 640, "height": 240, "strokes": many})
    writer.pen(WAVE)
    assert sum(map(len, writer.strokes)) == MOST_POINTS and writer.pad.is_full
    assert read_signature(writer.pad.ink())


def test_ink_can_be_gone_on_with(writer: Writer, qtbot: QtBot) -> None:
    writer.pen(WAVE)
    other = InkPad()
    qtbot.addWidget(other)
    other.resize(640, 240)
    other.set_ink(writer.pad.ink())
    Writer(other).pen(LOOP, start=5)
    first, second = other.ink()["strokes"]
    assert [first] == writer.strokes and second[0][2] >= first[-1][2]


def test_a_pad_that_is_hidden_keeps_the_stroke_that_was_being_written(writer: Writer, qtbot: QtBot) -> None:
    writer.pen_down(*WAVE[0])
    writer.tell_pen(QEvent.Type.TabletMove, 200, 150, 0.5, 1010)
    with qtbot.waitSignal(writer.pad.stroke_ended):
        writer.pad.hide()
    assert len(writer.strokes) == 1


def test_assistive_technology_hears_how_much_is_written(writer: Writer) -> None:
    assert writer.pad.accessibleName() == "手写签名区" and "空白" in writer.pad.accessibleDescription()
    writer.pen(WAVE)
    assert "已写 1 笔" in writer.pad.accessibleDescription()


def test_buttons_are_open_where_there_is_something_to_do(qtbot: QtBot) -> None:
    box = PadBox()
    qtbot.addWidget(box)
    box.resize(640, 300)
    box.show()
    assert [button.isEnabled() for button in (box.undo, box.clear, box.restore)] == [False, False, False]
    Writer(box.pad).pen(WAVE)
    box.clear.click()
    assert [button.isEnabled() for button in (box.undo, box.clear, box.restore)] == [True, False, True]
    box.restore.click()
    assert not box.pad.is_blank
