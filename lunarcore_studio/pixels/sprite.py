"""The drawing as a value: an edit is a new Sprite that shares what did not change. Any thread; immutable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from lunarcore_studio.pixels.blending import BLENDS, Blend, laid_over
from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.indexed import snapped
from lunarcore_studio.pixels.palette import FALLBACK, Palette

Direction = Literal["forward", "reverse", "ping-pong", "ping-pong reverse"]
Mode = Literal["rgba", "indexed", "grey"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
MODES: tuple[Mode, ...] = get_args(Mode)


def frozen_pixels(pixels: Pixels) -> Pixels:
    """`pixels` if nobody can write to them, else a read-only copy; ValueError unless uint8 (H, W, 4)."""
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 4:
        raise ValueError(f"Pixels are uint8 (H, W, 4), not {pixels.dtype} {pixels.shape}.")
    if pixels.flags.writeable or pixels.base is not None or not pixels.flags.c_contiguous:
        pixels = pixels.copy(order="C")
        pixels.setflags(write=False)
    return pixels


@dataclass(frozen=True, eq=False)
class Cel:
    """One layer's picture in one frame: read-only uint8 (H, W, 4), straight RGBA."""

    pixels: Pixels

    def __post_init__(self) -> None:
        object.__setattr__(self, "pixels", frozen_pixels(self.pixels))

    @cached_property
    def digest(self) -> str:
        """Hex digest of the bytes; empty for a cel of zeros, which says no more than a missing one."""
        if not self.pixels.any():
            return ""
        return hashlib.blake2b(self.pixels.data, digest_size=16).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cel) and np.array_equal(self.pixels, other.pixels)

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True)
class Layer:
    """What is said of a layer in all frames; `opacity` is 0..255. ValueError for an unknown `blend`."""

    name: str
    visible: bool = True
    opacity: int = 255
    locked: bool = False
    blend: Blend = "normal"

    def __post_init__(self) -> None:
        if self.blend not in BLENDS:
            raise ValueError(f"{self.blend!r} is no way to blend a layer.")

    @property
    def editable(self) -> bool:
        """Whether the hand may draw on it: what can not be seen or is locked stays as it is."""
        return self.visible and not self.locked


@dataclass(frozen=True)
class Frame:
    """What is said of a frame in all layers."""

    duration_ms: int = 100


@dataclass(frozen=True)
class Tag:
    """A named run of frames, `first` to `last`, both counted from 0 and both in it.

    `repeats` is how often it plays, 0 for ever. ValueError for no run and for an unknown direction.
    """

    name: str
    first: int
    last: int
    direction: Direction = "forward"
    repeats: int = 0
    color: RGBA = (0, 0, 0, 255)

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last or self.repeats < 0 or self.direction not in DIRECTIONS:
            raise ValueError(f"{self!r} is no run of frames.")


