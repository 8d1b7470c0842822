"""A layer that is moved out of the canvas, and comes back whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.frames import frame_copied
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, ToolName
from lunarcore_studio.starter import draw_sprites

MOVE, DRAW = Hand(ToolName.MOVE), Hand(ToolName.PENCIL)
PICTURE = draw_sprites(1, seed=5)[0]
STEPS = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20), st.booleans()), max_size=6)


def drag(document: Document, delta: Point) -> None:
    document.stroke_begin(MOVE, (3, 3))
    document.stroke_to((3 + delta[0], 3 + delta[1]))
    document.stroke_end()


def nudge(document: Document, delta: Point) -> None:
    adrift = document.adrift.moved(delta)
    document.apply(document.sprite.with_pixels(adrift.shown()), "Nudge", adrift=adrift)


@given(STEPS, st.sampled_from([None, (0, 0, 16, 16), (2, 4, 9, 7)]))
def test_any_way_that_ends_where_it_began_changes_nothing(
    steps: list[tuple[int, int, bool]], rect: tuple[int, int, int, int] | None
) -> None:
    document = Document(Sprite.from_pixels(PICTURE))
    if rect is not None:
        document.select(Selection.rectangle((16, 16), rect))
    before, length = document.sprite.digest, len(document.history.steps)
    for x, y, by_key in steps:
        (nudge if by_key and rect is None else drag)(document, (x, y))
    drag(document, (-sum(x for x, _, _ in steps), -sum(y for _, y, _ in steps)))
    assert document.sprite.digest == before
    while len(document.history.steps[: document.history.cursor + 1]) > length:
        assert document.undo()
    assert document.sprite.digest == before


def test_each_move_is_a_step_of_its_own_and_undo_goes_on_from_there() -> None:
    document = Document(Sprite.from_pixels(PICTURE))
    before = document.sprite.digest
    drag(document, (-4, 0))
    once = document.sprite.digest
    drag(document, (-4, 0))
    assert document.undo()
    assert document.sprite.digest == once
    drag(document, (4, 0))
    assert document.sprite.digest == before
    assert len(document.history.steps) == 3


def test_a_move_after_another_hand_departs_from_what_is_there(
    paint_text: Callable[[str], np.ndarray], as_text: Callable[[np.ndarray], str]
) -> None:
    document = Document(Sprite.from_pixels(paint_text("rgb.")))
    drag(document, (-1, 0))
    document.stroke_begin(DRAW, (3, 0))
    document.stroke_end()
    assert as_text(document.pixels) == "gb.#"
    drag(document, (1, 0))
    assert as_text(document.pixels) == ".gb."


def test_what_left_one_frame_comes_back_in_no_other() -> None:
    sprite = frame_copied(Sprite.from_pixels(PICTURE), 0)
    document = Document(sprite)
    drag(document, (-4, 0))
    document.go_to(0, 1)
    assert document.adrift.offset == (0, 0)
    drag(document, (0, 3))
    document.go_to(0, 0)
    assert document.adrift.offset == (0, 0)


def test_a_canvas_of_another_size_begins_anew() -> None:
    left = Adrift((0, 0), PICTURE).moved((-4, 0))
    document = Document(Sprite.from_pixels(left.shown()))
    document.apply(document.sprite, "Move", adrift=left)
    document.apply(Sprite.from_pixels(np.ascontiguousarray(left.shown()[:8])), "Crop")
    assert document.adrift.offset == (0, 0)
