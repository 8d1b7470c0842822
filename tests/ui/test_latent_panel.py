"""Sliders under a real mouse and real keys: one gesture, one undo step, and the drawing comes back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.ui.latent_panel import ROWS_AT_ONCE, LatentPanel
from lunarcore_studio.ui.latent_slider import LatentSlider
from lunarcore_studio.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> LatentPanel:
    panel = LatentPanel(session)
    qtbot.addWidget(panel)
    panel.resize(312, 640)
    panel.show()
    return panel


def at(slider: LatentSlider, sigma: float) -> QPoint:
    return QPoint(slider.x_at(sigma), slider.height() // 2)


def drag(qtbot: QtBot, slider: LatentSlider, *sigmas: float, release: bool = True) -> None:
    """Take the handle, lead it over some positions, let go."""
    qtbot.mousePress(slider, LEFT, pos=at(slider, slider.sigma))
    for sigma in sigmas:
        qtbot.mouseMove(slider, at(slider, sigma))
    if release:
        qtbot.mouseRelease(slider, LEFT, pos=at(slider, sigmas[-1]))


def test_twelve_sliders_then_more(panel: LatentPanel, qtbot: QtBot) -> None:
    assert len(panel.rows) == ROWS_AT_ONCE
    assert panel.count.text() == f"12 of {len(panel.latent.reach)} axes"
    qtbot.mouseClick(panel.more, LEFT)
    assert len(panel.rows) == 2 * ROWS_AT_ONCE
    assert panel.rows[-1].low.pixels is None, "what can not be seen is not asked for"
    bar = panel._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert panel.rows[-1].low.pixels is not None


def test_every_slider_shows_both_ends(panel: LatentPanel) -> None:
    for row in panel.rows:
        assert row.low.pixels is not None
        assert row.high.pixels is not None
        assert not np.array_equal(row.low.pixels, row.high.pixels)


def test_at_rest_the_picture_is_exactly_mine(panel: LatentPanel, session: Session) -> None:
    assert panel.latent.position.at_rest
    assert not session.document.can_undo


def test_a_whole_drag_is_one_undo_step(
    panel: LatentPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    slider = panel.rows[0].slider
    reach = panel.latent.reach[0]
    seen: list[bytes] = []
    session.document_changed.connect(lambda _change: seen.append(session.document.pixels.tobytes()))
    drag(qtbot, slider, 0.3 * reach, 0.6 * reach, 0.9 * reach, release=False)
    assert len(set(seen)) >= 2, "the canvas follows the drag"
    assert session.document.live
    qtbot.mouseRelease(slider, LEFT, pos=at(slider, 0.9 * reach))
    assert not session.document.live
    assert session.document.undo_label == f"Slider 1 +{slider.sigma:.1f}σ"
    session.document.undo()
    assert np.array_equal(session.document.pixels, drawings[0])
    assert not session.document.can_undo


def test_undo_and_redo_bring_the_sliders_back(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    first, third = panel.rows[0].slider, panel.rows[2].slider
    drag(qtbot, first, 0.8 * panel.latent.reach[0])
    drag(qtbot, third, -0.7 * panel.latent.reach[2])
    stood = first.sigma, third.sigma
    made = session.document.pixels.copy()
    session.document.undo()
    assert (first.sigma, third.sigma) == (stood[0], 0.0)
    session.document.undo()
    assert (first.sigma, third.sigma) == (0.0, 0.0)
    session.document.redo()
    session.document.redo()
    assert (first.sigma, third.sigma) == stood
    assert np.array_equal(session.document.pixels, made)


def test_escape_takes_the_drag_back(
    panel: LatentPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    slider = panel.rows[0].slider
    drag(qtbot, slider, 0.9 * panel.latent.reach[0], release=False)
    assert not np.array_equal(session.document.pixels, drawings[0])
    qtbot.keyClick(slider, Qt.Key.Key_Escape)
    assert np.array_equal(session.document.pixels, drawings[0])
    assert slider.sigma == 0.0
    qtbot.mouseMove(slider, at(slider, -0.5))
    qtbot.mouseRelease(slider, LEFT, pos=at(slider, -0.5))
    assert np.array_equal(session.document.pixels, drawings[0])
    assert not session.document.can_undo


def test_double_click_is_rest_and_no_step_more(
    panel: LatentPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    slider = panel.rows[0].slider
    drag(qtbot, slider, 0.9 * panel.latent.reach[0])
    made = session.document.pixels.copy()
    place = at(slider, -0.5 * panel.latent.reach[0])
    qtbot.mouseClick(slider, LEFT, pos=place)
    qtbot.mouseDClick(slider, LEFT, pos=place)
    assert slider.sigma == 0.0
    assert np.array_equal(session.document.pixels, drawings[0])
    assert session.document.undo_label == "Slider 1 to rest"
    session.document.undo()
    assert np.array_equal(session.document.pixels, made)


def test_a_click_beside_the_handle_goes_there(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    slider = panel.rows[0].slider
    qtbot.mouseClick(slider, LEFT, pos=at(slider, 0.75 * panel.latent.reach[0]))
    assert slider.sigma == pytest.approx(0.75 * panel.latent.reach[0], abs=0.1)
    assert session.document.can_undo


def test_keys_pull_by_steps(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    slider = panel.rows[1].slider
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.sigma == pytest.approx(1.1)
    assert panel.rows[1].value.text() == "+1.1σ"
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.sigma == pytest.approx(0.0)
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert slider.sigma == 0.0


def test_a_held_key_is_one_gesture(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    slider = panel.rows[0].slider
    for _ in range(20):
        slider._pull_by_key(Qt.Key.Key_PageUp, repeated=bool(slider.held))
    assert session.document.live
    qtbot.keyRelease(slider, Qt.Key.Key_PageUp)
    assert not session.document.live
    session.document.undo()
    assert not session.document.can_undo


def test_a_hand_stroke_makes_a_new_base(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    slider = panel.rows[0].slider
    drag(qtbot, slider, 0.9 * panel.latent.reach[0])
    session.document.stroke_begin(session.hand, (0, 0))
    session.document.stroke_to((15, 0))
    session.document.stroke_end()
    assert slider.sigma == 0.0
    assert np.array_equal(panel.latent.position.base, session.document.pixels)
    session.document.undo()
    assert slider.sigma != 0.0


def test_a_selection_holds_the_change(
    panel: LatentPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    session.document.select(Selection.rectangle((16, 16), (0, 0, 16, 8)))
    drag(qtbot, panel.rows[0].slider, 0.9 * panel.latent.reach[0])
    changed = (session.document.pixels != drawings[0]).any(axis=-1)
    assert changed[:8].any()
    assert not changed[8:].any()


def test_dice_is_one_step_and_passes_locks_over(
    panel: LatentPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    qtbot.mouseClick(panel.rows[4].lock, LEFT)
    assert panel.rows[4].slider.locked
    qtbot.mouseClick(panel.dice, LEFT)
    thrown = [row.slider.sigma for row in panel.rows]
    assert thrown[4] == 0.0
    assert sum(1 for sigma in thrown if sigma) > 6
    assert session.document.undo_label == "Dice"
    session.document.undo()
    assert np.array_equal(session.document.pixels, drawings[0])
    assert all(row.slider.sigma == 0.0 for row in panel.rows)


def test_a_locked_slider_can_not_be_pulled(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.rows[0].lock, LEFT)
    drag(qtbot, panel.rows[0].slider, 0.9 * panel.latent.reach[0])
    qtbot.keyClick(panel.rows[0].slider, Qt.Key.Key_PageUp)
    assert panel.rows[0].slider.sigma == 0.0
    assert not session.document.can_undo


def test_reset_brings_the_drawing_back_as_one_step(
    panel: LatentPanel, session: Session, qtbot: QtBot, drawings: np.ndarray
) -> None:
    drag(qtbot, panel.rows[0].slider, 0.9 * panel.latent.reach[0])
    drag(qtbot, panel.rows[1].slider, 0.9 * panel.latent.reach[1])
    made = session.document.pixels.copy()
    qtbot.mouseClick(panel.reset, LEFT)
    assert np.array_equal(session.document.pixels, drawings[0])
    assert not panel.reset.isEnabled()
    session.document.undo()
    assert np.array_equal(session.document.pixels, made)
    assert panel.rows[1].slider.sigma != 0.0


def test_an_end_is_a_click_away(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    shown = panel.rows[0].high.pixels
    assert shown is not None
    qtbot.mouseClick(panel.rows[0].high, LEFT)
    assert panel.rows[0].slider.sigma == pytest.approx(panel.latent.reach[0], abs=0.06)
    assert np.array_equal(session.document.pixels, shown)


def test_ends_follow_the_drawing(panel: LatentPanel, session: Session) -> None:
    before = panel.rows[0].high.pixels
    session.document.stroke_begin(session.hand, (0, 0))
    session.document.stroke_to((15, 15))
    assert panel.rows[0].high.pixels is before, "while the hand draws, thumbnails rest"
    session.document.stroke_end()
    after = panel.rows[0].high.pixels
    assert before is not None
    assert after is not None
    assert not np.array_equal(before, after)


def test_the_mode_is_part_of_what_undo_restores(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    drag(qtbot, panel.rows[0].slider, 0.9 * panel.latent.reach[0])
    in_detail = session.document.pixels.copy()
    qtbot.mouseClick(panel.modes.button("latent"), LEFT)
    assert panel.latent.position.detail == 0.0
    session.document.undo()
    assert panel.modes.current == "detail"
    assert np.array_equal(session.document.pixels, in_detail)


def test_another_model_has_other_sliders(panel: LatentPanel, session: Session, qtbot: QtBot) -> None:
    drag(qtbot, panel.rows[0].slider, 0.9 * panel.latent.reach[0])
    made = session.document.pixels.copy()
    facts = session.client.facts
    assert facts is not None
    session.client.load_model(facts.path)
    assert np.array_equal(session.document.pixels, made)
    assert panel.latent.position.at_rest
    assert np.array_equal(panel.latent.position.base, made)
    assert len(panel.rows) == ROWS_AT_ONCE


def test_without_a_model_it_says_so(unready: Session, qtbot: QtBot) -> None:
    panel = LatentPanel(unready)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.notice.isVisible()
    panel.throw_dice()
    panel.reset_all()
    assert not unready.document.can_undo
