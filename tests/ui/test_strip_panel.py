"""The walk from A to B: exact ends, frames that are taken and exported."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.images import read_image, read_pixels
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui.images import pixels_from_mime, sprite_mime
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.several_pictures import FRAMES_MIME
from lunarcore_studio.ui.strip_panel import StripPanel, there_and_back
from lunarcore_studio.ui.strip_row import StripRow
from lunarcore_studio.ui.timeline_panel import TimelinePanel
from tests.ui.drops import carried, drop
from tests.ui.studio import PLAIN, SHIFT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> StripPanel:
    panel = StripPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1400, 96)
    panel.show()
    return panel


@pytest.fixture
def walked(panel: StripPanel, qtbot: QtBot, drawings: np.ndarray) -> StripPanel:
    """From the drawing to another sprite that was dropped."""
    qtbot.mouseClick(panel.controls.a, LEFT)
    assert drop(panel.row.well("B"), sprite_mime(drawings[1], "other"))
    return panel


def test_it_says_what_is_missing(panel: StripPanel, qtbot: QtBot) -> None:
    assert "Choose two sprites" in panel.row.hint.text()
    qtbot.mouseClick(panel.controls.a, LEFT)
    assert "Now B" in panel.row.hint.text()
    assert not panel.controls.export.isEnabled()


def test_both_ends_are_exact(walked: StripPanel, drawings: np.ndarray) -> None:
    frames = walked.frames
    assert frames is not None
    assert frames.shape == (9, 16, 16, 4)
    assert np.array_equal(frames[0], drawings[0])
    assert np.array_equal(frames[-1], drawings[1])
    assert [view.pixels.tobytes() for view in walked.row.views] == [frame.tobytes() for frame in frames]


def test_the_walk_keeps_to_the_colours_of_both_ends(
    walked: StripPanel, session: Session, drawings: np.ndarray
) -> None:
    both = set(Palette.of(drawings[:2]).colors)
    assert set(Palette.of(walked.frames).colors) <= both
    walked.controls.palette.setCurrentIndex(1)
    walked.controls.palette.activated.emit(1)
    assert set(Palette.of(walked.frames[1:-1]).colors) <= set(session.document.sprite.palette.colors)


@pytest.mark.parametrize("count", [3, 17])
def test_three_to_seventeen_frames(walked: StripPanel, session: Session, count: int) -> None:
    walked.controls.frames.setValue(count)
    assert walked.frames is not None
    assert len(walked.frames) == len(walked.row.views) == count
    assert session.settings.strip_frames == count
    views = walked.row.views
    assert all(view.height() == views[0].height() for view in views)
    assert views[-1].geometry().right() < walked.player.x()


def test_line_and_sphere_are_two_ways(walked: StripPanel, qtbot: QtBot) -> None:
    line = walked.frames
    qtbot.mouseClick(walked.controls.paths.button("sphere"), LEFT)
    assert line is not None
    assert walked.frames is not None
    assert not np.array_equal(line, walked.frames)
    assert np.array_equal(line[[0, -1]], walked.frames[[0, -1]])


def test_a_click_takes_a_frame(
    walked: StripPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    qtbot.mouseClick(walked.row.views[4], LEFT)
    assert np.array_equal(session.document.pixels, walked.frames[4])
    assert session.document.undo_label == "Take frame 5 of 9"
    assert walked.row.views[4].chosen
    session.document.undo()
    assert np.array_equal(session.document.pixels, drawings[0])
    assert not session.document.can_undo


def test_keys_step_and_take(walked: StripPanel, session: Session, qtbot: QtBot) -> None:
    views = walked.row.views
    qtbot.keyClick(views[0], Qt.Key.Key_Right)
    qtbot.keyClick(views[1], Qt.Key.Key_Right)
    assert walked.row.current == 2
    qtbot.keyClick(views[2], Qt.Key.Key_Return)
    assert np.array_equal(session.document.pixels, walked.frames[2])
    qtbot.keyClick(views[2], Qt.Key.Key_Left)
    assert walked.row.current == 1


def test_swap_walks_back(walked: StripPanel, qtbot: QtBot, drawings: np.ndarray) -> None:
    qtbot.mouseClick(walked.controls.swap, LEFT)
    assert np.array_equal(walked.frames[0], drawings[1])
    assert np.array_equal(walked.frames[-1], drawings[0])
    assert walked.row.well("A").name == "other"


def test_a_small_sprite_is_padded_and_a_large_one_refused(
    panel: StripPanel, session: Session, qtbot: QtBot
) -> None:
    assert panel.set_end("A", np.full((8, 8, 4), 255, np.uint8), "small")
    assert panel.end("A").shape == (16, 16, 4)
    with qtbot.waitSignal(session.told) as told:
        assert not panel.set_end("B", np.full((32, 32, 4), 255, np.uint8), "large")
    assert "16x16" in told.args[0]
    assert "32x32" in told.args[0]
    assert panel.end("B") is None


def test_a_strip_png_is_the_frames_side_by_side(walked: StripPanel, tmp_path: Path) -> None:
    assert walked.export_to(tmp_path / "walk.png")
    written = read_pixels(tmp_path / "walk.png")
    assert np.array_equal(written, np.concatenate(list(walked.frames), axis=1))


@pytest.mark.parametrize("suffix", [".gif", ".apng", ".webp"])
def test_an_animation_holds_every_frame(walked: StripPanel, tmp_path: Path, suffix: str) -> None:
    assert walked.export_to(tmp_path / f"walk{suffix}")
    frames = np.stack(read_image(tmp_path / f"walk{suffix}").frames)
    visible = walked.frames[..., 3:] > 0
    assert np.array_equal(frames * visible, walked.frames * visible)
    assert np.array_equal(frames[..., 3], walked.frames[..., 3])


def test_a_loop_goes_there_and_back(walked: StripPanel, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(walked.controls.loop, LEFT)
    assert walked.export_to(tmp_path / "walk.apng")
    written = np.stack(read_image(tmp_path / "walk.apng").frames)
    assert np.array_equal(written, there_and_back(walked.frames))
    assert len(written) == 16


def test_what_can_not_be_written_is_a_sentence(
    walked: StripPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.told) as told:
        assert not walked.export_to(tmp_path / "absent" / "walk.gif")
    assert "absent" in told.args[0]
    with qtbot.waitSignal(session.told) as told:
        assert not walked.export_to(tmp_path / "walk.jpg")
    assert "walk.jpg" in told.args[0]


def test_the_player_runs_only_while_it_is_seen(walked: StripPanel, qtbot: QtBot) -> None:
    assert not walked.player.playing
    qtbot.mouseClick(walked.controls.play, LEFT)
    assert walked.player.playing
    first = walked.player.view.pixels
    qtbot.waitUntil(lambda: not np.array_equal(walked.player.view.pixels, first))
    walked.hide()
    assert not walked.player.playing
    walked.show()
    assert walked.player.playing


def test_the_walk_waits_for_the_model(
    unready: Session, qtbot: QtBot, tiny_model: Path, drawings: np.ndarray
) -> None:
    panel = StripPanel(unready)
    qtbot.addWidget(panel)
    panel.show()
    panel.set_end("A", drawings[0], "a")
    panel.set_end("B", drawings[1], "b")
    assert panel.frames is None
    assert "waits" in panel.row.hint.text()
    unready.client.start(tiny_model, "cpu")
    assert panel.frames is not None


def test_the_walk_goes_into_the_timeline_as_frames_in_one_step(
    walked: StripPanel, session: Session, qtbot: QtBot
) -> None:
    before = session.document.sprite
    qtbot.mouseClick(walked.controls.loop, LEFT)
    qtbot.mouseClick(walked.controls.as_frames, LEFT)
    sprite, frames = session.document.sprite, walked.frames
    assert frames is not None
    assert len(sprite.frames) == 1 + 16
    for index, frame in enumerate(there_and_back(frames), start=1):
        assert np.array_equal(sprite.flatten(index), frame)
    assert {frame.duration_ms for frame in sprite.frames} == {100}
    assert (session.document.frame, session.document.undo_label) == (1, "Add as frames")
    session.document.undo()
    assert (session.document.sprite, session.document.frame) == (before, 0)
    assert not session.document.can_undo


def test_there_are_no_frames_without_a_walk(panel: StripPanel, session: Session) -> None:
    assert not panel.controls.as_frames.isEnabled()
    assert not panel.add_as_frames()
    assert len(session.document.sprite.frames) == 1


def test_the_hint_keeps_off_the_wells_at_any_width(qtbot: QtBot) -> None:
    holder, row = QWidget(), StripRow()
    qtbot.addWidget(holder)
    row.setParent(holder)
    sentence = "Choose two sprites and the model walks from A to B: drop them here, or press “A = drawing”."
    row.show_ends(None, None, sentence)
    holder.show()
    shown = []
    for width in range(200, 900, 50):
        row.resize(width, 66)
        QApplication.processEvents()
        a, b, hint = row.well("A").geometry(), row.well("B").geometry(), row.hint.geometry()
        assert b.right() < width
        assert row.toolTip() == sentence
        shown.append(row.hint.isVisible())
        if row.hint.isVisible():
            assert a.right() < hint.left()
            assert hint.right() < b.left()
            assert row.hint.heightForWidth(hint.width()) <= 66
    assert shown == sorted(shown)
    assert (shown[0], shown[-1]) == (False, True)


def test_the_walk_is_dragged_into_the_timeline(
    walked: StripPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline = TimelinePanel(session)
    qtbot.addWidget(timeline)
    timeline.resize(1200, 120)
    timeline.show()
    walk, viewport, document = walked.frames, timeline.grid.viewport(), session.document
    assert walk is not None

    def let_go(mime: QMimeData) -> None:
        assert drop(viewport, mime, QPoint(timeline.grid.geometry_now.column(1), 50))

    for view, keys in ((walked.player.view, PLAIN), (walked.row.views[3], SHIFT)):
        mime = carried(monkeypatch, view, view.rect().center(), keys, let_go)
        assert mime is not None
        assert Path(mime.urls()[0].toLocalFile()).name == "Walk from A to B.gif"
        assert np.array_equal(pixels_from_mime(mime)[0], walk[0])
        assert {frame.duration_ms for frame in document.sprite.frames} == {100}
        for index, frame in enumerate(walk, start=1):
            assert np.array_equal(document.sprite.flatten(index), frame)
        assert document.undo()
        assert not document.can_undo
    view = walked.row.views[3]
    mime = carried(monkeypatch, view, view.rect().center(), let_go=let_go)
    assert mime is not None
    assert not mime.hasFormat(FRAMES_MIME)
    assert len(document.sprite.frames) == 2
    assert np.array_equal(document.sprite.flatten(1), walk[3])
