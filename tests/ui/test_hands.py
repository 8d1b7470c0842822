"""The keymap, row by row of the table of what a pixel artist's hands expect: every key pressed on the window.

The table lies beside the checkout; where it is, every row of it must be walked here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import clipboard
from lunarcore_studio.ui.hue_dialog import HueDialog
from lunarcore_studio.ui.images import from_qimage
from lunarcore_studio.ui.new_dialog import NewDialog
from lunarcore_studio.ui.preferences_dialog import PreferencesDialog
from lunarcore_studio.ui.shortcut_dialog import ShortcutDialog
from tests.ui.studio import (
    ALT,
    BLUE,
    CTRL,
    EMPTY,
    LEFT,
    MIDDLE,
    PLAIN,
    RED,
    RIGHT,
    SHIFT,
    Studio,
    await_active,
)

ONE_WINDOW = True

TABLE = Path(__file__).resolve().parents[3] / "shared" / "hands.md"
GREEN = (109, 170, 44, 255)
Key = Qt.Key
Walk = Callable[[Studio, Path, pytest.MonkeyPatch], None]
WALKS: dict[str, Walk] = {}


def row(action: str) -> Callable[[Walk], Walk]:
    """The walk of a row of the table, by its first cell."""

    def kept(walk: Walk) -> Walk:
        WALKS[action] = walk
        return walk

    return kept


def letter(studio: Studio, text: str, keys: Qt.KeyboardModifier = PLAIN) -> None:
    studio.canvas.setFocus()
    studio.key(Key(ord(text)), keys)


def hold(studio: Studio, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyPress(studio.canvas, key, held)


def let_go(studio: Studio, key: Qt.Key) -> None:
    QTest.keyRelease(studio.canvas, key)


def box(x: int, y: int, width: int, height: int) -> set[tuple[int, int]]:
    return {(x + dx, y + dy) for dx in range(width) for dy in range(height)}


def selected(studio: Studio) -> set[tuple[int, int]]:
    selection = studio.document.selection
    if selection is None:
        return set()
    ys, xs = np.nonzero(selection.mask)
    return set(zip(xs.tolist(), ys.tolist(), strict=True))


def answer(studio: Studio, key: Qt.Key, held: Qt.KeyboardModifier) -> type | None:
    """Press a key that opens a dialog; gives the dialog's kind, after Escape."""
    seen: list[type] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.append(type(dialog))
        QTest.keyClick(dialog, Key.Key_Escape)

    QTimer.singleShot(0, close)
    studio.key(key, held)
    come_back(studio)
    return seen[0] if seen else None


def come_back(studio: Studio) -> None:
    """The window has the keys again."""
    studio.window.activateWindow()
    await_active(studio.window)


@row("pencil, eraser, fill, eyedropper")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    for key, tool in zip("BEGI", ("pencil", "eraser", "fill", "eyedropper"), strict=True):
        letter(studio, key)
        assert studio.session.tool == tool
    letter(studio, "B")
    studio.drag([(2, 2)])
    studio.drag([(4, 4)], RIGHT)
    studio.session.set_hand(foreground=GREEN, background=GREEN)
    studio.drag([(2, 2)], LEFT, ALT)
    studio.drag([(4, 4)], RIGHT, ALT)
    assert (studio.session.hand.foreground, studio.session.hand.background) == (RED, BLUE)
    assert studio.drawn() == {(2, 2), (4, 4)}


@row("line, rectangle, ellipse (outline / filled)")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    letter(studio, "L")
    assert studio.session.tool == "line"
    for key, held, tool in (("U", PLAIN, "rectangle"), ("U", SHIFT, "ellipse")):
        studio.session.set_hand(filled=False)
        letter(studio, key, held)
        assert (studio.session.tool, studio.session.hand.filled) == (tool, False)
        letter(studio, key, held)
        assert (studio.session.tool, studio.session.hand.filled) == (tool, True)


@row("rectangle, ellipse, lasso, polygon select, wand")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    for key, held, tool in (
        ("M", PLAIN, "select"),
        ("M", SHIFT, "select-ellipse"),
        ("Q", PLAIN, "lasso"),
        ("Q", SHIFT, "select-polygon"),
        ("W", PLAIN, "wand"),
    ):
        letter(studio, key, held)
        assert studio.session.tool == tool


@row("move, hand, zoom")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    for key, tool in zip("VHZ", ("move", "hand", "zoom"), strict=True):
        letter(studio, key)
        assert studio.session.tool == tool
    letter(studio, "B")
    studio.drag([(2, 2)])
    studio.drag([(2, 2), (5, 3)], LEFT, CTRL)
    assert studio.drawn() == {(5, 3)}
    assert studio.session.tool == "pencil"


