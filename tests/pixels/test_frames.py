"""Frames come, go and change places, with their cels, durations and tags."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.pixels.frames import (
    frame_added,
    frame_copied,
    frame_moved,
    frame_removed,
    frames_copied,
    frames_removed,
    pictures_added,
    tag_added,
    tag_changed,
    tag_of,
    tag_removed,
    with_durations,
)
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag


@pytest.fixture
def sprite() -> Sprite:
    """Four frames of 100, 110, 120 and 130 ms, on two layers; "walk" is the second and the third."""
    cels = {
        (layer, f): Cel(np.full((2, 2, 4), 10 + f + layer, np.uint8)) for layer in range(2) for f in range(4)
    }
    frames = tuple(Frame(100 + 10 * n) for n in range(4))
    return Sprite(2, 2, layers=(Layer("a"), Layer("b")), frames=frames, cels=cels, tags=(Tag("walk", 1, 2),))


def row(sprite: Sprite, layer: int = 0) -> list[int]:
    return [int(sprite.pixels(layer, frame)[0, 0, 0]) for frame in range(len(sprite.frames))]


def durations(sprite: Sprite) -> list[int]:
    return [frame.duration_ms for frame in sprite.frames]


@pytest.mark.parametrize(("index", "first", "last"), [(0, 2, 3), (1, 1, 3), (2, 1, 3), (3, 1, 2)], ids=str)
def test_a_copied_frame_keeps_its_duration_and_tags_follow(
    sprite: Sprite, index: int, first: int, last: int
) -> None:
    copied = frame_copied(sprite, index)
    assert row(copied)[index + 1] == row(sprite)[index]
    assert row(copied, 1)[index + 1] == row(sprite, 1)[index]
    assert durations(copied)[index : index + 2] == [durations(sprite)[index]] * 2
    assert copied.tags == (Tag("walk", first, last),)
    assert frame_removed(copied, index + 1) == sprite


def test_a_new_frame_is_empty_on_all_layers(sprite: Sprite) -> None:
    added = frame_added(sprite, 3)
    assert row(added) == [10, 11, 12, 13, 0]
    assert not added.flatten(4).any()


def test_a_tag_goes_with_its_last_frame(sprite: Sprite) -> None:
    one = frame_removed(sprite, 1)
    assert one.tags == (Tag("walk", 1, 1),)
    assert frame_removed(one, 1).tags == ()
    assert frame_removed(sprite, 0).tags == (Tag("walk", 0, 1),)
    assert frame_removed(sprite, 3).tags == sprite.tags
    with pytest.raises(ValueError, match="a frame"):
        frame_removed(Sprite.blank(), 0)


def test_a_moved_frame_takes_picture_and_duration_along(sprite: Sprite) -> None:
    moved = frame_moved(sprite, 0, 2)
    assert (row(moved), row(moved, 1)) == ([11, 12, 10, 13], [12, 13, 11, 14])
    assert durations(moved) == [110, 120, 100, 130]
    assert frame_moved(moved, 2, 0) == sprite


def test_pictures_become_frames_of_one_layer(sprite: Sprite) -> None:
    pictures = [np.full((2, 2, 4), value, np.uint8) for value in (90, 91)]
    added = pictures_added(sprite, 1, pictures, 1, 40)
    assert row(added, 1) == [11, 12, 90, 91, 13, 14]
    assert row(added, 0) == [10, 11, 0, 0, 12, 13]
    assert durations(added) == [100, 110, 40, 40, 120, 130]
    assert added.tags == (Tag("walk", 1, 4),)


def test_durations_have_bounds(sprite: Sprite) -> None:
    assert durations(with_durations(sprite, {0: 40, 3: 65_535})) == [40, 110, 120, 65_535]
    assert with_durations(sprite, {0: 100}) is sprite
    for wrong in (0, 65_536):
        with pytest.raises(ValueError, match="65535"):
            with_durations(sprite, {0: wrong})


def test_tags_come_in_the_order_of_their_frames(sprite: Sprite) -> None:
    all_of_it, start = Tag("all", 0, 3), Tag("start", 0, 0)
    tagged = tag_added(tag_added(sprite, start), all_of_it)
    assert tagged.tags == (all_of_it, start, Tag("walk", 1, 2))
    assert [tag_of(tagged, frame) for frame in range(4)] == [1, 2, 2, 0]
    assert tag_of(sprite, 3) is None
    assert tag_changed(tagged, 1, Tag("end", 3, 3)).tags[-1].name == "end"
    assert tag_removed(tag_removed(tagged, 0), 0) == sprite


def test_runs_are_copied_behind_themselves_and_go_with_their_tags() -> None:
    tags = Tag("go", 1, 2), Tag("end", 4, 4)
    sprite = Sprite(4, 4, frames=tuple(Frame(10 + at) for at in range(5)), tags=tags)
    copied = frames_copied(sprite, range(1, 3))
    assert [frame.duration_ms for frame in copied.frames] == [10, 11, 12, 11, 12, 13, 14]
    assert copied.tags == (Tag("go", 1, 4), Tag("end", 6, 6))
    assert frames_removed(copied, range(3, 5)) == sprite
    assert frames_removed(sprite, range(1, 4)).tags == (Tag("end", 1, 1),)
    with pytest.raises(ValueError, match="frame"):
        frames_removed(sprite, range(5))
