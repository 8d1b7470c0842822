"""The library: read in the background, searched, opened, dragged; and honest about what it left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.dataset import Found
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui.images import pixels_from_mime
from lunarcore_studio.ui.left_out_dialog import LeftOutDialog
from lunarcore_studio.ui.library_model import LibraryModel
from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.several_pictures import several_in
from tests.ui.drops import carried, drop

LIMIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five sprites, one of them twice, a picture of a wrong size and one that is none."""
    folder = tmp_path / "sprites"
    folder.mkdir()
    sprites = draw_sprites(5, seed=3)
    for name, pixels in zip(("blade", "blade red", "coin", "gem", "potion"), sprites, strict=True):
        write_png(folder / f"{name}.png", pixels)
    write_png(folder / "twin.png", sprites[0])
    write_png(folder / "wide.png", np.full((16, 20, 4), 255, np.uint8))
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture
def panel(unready: Session, qtbot: QtBot) -> Iterator[LibraryPanel]:
    panel = LibraryPanel(unready)
    qtbot.addWidget(panel)
    panel.resize(1200, 104)
    panel.show()
    yield panel
    panel.stop()


@pytest.fixture
def filled(panel: LibraryPanel, folder: Path, qtbot: QtBot) -> LibraryPanel:
    with qtbot.waitSignal(panel.scanned, timeout=LIMIT_MS):
        panel.show_folder(folder)
    return panel


def choose(panel: LibraryPanel, row: int) -> None:
    panel.view.setCurrentIndex(panel.model.index(row))


def test_a_folder_is_read_in_the_background(panel: LibraryPanel, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.scanned, timeout=LIMIT_MS):
        panel.show_folder(folder)
        assert panel.scanning
        assert panel.controls.cancel.isVisible()
        assert panel.model.rowCount() == 0
    assert not panel.scanning
    assert not panel.controls.cancel.isVisible()
    assert panel.model.rowCount() == 5
    assert panel.controls.count.text() == "5"
    assert panel.view.isVisible()