@row("left / right button")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.drag([(1, 1)])
    studio.drag([(3, 1)], RIGHT)
    assert (studio.pixel(1, 1), studio.pixel(3, 1)) == (RED, BLUE)
    letter(studio, "E")
    studio.drag([(0, 1), (5, 1)], RIGHT)
    assert (studio.pixel(1, 1), studio.pixel(3, 1)) == (BLUE, BLUE)
    studio.drag([(1, 1)])
    assert studio.pixel(1, 1) == EMPTY


@row("middle drag, Space held")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    start = studio.canvas.viewport.origin
    studio.drag([(8, 8), (9, 8)], MIDDLE)
    once = studio.canvas.viewport.origin
    assert once.x() > start.x()
    hold(studio, Key.Key_Space)
    studio.drag([(8, 8), (8, 9)])
    let_go(studio, Key.Key_Space)
    assert studio.canvas.viewport.origin.y() > once.y()
    assert studio.drawn() == set()


@row("wheel / Ctrl+wheel / Shift+wheel")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    spot, viewport = QPointF(studio.at((3, 3))), studio.canvas.viewport
    zoom, pixel = viewport.zoom, viewport.pixel_at(spot)
    studio.turn(1, spot)
    assert viewport.zoom > zoom
    assert viewport.pixel_at(spot) == pixel
    studio.turn(3, spot, CTRL)
    assert studio.session.hand.brush_size == 4
    left, top = viewport.origin.x(), viewport.origin.y()
    studio.turn(1, spot, SHIFT)
    assert viewport.origin.x() != left
    assert viewport.origin.y() == top


@row("Alt+wheel, Alt+Shift+wheel, Ctrl+Shift+wheel")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    spot, colors = QPointF(studio.at((3, 3))), studio.document.sprite.palette.colors
    studio.session.set_hand(foreground=colors[3], background=colors[6])
    studio.turn(-1, spot, ALT)
    studio.turn(1, spot, ALT | SHIFT)
    assert studio.session.hand.foreground == colors[4]
    assert studio.session.hand.background == colors[5]
    letter(studio, "N", ALT)
    assert studio.document.frame == 1
    studio.turn(1, spot, CTRL | SHIFT)
    assert studio.document.frame == 0
    studio.turn(-1, spot, CTRL | SHIFT)
    assert studio.document.frame == 1


@row("`+` `=` / `-`")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.key(Key.Key_Plus)
    studio.key(Key.Key_Equal)
    assert studio.session.hand.brush_size == 3
    studio.key(Key.Key_Minus)
    assert studio.session.hand.brush_size == 2


@row("`[` `]`, `9` `0`")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    colors = studio.document.sprite.palette.colors
    studio.session.set_hand(foreground=colors[2])
    for key, place in ((Key.Key_BracketRight, 3), (Key.Key_0, 4), (Key.Key_BracketLeft, 3), (Key.Key_9, 2)):
        studio.key(key)
        assert studio.session.hand.foreground == colors[place]


@row("X")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    letter(studio, "X")
    assert (studio.session.hand.foreground, studio.session.hand.background) == (BLUE, RED)


@row("Shift+click, with Ctrl")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.drag([(1, 1)])
    hold(studio, Key.Key_Shift)
    QTest.mouseMove(studio.canvas, studio.at((4, 4)))
    studio.drag([(4, 4)], LEFT, SHIFT)
    let_go(studio, Key.Key_Shift)
    assert studio.drawn() == {(n, n) for n in range(1, 5)}
    studio.drag([(12, 5)], LEFT, SHIFT | CTRL)
    assert studio.drawn() == {(n, n) for n in range(1, 5)} | {(x, 4) for x in range(4, 13)}


@row("shapes: Shift, Ctrl, Alt, Space while dragging")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.session.choose_tool("rectangle")
    studio.session.set_hand(filled=True)
    for keys, expected in ((SHIFT, box(6, 6, 4, 4)), (CTRL, box(3, 5, 7, 3))):
        # These come after the press: before it, Ctrl would mean move.
        studio.press((6, 6))
        studio.move((9, 7), LEFT, keys)
        QTest.mouseRelease(studio.canvas, LEFT, keys, studio.at((9, 7)))
        assert studio.drawn() == expected
        studio.key(Key.Key_Z, CTRL)
    studio.press((2, 2))
    studio.move((4, 3))
    hold(studio, Key.Key_Space)
    studio.move((7, 6))
    let_go(studio, Key.Key_Space)
    QTest.mouseRelease(studio.canvas, LEFT, PLAIN, studio.at((7, 6)))
    assert studio.drawn() == box(5, 5, 3, 2)
    studio.key(Key.Key_Z, CTRL)
    studio.press((4, 7))
    studio.move((11, 8))
    studio.move((8, 12), LEFT, ALT)
    QTest.mouseRelease(studio.canvas, LEFT, ALT, studio.at((8, 12)))
    xs, ys = zip(*studio.drawn(), strict=True)
    assert max(ys) - min(ys) > max(xs) - min(xs)


