"""Pixels that float: moved and back again, set down by Enter, put back by Escape."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from lunarcore_studio.pixels.frames import frame_added
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.tools import ToolName
from lunarcore_studio.ui import clipboard
from tests.ui.studio import BLUE, CTRL, RED, SHIFT, Studio

ONE_WINDOW = True
Key = Qt.Key
GLASS = np.full((3, 3, 4), (*BLUE[:3], 255), np.uint8)


def select_a_line(studio: Studio) -> None:
    studio.drag([(2, 2), (5, 2)])
    studio.key(Key.Key_M)
    studio.drag([(2, 2), (5, 4)])


def test_what_is_dragged_out_of_the_canvas_comes_back_with_it(studio: Studio) -> None:
    studio.drag([(1, 3), (6, 9)])
    before = studio.document.sprite.digest
    studio.key(Key.Key_V)
    studio.press((8, 8))
    studio.move((-4, 8))
    studio.move((8, 8))
    assert studio.document.sprite.digest == before
    studio.move((4, 8))
    studio.drag([(4, 8), (4, 8)])
    for _ in range(3):
        studio.key(Key.Key_Left)
    studio.key(Key.Key_Up, SHIFT)
    assert len(studio.drawn()) < 6
    studio.key(Key.Key_B)
    studio.drag([(8, 4), (15, 12)], keys=CTRL)  # Ctrl moves, too
    assert studio.document.sprite.digest == before
    while studio.document.undo_label in ("Move", "Nudge"):
        studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite.digest == before


def test_enter_sets_down_what_was_moved_and_plays_only_then(studio: Studio) -> None:
    studio.document.apply(frame_added(studio.document.sprite, 0), "Frame")
    select_a_line(studio)
    studio.drag([(3, 2), (3, 7)])
    studio.key(Key.Key_Return)
    assert studio.document.selection is None
    assert studio.drawn() == {(x, 7) for x in range(2, 6)}
    assert not studio.window.timeline.playback.playing
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.selection is not None
    studio.key(Key.Key_D, CTRL)
    studio.key(Key.Key_Return)
    assert studio.window.timeline.playback.playing


def test_escape_puts_back_what_was_moved_in_one_step(studio: Studio) -> None:
    select_a_line(studio)
    marked, picture = studio.document.selection, studio.document.sprite.digest
    studio.drag([(3, 2), (3, 7)])
    studio.key(Key.Key_Right)
    studio.key(Key.Key_H, SHIFT)
    moved = studio.document.sprite.digest
    studio.key(Key.Key_Escape)
    assert studio.document.sprite.digest == picture
    assert studio.document.selection == marked
    studio.key(Key.Key_Escape)  # nothing floats any more
    assert studio.document.selection == marked
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite.digest == moved


def test_escape_while_dragging_takes_back_only_the_drag(studio: Studio) -> None:
    select_a_line(studio)
    studio.drag([(3, 2), (3, 7)])
    once = studio.document.sprite.digest
    studio.press((3, 7))
    studio.move((9, 9))
    studio.key(Key.Key_Escape)
    assert studio.document.sprite.digest == once


def test_escape_takes_away_what_was_pasted(studio: Studio) -> None:
    studio.drag([(7, 7)])
    picture = studio.document.sprite.digest
    clipboard.put(GLASS, "glass")
    studio.key(Key.Key_V, CTRL)
    studio.key(Key.Key_Down)
    studio.key(Key.Key_Escape)
    assert studio.document.sprite.digest == picture
    assert studio.document.selection is None


def test_what_somebody_drew_over_is_not_put_back(studio: Studio) -> None:
    select_a_line(studio)
    studio.drag([(3, 2), (3, 7)])
    studio.key(Key.Key_B)
    studio.session.set_hand(foreground=BLUE)
    studio.drag([(3, 8)])
    drawn = studio.document.sprite.digest
    studio.key(Key.Key_Escape)
    assert studio.document.sprite.digest == drawn


@pytest.mark.parametrize("tool", ["eraser", "fill"])
@pytest.mark.parametrize(
    ("key", "keys"),
    [
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Key.Key_D, CTRL),
        (Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Z, CTRL),
        (Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_tool_before_the_paste_is_back_after_it(
    studio: Studio, tool: str, key: Key, keys: Qt.KeyboardModifier
) -> None:
    studio.session.choose_tool(tool)
    clipboard.put(GLASS, "glass")
    studio.key(Key.Key_V, CTRL)
    assert studio.session.tool == "move"
    if key != Key.Key_Z:
        studio.drag([(8, 8), (3, 3)])
        assert studio.session.tool == "move"
    studio.key(key, keys)
    assert studio.session.tool == tool


def test_a_tool_that_was_chosen_since_the_paste_stays(studio: Studio) -> None:
    studio.key(Key.Key_E)
    clipboard.put(GLASS, "glass")
    studio.key(Key.Key_V, CTRL)
    studio.key(Key.Key_L)
    studio.key(Key.Key_V)
    studio.key(Key.Key_Return)
    assert studio.session.hand.tool is ToolName.MOVE


def test_a_stroke_beside_the_selection_says_why_it_leaves_no_mark(studio: Studio) -> None:
    studio.document.select(Selection.rectangle((16, 16), (2, 2, 3, 3)))
    message = studio.window.status.message
    for tool in ("pencil", "fill", "line", "rectangle", "eraser"):
        message.say("")
        studio.session.choose_tool(tool)
        studio.drag([(9, 9), (12, 12)])
        assert message.whole == "That is outside of the selection (Ctrl+D lets go of it)."
    message.say("")
    studio.key(Key.Key_B)
    studio.drag([(3, 3), (12, 12)])
    assert studio.pixel(3, 3) == RED
    studio.drag([(3, 3)])  # the same colour again
    assert message.whole == ""
    studio.key(Key.Key_M)
    studio.drag([(9, 9), (12, 12)])
    assert message.whole == ""
