"""Recorded hands on the window, above all on its colours, give the drawings that they gave when seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lunarcore_studio.ui import theme
from tests.replay.hands import WindowReplay
from tests.replay.timeline import whole_digest
from tests.ui.studio import CTRL, Studio, await_active

RECORDINGS = sorted((Path(__file__).parent / "window").glob("*.txt"))
COLOUR_DEEDS = {
    *("swatch-drag", "edit", "drop", "hover", "known", "action palette-ramp", "action palette-merge"),
    *("action palette-sort-lightness", "action palette-sort-hue", "action palette-sort-use"),
    *("action palette-extract", "action palette-remap", "action palette-unused", "click lock"),
    *("action palette-lock", "action mode-indexed", "action mode-rgba", "action contrast"),
    *("action posterise", "action hue"),
}


@pytest.fixture(scope="module")
def studio(qapp: QApplication) -> Iterator[Studio]:
    """One window for all recordings: each begins with a drawing of its own."""
    theme.apply_theme(qapp, "dark")
    studio = Studio()
    studio.window.resize(1440, 900)
    studio.window.show()
    studio.window.activateWindow()
    await_active(studio.window)
    yield studio
    studio.mark_all_saved()
    studio.window.close()
    studio.window.deleteLater()


def goes_back_and_forth(studio: Studio) -> None:
    """By the keys for undo and redo, all the way."""
    document = studio.document
    studio.window.activateWindow()
    await_active(studio.window)
    studio.canvas.setFocus()
    while document.redo():
        pass
    last, sprite, steps = whole_digest(document), document.sprite, document.history.cursor
    for _ in range(steps):
        studio.key(Qt.Key.Key_Z, CTRL)
    assert not document.can_undo
    assert (document.sprite.mode, document.pixels.any()) == ("rgba", False)
    for _ in range(steps):
        studio.key(Qt.Key.Key_Y, CTRL)
    assert (document.can_redo, document.sprite is sprite, whole_digest(document)) == (False, True, last)


@pytest.mark.parametrize("recording", RECORDINGS, ids=[path.stem for path in RECORDINGS])
def test_a_recording_gives_its_digests_and_goes_back_and_forth(
    recording: Path, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay = WindowReplay(studio, tmp_path, monkeypatch)
    replay.run(recording)
    assert replay.expected, "a recording without a digest shows nothing"
    assert replay.found == replay.expected
    goes_back_and_forth(studio)


def test_every_deed_on_colours_is_recorded() -> None:
    lines = [line.split() for path in RECORDINGS for line in path.read_text().splitlines() if line.strip()]
    deeds = {line[0] for line in lines} | {" ".join(line[:2]) for line in lines}
    assert deeds >= COLOUR_DEEDS
