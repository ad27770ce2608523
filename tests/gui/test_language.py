"""The language can be changed while the window is there: texts, Qt's own ones, and the side that one reads from."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fbrowser.common import translation
from fbrowser.config.settings import Settings
from fbrowser.services.live_settings import live
from fbrowser.ui.language import Language
from tests.helpers.catalogues import compile_all
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_all()


@pytest.fixture(autouse=True)
def language(qapp: QApplication) -> Iterator[Language]:
    language = Language(qapp)
    yield language
    live.put(Settings())
    language.deleteLater()
    live.language_changed.disconnect(language._follow)
    qapp.setLayoutDirection(LTR)


def choose(code: str) -> None:
    live.put(replace(live.now, language=code))


def qt_says(text: str) -> str:
    return QCoreApplication.translate("QPlatformTheme", text)


def test_english_needs_nothing_of_qt(language: Language, qapp: QApplication) -> None:
    assert (language._translator, qapp.layoutDirection(), qt_says("Cancel")) == (None, LTR, "Cancel")


def test_qt_speaks_the_language_and_begins_where_one_reads_from(qapp: QApplication) -> None:
    choose("de")
    assert (qt_says("Cancel"), qapp.layoutDirection()) == ("Abbrechen", LTR)
    choose("ar")
    assert qt_says("Cancel") not in ("Cancel", "Abbrechen")
    assert qapp.layoutDirection() == RTL
    choose("en")
    assert (qt_says("Cancel"), qapp.layoutDirection()) == ("Cancel", LTR)


def test_what_is_chosen_wins_over_the_system(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setenv("LANG", "ar_EG.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    live.use_language()
    assert (translation.language(), qapp.layoutDirection()) == ("ar", RTL)
    choose("de")
    assert (translation.language(), qapp.layoutDirection()) == ("de", LTR)
    choose("system")
    assert (translation.language(), qapp.layoutDirection()) == ("ar", RTL)


def test_a_window_turns_round_and_keeps_what_it_shows(qtbot: QtBot, tmp_path: Path) -> None:
    root = grow(tmp_path / "r", {"a": 1, "b": 2})
    build(root)
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root), timeout=10_000)
    window.pane.view.put_cursor(1)
    left = window.pane.location.mapTo(window, window.pane.location.rect().center()).x()
    choose("ar")
    qtbot.waitUntil(lambda: window.pane.location.mapTo(window, window.pane.location.rect().center()).x() > left)
    assert window.pane.view.layoutDirection() == RTL
    assert window.pane.view.currentIndex().row() == 1
    choose("en")
    assert window.pane.view.layoutDirection() == LTR
