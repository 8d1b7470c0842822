"""The wizard's first page: what is found, what is left out and why, and what a person unticks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.pixels.sprite import Frame
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.training_sprites import Reading, Source
from lunarcore_studio.ui.training_sprites_page import ONE_ALONE, SpritesPage
from tests.ui.drops import drop

LIMIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """30 sprites, one of them twice, a sheet of four with lines between, one enlarged, and what is none."""
    folder = tmp_path / "my sprites"
    folder.mkdir()
    sprites = draw_sprites(35, seed=3)
    for number, pixels in enumerate(sprites[:30]):
        write_png(folder / f"item {number:02}.png", pixels)
    write_png(folder / "twin.png", sprites[0])
    padded = [np.pad(each, ((0, 0), (0, 1), (0, 0))) for each in sprites[30:34]]
    write_png(folder / "sheet.png", np.concatenate(padded, axis=1))
    write_png(folder / "large.png", sprites[34].repeat(8, axis=0).repeat(8, axis=1))
    write_png(folder / "wide.png", np.full((16, 20, 4), 255, np.uint8))
    noise = np.random.default_rng(0).integers(0, 256, (16, 16, 4), np.uint8)
    write_png(folder / "photo.png", noise | np.array([0, 0, 0, 255], np.uint8))
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def read(page: SpritesPage, qtbot: QtBot, *paths: Path) -> None:
    """Drop files on the page and wait until they are read."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        assert drop(page, mime)


def cell(page: SpritesPage, row: int) -> QPoint:
    view = page.view.kept
    return view.visualRect(page.view.model.index(row, 0)).center()


def test_an_empty_page_says_what_to_do(page: SpritesPage) -> None:
    assert "Drop a folder" in page.view.notice.sentence.text()
    assert page.view.notice.button.isVisible()
    assert not page.isComplete()
    assert not page.view.bar.isVisible()