def test_a_folder_dropped_on_it_is_looked_through(
    panel: LibraryPanel, unready: Session, folder: Path, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    with qtbot.waitSignal(panel.scanned, timeout=LIMIT_MS):
        assert drop(panel, mime)
    assert panel.model.rowCount() == 5
    assert unready.settings.library == str(folder)
    mime.setUrls([QUrl.fromLocalFile(str(folder / "gem.png"))])
    assert not drop(panel, mime)


def test_what_is_left_out_is_told_with_its_reason(filled: LibraryPanel, qtbot: QtBot) -> None:
    assert filled.controls.left_out.text() == "3 left out"
    qtbot.mouseClick(filled.controls.left_out, LEFT)
    dialog = filled.findChild(LeftOutDialog)
    assert dialog is not None
    model = dialog.table.model()
    rows = {model.index(row, 0).data(): model.index(row, 2).data() for row in range(model.rowCount())}
    assert set(rows) == {"twin.png", "wide.png", "broken.png"}
    assert "duplicate of blade" in rows["twin.png"]
    assert "20 x 16" in rows["wide.png"]
    assert "3 left out" in dialog.findChildren(QLabel)[0].text()
    dialog.close()


def test_search_by_words_of_the_name(filled: LibraryPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(filled.controls.search, "RED bla")
    assert filled.model.rowCount() == 1
    assert filled.model.found(0).name.startswith("blade red")
    assert filled.controls.count.text() == "1 of 5"
    qtbot.keyClicks(filled.controls.search, "xx")
    assert filled.model.rowCount() == 0
    assert filled.notice.isVisible()
    qtbot.keyClick(filled.controls.search, Qt.Key.Key_Escape)
    assert filled.model.rowCount() == 5


def test_a_double_click_and_enter_open(filled: LibraryPanel, qtbot: QtBot) -> None:
    place = filled.view.visualRect(filled.model.index(1)).center()
    qtbot.mouseClick(filled.view.viewport(), LEFT, pos=place)
    with qtbot.waitSignal(filled.opened) as opened:
        qtbot.mouseDClick(filled.view.viewport(), LEFT, pos=place)
    assert isinstance(opened.args[0], Found)
    assert opened.args[0].name == filled.model.found(1).name
    with qtbot.waitSignal(filled.opened) as opened:
        qtbot.keyClick(filled.view, Qt.Key.Key_Right)
        qtbot.keyClick(filled.view, Qt.Key.Key_Return)
    assert opened.args[0].name == filled.model.found(2).name


def test_a_sprite_is_sent_to_an_end(filled: LibraryPanel, qtbot: QtBot) -> None:
    assert not filled.controls.sends["A"].isEnabled()
    choose(filled, 3)
    with qtbot.waitSignal(filled.sent) as sent:
        qtbot.mouseClick(filled.controls.sends["B"], LEFT)
    end, pixels, name = sent.args
    assert (end, name) == ("B", filled.model.found(3).name)
    assert np.array_equal(pixels, filled.model.found(3).pixels)


def test_a_drag_carries_the_sprite(filled: LibraryPanel) -> None:
    mime = filled.model.mimeData([filled.model.index(2)])
    found = pixels_from_mime(mime)
    assert found is not None
    assert np.array_equal(found[0], filled.model.found(2).pixels)
    assert found[1] == filled.model.found(2).name


def test_a_drag_of_several_carries_them_as_frames(
    filled: LibraryPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull(row: int) -> QMimeData:
        mime = carried(
            monkeypatch, view.viewport(), view.visualRect(filled.model.index(row)).center(), by=QPoint(0, 40)
        )
        assert mime is not None
        return mime

    view = filled.view
    assert several_in(pull(1)) is None
    filled.view.selectAll()
    several, found = several_in(mime := pull(1)), pixels_from_mime(mime)
    assert several is not None
    assert found is not None
    assert len(several.pictures) == filled.model.rowCount()
    for row, pixels in enumerate(several.pictures):
        assert np.array_equal(pixels, filled.model.found(row).pixels)
    assert np.array_equal(found[0], filled.model.found(1).pixels)
    assert Path(mime.urls()[0].toLocalFile()).suffix == ".gif"


def test_a_reading_can_be_stopped(panel: LibraryPanel, folder: Path, qtbot: QtBot) -> None:
    panel.show_folder(folder)
    qtbot.mouseClick(panel.controls.cancel, LEFT)
    assert not panel.scanning
    assert not panel.controls.cancel.isVisible()
    with qtbot.waitSignal(panel.scanned, timeout=LIMIT_MS):
        panel.show_folder(folder)
    assert panel.model.rowCount() == 5


def test_an_absent_folder_is_a_sentence(
    panel: LibraryPanel, unready: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([panel.scanned, unready.told], timeout=LIMIT_MS):
        panel.show_folder(tmp_path / "absent")
    assert panel.notice.isVisible()
    assert "absent" in panel.notice.sentence.text()


def test_an_empty_folder_says_so(panel: LibraryPanel, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(panel.scanned, timeout=LIMIT_MS):
        panel.show_folder(tmp_path / "empty")
    assert "empty holds no 16×16 sprite" in panel.notice.sentence.text()


def test_ten_thousand_sprites_are_one_view(qtbot: QtBot, unready: Session, drawings: np.ndarray) -> None:
    panel = LibraryPanel(unready)
    qtbot.addWidget(panel)
    panel.resize(1200, 104)
    panel.show()
    many = tuple(
        Found(drawings[number % 4], f"sprite {number}", Path("s.png"), None, str(number))
        for number in range(10_000)
    )
    panel.model.show_sprites(many)
    panel._refresh()
    before = len(panel.findChildren(object))
    choose(panel, 9_999)
    panel.view.scrollTo(panel.model.index(9_999))
    panel.grab()
    assert len(panel.findChildren(object)) == before
    assert panel.controls.count.text() == "10,000"
    panel.controls.search.setText("999")
    assert panel.model.rowCount() == sum("999" in one.name for one in many)


def test_the_model_holds_what_qt_expects(qtbot: QtBot, drawings: np.ndarray) -> None:
    model = LibraryModel()
    tester = pytest.importorskip("PySide6.QtTest").QAbstractItemModelTester(model)
    model.show_sprites([Found(drawings[0], "one", Path("s.png"), None, "1")])
    assert model.index(0).data() == "one"
    assert tester.model() is model
