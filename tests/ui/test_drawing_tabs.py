"""Several drawings are open: tabs, keys and what closing asks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from lunarcore_studio.files.documents import open_document
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.images import pixels_from_mime
from tests.ui.drops import carried
from tests.ui.studio import CTRL, LEFT, MIDDLE, PLAIN, RED, SHIFT, Studio

ONE_WINDOW = True

NAMES = ("ant.png", "bee.png", "cat.png")


@pytest.fixture
def three(studio: Studio, tmp_path: Path) -> Studio:
    """ant, bee and cat are open, cat is shown."""
    for number, name in enumerate(NAMES):
        write_png(tmp_path / name, np.full((8, 8, 4), 60 * (number + 1), np.uint8))
        assert studio.window.open_path(tmp_path / name)
    QApplication.processEvents()
    return studio


def tabs(studio: Studio) -> list[str]:
    bar = studio.window.tabs
    return [bar.tabText(place) for place in range(bar.count())] if bar.isVisible() else []


def tab(studio: Studio, place: int) -> QPoint:
    return studio.window.tabs.tabRect(place).center()


def discard(monkeypatch: pytest.MonkeyPatch, answer: str = "discard") -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(errors, "ask_to_save", lambda _parent, name: asked.append(name) or answer)
    return asked


def test_one_drawing_has_no_tabs_and_gives_its_place_while_it_is_empty(
    studio: Studio, tmp_path: Path
) -> None:
    assert tabs(studio) == []
    write_png(tmp_path / "ant.png", np.full((8, 8, 4), 90, np.uint8))
    studio.window.open_path(tmp_path / "ant.png")
    assert len(studio.session.drawings) == 1
    studio.window.files.begin(16, 16)
    assert tabs(studio) == ["ant.png", "Untitled"]


def test_a_tab_shows_its_drawing_as_it_was_left(three: Studio) -> None:
    assert tabs(three) == list(NAMES)
    three.drag([(1, 1), (3, 1)])
    assert tabs(three)[2] == "• cat.png"
    QTest.mouseClick(three.window.tabs, LEFT, pos=tab(three, 0))
    assert three.document.name == "ant.png"
    assert not three.document.can_undo
    assert not three.window.isWindowModified()
    three.drag([(5, 5)])
    QTest.mouseClick(three.window.tabs, LEFT, pos=tab(three, 2))
    assert three.pixel(2, 1) == RED
    assert three.window.isWindowModified()
    three.key(Qt.Key.Key_Z, CTRL)
    assert three.pixel(2, 1) != RED
    assert tabs(three) == ["• ant.png", "bee.png", "cat.png"]


def test_ctrl_tab_walks_round_the_drawings(three: Studio) -> None:
    three.key(Qt.Key.Key_Tab, CTRL)
    assert three.document.name == "ant.png"
    three.key(Qt.Key.Key_Tab, CTRL)
    assert three.document.name == "bee.png"
    three.key(Qt.Key.Key_Backtab, CTRL | SHIFT)
    three.key(Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert three.document.name == "cat.png"


def test_a_stroke_under_way_stays_with_its_drawing(three: Studio) -> None:
    three.press((1, 1))
    three.move((4, 1))
    three.key(Qt.Key.Key_Tab, CTRL)
    assert three.document.name == "ant.png"
    assert three.pixel(2, 1) != RED
    QTest.mouseRelease(three.canvas, LEFT, PLAIN, three.at((4, 1)))
    three.key(Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert three.pixel(2, 1) == RED
    assert three.document.undo_label == "Pencil"


def test_what_is_open_is_shown_and_not_opened_twice(three: Studio, tmp_path: Path) -> None:
    three.drag([(1, 1)])
    assert three.window.open_path(tmp_path / "ant.png")
    assert three.window.open_path(tmp_path / "cat.png")
    assert tabs(three) == ["ant.png", "bee.png", "• cat.png"]
    assert three.pixel(1, 1) == RED


def test_closing_asks_only_about_what_is_not_saved(three: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = discard(monkeypatch)
    QTest.mouseClick(three.window.tabs, MIDDLE, pos=tab(three, 1))
    assert tabs(three) == ["ant.png", "cat.png"]
    QTest.mouseClick(three.window.tabs, LEFT, pos=tab(three, 0))
    three.drag([(1, 1)])
    cross = three.window.tabs.tabButton(0, QTabBar.ButtonPosition.RightSide)
    QTest.mouseClick(cross, LEFT)
    assert asked == ["ant.png"]
    assert tabs(three) == []
    assert three.document.name == "cat.png"
    three.key(Qt.Key.Key_W, CTRL)
    assert three.document.drawing.untouched


def test_what_was_closed_comes_back_with_what_was_not_saved(
    three: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    discard(monkeypatch)
    three.drag([(1, 1)])
    three.key(Qt.Key.Key_W, CTRL)
    three.key(Qt.Key.Key_T, CTRL | SHIFT)
    assert three.pixel(1, 1) == RED
    assert three.document.modified
    three.key(Qt.Key.Key_Z, CTRL)
    assert not three.document.modified


def test_quitting_asks_about_every_drawing_and_saves_them(
    three: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.drag([(1, 1)])
    QTest.mouseClick(three.window.tabs, LEFT, pos=tab(three, 0))
    three.drag([(2, 2)])
    asked = discard(monkeypatch, "cancel")
    assert not three.window.close()
    assert asked == ["ant.png"]
    asked = discard(monkeypatch, "save")
    assert three.window.close()
    assert asked == ["ant.png", "cat.png"]
    assert tuple(open_document(tmp_path / "ant.png").pixels()[2, 2]) == RED
    assert tuple(open_document(tmp_path / "cat.png").pixels()[1, 1]) == RED


def test_a_tab_can_be_dragged_to_another_place(three: Studio) -> None:
    bar = three.window.tabs
    QTest.mousePress(bar, LEFT, pos=tab(three, 2))
    for x in range(tab(three, 2).x(), tab(three, 0).x() - 30, -6):
        QTest.mouseMove(bar, QPoint(max(2, x), tab(three, 0).y()))
    QTest.mouseRelease(bar, LEFT, pos=QPoint(2, tab(three, 0).y()))
    QApplication.processEvents()
    assert tabs(three) == ["cat.png", "ant.png", "bee.png"]
    assert three.document.name == "cat.png"
    three.key(Qt.Key.Key_Tab, CTRL)
    assert three.document.name == "ant.png"


def test_looking_through_the_library_takes_one_tab(studio: Studio, drawings: np.ndarray) -> None:
    files = studio.window.files
    studio.drag([(0, 0)])
    for number, pixels in enumerate(drawings[:3]):
        files.open_pixels(pixels, f"sprite {number}", in_passing=True)
    assert len(studio.session.drawings) == 2
    studio.drag([(0, 0)])
    files.open_pixels(drawings[3], "sprite 3", in_passing=True)
    assert len(studio.session.drawings) == 3
    studio.window.session.drawings.go_to(0)
    assert studio.drawn() == {(0, 0)}


def test_a_tab_pulled_off_the_bar_carries_the_saved_file_or_the_picture(
    three: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, away = three.window.tabs, QPoint(0, 80)
    saved = carried(monkeypatch, bar, tab(three, 1), by=away)
    assert saved is not None
    assert [Path(url.toLocalFile()) for url in saved.urls()] == [tmp_path / "bee.png"]
    assert tabs(three) == list(NAMES)
    three.drag([(1, 1)])
    drawn = three.document.pixels
    changed = carried(monkeypatch, bar, tab(three, 1), by=away)
    assert changed is not None
    (path,) = (Path(url.toLocalFile()) for url in changed.urls())
    assert (path.name, path.parent != tmp_path) == ("bee.png", True)
    assert np.array_equal(open_document(path).pixels(), drawn)
    assert np.array_equal(pixels_from_mime(changed)[0], drawn)
    (tmp_path / "ant.png").unlink()
    gone = carried(monkeypatch, bar, tab(three, 0), by=away)
    assert gone is not None
    assert Path(gone.urls()[0].toLocalFile()) != tmp_path / "ant.png"
    assert carried(monkeypatch, bar, tab(three, 0)) is None
