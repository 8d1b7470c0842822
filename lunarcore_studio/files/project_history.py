"""The undo history inside a .lunar file: facts as JSON, pictures and masks as one run of bytes. Any thread.

A step tells what changed since the one before it, and a picture that several steps share is there once. Of a
history that is too long, the steps around the present are kept; pixels that float are kept where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from lunarcore_studio.pixels.color import from_hex, to_hex
from lunarcore_studio.pixels.history import History, State, Step
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag

MAX_STEPS = 10_000
MAX_BYTES = 1 << 26  # of all pictures and masks
MAX_PICTURES = 1 << 17  # distinct ones
MAX_PLACES = 1 << 20  # cels of all steps together: each step knows all of its own
KINDS = ("palettes", "layers", "frames", "tags", "pictures", "masks")  # of what steps share
Place = tuple[int, int]
Size = tuple[int, int]  # width, height


@dataclass
class _Pool:
    """Values by number, each distinct one once, as JSON has them."""

    told: list[Any] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, value: Any, told: Any) -> int:
        if value not in self.numbers:
            self.numbers[value] = len(self.told)
            self.told.append(told)
        return self.numbers[value]


@dataclass
class _Room:
    """What is left of the bounds."""

    bytes: int
    pictures: int
    places: int
    steps: int


class StepWriter:
    """Steps as facts, each as what changed since the one before; what several steps share is told once.

    `pools` are the shared values by kind, as JSON has them and in the order of their numbers; `parts` are the
    bytes of the pictures and of the masks in it.
    """

    def __init__(self) -> None:
        self._pools = {name: _Pool() for name in KINDS}
        self.parts: dict[str, list[bytes]] = {"pictures": [], "masks": []}
        self._cels: dict[Place, int] = {}  # of the last step, by number of its picture

    @property
    def pools(self) -> dict[str, list[Any]]:
        """The shared values of each kind."""
        return {name: pool.told for name, pool in self._pools.items()}

    def write(self, step: Step, is_full: bool = False) -> dict[str, Any]:
        """The facts of the next step; one that `is_full` tells of all its pictures, changed or not."""
        before, self._cels = self._cels, {}
        self.go_on_from(step)
        cels = self._cels
        return {**_facts(step, self._pools), "selection": self._mask(step.state.selection)} | {
            "set": [
                [*place, cels[place]]
                for place in sorted(cels)
                if is_full or before.get(place) != cels[place]
            ],
            "cut": [list(place) for place in sorted(before) if place not in cels],
        }  # fmt: skip

    def go_on_from(self, step: Step) -> None:
        """Let the next step be told as what changed since `step`."""
        sprite = step.state.sprite
        self._cels = {place: self._picture(cel, sprite.size) for place, cel in sprite.cels.items()}

    def _picture(self, cel: Cel, size: Size) -> int:
        number = self._pools["pictures"].number((size, cel.digest), list(size))
        if number == len(self.parts["pictures"]):
            self.parts["pictures"].append(cel.pixels.tobytes())
        return number

    def _mask(self, selection: Selection | None) -> int | None:
        if selection is None:
            return None
        packed = np.packbits(selection.mask).tobytes()
        height, width = selection.mask.shape
        number = self._pools["masks"].number((width, height, packed), [width, height])
        if number == len(self.parts["masks"]):
            self.parts["masks"].append(packed)
        return number


def encode_history(history: History, most_steps: int = MAX_STEPS) -> tuple[dict[str, Any], bytes]:
    """What to write of a history: the facts, and the bytes of its pictures and then its masks."""
    window, writer = kept_steps(history, most_steps, MAX_BYTES), StepWriter()
    steps = [writer.write(step) for step in history.steps[window.start : window.stop]]
    told = {**writer.pools, "steps": steps, "cursor": history.cursor - window.start}
    return told, b"".join((*writer.parts["pictures"], *writer.parts["masks"]))


def size_of(facts: Any) -> int:
    """How many bytes the pictures and masks of these facts have; ValueError for more than are kept."""
    count = len(facts["pictures"]) + len(facts["masks"])
    if count > MAX_PICTURES:
        raise ValueError(f"{count} pictures")
    total = sum(picture_bytes(kind, told) for kind in ("pictures", "masks") for told in facts[kind])
    if total > MAX_BYTES or len(facts["steps"]) > MAX_STEPS:
        raise ValueError(f"{total} bytes of pictures in {len(facts['steps'])} steps")
    return total


def picture_bytes(kind: str, told: Any) -> int:
    """How many bytes a picture or a mask of that size has; ValueError for none and for too many."""
    width, height = _size(told)
    size = 4 * width * height if kind == "pictures" else -(-width * height // 8)
    if size > MAX_BYTES:
        raise ValueError(told)
    return size


def decode_history(facts: Any, data: bytes) -> History:
    """The history of these facts, its present saved. ValueError, TypeError or LookupError for none."""
    if len(data) != size_of(facts):
        raise ValueError("pictures are missing")
    at, pictures, masks = 0, [], []
    for width, height in map(_size, facts["pictures"]):
        pixels = np.frombuffer(data, np.uint8, 4 * width * height, at).reshape(height, width, 4)
        pictures.append(Cel(pixels))
        at += pixels.size
    for width, height in map(_size, facts["masks"]):
        packed = np.frombuffer(data, np.uint8, -(-width * height // 8), at)
        masks.append(Selection(np.unpackbits(packed, count=width * height).reshape(height, width) > 0))
        at += packed.size
    steps = tuple(_steps(facts, pictures, masks))
    cursor = facts["cursor"]
    if type(cursor) is not int or not 0 <= cursor < len(steps):
        raise ValueError(cursor)
    return History(steps, cursor, steps[cursor].state.sprite.digest)


def kept_steps(history: History, most_steps: int, most_bytes: int) -> range:
    """The steps around the present that are kept: one more before and one more after as long as they fit."""
    known: set[int] = set()
    room = _Room(most_bytes, MAX_PICTURES, MAX_PLACES, most_steps)
    first = last = history.cursor
    _takes(history.steps[first], room, known)
    goes_back = goes_on = True
    while goes_back or goes_on:
        goes_back = goes_back and first > 0 and _takes(history.steps[first - 1], room, known)
        first -= goes_back
        goes_on = goes_on and last + 1 < len(history.steps) and _takes(history.steps[last + 1], room, known)
        last += goes_on
    return range(first, last + 1)


def _takes(step: Step, room: _Room, known: set[int]) -> bool:
    """Whether there is room for a step; if so, it is taken."""
    cels, selection = step.state.sprite.cels, step.state.selection
    fresh = {id(cel): cel.pixels.size for cel in cels.values() if id(cel) not in known}
    room.bytes -= sum(fresh.values()) + (0 if selection is None else selection.mask.size // 8 + 1)
    room.pictures -= len(fresh) + (selection is not None)
    room.places -= len(cels)
    room.steps -= 1
    known |= fresh.keys()
    return min(room.bytes, room.pictures, room.places, room.steps) >= 0


def _facts(step: Step, pools: dict[str, _Pool]) -> dict[str, Any]:
    sprite = step.state.sprite
    named = {"name": sprite.palette.name, "colors": [to_hex(color) for color in sprite.palette]}
    tags = [{**asdict(tag), "color": to_hex(tag.color)} for tag in sprite.tags]
    return {
        "label": step.label,
        "hand": [*step.begun, *step.ended],
        "size": list(sprite.size),
        "mode": sprite.mode,
        "palette": pools["palettes"].number(sprite.palette, named),
        "layers": pools["layers"].number(sprite.layers, [asdict(layer) for layer in sprite.layers]),
        "frames": pools["frames"].number(sprite.frames, [frame.duration_ms for frame in sprite.frames]),
        "tags": pools["tags"].number(sprite.tags, tags),
    }


def _steps(facts: Any, pictures: list[Cel], masks: list[Selection]) -> Iterator[Step]:
    palettes = [Palette(tuple(map(from_hex, one["colors"])), str(one["name"])) for one in facts["palettes"]]
    layers = [tuple(Layer(**_typed(one, Layer)) for one in row) for row in facts["layers"]]
    frames = [tuple(Frame(_whole(ms, 1)) for ms in row) for row in facts["frames"]]
    tags = [
        tuple(Tag(**{**_typed(one, Tag), "color": from_hex(one["color"])}) for one in row)
        for row in facts["tags"]
    ]
    cels: dict[Place, Cel] = {}
    places = MAX_PLACES
    for step in facts["steps"]:
        for layer, frame in step["cut"]:
            del cels[layer, frame]
        for layer, frame, number in step["set"]:
            cels[_whole(layer), _whole(frame)] = pictures[_whole(number)]
        places -= len(cels)
        if places < 0:
            raise ValueError("too many cels")
        sprite = Sprite(
            *_size(step["size"]),
            palettes[_whole(step["palette"])],
            layers[_whole(step["layers"])],
            frames[_whole(step["frames"])],
            cels,
            tags[_whole(step["tags"])],
            step["mode"],
        )
        number = step["selection"]
        selection = None if number is None else masks[_whole(number)]
        if selection is not None and selection.mask.shape != (sprite.height, sprite.width):
            raise ValueError("a selection of another size")
        # files of before there was a timeline do not tell where the hand was
        layer, frame, then_layer, then_frame = map(_whole, step.get("hand", (0, 0, 0, 0)))
        begun, ended = (layer, frame), (then_layer, then_frame)
        yield Step(str(step["label"]), State(sprite, selection), begun, ended)


def _typed(told: Any, kind: type[Layer] | type[Tag]) -> dict[str, Any]:
    """The facts of a layer or a tag, each of the type that an empty one has."""
    usual = asdict(Layer("") if kind is Layer else Tag("", 0, 0))
    for name, value in usual.items():
        if name != "color" and type(told[name]) is not type(value):
            raise TypeError(name)
    found = {name: told[name] for name in usual}
    if not 0 <= found.get("opacity", 0) <= 255:
        raise ValueError(found)
    return found


def _size(told: Any) -> Size:
    width, height = told
    return _whole(width, 1), _whole(height, 1)


def _whole(value: Any, least: int = 0) -> int:
    if type(value) is not int or not least <= value < 1 << 31:
        raise ValueError(value)
    return value