def test_a_folder_is_read_beside_the_window(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        page.take_paths([folder])
        assert page.scanning
        assert page.view.cancel.isVisible()
        assert not page.isComplete()
    assert page.count == 35
    assert page.isComplete()
    assert page.view.summary.text().startswith("35 distinct sprites, ")
    assert page.view.remark.isHidden()


def test_everything_left_out_has_its_reason(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, folder)
    button = page.view.which.button("left")
    assert button.text() == "Left out  4"
    QTest.mouseClick(button, LEFT)
    table = page.view.left_out.model()
    told = {table.index(row, 0).data(): table.index(row, 2).data() for row in range(table.rowCount())}
    assert page.view.left_out.isVisible()
    assert told["twin.png"] == "duplicate of item 00.png"
    assert told["wide.png"].startswith("wrong size: 20 x 16")
    assert told["photo.png"].startswith("not pixel art")
    assert told["broken.png"].startswith("cut short")


def test_a_photograph_can_be_let_in(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, folder)
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        QTest.mouseClick(page.view.only_pixel_art, LEFT, pos=QPoint(8, 12))
    assert page.count == 36
    assert page.view.only_pixel_art.isVisible()


def test_a_sheet_is_offered_to_be_cut_and_can_be_left(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, folder)
    QTest.mouseClick(page.view.which.button("found"), LEFT)
    table = page.view.findings
    rows = [[table.found.index(row, column).data() for column in range(3)] for row in range(2)]
    assert rows == [
        ["large.png", "enlarged 8 times", "shrunk 8 times"],
        ["sheet.png", "16x16 cells, 1 px between, 4x1", "cut into 4 cells of 16x16"],
    ]
    table.setCurrentIndex(table.found.index(1, 0))
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert page.count == 31
    assert table.isVisible()
    assert table.found.index(1, 2).data() == "left as it stands"
    table.setCurrentIndex(table.found.index(1, 0))
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert page.count == 35


def test_a_click_unticks_and_shift_goes_on(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, folder)
    view = page.view.kept.viewport()
    QTest.mouseClick(view, LEFT, pos=cell(page, 2))
    assert not page.ticks[2]
    QTest.mouseClick(view, LEFT, SHIFT, cell(page, 6))
    assert np.flatnonzero(~page.ticks).tolist() == [2, 3, 4, 5, 6]
    assert page.view.summary.text().startswith("30 of 35 sprites ticked")
    QTest.mouseClick(view, LEFT, pos=cell(page, 2))
    assert page.ticks[2]
    QTest.mouseClick(page.view.tick_all, LEFT)
    assert page.count == 35


def test_the_keyboard_unticks(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, folder)
    view = page.view.kept
    view.setFocus()
    view.setCurrentIndex(page.view.model.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert np.flatnonzero(~page.ticks).tolist() == [1]


def test_too_few_are_told_with_a_number(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, *(folder / f"item {number:02}.png" for number in range(5)))
    assert "24" in page.view.remark.sentence.text()
    assert page.view.remark.isVisible()
    assert page.isComplete()
    QTest.mouseClick(page.view.tick_none, LEFT)
    assert not page.isComplete()
    QTest.mouseClick(page.view.kept.viewport(), LEFT, pos=cell(page, 0))
    assert page.view.remark.sentence.text() == ONE_ALONE
    assert not page.isComplete()


def test_a_folder_of_another_size_is_read_at_that(page: SpritesPage, tmp_path: Path, qtbot: QtBot) -> None:
    sprites = draw_sprites(30, seed=8)[:, ::2, ::2]
    for number, pixels in enumerate(sprites):
        write_png(tmp_path / f"{number}.png", pixels)
    read(page, qtbot, tmp_path)
    assert page.resolution == 8
    assert page.found is not None
    assert page.found.pixels.shape[1:] == (8, 8, 4)
    assert page.count == len(np.unique(sprites.reshape(30, -1), axis=0))


def test_the_frames_of_the_drawing(page: SpritesPage, drawings: np.ndarray, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        QTest.mouseClick(page.view.drawing, LEFT)
    assert page.found is not None
    np.testing.assert_array_equal(page.found.sprites[0].pixels, drawings[0])
    assert page.view.remark.sentence.text() == ONE_ALONE


def test_nothing_of_use_and_nothing_there(page: SpritesPage, folder: Path, qtbot: QtBot) -> None:
    read(page, qtbot, folder / "wide.png")
    assert page.view.summary.text() == "No sprites to learn from."
    assert page.view.left_out.isVisible()
    assert not page.isComplete()
    read(page, qtbot, folder / "gone.png")
    assert "gone.png does not exist" in page.view.notice.sentence.text()


def test_reading_can_be_stopped(
    page: SpritesPage, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_until_stopped(source: Source, _options: object, progress: object, cancelled: object) -> Reading:
        while not cancelled():  # type: ignore[operator]
            progress(3, 1000)  # type: ignore[operator]
        raise AssertionError("a stopped reading says nothing")

    monkeypatch.setattr(Source, "read", read_until_stopped)
    page.take_paths([folder])
    qtbot.waitUntil(lambda: page.view.reading.text() == "Read 3 of 1,000 files", timeout=LIMIT_MS)
    QTest.mouseClick(page.view.cancel, LEFT)
    assert not page.scanning
    assert page.found is None
    assert page.view.notice.isVisible()


def test_ten_thousand_are_no_wait(page: SpritesPage, tmp_path: Path, qtbot: QtBot) -> None:
    colors = np.arange(10_000, dtype=np.uint32)
    cells = np.zeros((100, 100, 16, 16, 4), np.uint8)
    cells[..., 3] = 255
    cells[..., 0] = (colors % 256).reshape(100, 100, 1, 1)
    cells[..., 1] = (colors // 256).reshape(100, 100, 1, 1)
    cells[:, :, 0, 0] = 255
    write_png(tmp_path / "sheet.png", cells.swapaxes(1, 2).reshape(1600, 1600, 4))
    read(page, qtbot, tmp_path)
    assert page.view.which.button("kept").text() == "Kept  10,000"
    last = page.view.model.index(9_999, 0)
    page.view.kept.scrollTo(last)
    qtbot.waitUntil(lambda: page.view.kept.indexAt(cell(page, 9_999)) == last, timeout=LIMIT_MS)
    QTest.mouseClick(page.view.kept.viewport(), LEFT, pos=cell(page, 9_999))
    assert page.view.summary.text().startswith("9,999 of 10,000 sprites ticked")


def test_a_source_is_named_by_what_was_chosen(folder: Path, unready: Session) -> None:
    assert Source.of_paths([folder]).title == "my sprites"
    several = Source.of_paths([folder / "item 00.png", folder / "item 01.png"])
    assert (several.name, several.title) == ("item 00", "item 00 and 1 more")
    assert several.root == folder
    sprite = unready.document.sprite
    assert isinstance(sprite.frames[0], Frame)
    assert len(Source.of_document(unready.document).frames) == len(sprite.frames)
