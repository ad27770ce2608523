"""Everything that is drawn can be read: WCAG 2.1 AA, light and dark, whatever accent the system has."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import fbrowser.ui
from fbrowser.config.settings import Settings
from fbrowser.services.live_settings import live
from fbrowser.ui.bar import Bar
from fbrowser.ui.icons import action_icon
from fbrowser.ui.theme import SIGN, blended, contrast, dress, pairs, palette, readable

ACCENTS = (None, "#3daee9", "#e01b24", "#f6d32d", "#33d17a", "#9141ac", "#986a44", "#000080", "#ffff00", "#00ffff")


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Return the application, dressed until the test is over."""
    before = qapp.palette()
    dresser = dress(qapp)
    yield qapp
    shiboken6.delete(dresser)
    qapp.styleHints().unsetColorScheme()
    qapp.setPalette(before)


def test_contrast_is_what_wcag_says() -> None:
    black, white, grey = QColor("black"), QColor("white"), QColor("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01), "the known lightest grey that passes"


@pytest.mark.parametrize(("dark", "accent"), [*product((False, True), ACCENTS)])
def test_whatever_is_drawn_can_be_read(dark: bool, accent: str | None) -> None:
    worn = palette(dark=dark, accent=QColor(accent) if accent else None)
    faint: list[str] = []
    for pair in pairs():
        ground = pair.grounds[0](worn)
        for more in pair.grounds[1:]:
            ground = blended(more(worn), ground, more(worn).alphaF())
        ink = pair.ink(worn)
        found = contrast(blended(ink, ground, ink.alphaF()), ground)
        if found < pair.least:
            faint.append(f"{pair.what}: {found:.2f} of {pair.least}")
    assert not faint


def test_a_colour_that_is_read_well_is_left_alone() -> None:
    assert readable(QColor("#123456"), QColor("white"), 4.5) == QColor("#123456")
    assert contrast(readable(QColor("#ffee00"), QColor("white"), 4.5), QColor("white")) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_the_accent_is_the_systems_unless_it_has_none(dark: bool) -> None:
    ours = palette(dark=dark).highlight().color()
    assert palette(dark=dark, accent=QColor("#308cc6")).highlight().color() == ours, "Fusion's own"
    assert palette(dark=dark, accent=QColor("#808080")).highlight().color() == ours, "grey"
    assert palette(dark=dark, accent=QColor("#e01b24")).highlight().color() != ours
    assert (
        contrast(
            palette(dark=dark, accent=QColor("#ffff00")).highlight().color(), palette(dark=dark).window().color()
        )
        >= SIGN
    )


def test_nobody_draws_in_a_colour_of_their_own() -> None:
    """Colours are made in ui/theme.py, where they are tested."""
    folder = Path(fbrowser.ui.__file__).parent
    own = re.compile(r"#[0-9a-fA-F]{6}\b|setRgb|\.lighter\(|\.darker\(|GlobalColor\.(?!transparent)")
    found = {file.name for file in folder.glob("*.py") if own.search(file.read_text("utf-8"))}
    assert found == {"theme.py"}


def test_a_theme_is_changed_at_once_and_icons_follow(qtbot: QtBot, dressed: QApplication) -> None:
    bar = Bar()
    button = QToolButton(bar)
    button.setIcon(action_icon("x"))
    qtbot.addWidget(bar)
    bar.show()
    colours: list[int] = []
    for theme, is_dark in (("dark", True), ("light", False), ("system", False), ("dark", True)):
        live.put(Settings(theme=theme))  # type: ignore[arg-type] - one of its words
        assert (dressed.palette().color(QPalette.ColorRole.Base).lightness() < 128) is is_dark
        qtbot.waitUntil(lambda: bar.palette().window() == dressed.palette().window())
        colours.append(_ink(button))
    assert colours[0] == colours[3] != colours[1] == colours[2]


def _ink(button: QToolButton) -> int:
    """Return the lightness of an icon's strongest pixel."""
    image = button.icon().pixmap(18).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha).lightness()


def test_qt_is_told_as_well(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    told: list[Qt.ColorScheme | None] = []
    hints = type(qapp.styleHints())
    monkeypatch.setattr(hints, "setColorScheme", lambda _, scheme: told.append(scheme))
    monkeypatch.setattr(hints, "unsetColorScheme", lambda _: told.append(None))
    request.getfixturevalue("dressed")
    assert told == [], "a system that is followed is not told"
    for theme in ("dark", "light", "system"):
        live.put(Settings(theme=theme))  # type: ignore[arg-type] - likewise
    assert told == [Qt.ColorScheme.Dark, Qt.ColorScheme.Light, None], "title bars and native dialogs follow"
