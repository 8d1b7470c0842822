"""Where the parts of the timeline are: pure arithmetic in logical pixels. Any thread; immutable.

The names of the layers stand at the left, the uppermost layer first, and the tags and numbers of the frames
above; both stay in sight while the cels scroll under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lunarcore_studio.pixels.change import Point, Rect
from lunarcore_studio.pixels.sprite import Tag

CELL_PX, ROW_PX = 32, 24
NAMES_PX = 176
TAG_PX, HEAD_PX = 17, 30
SIGN_PX = 24
Kind = Literal["nothing", "tag", "frame", "eye", "lock", "layer", "cel"]


@dataclass(frozen=True)
class Part:
    """What is at a point; indices that its kind does not have are -1."""

    kind: Kind
    layer: int = -1
    frame: int = -1
    tag: int = -1


@dataclass(frozen=True)
class TimelineGeometry:
    """Of so many layers and frames, with each tag's lane above, scrolled by `scroll` pixels."""

    layers: int
    frames: int
    tags: tuple[Tag, ...] = ()
    lanes: tuple[int, ...] = ()
    scroll: Point = (0, 0)

    @property
    def top(self) -> int:
        """Where the cels begin."""
        return HEAD_PX + TAG_PX * (max(self.lanes, default=-1) + 1)

    @property
    def size(self) -> Point:
        """Width and height of all of it."""
        return NAMES_PX + self.frames * CELL_PX, self.top + self.layers * ROW_PX

    def column(self, frame: int) -> int:
        """The left edge of a frame."""
        return NAMES_PX + frame * CELL_PX - self.scroll[0]

    def row(self, layer: int) -> int:
        """The upper edge of a layer."""
        return self.top + (self.layers - 1 - layer) * ROW_PX - self.scroll[1]

    def cel(self, layer: int, frame: int) -> Rect:
        """Where a cel is."""
        return self.column(frame), self.row(layer), CELL_PX, ROW_PX

    def head(self, frame: int) -> Rect:
        """Where a frame's number and duration are."""
        return self.column(frame), self.top - HEAD_PX, CELL_PX, HEAD_PX

    def sign(self, layer: int, which: Literal["eye", "lock"]) -> Rect:
        """Where a layer's eye or lock is."""
        return (0 if which == "eye" else SIGN_PX), self.row(layer), SIGN_PX, ROW_PX

    def name(self, layer: int) -> Rect:
        """Where a layer's name is."""
        return 2 * SIGN_PX, self.row(layer), NAMES_PX - 2 * SIGN_PX, ROW_PX

    def tag(self, index: int) -> Rect:
        """Where a tag is."""
        tag, lane = self.tags[index], self.lanes[index]
        return self.column(tag.first), lane * TAG_PX, (tag.last - tag.first + 1) * CELL_PX, TAG_PX

    def at(self, point: Point) -> Part:
        """What is at a point."""
        x, y = point
        frame = (x - NAMES_PX + self.scroll[0]) // CELL_PX
        layer = self.layers - 1 - (y - self.top + self.scroll[1]) // ROW_PX
        in_frames, in_layers = x >= NAMES_PX and frame < self.frames, y >= self.top and layer >= 0
        if not in_layers:
            if y >= self.top or not in_frames:
                return Part("nothing")
            return Part("frame", frame=frame) if y >= self.top - HEAD_PX else self._tag_at(frame, y)
        if x < NAMES_PX:
            kinds: tuple[Kind, ...] = ("eye", "lock", "layer")
            return Part(kinds[min(2, max(0, x) // SIGN_PX)], layer=layer)
        return Part("cel", layer, frame) if in_frames else Part("nothing")

    def _tag_at(self, frame: int, y: int) -> Part:
        for index, tag in enumerate(self.tags):
            if tag.first <= frame <= tag.last and y // TAG_PX == self.lanes[index]:
                return Part("tag", frame=frame, tag=index)
        return Part("nothing")

    def frame_near(self, x: int) -> int:
        """The place in which a frame lands that is let go at `x`."""
        return min(self.frames - 1, max(0, (x - NAMES_PX + self.scroll[0]) // CELL_PX))

    def gap_near(self, x: int) -> int:
        """Before which frame one comes in that is dropped at `x`; their number for behind the last."""
        across = max(x, NAMES_PX) - NAMES_PX + self.scroll[0] + CELL_PX // 2
        return min(self.frames, across // CELL_PX)

    def layer_near(self, y: int) -> int:
        """The height at which a layer lands that is let go at `y`."""
        return min(self.layers - 1, max(0, self.layers - 1 - (y - self.top + self.scroll[1]) // ROW_PX))


def lanes_of(tags: Sequence[Tag]) -> tuple[int, ...]:
    """A lane for each tag, so that none covers another; the lowest number is the uppermost lane."""
    ends: list[int] = []
    lanes = []
    for tag in tags:
        lane = next((at for at, end in enumerate(ends) if end < tag.first), len(ends))
        ends[lane : lane + 1] = [tag.last]
        lanes.append(lane)
    return tuple(lanes)
