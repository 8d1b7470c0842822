"""Which layer and frame are active: no step of history, and undo brings the hand back to where it was."""

from __future__ import annotations

import pytest

from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.frames import frame_copied
from lunarcore_studio.pixels.layers import layer_added, layer_removed
from lunarcore_studio.pixels.sprite import Frame, Layer, Sprite
from lunarcore_studio.pixels.tools import Hand

HAND = Hand(foreground=(200, 40, 40, 255))


@pytest.fixture
def document() -> Document:
    """Three layers and three frames, all empty."""
    layers = tuple(Layer(name) for name in "abc")
    return Document(Sprite(8, 8, layers=layers, frames=(Frame(),) * 3))


@pytest.fixture
def heard(document: Document) -> list[Change]:
    changes: list[Change] = []
    document.subscribe(changes.append)
    return changes


def dot(document: Document, x: int) -> None:
    document.stroke_begin(HAND, (x, 0))
    document.stroke_end()


def test_the_hand_draws_on_the_active_cel(document: Document) -> None:
    document.go_to(1, 2)
    dot(document, 3)
    assert set(document.sprite.cels) == {(1, 2)}
    assert document.pixels[0, 3, 3] == 255


def test_to_go_somewhere_is_no_step_and_is_told(document: Document, heard: list[Change]) -> None:
    document.go_to(2, 0)
    document.go_to(2, 0)
    document.go_to(2, 1)
    assert heard == [Change(What.PLACE, None, "hand"), Change(What.PLACE, (0, 0, 8, 8), "hand")]
    assert not document.can_undo
    assert not document.modified


def test_places_beyond_the_sprite_are_the_nearest_in_it(document: Document) -> None:
    document.go_to(9, -4)
    assert document.place == (2, 0)
    document.apply(layer_removed(document.sprite, 2), "Delete layer")
    assert document.place == (1, 0)


def test_undo_and_redo_bring_the_hand_to_where_the_step_happened(document: Document) -> None:
    document.go_to(1, 1)
    dot(document, 0)
    document.go_to(2, 2)
    dot(document, 1)
    document.go_to(0, 0)
    document.undo()
    assert document.place == (2, 2)
    document.undo()
    assert document.place == (1, 1)
    document.go_to(0, 2)
    document.redo()
    assert document.place == (1, 1)
    document.redo()
    assert document.place == (2, 2)


def test_a_step_that_leads_elsewhere_leads_back(document: Document) -> None:
    document.go_to(0, 1)
    document.apply(layer_added(document.sprite, 1, Layer("new")), "New layer", place=(1, 1))
    document.apply(frame_copied(document.sprite, 1), "New frame", place=(1, 2))
    assert document.place == (1, 2)
    document.undo()
    assert document.place == (1, 1)
    document.undo()
    assert document.place == (0, 1)
    document.redo()
    document.redo()
    assert document.place == (1, 2)


def test_a_stroke_ends_where_it_was_drawn_when_the_hand_goes_on(document: Document) -> None:
    document.stroke_begin(HAND, (2, 2))
    document.go_to(1, 0)
    assert not document.live
    assert (document.undo_label, set(document.sprite.cels)) == ("Pencil", {(0, 0)})


def test_a_proposal_departs_from_the_drawing_below_it(document: Document) -> None:
    before = document.sprite
    document.propose(frame_copied(before, 0), "model")
    assert document.ground is before
    document.stroke_begin(HAND, (2, 2))
    assert document.ground is document.sprite


def test_another_drawing_begins_at_its_first_cel_or_where_its_history_left(document: Document) -> None:
    document.go_to(2, 2)
    document.replace(document.sprite, None)
    assert document.place == (0, 0)
    document.go_to(1, 2)
    dot(document, 3)
    history = document.history
    document.replace(Sprite.blank(), None)
    document.replace(history.state.sprite, None, history)
    assert document.place == (1, 2)


def test_a_far_journey_brings_the_hand_to_where_its_last_step_happened(document: Document) -> None:
    for place in ((0, 1), (1, 2), (2, 0)):
        document.go_to(*place)
        dot(document, 3)
    document.travel_to(1)
    assert document.place == (1, 2)
    assert set(document.sprite.cels) == {(0, 1)}
    document.travel_to(3)
    assert document.place == (2, 0)
    assert not document.travel_to(3)
