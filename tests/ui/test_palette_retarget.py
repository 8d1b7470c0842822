"""Another palette for the drawing: canvas, preview and strip recolour together, and go back together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import recoloured
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite
from lunarcore_studio.ui.palette_panel import PalettePanel
from lunarcore_studio.ui.preview_panel import PreviewPanel
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.strip_panel import StripPanel
from tests.ui.studio import LEFT

Parts = tuple[PalettePanel, PreviewPanel, StripPanel]


@pytest.fixture
def parts(session: Session, qtbot: QtBot, drawings: np.ndarray) -> Parts:
    """A walk from the drawing to another one, in their own colours."""
    parts = PalettePanel(session), PreviewPanel(session), StripPanel(session)
    for part in parts:
        qtbot.addWidget(part)
        part.show()
    session.document.apply(session.document.sprite.with_pixels(drawings[2]), "Other")
    session.document.undo()  # the preview hears of the drawing
    parts[2].set_end("A", drawings[0], "one")
    parts[2].set_end("B", drawings[1], "other")
    return parts


def seen(session: Session, parts: Parts) -> list[np.ndarray]:
    _palette, preview, strip = parts
    assert strip.frames is not None
    return [session.document.pixels, preview.views["detail"].picture.pixels, *strip.frames]


def test_all_recolour_while_one_goes_over_the_list_and_go_back(session: Session, parts: Parts) -> None:
    before = seen(session, parts)
    parts[0].recolour()
    shown = parts[0].recolours
    assert shown is not None
    QTest.mouseMove(shown.list.viewport(), shown.list.visualItemRect(shown.list.item(2)).center())
    QTest.mouseMove(shown.list.viewport(), shown.list.visualItemRect(shown.list.item(1)).center())
    palette = session.document.sprite.palette
    assert palette.name == shown.list.item(1).text()
    for picture in seen(session, parts):
        assert set(Palette.of(picture)) <= set(palette)
    QTest.keyClick(shown.list, Qt.Key.Key_Escape)
    assert all(map(np.array_equal, seen(session, parts), before))
    assert not session.document.can_undo


def test_a_file_recolours_all_in_one_step(session: Session, parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "two.hex").write_text("203040\ne0f0c0\n")
    before = seen(session, parts)
    assert parts[0].files.recolour_path(tmp_path / "two.hex")
    after = seen(session, parts)
    assert all(
        set(Palette.of(picture)) <= {(0x20, 0x30, 0x40, 255), (0xE0, 0xF0, 0xC0, 255)} for picture in after
    )
    session.document.undo()
    assert not session.document.can_undo
    assert all(map(np.array_equal, seen(session, parts), before))
    session.document.redo()
    assert all(map(np.array_equal, seen(session, parts), after))


def test_an_end_that_came_later_keeps_its_colours(
    session: Session, parts: Parts, tmp_path: Path, drawings: np.ndarray
) -> None:
    (tmp_path / "two.hex").write_text("203040\ne0f0c0\n")
    parts[0].files.recolour_path(tmp_path / "two.hex")
    recoloured = parts[2].end("B")
    parts[2].set_end("A", drawings[2], "later")
    QTest.mouseClick(parts[0].lock, LEFT)
    assert np.array_equal(parts[2].end("A"), drawings[2])
    parts[2].swap()
    session.document.undo()
    assert np.array_equal(parts[2].end("B"), drawings[2])
    assert np.array_equal(parts[2].end("A"), drawings[1])
    assert not np.array_equal(parts[2].end("A"), recoloured)


def test_what_can_not_be_read_or_may_not_be_changed_is_told(
    session: Session, parts: Parts, tmp_path: Path
) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    assert not parts[0].files.recolour_path(tmp_path / "none.gpl")
    (tmp_path / "one.hex").write_text("203040\n")
    session.set_settings(palette_locked=True)
    assert not parts[0].files.recolour_path(tmp_path / "one.hex")
    assert "none.gpl does not exist" in told[0]
    assert "locked" in told[1]
    assert not session.document.can_undo


@pytest.fixture
def walk(session: Session, parts: Parts, drawings: np.ndarray) -> Sprite:
    """Forty frames, each another drawing, the third of them active."""
    cels = {(0, frame): Cel(np.roll(drawings[frame % 4], frame, axis=0)) for frame in range(40)}
    session.document.replace(Sprite(16, 16, frames=(Frame(),) * 40, cels=cels), None)
    session.document.go_to(0, 2)
    session.document.commit("Change")
    return session.document.sprite


def changed_frames(before: Sprite, after: Sprite) -> set[int]:
    return {frame for layer, frame in before.cels if after.cels[layer, frame] != before.cels[layer, frame]}


def test_of_many_frames_the_seen_one_goes_first_and_the_others_when_the_hand_rests(
    session: Session, parts: Parts, walk: Sprite, qtbot: QtBot
) -> None:
    parts[0].recolour()
    shown = parts[0].recolours
    assert shown is not None
    for row in (2, 3):
        shown.list.setCurrentRow(row)
        assert changed_frames(walk, session.document.sprite) == {2}
    whole = recoloured(walk, session.document.sprite.palette)
    qtbot.waitUntil(lambda: session.document.sprite == whole)
    shown.list.setCurrentRow(4)
    assert changed_frames(walk, session.document.sprite) == {2}
    QTest.keyClick(shown.list, Qt.Key.Key_Escape)
    assert session.document.sprite is walk
    assert not session.document.can_undo


def test_a_step_has_all_frames_whoever_ends_it(session: Session, parts: Parts, walk: Sprite) -> None:
    session.set_settings(onion=True)
    for ends_itself in (True, False):
        parts[0].recolour()
        shown = parts[0].recolours
        assert shown is not None
        shown.list.setCurrentRow(5)
        assert changed_frames(walk, session.document.sprite) == {1, 2, 3}
        if ends_itself:
            QTest.keyClick(shown.list, Qt.Key.Key_Return)
        else:
            session.document.go_to(0, 7)
            shown.close()
        assert session.document.sprite == recoloured(walk, session.document.sprite.palette)
        assert session.document.undo_label == "Recolour"
        session.document.undo()
        assert session.document.sprite is walk
