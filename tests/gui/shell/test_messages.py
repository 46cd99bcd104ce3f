"""The bars over the paper."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.panels.message_bar import MessageArea, Mood, Offer


@pytest.fixture
def area(qtbot: QtBot) -> MessageArea:
    area = MessageArea()
    qtbot.addWidget(area)
    return area


def retry() -> None:
    """What the button does is not the matter here."""


def test_what_is_told_again_stays_as_it_stands(area: MessageArea) -> None:
    first = area.tell("save", Mood.ERROR, "没有保存", Offer("重试", retry), closable=False)
    assert area.tell("save", Mood.ERROR, "没有保存", Offer("重试", retry), closable=False) is first


def test_a_newer_message_takes_the_place_of_the_older_one(area: MessageArea) -> None:
    area.tell("save", Mood.ERROR, "没有保存")
    area.tell("new", Mood.ERROR, "没有新建")
    bar = area.tell("save", Mood.ERROR, "还是没有保存")
    assert area.layout().indexOf(bar) == 0


def test_bars_tell_how_much_room_they_take(area: MessageArea, qtbot: QtBot) -> None:
    told: list[int] = []
    area.resize(400, 20)
    area.show()
    area.grown.connect(told.append)
    area.resize(400, 58)
    area.resize(400, 20)
    assert told == [38, -38]
