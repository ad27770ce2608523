"""Where one reads from the right all that is drawn by hand is on the other side, and names read as they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.index.query import parse
from fbrowser.models.listing import Column, Sort, list_folder_rows
from fbrowser.ui.file_view import FileView
from fbrowser.ui.icons import action_icon
from fbrowser.ui.mirror import facing, isolated, mirrored
from fbrowser.ui.pills import Pills
from fbrowser.ui.search_field import SearchField
from tests.helpers.snapshots import make_snapshot

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
DIRECTIONS = (LTR, RTL)


@pytest.fixture(autouse=True)
def direction(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setLayoutDirection(LTR)


def inked(image: QImage, rect: QRect, *, coloured: bool = False) -> QRect:
    """Return the box around what is drawn in a part of a picture; coloured: but for what is grey."""
    ground = image.pixelColor(rect.topLeft())

    def is_ink(x: int, y: int) -> bool:
        colour = image.pixelColor(x, y)
        return colour.hsvSaturation() > 90 if coloured else colour != ground

    found = [
        (x, y)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
        if is_ink(x, y)
    ]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def test_boxes_change_sides() -> None:
    around = QRect(100, 0, 200, 10)
    assert mirrored(QRect(110, 2, 30, 4), around) == QRect(260, 2, 30, 4)
    assert mirrored(mirrored(QRect(110, 2, 30, 4), around), around) == QRect(110, 2, 30, 4)


def test_what_leads_somewhere_faces_the_other_way(qtbot: QtBot, qapp: QApplication) -> None:
    assert [facing(each) for each in ("arrow-left", "arrow-right", "refresh")] == [
        "arrow-right",
        "arrow-left",
        "refresh",
    ]
    forward = action_icon("arrow-right").pixmap(18).toImage()
    qapp.setLayoutDirection(RTL)
    assert action_icon("arrow-left").pixmap(18).toImage() == forward


def test_icons_stand_where_reading_begins_and_the_name_beside_them(qtbot: QtBot, qapp: QApplication) -> None:
    icons, names = [], []
    for each in DIRECTIONS:
        qapp.setLayoutDirection(each)
        view = FileView()
        qtbot.addWidget(view)
        view.resize(600, 300)
        view.show()
        listing = list_folder_rows(make_snapshot({"picture.png": 1}), 0, Sort(Column.NAME))
        view.show_listing(listing)
        view.clearSelection()
        cell = view.visualRect(view.table.index(0, 0)).adjusted(2, 2, -2, -4)
        picture = view.viewport().grab().toImage()
        icon = inked(picture, cell, coloured=True)
        whole = inked(picture, cell)
        icons.append((icon.left() - cell.left(), cell.right() - icon.right()))
        names.append((whole.left() - cell.left(), cell.right() - whole.right()))
        view.hide()
    assert abs(icons[0][0] - icons[1][1]) <= 2, "as far from the right as it was from the left"
    assert icons[1][1] < icons[1][0]
    assert abs(names[0][1] - names[1][0]) <= 4, "the name reaches as far to the other side"


def drawn(text: str, direction: Qt.LayoutDirection) -> QImage:
    """Return a text as it is drawn at the left in a painter that writes in a direction."""
    image = QImage(160, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(image.rect(), flags, text)
    painter.end()
    return image


@pytest.mark.parametrize("name", [".git", "wow!", "drwxr-xr--", "Alt+\u2191"])
def test_names_are_not_reordered(qapp: QApplication, name: str) -> None:
    del qapp
    assert drawn(isolated(name), RTL) == drawn(name, LTR)
    assert drawn(name, RTL) != drawn(name, LTR), "without that it would be"


def test_pills_begin_at_the_right(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(RTL)
    pills = Pills()
    qtbot.addWidget(pills)
    pills.resize(600, 40)
    pills.show()
    pills.show_query(parse("a ext:pdf"))
    first, second = (each.geometry() for each in pills._buttons)
    assert first.right() == pills.width() - 1
    assert second.right() < first.left()


def test_the_glass_is_where_reading_begins_and_the_text_beside_it(qtbot: QtBot, qapp: QApplication) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    field = SearchField(parent)
    before = field.textMargins()
    qapp.setLayoutDirection(RTL)
    after = field.textMargins()
    assert (after.left(), after.right()) == (before.right(), before.left())
    assert before.left() > before.right()