@row("selection: Shift, Alt+Shift, Ctrl+Shift")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.session.choose_tool("select")
    for corners, keys, expected in (
        ([(0, 0), (3, 3)], PLAIN, box(0, 0, 4, 4)),
        ([(8, 8), (9, 9)], SHIFT, box(0, 0, 4, 4) | box(8, 8, 2, 2)),
        ([(0, 0), (1, 3)], ALT | SHIFT, box(2, 0, 2, 4) | box(8, 8, 2, 2)),
        ([(3, 0), (15, 15)], CTRL | SHIFT, box(3, 0, 1, 4) | box(8, 8, 2, 2)),
    ):
        studio.press(corners[0], LEFT, keys)
        studio.move(corners[1])
        QTest.mouseRelease(studio.canvas, LEFT, PLAIN, studio.at(corners[1]))
        assert selected(studio) == expected


@row("Ctrl+A, D, Shift+D, Shift+I")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    letter(studio, "A", CTRL)
    assert selected(studio) == box(0, 0, 16, 16)
    letter(studio, "D", CTRL)
    assert studio.document.selection is None
    studio.document.select(Selection.rectangle((16, 16), (0, 0, 16, 8)))
    letter(studio, "D", CTRL)
    letter(studio, "D", CTRL | SHIFT)
    assert selected(studio) == box(0, 0, 16, 8)
    letter(studio, "I", CTRL | SHIFT)
    assert selected(studio) == box(0, 8, 16, 8)


@row("arrows")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.drag([(4, 4)])
    studio.document.select(Selection.rectangle((16, 16), (4, 4, 1, 1)))
    studio.canvas.setFocus()
    for key, keys, place in (
        (Key.Key_Right, PLAIN, (5, 4)),
        (Key.Key_Down, PLAIN, (5, 5)),
        (Key.Key_Left, PLAIN, (4, 5)),
        (Key.Key_Up, PLAIN, (4, 4)),
        (Key.Key_Right, SHIFT, (12, 4)),
    ):
        studio.key(key, keys)
        assert studio.drawn() == {place}


@row("Shift+H, Shift+V")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.drag([(1, 2)])
    letter(studio, "H", SHIFT)
    assert studio.drawn() == {(14, 2)}
    letter(studio, "V", SHIFT)
    assert studio.drawn() == {(14, 13)}


@row("Ctrl+Z; Ctrl+Y or Ctrl+Shift+Z")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.drag([(1, 2)])
    for keys, key in ((CTRL, "Y"), (CTRL | SHIFT, "Z")):
        letter(studio, "Z", CTRL)
        assert studio.drawn() == set()
        letter(studio, key, keys)
        assert studio.drawn() == {(1, 2)}


@row("Ctrl+C X V, Shift+Del, Ctrl+Ins, Shift+Ins, Del")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    glass = (208, 70, 72, 90)
    studio.document.apply(Sprite.from_pixels(np.full((4, 4, 4), glass, np.uint8)), "Glass")
    for copy, cut, paste in (
        ((Key.Key_C, CTRL), (Key.Key_X, CTRL), (Key.Key_V, CTRL)),
        ((Key.Key_Insert, CTRL), (Key.Key_Delete, SHIFT), (Key.Key_Insert, SHIFT)),
    ):
        for act in (copy, cut):
            QGuiApplication.clipboard().clear()
            studio.key(*act)
            assert (from_qimage(QGuiApplication.clipboard().image()) == glass).all()
        assert studio.drawn() == set()
        studio.key(*paste)
        assert studio.pixel(0, 0) == glass
        letter(studio, "D", CTRL)
    studio.key(Key.Key_Delete)
    assert studio.drawn() == set()
    clipboard.let_go()


@row("Shift+R, Ctrl+U, Shift+O")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    letter(studio, "R", SHIFT)
    assert studio.session.tool == "replace"
    letter(studio, "B")
    studio.drag([(4, 4)])
    assert answer(studio, Key.Key_U, CTRL) is HueDialog
    studio.session.set_hand(foreground=BLUE)
    letter(studio, "O", SHIFT)
    assert studio.drawn() == {(4, 4), (3, 4), (5, 4), (4, 3), (4, 5)}
    assert studio.pixel(3, 4) == BLUE


