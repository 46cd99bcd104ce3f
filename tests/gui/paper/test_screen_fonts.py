"""Fonts on the screen: as wide as on paper, and Chinese where the system has none."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from gui.fonts import ScreenFonts, give_chinese


@pytest.mark.parametrize("scale", [0.7, 4 / 3, 2.0, 3.9])
@pytest.mark.parametrize("text", ["承办单位盖章", "2023年5月6日", "Word与文字"])
def test_text_is_as_wide_as_on_paper(qapp: QApplication, scale: float, text: str) -> None:
    fonts = ScreenFonts(FontShelf.bundled())
    font = fonts.fitted(FontRole.BODY, 14.0, scale, text)
    width = fonts.shelf.width(text, FontRole.BODY, 14.0) * scale
    assert QFontMetricsF(font).horizontalAdvance(text) == pytest.approx(width, abs=1.0)


def test_a_system_without_chinese_gets_a_font(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[QFont] = []
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    monkeypatch.setattr("gui.fonts.QGuiApplication.setFont", given.append)
    assert give_chinese(FontShelf.bundled()) == "Noto Sans SC"
    assert "Noto Sans SC" in given[0].families()


def test_a_system_with_chinese_keeps_its_own(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["SimSun"])
    assert give_chinese(FontShelf.bundled()) == ""
