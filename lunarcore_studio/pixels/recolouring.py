"""A drawing with another palette: as it is, or in that palette's colours. Any thread; pure.

In an RGBA drawing a palette is but a list to draw from, and a change of it never touches the picture. In an
indexed one the picture is made of the palette, and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lunarcore_studio.language import mark
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.color_index import ColorIndex
from lunarcore_studio.pixels.history import Step
from lunarcore_studio.pixels.indexed import brought
from lunarcore_studio.pixels.inks import replace_color
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Sprite

EDIT = mark("Edit colour")
REMAP, RECOLOUR = mark("Remap the picture"), mark("Recolour")

Follows = Mapping[RGBA, RGBA]


def recoloured(sprite: Sprite, palette: Palette, follows: Follows | None = None) -> Sprite:
    """The sprite with `palette`, every pixel of every cel in its colours; see `indexed.brought`."""
    return Recolouring(sprite).whole(palette, follows)


def repaletted(sprite: Sprite, palette: Palette, follows: Follows | None = None) -> Sprite:
    """The sprite with `palette`: its pixels as they are, in an indexed one in that palette's colours."""
    return recoloured(sprite, palette, follows) if sprite.mode == "indexed" else sprite.with_palette(palette)


class Recolouring:
    """A sprite that is tried in one palette after another; its colours are looked for once.

    Of hundreds of cels those are done at once that are to be seen, the others when there is time.
    """

    def __init__(self, sprite: Sprite, frames: Iterable[int] = ()) -> None:
        self._sprite, seen = sprite, set(frames)
        self._seen = ColorIndex(cel for (_, frame), cel in sprite.cels.items() if frame in seen)
        self._all = ColorIndex(sprite.cels.values())

    def seen(self, palette: Palette) -> Sprite:
        """With `palette`, but only the cels of the frames in its colours."""
        return _with_cels(self._sprite, palette, self._seen.changed(self._to(palette)))

    def whole(self, palette: Palette, follows: Follows | None = None) -> Sprite:
        """With `palette`, every pixel of every cel in its colours; see `indexed.brought`."""
        return _with_cels(self._sprite, palette, self._all.changed(self._to(palette, follows)))

    def read(self, count: int) -> bool:
        """Look at some more cels ahead; False when `whole` has no more to look for."""
        return self._all.read(count)

    def _to(self, palette: Palette, follows: Follows | None = None) -> Callable[[Pixels], Pixels]:
        keeps_alpha = self._sprite.mode != "indexed"
        return lambda colors: brought(colors, palette, follows, keeps_alpha)


def edited(sprite: Sprite, index: int, color: RGBA, frames: Container[int] | None = None) -> Sprite:
    """The sprite with one colour of its palette changed; IndexError where there is none.

    In an indexed one its pixels go with it, in some `frames` only or in all. Of equal entries the first has
    the pixels, and empty pixels stay.
    """
    palette, old = sprite.palette.with_color(index, color), sprite.palette.colors[index]
    if sprite.mode != "indexed" or old[3] == 0 or sprite.palette.colors.index(old) != index:
        return sprite.with_palette(palette)
    whole = np.ones((sprite.height, sprite.width), dtype=np.bool_)
    cels = {id(cel): cel for (_, at), cel in sprite.cels.items() if frames is None or at in frames}
    pixels = {key: replace_color(cel.pixels, whole, old, color) for key, cel in cels.items()}
    same = {key for key, cel in cels.items() if np.array_equal(pixels[key], cel.pixels)}
    return _with_cels(sprite, palette, {key: Cel(pixels[key]) for key in cels.keys() - same})


def _with_cels(sprite: Sprite, palette: Palette, made: Mapping[int, Cel]) -> Sprite:
    """With a palette, and others for the cels that were made anew; what is one cel stays one."""
    cels = {key: made.get(id(cel), cel) for key, cel in sprite.cels.items()}
    if all(cels[key] is cel for key, cel in sprite.cels.items()):
        return sprite.with_palette(palette)
    return replace(sprite, palette=palette, cels=cels)


def as_indexed(sprite: Sprite) -> Sprite:
    """The sprite in indexed mode, in the colours of its palette; see-through ones by half or not at all."""
    return recoloured(replace(sprite, mode="indexed"), sprite.palette)


def followed(steps: Sequence[Step]) -> dict[RGBA, RGBA]:
    """Where the colours that were edited in the palette since the picture was last brought to it have gone.

    Read from the steps of history up to the present, so that undo and redo are heeded.
    """
    out: dict[RGBA, RGBA] = {}
    for before, after in pairwise(steps):
        if after.label in (REMAP, RECOLOUR):
            out.clear()
        if after.label != EDIT or before.state.sprite.palette is after.state.sprite.palette:
            continue
        ends = zip(before.state.sprite.palette, after.state.sprite.palette, strict=False)
        for old, new in ((old, new) for old, new in ends if old != new):
            out.update({key: new for key, value in out.items() if value == old})
            out[old] = new
    return out
