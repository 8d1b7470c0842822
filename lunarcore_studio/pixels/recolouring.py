"""A drawing with another palette: as it is, or in that palette's colours. Any thread; pure.

In an RGBA drawing a palette is but a list to draw from, and a change of it never touches the picture. In an
indexed one the picture is made of the palette, and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.history import Step
from lunarcore_studio.pixels.indexed import brought
from lunarcore_studio.pixels.inks import replace_color
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Sprite

EDIT = "Edit colour"
REMAP, RECOLOUR = "Remap the picture", "Recolour"

Follows = Mapping[RGBA, RGBA]


def recoloured(sprite: Sprite, palette: Palette, follows: Follows | None = None) -> Sprite:
    """The sprite with `palette`, every pixel of every cel in its colours; see `indexed.brought`."""
    keeps_alpha = sprite.mode != "indexed"
    return _changed(sprite, palette, lambda pixels: brought(pixels, palette, follows, keeps_alpha))


def repaletted(sprite: Sprite, palette: Palette, follows: Follows | None = None) -> Sprite:
    """The sprite with `palette`: its pixels as they are, in an indexed one in that palette's colours."""
    return recoloured(sprite, palette, follows) if sprite.mode == "indexed" else sprite.with_palette(palette)


def edited(sprite: Sprite, index: int, color: RGBA) -> Sprite:
    """The sprite with one colour of its palette changed; IndexError where there is none.

    In an indexed one its pixels go with it. Of equal entries the first has the pixels, and empty pixels stay.
    """
    palette, old = sprite.palette.with_color(index, color), sprite.palette.colors[index]
    if sprite.mode != "indexed" or old[3] == 0 or sprite.palette.colors.index(old) != index:
        return sprite.with_palette(palette)
    whole = np.ones((sprite.height, sprite.width), dtype=np.bool_)
    return _changed(sprite, palette, lambda pixels: replace_color(pixels, whole, old, color))


def _changed(sprite: Sprite, palette: Palette, change: Callable[[Pixels], Pixels]) -> Sprite:
    """With a palette and other pixels in every cel; what is one cel stays one."""
    made: dict[int, Cel] = {}
    for cel in sprite.cels.values():
        if id(cel) not in made:
            pixels = change(cel.pixels)
            same = pixels is cel.pixels or np.array_equal(pixels, cel.pixels)
            made[id(cel)] = cel if same else Cel(pixels)
    cels = {key: made[id(cel)] for key, cel in sprite.cels.items()}
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
