"""The open drawing: one gesture one step, one operation one change, nothing lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, Modifiers, ToolName

HAND = Hand(foreground=(200, 40, 40, 255))
OTHER = Sprite.from_pixels(np.full((16, 16, 4), 255, np.uint8))
BOX = Selection.rectangle((16, 16), (2, 2, 4, 4))


@pytest.fixture
def document() -> Document:
    return Document()


@pytest.fixture
def heard(document: Document) -> list[Change]:
    changes: list[Change] = []
    document.subscribe(changes.append)
    return changes


def draw(document: Document, *path: tuple[int, int], hand: Hand = HAND) -> bool:
    document.stroke_begin(hand, path[0])
    for point in path[1:]:
        document.stroke_to(point)
    return document.stroke_end()


def test_a_new_document_is_blank_untitled_and_has_nothing_to_undo(document: Document) -> None:
    assert (document.name, document.path, document.modified, document.live) == (
        "Untitled",
        None,
        False,
        False,
    )
    assert (document.can_undo, document.can_redo, document.undo_label) == (False, False, "")
    assert document.pixels.shape == (16, 16, 4)
    assert (document.undo(), document.redo(), document.abort(), document.stroke_end()) == (False,) * 4


def test_a_stroke_is_shown_as_it_goes_and_is_one_step(document: Document, heard: list[Change]) -> None:
    document.stroke_begin(HAND, (1, 1))
    document.stroke_to((3, 1))
    assert document.live
    assert document.pixels[1, 3].tolist() == [200, 40, 40, 255]
    assert document.stroke_end()
    assert heard == [
        Change(What.PIXELS, (1, 1, 1, 1), "hand"),
        Change(What.PIXELS, (2, 1, 2, 1), "hand"),
        Change(What.HISTORY, None, "hand"),
    ]
    assert (document.undo_label, document.revision, document.live) == ("Pencil", 3, False)
    assert document.undo()
    assert heard[-1] == Change(What.PIXELS | What.HISTORY, (1, 1, 3, 1), "history")
    assert not document.pixels.any()
    assert document.redo_label == "Pencil"
    assert document.redo()
    assert document.pixels.any()


def test_a_stroke_that_changes_nothing_makes_no_step(document: Document, heard: list[Change]) -> None:
    assert not draw(document, (1, 1), hand=Hand(ToolName.ERASER))
    assert (document.can_undo, heard, document.revision) == (False, [], 0)
    draw(document, (1, 1))
    document.undo()
    assert not draw(document, (-5, -5))
    assert document.can_redo


def test_escape_takes_the_gesture_back(document: Document, heard: list[Change]) -> None:
    draw(document, (8, 8))
    before = document.sprite
    document.stroke_begin(HAND, (1, 1))
    document.stroke_to((4, 1))
    assert document.abort()
    assert document.sprite is before
    assert heard[-1] == Change(What.PIXELS, (1, 1, 4, 1), "hand")
    document.stroke_to((9, 9))
    assert not document.stroke_end()
    assert document.sprite is before


def test_undo_during_a_stroke_takes_the_whole_stroke(document: Document) -> None:
    document.stroke_begin(HAND, (1, 1))
    document.stroke_to((4, 1))
    assert (document.can_undo, document.undo_label) == (True, "Pencil")
    assert document.undo()
    assert not document.pixels.any()
    assert document.redo()
    assert document.pixels[1, 1:5, 3].all()


def test_a_proposal_is_no_step_until_it_is_taken(document: Document, heard: list[Change]) -> None:
    draw(document, (1, 1))
    document.propose(Sprite.blank(), "model")
    document.propose(OTHER, "model")
    assert document.live
    assert document.undo_label == "Change"
    assert document.commit("Slide", "model")
    assert (document.undo_label, heard[-1].initiator, heard[-1].what) == ("Slide", "model", What.HISTORY)
    document.undo()
    assert document.pixels[1, 1].any()
    document.undo()
    assert not document.can_undo


def test_a_proposal_that_came_back_makes_no_step(document: Document) -> None:
    document.propose(OTHER, "model")
    document.propose(Sprite.blank(), "model")
    assert not document.commit("Slide")
    assert not document.commit("Slide")
    assert not document.can_undo


def test_a_gesture_ends_the_one_before(document: Document) -> None:
    document.propose(OTHER, "model", label="Slide")
    document.stroke_begin(HAND, (1, 1))
    document.propose(Sprite.blank(), "model", label="Dice")
    assert document.stroke_end() is False
    assert document.commit("Dice")
    labels = []
    while document.can_undo:
        labels.append(document.undo_label)
        document.undo()
    assert labels == ["Dice", "Pencil", "Slide"]


def test_apply_and_select_are_one_step_each_and_one_change(document: Document, heard: list[Change]) -> None:
    assert document.apply(OTHER, "Take", "model")
    assert not document.apply(OTHER, "Take", "model")
    assert document.select(BOX)
    assert not document.select(Selection(BOX.mask))
    assert document.select(Selection(np.zeros((16, 16), np.bool_)), "Deselect")
    assert document.selection is None
    assert [change.what for change in heard] == [
        What.PIXELS | What.PALETTE | What.HISTORY,
        What.SELECTION | What.HISTORY,
        What.SELECTION | What.HISTORY,
    ]
    document.undo()
    assert document.selection == BOX


def test_a_move_carries_its_selection_through_undo(document: Document) -> None:
    draw(document, (2, 2), (5, 5))
    document.select(BOX)
    drawn = document.pixels
    assert draw(document, (3, 3), (13, 3), hand=Hand(ToolName.MOVE))
    assert document.selection == BOX.shifted(10, 0)
    assert np.array_equal(document.pixels[:, 12:16], drawn[:, 2:6])
    document.undo()
    assert document.selection == BOX
    assert np.array_equal(document.pixels, drawn)


def test_a_selection_does_not_outlive_the_canvas_it_fits(document: Document) -> None:
    document.select(BOX)
    document.apply(Sprite.blank(8, 8), "Resize")
    assert document.selection is None
    document.undo()
    assert document.selection == BOX


def test_strokes_stay_within_the_selection(document: Document) -> None:
    document.select(BOX)
    draw(document, (0, 3), (15, 3))
    assert np.flatnonzero(document.pixels[3, :, 3]).tolist() == [2, 3, 4, 5]


def test_the_last_point_is_where_freehand_ended(document: Document) -> None:
    assert document.last_point is None
    draw(document, (1, 1), (4, 2))
    draw(document, (9, 9), hand=Hand(ToolName.FILL))
    assert document.last_point == (4, 2)
    document.stroke_begin(HAND, (8, 2), modifiers=Modifiers.SHIFT, from_point=document.last_point)
    document.stroke_end()
    assert document.last_point == (8, 2)
    document.replace(OTHER, None)
    assert document.last_point is None


def test_modified_is_about_content(document: Document, heard: list[Change]) -> None:
    draw(document, (1, 1))
    assert document.modified
    document.mark_saved(Path("somewhere/potion.png"))
    assert heard[-1] == Change(What.SAVED | What.HISTORY, None, "file")
    assert (document.modified, document.name) == (False, "potion.png")
    document.undo()
    assert document.modified
    draw(document, (1, 1))
    assert not document.modified
    document.select(BOX)
    assert not document.modified
    document.mark_saved()
    assert document.name == "potion.png"


def test_opening_another_drawing_starts_afresh(document: Document, heard: list[Change]) -> None:
    draw(document, (1, 1))
    document.select(BOX)
    document.stroke_begin(HAND, (3, 3))
    document.replace(OTHER, Path("white.png"))
    assert (document.sprite, document.selection, document.live) == (OTHER, None, False)
    assert (document.can_undo, document.modified, document.name) == (False, False, "white.png")
    assert heard[-1].initiator == "file"
    assert heard[-1].rect == (0, 0, 16, 16)
    assert heard[-1].what == What.SAVED | What.HISTORY | What.SELECTION | What.PIXELS | What.PALETTE


def test_unsubscribed_listeners_hear_nothing(document: Document) -> None:
    changes: list[Change] = []
    leave = document.subscribe(changes.append)
    draw(document, (1, 1))
    leave()
    count = len(changes)
    draw(document, (2, 2))
    assert len(changes) == count > 0
