"""The order of frames under each direction, and the frame to be seen at a moment."""

from __future__ import annotations

import pytest

from lunarcore_studio.pixels.playing import Moment, Run, run_of
from lunarcore_studio.pixels.sprite import DIRECTIONS, Direction, Frame, Sprite, Tag


def sprite(*tags: Tag) -> Sprite:
    """Five frames of 10, 20, 30, 40 and 50 ms."""
    return Sprite(1, 1, frames=tuple(Frame(10 * n) for n in range(1, 6)), tags=tags)


ORDERS: dict[Direction, tuple[int, ...]] = {
    "forward": (1, 2, 3),
    "reverse": (3, 2, 1),
    "ping-pong": (1, 2, 3, 2),
    "ping-pong reverse": (3, 2, 1, 2),
}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_tag_plays_in_its_direction_for_ever(direction: Direction) -> None:
    run = run_of(sprite(Tag("walk", 1, 3, direction)), 2)
    assert (run.frames, run.loops) == (ORDERS[direction], True)
    assert run.durations_ms == tuple(10 * (frame + 1) for frame in run.frames)


@pytest.mark.parametrize(
    ("direction", "frames"),
    [("forward", (1, 2, 3, 1, 2, 3)), ("reverse", (3, 2, 1, 3, 2, 1)), ("ping-pong", (1, 2, 3, 2, 1))],
)
def test_a_tag_with_repeats_plays_that_often_and_stops(direction: Direction, frames: tuple[int, ...]) -> None:
    run = run_of(sprite(Tag("walk", 1, 3, direction, repeats=2)), 1)
    assert (run.frames, run.loops) == (frames, False)


def test_beside_all_tags_the_whole_plays_with_the_tags_in_it() -> None:
    tagged = sprite(Tag("turn", 1, 3, "reverse"), Tag("step", 2, 2))
    assert run_of(tagged, 0).frames == (0, 3, 2, 1, 4)
    assert run_of(tagged, 2).frames == (2,)
    assert run_of(tagged, 2, all_frames=True).frames == (0, 3, 2, 1, 4)


def test_a_tag_of_one_frame_stands() -> None:
    assert run_of(sprite(Tag("one", 4, 4, "ping-pong")), 4).frames == (4,)


@pytest.mark.parametrize(
    ("elapsed", "moment"),
    [
        (0, Moment(1, 20)),
        (19.5, Moment(1, 0.5)),
        (20, Moment(2, 30)),
        (60, Moment(3, 30)),
        (90, Moment(1, 20)),
    ],
)
def test_each_frame_stands_for_its_duration(elapsed: float, moment: Moment) -> None:
    assert Run((1, 2, 3), (20, 30, 40)).at(elapsed) == moment


def test_late_ticks_do_not_add_up() -> None:
    run = Run((1, 2, 3), (20, 30, 40))
    assert run.at(90 * 1000 + 25) == Moment(2, 25)


def test_a_run_that_ends_stays_on_its_last_frame() -> None:
    run = Run((1, 2), (20, 30), loops=False)
    assert run.at(19) == Moment(1, 1)
    assert run.at(20) == run.at(5000) == Moment(2, None)


def test_a_run_that_loops_can_begin_at_any_of_its_frames() -> None:
    run = Run((1, 2, 3, 2), (20, 30, 40, 30))
    assert [run.begin_of(frame) for frame in (1, 2, 3, 7)] == [0, 20, 50, 0]
    assert run.at(run.begin_of(3)) == Moment(3, 40)
    assert Run((1, 2), (20, 30), loops=False).begin_of(2) == 0