@row("Tab, F3, Enter, F7")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    dock = studio.window.layout_of_docks.docks["timeline"]
    for seen in (True, False):
        studio.canvas.setFocus()
        studio.key(Key.Key_Tab)
        QApplication.processEvents()
        assert dock.visibleRegion().isEmpty() is not seen
    studio.key(Key.Key_F3)
    assert studio.session.settings.onion
    letter(studio, "N", ALT)
    playback = studio.window.timeline.playback
    studio.canvas.setFocus()
    for plays in (True, False):
        studio.key(Key.Key_Return)
        assert playback.playing is plays
    studio.key(Key.Key_F7)
    preview = studio.window.views.preview
    assert preview is not None
    assert preview.isVisible()
    come_back(studio)
    studio.key(Key.Key_F7)
    assert not preview.isVisible()


@row("1 to 6, Ctrl+0, Shift+Z")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    viewport = studio.canvas.viewport
    for key, zoom in zip("123456", (1, 2, 4, 8, 16, 32), strict=True):
        letter(studio, key)
        assert viewport.zoom == zoom
    letter(studio, "0", CTRL)
    assert viewport.fitted
    middle = viewport.origin
    viewport.pan(40, 30)
    letter(studio, "Z", SHIFT)
    assert viewport.origin == middle


@row("Ctrl+', Ctrl+Shift+', Ctrl+H")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    before = studio.session.settings
    studio.key(Key.Key_Apostrophe, CTRL)
    assert studio.session.settings.show_tile_grid is not before.show_tile_grid
    for key in (Key.Key_Apostrophe, Key.Key_QuoteDbl):
        shown = studio.session.settings.show_pixel_grid
        studio.key(key, CTRL | SHIFT if key == Key.Key_Apostrophe else CTRL)
        assert studio.session.settings.show_pixel_grid is not shown
    letter(studio, "H", CTRL)
    assert not studio.canvas.extras_shown


@row("Ctrl+N O S, Ctrl+Shift+S, Ctrl+E, Ctrl+Shift+X, Ctrl+W, Ctrl+Shift+T")
def _(studio: Studio, folder: Path, patch: pytest.MonkeyPatch) -> None:
    assert answer(studio, Key.Key_N, CTRL) is NewDialog
    other = folder / "other.png"
    write_png(other, np.full((4, 4, 4), BLUE, np.uint8))
    patch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(other)], ""))
    letter(studio, "O", CTRL)
    assert studio.document.path == other
    studio.drag([(1, 1)])
    letter(studio, "S", CTRL)
    assert not studio.document.modified
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(folder / "mine.png"), ""))
    letter(studio, "S", CTRL | SHIFT)
    assert studio.document.path == folder / "mine.png"
    out = folder / "out.png"
    letter(studio, "E", CTRL)
    dialog = studio.window.files.exports.dialog
    assert dialog is not None
    dialog.file.setText(str(out))
    QTest.keyClick(dialog.file, Key.Key_Return)
    assert out.exists()
    come_back(studio)
    out.unlink()
    letter(studio, "X", CTRL | SHIFT)
    assert out.exists()
    letter(studio, "W", CTRL)
    assert studio.document.path is None
    letter(studio, "T", CTRL | SHIFT)
    assert studio.document.path == folder / "mine.png"


@row("Ctrl+Space, Ctrl+Alt+Shift+K, Ctrl+K")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    studio.key(Key.Key_Space, CTRL)
    assert studio.window.studio.palette.isVisible()
    studio.key(Key.Key_Escape)
    assert answer(studio, Key.Key_K, CTRL | ALT | SHIFT) is ShortcutDialog
    assert answer(studio, Key.Key_K, CTRL) is PreferencesDialog


@row("Ctrl+R, T (held), D")
def _(studio: Studio, _folder: Path, _patch: pytest.MonkeyPatch) -> None:
    # What they do with a model is shown in test_model_commands; here, that the keys arrive.
    said = studio.window.status.message
    for key, keys, sentence in (
        ("R", CTRL, "There is nothing to take"),
        ("T", PLAIN, "The model has no picture"),
        ("D", PLAIN, "The dice wait for the model."),
    ):
        letter(studio, key, keys)
        assert said.whole.startswith(sentence)


@pytest.mark.parametrize("action", WALKS)
def test_the_keys_do_what_the_table_says(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    WALKS[action](studio, tmp_path, monkeypatch)


def test_every_row_of_the_table_is_walked() -> None:
    if not TABLE.is_file():
        pytest.skip(f"no table at {TABLE}")
    rows = [line.split("|")[1:3] for line in TABLE.read_text().splitlines() if line.startswith("|")]
    wanted = {(first.strip(), second.strip()) for first, second in rows[2:]}
    assert [first for first, second in wanted if first not in WALKS and second not in WALKS] == []
