"""A small screen: the list gives way to the right side, so that the paper can be read, and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gui.main_window import MainWindow


@pytest.fixture
def narrow(window: MainWindow) -> MainWindow:
    window.showNormal()
    window.resize(1024, 720)
    window.window_state.show_side(False)
    return window


def test_the_list_gives_way_to_the_right_side_and_comes_back(narrow: MainWindow) -> None:
    assert not narrow.ledger.isHidden()
    narrow.actions_["show_history"].trigger()
    assert narrow.ledger.isHidden() and not narrow.actions_["toggle_list"].isChecked()
    narrow.actions_["toggle_side"].trigger()
    assert not narrow.ledger.isHidden() and narrow.actions_["toggle_list"].isChecked()


def test_who_wants_both_has_both(narrow: MainWindow) -> None:
    narrow.actions_["show_history"].trigger()
    narrow.actions_["toggle_list"].trigger()
    assert not narrow.ledger.isHidden() and not narrow.side.isHidden()
    narrow.actions_["show_preview"].trigger()
    assert not narrow.ledger.isHidden()


def test_a_list_that_the_user_put_away_stays_away(narrow: MainWindow) -> None:
    narrow.actions_["toggle_list"].trigger()
    narrow.actions_["show_history"].trigger()
    narrow.actions_["toggle_side"].trigger()
    assert narrow.ledger.isHidden()


def test_searching_brings_the_list_back(narrow: MainWindow) -> None:
    narrow.actions_["show_history"].trigger()
    narrow.actions_["find"].trigger()
    assert not narrow.ledger.isHidden()


def test_in_a_wide_window_both_stand_beside_each_other(narrow: MainWindow) -> None:
    narrow.actions_["show_history"].trigger()
    narrow.resize(1400, 800)
    assert not narrow.ledger.isHidden()
    narrow.resize(1024, 720)
    assert narrow.ledger.isHidden()


def test_a_list_that_only_gave_way_is_there_at_the_next_start(
    narrow: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    narrow.actions_["show_history"].trigger()
    narrow.close()
    again = open_window()
    again.window_state.show_side(False)
    assert not again.ledger.isHidden()
