"""A folder of 100,000 files, read beside the window: the window goes on, and everything is listed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.folder_walk import MAX_FILES
from lunarcore_studio.files.image_writing import encode_png
from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.training_sprites_page import SpritesPage
from tests.files.drawn import sprite
from tests.hostile.listing import drop_folder, open_left_out

SPRITES, A_FOLDER = 8, 1000
TICK_MS = 10
# That the window may stand still: a garbage collection over all that is listed takes a sixth of a second, and
# three times as long where other programs share the cores.
LONGEST_S = 1.0
LIMIT_MS = 600_000


class Pulse(QObject):
    """Ticks on the GUI thread; `longest_s` is the longest time between two ticks."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_s, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def pulse() -> Iterator[Pulse]:
    pulse = Pulse()
    yield pulse
    pulse.stop()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 names of eight sprites, and a hundred more that are not looked at."""
    folder = tmp_path_factory.mktemp("crowd")
    for number in range(MAX_FILES + 100):
        path = folder / f"{number // A_FOLDER:03}" / f"{number}.png"
        if number % A_FOLDER == 0:
            path.parent.mkdir()
            for kind in range(SPRITES):
                (path.parent / f".{kind}").write_bytes(encode_png(sprite(kind)))
        path.hardlink_to(path.parent / f".{number % SPRITES}")
    return folder


def check_pulse(pulse: Pulse) -> None:
    print(f"the window stood still for at most {1000 * pulse.longest_s:.0f} ms")
    assert pulse.longest_s < LONGEST_S


@pytest.mark.slow
def test_the_library_reads_a_hundred_thousand_files(
    crowd: Path, library: LibraryPanel, qtbot: QtBot, pulse: Pulse
) -> None:
    with qtbot.waitSignal(library.scanned, timeout=LIMIT_MS):
        assert drop_folder(library, crowd)
    assert len(library.sprites) == SPRITES
    duplicates = [left for left in library.left_out if left.reason.startswith("duplicate of ")]
    assert len(duplicates) == MAX_FILES - SPRITES
    assert any(left.reason == "not looked at: more than 100,000 files" for left in library.left_out)
    dialog = open_left_out(library, qtbot)
    assert dialog.table.model().rowCount() == len(library.left_out)
    dialog.close()
    check_pulse(pulse)


@pytest.mark.slow
def test_the_wizard_reads_a_hundred_thousand_files_and_stops_at_once(
    crowd: Path, page: SpritesPage, qtbot: QtBot, pulse: Pulse
) -> None:
    assert drop_folder(page, crowd)
    qtbot.waitUntil(lambda: page.view.progress.value() > 2000, timeout=LIMIT_MS)
    began = time.perf_counter()
    qtbot.mouseClick(page.view.cancel, Qt.MouseButton.LeftButton)
    assert not page.scanning
    assert time.perf_counter() - began < LONGEST_S
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        assert drop_folder(page, crowd)
    assert page.count == SPRITES
    assert page.view.which.button("left").text().startswith("Left out  1")
    check_pulse(pulse)
