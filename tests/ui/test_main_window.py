"""The window as a whole: files, clipboard, drops, unsaved changes, undo, the engine's states."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox, QTabBar
from pytestqt.qtbot import QtBot

from lunarcore_studio.app import keep_settings
from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.files import paths
from lunarcore_studio.files.documents import open_document
from lunarcore_studio.files.images import read_pixels, write_png
from lunarcore_studio.files.model_folder import TRAINING
from lunarcore_studio.files.settings import load_settings
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.images import from_qimage, sprite_mime, to_qimage
from lunarcore_studio.ui.new_dialog import NewDialog
from lunarcore_studio.ui.window_layout import FRAME
from tests.files import aseprite_files as ase
from tests.files.models import make_model
from tests.ui.studio import BLUE, CTRL, LEFT, RED, SHIFT, Studio, await_active

ONE_WINDOW = True

GLASS = (20, 200, 90, 77)


def test_torch_is_not_loaded_by_the_window() -> None:
    program = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow
theme.apply_theme(app, "dark")
window = MainWindow(new_session(Settings(), EngineClient()))
window.show()
app.processEvents()
assert window.isVisible()
window.close()
sys.exit("torch is loaded" if "torch" in sys.modules else 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_undo_and_redo_are_unlimited_and_named(studio: Studio) -> None:
    for x in range(120):
        studio.drag([(x % 16, x // 16)])
    whole = studio.document.sprite.digest
    assert studio.window.actions_by_id["undo"].text() == "Undo Pencil"
    for _ in range(120):
        studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.drawn() == set()
    assert not studio.window.actions_by_id["undo"].isEnabled()
    for _ in range(60):
        studio.key(Qt.Key.Key_Y, CTRL)
        studio.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert studio.document.sprite.digest == whole


def test_save_and_open_keep_every_byte(studio: Studio, tmp_path: Path) -> None:
    studio.drag([(1, 1), (9, 6)])
    drawn = studio.document.pixels.copy()
    for name in ("a.png", "b.lunar"):
        assert studio.save(tmp_path / name)
        assert not studio.window.isWindowModified()
        assert studio.window.windowTitle() == f"{name}[*] - LunarCore Studio"
        studio.document.replace(Sprite.blank(), None)
        assert studio.window.open_path(tmp_path / name)
        np.testing.assert_array_equal(studio.document.pixels, drawn)
    assert [Path(text).name for text in studio.session.settings.recent] == ["b.lunar", "a.png"]


def test_the_title_marks_unsaved_changes(studio: Studio) -> None:
    studio.drag([(1, 1)])
    assert studio.window.isWindowModified()
    studio.key(Qt.Key.Key_Z, CTRL)
    assert not studio.window.isWindowModified()


def test_a_bad_file_is_one_sentence_and_changes_nothing(studio: Studio, tmp_path: Path) -> None:
    studio.drag([(1, 1)])
    bad = tmp_path / "broken.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    assert not studio.window.open_path(bad)
    assert studio.window.notice.isVisible()
    assert "broken.png" in studio.window.notice.sentence.text()
    assert studio.drawn() == {(1, 1)}
    studio.key(Qt.Key.Key_Escape)
    assert not studio.window.notice.isVisible()


def test_a_failed_save_is_told_and_the_drawing_stays_unsaved(studio: Studio, tmp_path: Path) -> None:
    studio.drag([(1, 1)])
    assert not studio.save(tmp_path / "missing" / "a.png")
    assert "a.png" in studio.window.notice.sentence.text()
    assert studio.window.isWindowModified()
    assert studio.document.path is None


@pytest.mark.parametrize(
    ("answer", "closes", "saved"), [("save", True, True), ("discard", True, False), ("cancel", False, False)]
)
def test_closing_asks_about_unsaved_changes(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, closes: bool, saved: bool
) -> None:
    path = tmp_path / "mine.png"
    studio.save(path)
    studio.drag([(4, 4)])
    asked = []
    monkeypatch.setattr(errors, "ask_to_save", lambda _parent, name: asked.append(name) or answer)
    assert studio.window.close() is closes
    assert asked == ["mine.png"]
    assert bool(read_pixels(path)[4, 4, 3]) is saved
    assert studio.window.isVisible() is not closes


def test_the_question_has_three_answers(studio: Studio) -> None:
    for text, answer in (("Save", "save"), ("Don't save", "discard"), ("Cancel", "cancel")):

        def click(text: str = text) -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            next(button for button in box.buttons() if button.text() == text).click()

        QTimer.singleShot(0, click)
        assert ORIGINAL_QUESTION(studio.window, "mine.png") == answer


ORIGINAL_QUESTION = errors.ask_to_save


def test_copy_and_paste_keep_alpha(studio: Studio) -> None:
    studio.session.choose_tool("rectangle")
    studio.session.set_hand(foreground=GLASS, filled=True)
    studio.drag([(2, 2), (4, 5)])
    studio.document.select(Selection.rectangle((16, 16), (2, 2, 4, 4)))
    studio.key(Qt.Key.Key_C, CTRL)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (4, 4)
    expected = np.zeros((4, 4, 4), np.uint8)
    expected[:, :3] = GLASS
    np.testing.assert_array_equal(from_qimage(image), expected)
    studio.document.replace(Sprite.blank(8, 8), None)
    studio.key(Qt.Key.Key_V, CTRL)
    np.testing.assert_array_equal(studio.document.pixels[2:6, 2:6], expected)
    assert studio.document.undo_label == "Paste"
    assert studio.session.tool == "move"


def test_a_pasted_picture_floats_until_it_is_let_go(studio: Studio) -> None:
    studio.session.choose_tool("rectangle")
    studio.session.set_hand(filled=True)
    studio.drag([(0, 0), (15, 15)])
    red = np.full((2, 2, 4), BLUE, np.uint8)
    QGuiApplication.clipboard().setMimeData(sprite_mime(red, "blue"))
    studio.key(Qt.Key.Key_Insert, SHIFT)
    assert studio.pixel(7, 7) == BLUE
    studio.drag([(7, 7), (3, 3)])
    assert studio.pixel(7, 7) == RED
    assert studio.pixel(3, 3) == studio.pixel(4, 4) == BLUE
    studio.key(Qt.Key.Key_Delete)
    assert studio.pixel(3, 3) == RED
    studio.key(Qt.Key.Key_Z, CTRL)
    studio.key(Qt.Key.Key_Z, CTRL)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.pixel(7, 7) == RED
    assert studio.document.undo_label == "Rectangle"


def test_cut_empties_and_copies(studio: Studio) -> None:
    studio.drag([(5, 5), (6, 5)])
    studio.document.select(Selection.rectangle((16, 16), (5, 5, 1, 1)))
    studio.key(Qt.Key.Key_Delete, SHIFT)
    assert studio.drawn() == {(6, 5)}
    assert from_qimage(QGuiApplication.clipboard().image()).shape == (1, 1, 4)
    studio.key(Qt.Key.Key_V, CTRL)
    assert studio.drawn() == {(5, 5), (6, 5)}


def test_a_picture_larger_than_the_drawing_says_how_its_rest_is_reached(studio: Studio) -> None:
    large = np.full((40, 50, 4), 255, np.uint8)
    QGuiApplication.clipboard().setImage(to_qimage(large))
    studio.key(Qt.Key.Key_V, CTRL)
    assert (studio.document.pixels == 255).all()
    told = "Pasted 50 x 40 pixels: drag to bring in what lies beside the drawing."
    assert studio.window.status.message.whole == told


def test_an_empty_clipboard_is_told(studio: Studio) -> None:
    QGuiApplication.clipboard().setText("no picture")
    studio.key(Qt.Key.Key_V, CTRL)
    assert "no picture" in studio.window.status.message.whole
    assert not studio.document.can_undo


def test_dropped_files_open(studio: Studio, tmp_path: Path) -> None:
    picture = np.full((5, 7, 4), GLASS, np.uint8)
    write_png(tmp_path / "dropped.png", picture)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.png"))])
    studio.drop(mime)
    np.testing.assert_array_equal(studio.document.pixels, picture)
    assert studio.document.name == "dropped.png"


def test_what_a_file_holds_beyond_the_drawing_is_told_and_not_saved_over(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "hero.aseprite", tmp_path / "flat.aseprite"
    cel = ase.cel(np.full((3, 4, 4), RED), 1)
    path.write_bytes(ase.file([[ase.layer(kind=ase.GROUP), ase.layer(flags=3, level=1), cel]]))
    before = path.read_bytes()
    assert studio.window.open_path(path)
    assert studio.window.status.message.whole == (
        "Opened hero.aseprite, 4 x 3 pixels, without its groups, whose layers are kept."
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    assert studio.window.files.save()
    assert path.read_bytes() == before
    assert (open_document(other).pixels() == RED).all()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked again"))
    assert studio.window.files.save()


def test_a_dropped_picture_of_another_program_is_a_new_drawing(studio: Studio) -> None:
    mime = QMimeData()
    picture = np.full((9, 9, 4), GLASS, np.uint8)
    mime.setImageData(to_qimage(picture))
    studio.drop(mime)
    np.testing.assert_array_equal(studio.document.pixels, picture)
    assert studio.document.path is None


def test_what_is_larger_than_the_drawing_is_pasted_whole_and_dragged_in(studio: Studio) -> None:
    large = np.full((16, 40, 4), BLUE, np.uint8)
    large[:, 39] = GLASS
    QGuiApplication.clipboard().setMimeData(sprite_mime(large, "large"))
    studio.key(Qt.Key.Key_V, CTRL)
    assert studio.pixel(15, 3) == BLUE
    for _ in range(3):
        studio.drag([(15, 3), (7, 3)])
    assert studio.pixel(15, 3) == GLASS
    assert studio.pixel(14, 3) == BLUE
    studio.key(Qt.Key.Key_Escape)
    assert studio.drawn() == set()


def test_a_sprite_of_the_library_lands_in_the_cell_under_the_mouse(studio: Studio) -> None:
    studio.document.replace(Sprite.blank(32, 32), None)
    studio.drop(sprite_mime(np.full((16, 16, 4), RED, np.uint8), "red"), (20, 3))
    assert studio.drawn() == {(x, y) for x in range(16, 32) for y in range(16)}
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.drawn() == set()


def test_a_new_drawing_has_the_size_that_was_chosen(studio: Studio) -> None:
    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewDialog)
        await_active(dialog)
        dialog.width_box.setValue(24)
        dialog.height_box.setValue(32)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    studio.key(Qt.Key.Key_N, CTRL)
    assert studio.document.sprite.size == (24, 32)
    assert studio.canvas.viewport.size == (24, 32)


def test_close_and_reopen(studio: Studio, tmp_path: Path) -> None:
    studio.drag([(1, 1)])
    studio.save(tmp_path / "one.png")
    studio.key(Qt.Key.Key_W, CTRL)
    assert studio.drawn() == set()
    studio.key(Qt.Key.Key_T, CTRL | SHIFT)
    assert studio.drawn() == {(1, 1)}


def test_reopen_goes_on_with_what_was_open_in_an_earlier_session(studio: Studio, tmp_path: Path) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    for path in (first, second):
        write_png(path, np.full((4, 4, 4), GLASS, np.uint8))
    studio.key(Qt.Key.Key_T, CTRL | SHIFT)
    assert studio.window.status.message.whole == "Nothing was closed before."
    studio.session.set_settings(recent=(str(second), str(first)))
    for path in (second, first):
        studio.key(Qt.Key.Key_T, CTRL | SHIFT)
        assert studio.document.path == path
    assert len(studio.session.drawings) == 2


def test_the_engines_failure_is_a_sentence_with_a_way_out(own_studio: Studio) -> None:
    studio = own_studio
    status, ways = studio.window.status, []
    status.way_out_asked.connect(ways.append)
    status.way_out_asked.disconnect(studio.window._way_out)
    for way, text in (("restart", "Restart engine"), ("choose_model", "Choose a model…")):
        studio.session.client.state_changed.emit(EngineState("failed", "It does not work.", way))
        assert status.engine.whole == "It does not work."
        assert status.button.isVisible()
        assert status.button.text() == text
        QTest.mouseClick(status.button, LEFT)
    assert ways == ["restart", "choose_model"]
    studio.drag([(1, 1)])
    assert studio.drawn() == {(1, 1)}
    studio.session.client.state_changed.emit(EngineState("starting", "Loading the model."))
    assert not status.button.isVisible()


def test_the_status_line_tells_pixel_colour_and_zoom(studio: Studio) -> None:
    studio.drag([(7, 4)])
    studio.hover((7, 4))
    status = studio.window.status
    assert status.pixel.text() == "7, 4"
    assert status.color.text() == "#d04648"
    assert status.zoom.text() == f"{studio.canvas.viewport.zoom}00 %"
    studio.hover((8, 4))
    assert status.color.text() == ""


def test_settings_and_places_of_docks_are_kept(studio: Studio) -> None:
    keep_settings(studio.session)
    window = studio.window
    window.layout_of_docks.docks["strip"].hide()
    window.actions_by_id["theme-light"].trigger()
    window.actions_by_id["pixel-grid"].trigger()
    studio.document.mark_saved()
    window.close()
    kept = load_settings().settings
    assert kept.theme == "light"
    assert not kept.show_pixel_grid
    again = Studio(settings=kept)
    again.window.show()
    assert again.window.layout_of_docks.docks["strip"].isHidden()
    assert not again.window.layout_of_docks.docks["library"].isHidden()
    again.window.layout_of_docks.reset()
    assert not again.window.layout_of_docks.docks["strip"].isHidden()
    again.window.close()
    again.window.deleteLater()


def tabs_of(window: QMainWindow) -> list[list[str]]:
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [bar for bar in bars if bar.isVisibleTo(window) and bar.count()]
    return sorted([bar.tabText(place) for place in range(bar.count())] for bar in shown)


def test_docks_that_share_a_place_have_one_tab_bar(studio: Studio, qtbot: QtBot) -> None:
    keep_settings(studio.session)
    tabs = [["Library", "Timeline", "Models"], ["Palette", "History"]]
    assert tabs_of(studio.window) == tabs
    studio.document.mark_saved()
    studio.window.close()
    again = Studio(settings=load_settings().settings)
    again.window.show()
    qtbot.waitUntil(lambda: tabs_of(again.window) == tabs)
    again.window.layout_of_docks.reset()
    qtbot.waitUntil(lambda: tabs_of(again.window) == tabs)
    again.window.close()
    again.window.deleteLater()


def test_the_first_window_leaves_room_for_its_frame() -> None:
    window = Studio().window
    screen = window.screen().availableGeometry()
    assert window.height() + FRAME.height() <= screen.height()
    assert screen.contains(window.pos())
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800)])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_nothing_is_cut_off(studio: Studio, size: tuple[int, int], theme: str) -> None:
    studio.window.actions_by_id[f"theme-{theme}"].trigger()
    studio.window.resize(*size)
    QApplication.processEvents()
    window = studio.window
    assert (window.width(), window.height()) == size
    for dock in window.layout_of_docks.docks.values():
        least = dock.widget().minimumSizeHint()
        assert dock.widget().width() >= least.width(), dock.windowTitle()
        assert dock.widget().height() >= least.height(), dock.windowTitle()
    for tool in session_tools():
        studio.session.choose_tool(tool)
        QApplication.processEvents()
        assert window.options.width() == window.width()
        assert window.options.minimumSizeHint().width() <= window.width()


def session_tools() -> list[str]:
    return ["pencil", "fill", "rectangle", "select", "move", "zoom"]


def test_files_of_other_kinds_are_saved_as_something_else(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.document.replace(Sprite.blank(), tmp_path / "walk.gif")
    monkeypatch.setattr(
        type(studio.window.files), "save_as", lambda self: self.save_path(tmp_path / "walk.png")
    )
    studio.drag([(1, 1)])
    studio.key(Qt.Key.Key_S, CTRL)
    assert open_document(tmp_path / "walk.png").pixels()[1, 1, 3] == 255


def test_a_training_that_stands_still_is_offered_at_the_start(studio: Studio, qtbot: QtBot) -> None:
    half = make_model(paths.user_models_dir() / "half", "Half")
    (half / TRAINING).write_bytes(b"state")
    window = studio.window
    with qtbot.waitSignal(window.models.listed, timeout=20_000):
        window.start([])
    assert window.notice.isVisible()
    assert window.notice.sentence.text().startswith("The training of Half stands still: unfinished")
    QTest.mouseClick(window.notice.button, LEFT)
    assert not window.notice.isVisible()
    assert "not in the cache any more" in window.status.message.whole


def test_undo_goes_on_where_a_saved_drawing_was_left(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "hero.lunar"
    studio.drag([(3, 3)])
    studio.drag([(5, 5)])
    assert studio.window.save_path(path)
    assert studio.window.files.close()
    assert studio.window.open_path(path)
    assert studio.drawn() == {(3, 3), (5, 5)}
    assert not studio.document.modified
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.drawn() == {(3, 3)}
    assert studio.document.modified
    studio.key(Qt.Key.Key_Y, CTRL)
    assert not studio.document.modified
