"""Which frame is to be seen when: the order of playback, and its clock as a pure function. Any thread.

The directions and repeats are those of Aseprite's tags: https://www.aseprite.org/docs/tags/
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from lunarcore_studio.pixels.frames import tag_of
from lunarcore_studio.pixels.sprite import Sprite, Tag


@dataclass(frozen=True)
class Moment:
    """The frame to show, and in how many milliseconds the next one is due; None when it is the last."""

    frame: int
    rest_ms: float | None


@dataclass(frozen=True)
class Run:
    """Frames in the order they play, with their durations in ms; without `loops` it stops on the last."""

    frames: tuple[int, ...]
    durations_ms: tuple[int, ...]
    loops: bool = True

    @cached_property
    def _ends_ms(self) -> tuple[int, ...]:
        return tuple(accumulate(self.durations_ms))

    def begin_of(self, frame: int) -> int:
        """After how many ms a frame is first seen; 0 for a run that ends, or without that frame."""
        if not self.loops or frame not in self.frames:
            return 0
        index = self.frames.index(frame)
        return self._ends_ms[index] - self.durations_ms[index]

    def at(self, elapsed_ms: float) -> Moment:
        """What is to be seen `elapsed_ms` after the start."""
        whole = self._ends_ms[-1]
        if not self.loops and elapsed_ms >= whole - self.durations_ms[-1]:
            return Moment(self.frames[-1], None)
        within = elapsed_ms % whole
        index = bisect_right(self._ends_ms, within)
        return Moment(self.frames[index], self._ends_ms[index] - within)


def run_of(sprite: Sprite, frame: int, all_frames: bool = False) -> Run:
    """What plays from the active frame: the shortest tag around it, or all frames with the tags in them.

    A tag plays as often as it says, for ever where it says 0; among all frames once is enough for that.
    """
    at = None if all_frames else tag_of(sprite, frame)
    if at is None:
        frames, loops = _whole(sprite), True
    else:
        tag = sprite.tags[at]
        frames, loops = _passes(tag, max(1, tag.repeats)), tag.repeats == 0
        if loops and tag.direction.startswith("ping-pong"):
            frames = _there_and_back(frames)
    return Run(tuple(frames), tuple(max(1, sprite.frames[one].duration_ms) for one in frames), loops)


def _whole(sprite: Sprite) -> list[int]:
    out: list[int] = []
    at = 0
    while at < len(sprite.frames):
        begun = [tag for tag in sprite.tags if tag.first == at]
        if begun:
            tag = max(begun, key=lambda one: one.last)
            out += _passes(tag, max(1, tag.repeats))
            at = tag.last + 1
        else:
            out.append(at)
            at += 1
    return out


def _passes(tag: Tag, count: int) -> list[int]:
    """A tag's frames in its direction, `count` times; of a ping-pong each way counts, no end twice."""
    once = list(range(tag.first, tag.last + 1))
    if tag.direction in ("reverse", "ping-pong reverse"):
        once.reverse()
    if not tag.direction.startswith("ping-pong") or len(once) == 1:
        return once * count
    out = list(once)
    for _ in range(count - 1):
        once.reverse()
        out += once[1:]
    return out


def _there_and_back(once: list[int]) -> list[int]:
    return [*once, *once[-2:0:-1]]