@dataclass(frozen=True, eq=False)
class Sprite:
    """Size, palette, layers (bottom first), frames, and the cels where a layer is drawn on in a frame.

    `mode` is how its files keep colours: "indexed" by place in the palette, "grey" as one value, as long as
    the pixels allow it; here they are RGBA in every mode, and what is drawn on an indexed one takes the
    palette's colours. Two sprites are equal when their content is, see `digest`. ValueError for sizes below
    1, for a sprite without layers or frames, for cels of another size or outside of both, for tags beyond the
    last frame and for an unknown mode.
    """

    width: int
    height: int
    palette: Palette = FALLBACK
    layers: tuple[Layer, ...] = (Layer("Layer 1"),)
    frames: tuple[Frame, ...] = (Frame(),)
    cels: Mapping[tuple[int, int], Cel] = field(default_factory=dict)
    tags: tuple[Tag, ...] = ()
    mode: Mode = "rgba"

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or not self.layers or not self.frames:
            raise ValueError("A sprite is at least one pixel wide and high and has a layer and a frame.")
        if any(tag.last >= len(self.frames) for tag in self.tags) or self.mode not in MODES:
            raise ValueError(f"A tag ends after {len(self.frames)} frames, or {self.mode!r} is no mode.")
        for (layer, frame), cel in self.cels.items():
            self._check(layer, frame, cel)
        if not isinstance(self.cels, MappingProxyType):
            object.__setattr__(self, "cels", MappingProxyType(dict(self.cels)))

    @classmethod
    def blank(cls, width: int = 16, height: int = 16, palette: Palette = FALLBACK) -> Sprite:
        """A transparent sprite of one layer and one frame."""
        return cls(width, height, palette)

    @classmethod
    def from_pixels(cls, pixels: Pixels, palette: Palette | None = None) -> Sprite:
        """One layer and frame of uint8 (H, W, 4); without a palette, of the picture's own colours."""
        height, width = pixels.shape[:2]
        if palette is None:
            own = Palette.of(pixels)
            palette = own if len(own) else FALLBACK
        return cls(width, height, palette, cels={(0, 0): Cel(pixels)})

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    @cached_property
    def _empty(self) -> Pixels:
        return frozen_pixels(np.zeros((self.height, self.width, 4), dtype=np.uint8))

    def pixels(self, layer: int = 0, frame: int = 0) -> Pixels:
        """The cel's read-only uint8 (H, W, 4), zeros where there is none."""
        cel = self.cels.get((layer, frame))
        return self._empty if cel is None else cel.pixels

    def with_pixels(self, pixels: Pixels, layer: int = 0, frame: int = 0) -> Sprite:
        """This sprite with one cel replaced; itself when the bytes are equal. ValueError for another size.

        An indexed one takes what is new there in its palette's colours, the nearest in OKLab.
        """
        before = self.pixels(layer, frame)
        if self.mode == "indexed" and pixels.shape == before.shape and pixels is not before:
            pixels = snapped(pixels, before, self.palette)
        if pixels is before or np.array_equal(pixels, before):
            return self
        cel = Cel(pixels)
        self._check(layer, frame, cel)
        # not made by __init__: a stroke can not look at thousands of cels again at each of its points
        out = object.__new__(Sprite)
        for name in self.__dataclass_fields__:
            object.__setattr__(out, name, getattr(self, name))
        object.__setattr__(out, "cels", MappingProxyType({**self.cels, (layer, frame): cel}))
        return out

    def _check(self, layer: int, frame: int, cel: Cel) -> None:
        if not (0 <= layer < len(self.layers) and 0 <= frame < len(self.frames)):
            raise ValueError(f"There is no layer {layer} and frame {frame} to hold a picture.")
        if cel.pixels.shape != (self.height, self.width, 4):
            raise ValueError(f"A picture of {cel.pixels.shape[1]}x{cel.pixels.shape[0]} does not fit.")

    def with_palette(self, palette: Palette) -> Sprite:
        """This sprite with another palette and the same pixels; itself when it is the same palette."""
        return self if palette == self.palette else replace(self, palette=palette)

    def flatten(self, frame: int = 0, rect: Rect | None = None) -> Pixels:
        """The visible layers of a frame laid over each other: read-only uint8 (H, W, 4), straight RGBA.

        With `rect`, (x, y, width, height) within the sprite, only that part: uint8 (height, width, 4).
        """
        x, y, width, height = rect or (0, 0, *self.size)
        rows, columns = slice(y, y + height), slice(x, x + width)
        empty = out = self._empty if rect is None else self._empty[rows, columns]
        for index, layer in enumerate(self.layers):
            if layer.visible and (index, frame) in self.cels:
                above = self.cels[index, frame].pixels
                above = above if rect is None else above[rows, columns]
                alone = out is empty and layer.opacity == 255
                out = above if alone else laid_over(out, above, layer.opacity, layer.blend)
        return frozen_pixels(out)

    @cached_property
    def digest(self) -> str:
        """Hex digest of the content: size, palette colours (not its name), layers, frames, cels, tags, mode.

        What came later than the first digests counts only where it is said, so that those stay as they are.
        """
        later = (self.mode, self.tags, [one.blend for one in self.layers])
        facts = (
            self.size,
            self.palette.colors,
            [(one.name, one.visible, one.opacity, one.locked) for one in self.layers],
            [one.duration_ms for one in self.frames],
            [(key, cel.digest) for key, cel in sorted(self.cels.items()) if cel.digest],
            *([] if later == ("rgba", (), ["normal"] * len(self.layers)) else [later]),
        )
        return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Sprite) and self.digest == other.digest)

    def __hash__(self) -> int:
        return hash(self.digest)
