"""The cell of the drawing that the model sees, and what comes back into it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.frames import frame_added
from lunarcore_studio.pixels.layers import with_layer
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Cel, Layer, Sprite
from lunarcore_studio.pixels.tools import ToolName
from lunarcore_studio.ui.session import Session


@pytest.fixture
def pixels() -> np.ndarray:
    """uint8 (20, 40, 4), opaque, every pixel another."""
    made = np.full((20, 40, 4), 255, np.uint8)
    made[..., 0] = np.arange(40)
    made[..., 1] = np.arange(20)[:, None]
    return made


@pytest.fixture
def large(qapp: object, pixels: np.ndarray) -> Session:
    return Session(Document(Sprite.from_pixels(pixels)), InlineEngineClient(), Settings())


def test_small_drawings_are_padded(qapp: object) -> None:
    small = np.full((5, 7, 4), 9, np.uint8)
    session = Session(Document(Sprite.from_pixels(small)), InlineEngineClient())
    seen = session.model_pixels()
    np.testing.assert_array_equal(seen[:5, :7], small)
    assert not seen[5:].any()
    assert not seen[:, 7:].any()
    np.testing.assert_array_equal(session.with_model_pixels(seen).pixels(), small)


def test_the_cell_is_cut_at_the_edge(large: Session, pixels: np.ndarray) -> None:
    large.look_at((39, 19))
    assert large.cell_origin == (32, 16)
    assert large.cell_rect == (32, 16, 8, 4)
    np.testing.assert_array_equal(large.model_pixels()[:4, :8], pixels[16:, 32:])
    assert not large.model_pixels()[4:].any()


def test_points_beside_the_canvas_move_nothing(large: Session) -> None:
    large.look_at((17, 3))
    for point in ((-1, 3), (40, 3), (3, 20)):
        large.look_at(point)
    assert large.cell_origin == (16, 0)


def test_take_changes_the_cell_only_in_one_step(large: Session, pixels: np.ndarray) -> None:
    large.look_at((20, 2))
    assert large.take(np.full((16, 16, 4), 7, np.uint8), "Take detail")
    after = large.document.pixels
    assert (after[:16, 16:32] == 7).all()
    np.testing.assert_array_equal(after[:, :16], pixels[:, :16])
    np.testing.assert_array_equal(after[16:], pixels[16:])
    assert large.document.undo()
    np.testing.assert_array_equal(large.document.pixels, pixels)


@pytest.fixture
def layered(qapp: object) -> Session:
    """A red ground, and over it an active layer with a green pixel at (1, 1)."""
    ground, upper = np.full((4, 4, 4), (250, 0, 0, 255), np.uint8), np.zeros((4, 4, 4), np.uint8)
    upper[1, 1] = (0, 250, 0, 255)
    layers = (Layer("ground"), Layer("upper"))
    sprite = Sprite(4, 4, layers=layers, cels={(0, 0): Cel(ground), (1, 0): Cel(upper)})
    session = Session(Document(sprite), InlineEngineClient(), Settings())
    session.document.go_to(1, 0)
    return session


def test_the_model_sees_what_a_person_sees_and_edits_the_active_layer(layered: Session) -> None:
    seen = layered.model_pixels()
    assert seen[0, 0].tolist() == [250, 0, 0, 255]
    assert seen[1, 1].tolist() == [0, 250, 0, 255]
    wanted = seen.copy()
    wanted[2, 2] = (0, 0, 250, 255)
    assert layered.take(wanted, "Take detail")
    sprite = layered.document.sprite
    assert np.argwhere(sprite.pixels(1)[..., 3]).tolist() == [[1, 1], [2, 2]]
    assert (sprite.pixels(0) == (250, 0, 0, 255)).all()


def test_an_edit_that_is_pulled_back_leaves_the_lower_layers_out(layered: Session) -> None:
    document, before, seen = layered.document, layered.document.sprite, layered.model_pixels()
    wanted = seen.copy()
    wanted[3, :] = (0, 0, 250, 255)
    document.propose(layered.with_model_pixels(wanted), "model")
    document.propose(layered.with_model_pixels(seen), "model")
    assert document.sprite is before
    assert not document.commit("Slide", "model")


def test_a_locked_layer_takes_nothing_from_the_model(layered: Session) -> None:
    told: list[str] = []
    layered.told.connect(told.append)
    sprite = layered.document.sprite
    layered.document.apply(with_layer(sprite, 1, locked=True), "Lock layer")
    assert not layered.take(np.full((16, 16, 4), 9, np.uint8), "Take detail")
    assert told == ["This layer is hidden or locked."]


def test_another_frame_is_another_picture_to_the_model(layered: Session) -> None:
    layered.document.apply(frame_added(layered.document.sprite, 0), "New empty frame", place=(1, 1))
    assert not layered.model_pixels().any()
    layered.document.go_to(1, 0)
    assert layered.model_pixels()[0, 0].any()


def test_the_selection_is_seen_within_the_cell(large: Session) -> None:
    assert large.selection_mask() is None
    large.document.select(Selection.rectangle((40, 20), (14, 2, 4, 3)))
    large.look_at((20, 2))
    mask = large.selection_mask()
    assert mask is not None
    assert mask.sum() == 6
    assert mask[2:5, :2].all()


def test_another_drawing_begins_at_its_first_cell(large: Session) -> None:
    large.look_at((39, 19))
    large.document.replace(Sprite.blank(), None)
    assert large.cell_rect == (0, 0, 16, 16)


def test_the_projection_has_the_documents_palette(large: Session) -> None:
    told = []
    large.projection_changed.connect(told.append)
    large.projection = Projection("extract", count=8)
    large.projection = Projection("extract", count=8)
    assert told == [Projection("extract", count=8)]
    palette = Palette(((1, 2, 3, 255),))
    large.document.apply(large.document.sprite.with_palette(palette), "Palette", "palette")
    assert large.projection_now() == Projection("extract", palette, 8)


def test_a_palette_that_nobody_chose_leaves_the_drawing_its_colours(large: Session) -> None:
    assert large.projection_now().keeps_own
    chosen = large.document.sprite.with_palette(Palette(((1, 2, 3, 255),), "One"))
    large.document.apply(chosen, "Palette", "palette")
    assert not large.projection_now().keeps_own


def test_the_hand_tells_only_what_changes(large: Session) -> None:
    told = []
    large.hand_changed.connect(told.append)
    large.set_hand(brush_size=3)
    large.set_hand(brush_size=3)
    large.step_brush(-99)
    large.choose_tool("zoom")
    large.choose_tool("fill")
    assert [hand.brush_size for hand in told] == [3, 1, 1, 1]
    assert large.hand.tool is ToolName.FILL
    assert large.view_tool == ""
    with pytest.raises(ValueError, match="airbrush"):
        large.choose_tool("airbrush")


def test_colours_step_through_the_palette_and_come_from_outside_to_the_nearest(large: Session) -> None:
    reds = Palette(((10, 0, 0, 255), (120, 0, 0, 255), (250, 0, 0, 255)))
    large.document.apply(large.document.sprite.with_palette(reds), "Palette", "palette")
    large.set_hand(foreground=(110, 5, 5, 255))
    large.step_color(1)
    assert large.hand.foreground == reds.colors[1]
    large.step_color(2)
    assert large.hand.foreground == reds.colors[0]
    large.step_color(-1)
    assert large.hand.foreground == reds.colors[2]


def test_colours_are_told_as_they_are_seen(qapp: object) -> None:
    red, glass = np.zeros((2, 2, 4), np.uint8), np.zeros((2, 2, 4), np.uint8)
    red[0, 0], glass[0, 0] = (200, 0, 0, 255), (0, 0, 0, 255)
    layers = (Layer("a"), Layer("b", opacity=128))
    session = Session(
        Document(Sprite(2, 2, layers=layers, cels={(0, 0): Cel(red), (1, 0): Cel(glass)})),
        InlineEngineClient(),
    )
    assert session.color_at((0, 0)) == (100, 0, 0, 255)
    hidden = replace(session.document.sprite, layers=(Layer("a"), Layer("b", visible=False)))
    session.document.apply(hidden, "Hide", "hand")
    assert session.color_at((0, 0)) == (200, 0, 0, 255)
    assert [session.color_at(point) for point in [(1, 1), (-1, 0), (0, 2)]] == [None, None, None]
