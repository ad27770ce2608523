"""Every icon is drawn by the renderer that ships with the program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer

from fbrowser.common import resources
from fbrowser.ui.icons import action_icon, action_pixmap, menu_icon

ICONS = sorted(resources.path("icons").rglob("*.svg"))


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_icon_draws_something(icon: Path) -> None:
    renderer = QSvgRenderer(str(icon))
    assert renderer.isValid()
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    inked = sum(image.pixelColor(x, y).alpha() > 40 for x in range(32) for y in range(32))
    assert inked > 30


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("mode", [QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Active])
def test_an_icon_is_as_sharp_as_the_screen_that_it_is_drawn_on(
    qapp: object, scale: float, mode: QIcon.Mode
) -> None:
    found = QIcon(action_icon("star")).pixmap(QSize(18, 18), scale, mode)
    group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Normal
    ink = QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText).rgba()
    wanted = action_pixmap("star", 18, scale, ink)
    assert found.toImage() == wanted.toImage()
    assert (found.width(), found.devicePixelRatio()) == (18 * scale, scale)
    image = QImage(wanted.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    action_icon("star").paint(painter, 0, 0, 18, 18, Qt.AlignmentFlag.AlignCenter, mode)
    painter.end()
    assert image == wanted.toImage(), "as menus draw it"


def test_the_icon_of_the_current_line_of_a_menu_has_the_colour_of_its_text(qapp: object) -> None:
    found = menu_icon("star").pixmap(QSize(18, 18), 1, QIcon.Mode.Active)
    ink = QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText).rgba()
    assert found.toImage() == action_pixmap("star", 18, 1, ink).toImage()
    rest = [
        QIcon(icon).pixmap(QSize(18, 18), 1, QIcon.Mode.Normal) for icon in (menu_icon("star"), action_icon("star"))
    ]
    assert rest[0].toImage() == rest[1].toImage() != found.toImage()
