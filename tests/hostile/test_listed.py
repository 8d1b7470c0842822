"""A folder of nearly two hundred kinds of hostile file: scan, library and wizard list each of them with what
became of it, in bounded time for each.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import Found, LeftOut, ScanOptions, scan
from lunarcore_studio.files.errors import shown
from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.training_sprites_page import SpritesPage
from tests.hostile.folder import KINDS, REASONS, SPRITES
from tests.hostile.listing import drop_folder, open_left_out

LIMIT_MS = 60_000  # of all files together; one at a time they are measured in `test_measured.py`
NAMES = {path: str(Path(*map(shown, Path(path).parts))) for path in REASONS}


def check_reasons(left_out: Iterable[tuple[str, str]], expected: dict[str, str]) -> None:
    """Every file that is left out is there, with its reason, and no other."""
    told = dict(left_out)
    assert set(told) == set(expected)
    for name, reason in told.items():
        assert reason.startswith(expected[name]), (name, reason)
        assert reason.isprintable()


def check_sprites(folder: Path, sprites: Iterable[Found]) -> None:
    """Every file that is kept has given as many sprites as are in it."""
    found = list(sprites)
    assert Counter(each.source.relative_to(folder).parts[0] for each in found) == SPRITES
    assert all(each.name.isprintable() for each in found)


def of_paths(folder: Path, left_out: Iterable[LeftOut]) -> list[tuple[str, str]]:
    return [(str(left.path.relative_to(folder)), left.reason) for left in left_out]


def of_table(model: QAbstractItemModel) -> list[tuple[str, str]]:
    rows = range(model.rowCount())
    return [(model.index(row, 0).data(), model.index(row, 2).data()) for row in rows]


def test_there_are_many_kinds() -> None:
    assert len(KINDS) > 180
    assert len(set(REASONS) | set(SPRITES)) == len(KINDS) + 2  # two lie below folders


@pytest.mark.parametrize("is_cached", [True, False])
def test_the_scan_lists_each_with_what_became_of_it(hostile: Path, is_cached: bool) -> None:
    found = scan_cached([hostile]) if is_cached else scan([hostile], options=ScanOptions())
    check_reasons(of_paths(hostile, found.left_out), REASONS)
    check_sprites(hostile, found.sprites)
    if is_cached:
        again = scan_cached([hostile])
        assert again.left_out == found.left_out
        assert list(map(repr, again.sprites)) == list(map(repr, found.sprites))


def test_no_file_holds_up_the_scan(hostile: Path) -> None:
    """Between one report of progress and the next lies one file."""
    last, longest = [time.process_time()], [0.0]

    def cancelled() -> bool:
        now = time.process_time()
        longest[0], last[0] = max(longest[0], now - last[0]), now
        return False

    scan([hostile], options=ScanOptions(), cancelled=cancelled)
    assert longest[0] < 2


def test_the_library_lists_each_with_what_became_of_it(
    hostile: Path, library: LibraryPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(library.scanned, timeout=LIMIT_MS):
        assert drop_folder(library, hostile)
    check_sprites(hostile, library.sprites)
    dialog = open_left_out(library, qtbot)
    check_reasons(of_table(dialog.table.model()), {NAMES[path]: reason for path, reason in REASONS.items()})
    dialog.close()


def test_the_wizard_lists_each_with_what_became_of_it(hostile: Path, page: SpritesPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.scanned, timeout=LIMIT_MS):
        assert drop_folder(page, hostile)
    check_sprites(hostile, (page.view.model.found(row) for row in range(page.count)))
    assert page.resolution == 16
    QTest.mouseClick(page.view.which.button("left"), Qt.MouseButton.LeftButton)
    assert page.view.left_out.isVisible()
    check_reasons(of_table(page.view.left_out.model()), {NAMES[path]: why for path, why in REASONS.items()})
