"""What can be done to the list of colours that a palette is. Any thread; pure.

None of it knows a picture but by how often it has a colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from lunarcore_studio.pixels.color import RGBA, oklab_to_srgb, srgb_to_oklab
from lunarcore_studio.pixels.indexed import packed
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel

SortKey = Literal["lightness", "hue", "use"]
_GREY = 0.03  # of chroma in OKLab; less has no hue that is worth a place among the hues
Uses = Mapping[RGBA, int]


def moved(palette: Palette, chosen: Collection[int], gap: int) -> Palette:
    """The chosen colours, in their order, put before the colour that is at `gap` now (`len`: at the end)."""
    colors = palette.colors
    before = [color for index, color in enumerate(colors) if index < gap and index not in chosen]
    after = [color for index, color in enumerate(colors) if index >= gap and index not in chosen]
    taken = [colors[index] for index in sorted(chosen)]
    return replace(palette, colors=(*before, *taken, *after))


def landing(chosen: Collection[int], gap: int) -> range:
    """The places that colours have after they were `moved`."""
    start = gap - sum(index < gap for index in chosen)
    return range(start, start + len(chosen))


def ramp(first: RGBA, last: RGBA, steps: int) -> tuple[RGBA, ...]:
    """`steps` colours between two, even in OKLab and alpha, without the two; ValueError for less than one."""
    if steps < 1:
        raise ValueError(f"A ramp has one colour or more between its ends, not {steps}.")
    ends = np.array([first, last], dtype=np.uint8)
    lab = srgb_to_oklab(ends[:, :3])
    shares = np.arange(1, steps + 1)[:, None] / (steps + 1)
    colors = oklab_to_srgb(lab[0] + shares * (lab[1] - lab[0])).tolist()
    alphas = np.rint(first[3] + shares[:, 0] * (last[3] - first[3])).astype(int).tolist()
    return tuple((red, green, blue, alpha) for (red, green, blue), alpha in zip(colors, alphas, strict=True))


def with_ramp(palette: Palette, first: int, last: int, steps: int) -> Palette:
    """The palette with a ramp from one of its colours to another behind the first; IndexError for none."""
    colors = list(palette.colors)
    between = ramp(colors[first], colors[last], steps)
    if first > last:
        first, between = last, between[::-1]
    return replace(palette, colors=(*colors[: first + 1], *between, *colors[first + 1 :]))


def merged(palette: Palette) -> Palette:
    """Every colour once, where it stands first; itself when none is there twice."""
    colors = tuple(dict.fromkeys(palette.colors))
    return palette if len(colors) == len(palette) else replace(palette, colors=colors)


def without(palette: Palette, chosen: Collection[int]) -> Palette:
    """The palette without the chosen colours; at least one stays, the first."""
    colors = tuple(color for index, color in enumerate(palette) if index not in chosen)
    return replace(palette, colors=colors or palette.colors[:1])


def without_unused(palette: Palette, uses: Uses) -> Palette:
    """The palette of the colours that are used, and of its places without a colour."""
    return replace(palette, colors=tuple(color for color in palette if uses.get(color) or not color[3]))


def uses_of(cels: Iterable[Cel]) -> Counter[RGBA]:
    """How many visible pixels of the cels have each colour; a cel that stands in two frames counts twice."""
    out: Counter[RGBA] = Counter()
    for cel in cels:
        numbers, counts = np.unique(packed(cel.pixels), return_counts=True)
        for color, count in zip(numbers.view(np.uint8).reshape(-1, 4).tolist(), counts.tolist(), strict=True):
            if color[3]:
                red, green, blue, alpha = color
                out[red, green, blue, alpha] += count
    return out


def in_order(
    palette: Palette, key: SortKey, uses: Uses | None = None, chosen: Collection[int] = ()
) -> Palette:
    """The palette from dark to light, by hue (greys first, then from red on), or by use, most first.

    Of several chosen colours only these change places. Equal ones keep their order.
    """
    places = sorted(chosen) if len(chosen) > 1 else list(range(len(palette)))
    lab = srgb_to_oklab(palette.array[:, :3])
    angle = np.arctan2(lab[:, 2], lab[:, 1]) % (2 * np.pi)
    grey = np.hypot(lab[:, 1], lab[:, 2]) < _GREY

    def rank(index: int) -> tuple[float, ...]:
        light = float(lab[index, 0])
        if key == "use":
            return (-(uses or {}).get(palette.colors[index], 0),)
        if key == "hue":
            return (0.0, light) if grey[index] else (1.0, float(angle[index]), light)
        return (light,)

    colors = list(palette.colors)
    for place, index in zip(places, sorted(places, key=rank), strict=True):
        colors[place] = palette.colors[index]
    return replace(palette, colors=tuple(colors))
