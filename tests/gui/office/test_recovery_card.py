"""The card with the recovery code: whatever it says, the code can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.fields import Role
from gui.office.recovery_card import RecoveryCard
from storage.office import Person

LI = Person("ab", "李局", Role.LEADER, True)
Tell = Callable[[RecoveryCard, Path], None]


def left_unkept(card: RecoveryCard, _folder: Path) -> None:
    card.reject()


def saved(card: RecoveryCard, folder: Path) -> None:
    card.write_to(folder / ("很长的文件名" * 10 + ".txt"))


def printed(card: RecoveryCard, folder: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(folder / "code.pdf"))
    card.print_on(printer)


def refused(card: RecoveryCard, folder: Path) -> None:
    card.write_to(folder / "nowhere" / "code.txt")


@pytest.mark.parametrize("points", [10, 20])
@pytest.mark.parametrize("tell", [left_unkept, saved, printed, refused])
def test_the_code_stays_whole_whatever_is_said_below_it(qtbot: QtBot, tmp_path: Path, tell: Tell, points: int) -> None:
    usual = QApplication.font()
    large = QFont(usual)
    large.setPointSize(points)
    QApplication.setFont(large)
    try:
        card = RecoveryCard(None, LI, "ABCD-0112-EFGH-JKMN-PQRS")
        qtbot.addWidget(card)
        card.show()
        tell(card, tmp_path)
        assert all_whole(card)
    finally:
        QApplication.setFont(usual)


def test_the_code_cannot_be_squeezed_by_making_the_card_small(qtbot: QtBot) -> None:
    card = RecoveryCard(None, LI, "ABCD-0112-EFGH-JKMN-PQRS")
    qtbot.addWidget(card)
    card.show()
    card.reject()
    card.resize(10, 10)
    assert all_whole(card)


def all_whole(card: RecoveryCard) -> bool:
    """True where every part has the room that it takes, one below the other."""
    QTest.qWait(0)
    assert card.told.text() and card.told.isVisible()
    parts: list[QWidget] = [card.code, card.print_button, card.kept, card.told, card.buttons]
    tops = [part.mapTo(card, part.rect().topLeft()).y() for part in parts]
    ends = [top + part.height() for top, part in zip(tops, parts, strict=True)]
    roomy = all(part.height() >= needed(part) for part in parts)
    apart = all(end <= top for end, top in zip(ends[:-1], tops[1:], strict=True)) and ends[-1] <= card.height()
    return roomy and apart and card.code.width() >= card.code.sizeHint().width()


def needed(part: QWidget) -> int:
    return part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
