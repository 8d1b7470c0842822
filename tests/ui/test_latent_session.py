"""The sliders' rules: one base, positions that add up, and a memory by picture."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.ui import latent_session
from lunarcore_studio.ui.latent_session import LatentSession, picture_key

X = np.full((16, 16, 4), 200, np.uint8)
Y = np.full((16, 16, 4), 90, np.uint8)


@pytest.fixture
def latent() -> LatentSession:
    session = LatentSession()
    session.open_model((2.0, 3.0, 4.0))
    session.observe(X, None, "file")
    return session


def slide(latent: LatentSession, axis: int, sigma: float, picture: np.ndarray) -> None:
    """What a committed gesture leaves behind."""
    latent.position = latent.pulled(axis, sigma)
    latent.expect(picture, latent.position.mask)
    latent.remember(picture, latent.position)


def test_a_drawing_is_a_base_at_rest(latent: LatentSession) -> None:
    assert latent.position.at_rest
    assert latent.position.offsets == (0.0, 0.0, 0.0)
    assert np.array_equal(latent.position.base, X)


def test_the_base_can_not_be_changed_from_outside(latent: LatentSession) -> None:
    mine = Y.copy()
    latent.observe(mine, None, "hand")
    mine[:] = 0
    assert np.array_equal(latent.position.base, Y)
    assert not latent.position.base.flags.writeable


def test_several_sliders_add_up_on_one_base(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    latent.position = latent.pulled(2, -2.5)
    assert latent.position.offsets == (1.0, 0.0, -2.5)
    assert np.array_equal(latent.position.base, X)


def test_a_slider_stays_within_its_reach(latent: LatentSession) -> None:
    assert latent.pulled(0, 9.0).offsets[0] == 2.0
    assert latent.pulled(1, -9.0).offsets[1] == -3.0


def test_what_the_sliders_made_is_no_new_base(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    assert not latent.observe(Y, None, "model")
    assert np.array_equal(latent.position.base, X)


def test_undo_and_redo_bring_the_sliders_back(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    assert latent.observe(X, None, "history")
    assert latent.position.at_rest
    assert latent.observe(Y, None, "history")
    assert latent.position.offsets == (1.0, 0.0, 0.0)
    assert np.array_equal(latent.position.base, X)


def test_a_hand_makes_a_new_base_and_undo_returns_to_the_old_one(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    touched = Y.copy()
    touched[3, 3] = 0
    assert latent.observe(touched, None, "hand")
    assert latent.position.at_rest
    assert np.array_equal(latent.position.base, touched)
    latent.observe(Y, None, "history")
    assert latent.position.offsets[0] == 1.0


def test_another_selection_is_another_beginning(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    mask = np.zeros((16, 16), bool)
    mask[2:5, 2:5] = True
    assert latent.observe(Y, mask, "hand")
    assert latent.position.at_rest
    assert latent.position.mask is mask
    latent.observe(Y, None, "history")
    assert latent.position.offsets[0] == 1.0


def test_another_file_forgets_the_memory(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    latent.observe(X, None, "file")
    latent.observe(Y, None, "history")
    assert latent.position.at_rest


def test_a_reset_is_remembered_as_rest(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, X)
    latent.observe(Y, None, "hand")
    latent.observe(X, None, "history")
    assert latent.position.offsets[0] == 1.0
    slide(latent, 0, 0.0, X)
    latent.observe(Y, None, "hand")
    latent.observe(X, None, "history")
    assert latent.position.at_rest


def test_the_memory_is_bounded(latent: LatentSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latent_session, "REMEMBERED", 3)
    pictures = [np.full((16, 16, 4), shade, np.uint8) for shade in range(1, 6)]
    for number, picture in enumerate(pictures):
        slide(latent, 0, 0.1 + number / 10, picture)
    latent.observe(pictures[0], None, "history")
    assert latent.position.at_rest
    latent.observe(pictures[4], None, "history")
    assert latent.position.offsets[0] == pytest.approx(0.5)


def test_a_locked_slider_is_passed_over(latent: LatentSession) -> None:
    slide(latent, 0, 1.0, Y)
    assert latent.toggle_lock(0)
    assert latent.pulled(0, 2.0).offsets[0] == 1.0
    assert latent.reset().offsets == (1.0, 0.0, 0.0)
    rolled = latent.rolled(range(3), np.random.default_rng(0))
    assert rolled.offsets[0] == 1.0
    assert rolled.offsets[1] != 0
    assert not latent.toggle_lock(0)


def test_a_roll_stays_in_reach_and_among_the_axes_shown(latent: LatentSession) -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        rolled = latent.rolled((0, 1), rng)
        assert abs(rolled.offsets[0]) <= 2.0
        assert abs(rolled.offsets[1]) <= 3.0
        assert rolled.offsets[2] == 0.0


def test_the_key_tells_masks_apart() -> None:
    mask = np.ones((16, 16), bool)
    assert picture_key(X, None) != picture_key(X, mask)
    assert picture_key(X, mask) == picture_key(X.copy(), mask.copy())


def test_other_sliders_of_one_s_own_leave_the_rest_where_it_stood(latent: LatentSession) -> None:
    slide(latent, 1, 1.5, Y)
    latent.toggle_lock(0)
    latent.change_axes((2.0, 3.0, 4.0, 16.0), (0, 1, 2, -1))
    assert latent.position.offsets == (0.0, 1.5, 0.0, 0.0)
    assert latent.pulled(3, 20.0).offsets == (0.0, 1.5, 0.0, 16.0)
    latent.change_axes((2.0, 3.0, 16.0), (0, 1, 3))
    assert latent.position.offsets == (0.0, 1.5, 0.0)
    assert latent.locked == {0}
    latent.observe(X, None, "hand")
    latent.observe(Y, None, "hand")
    assert latent.position.offsets == (0.0, 1.5, 0.0), "it is remembered among the others"


def test_what_a_deleted_slider_made_is_a_new_base(latent: LatentSession) -> None:
    slide(latent, 2, 4.0, Y)
    latent.change_axes((2.0, 3.0), (0, 1))
    assert latent.observe(Y, None, "model")
    assert latent.position.at_rest
    assert np.array_equal(latent.position.base, Y)
