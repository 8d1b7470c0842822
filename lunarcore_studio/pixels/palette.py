"""A palette: the colours a picture is made of, the nearest of them to any other. Any thread; immutable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import RGBA, Floats, Pixels, from_hex, oklab_to_srgb, srgb_to_oklab

_CHUNK = 4096  # distinct colours compared at once: bounds the distance table at 4 MB for 256 colours
_REFINEMENTS = 12


@dataclass(frozen=True)
class Palette:
    """Colours in the artist's order; straight RGBA tuples of 0..255, else ValueError.

    Entries of alpha 0 are places without colour: they are listed, but never the nearest to anything.
    """

    colors: tuple[RGBA, ...]
    name: str = ""

    def __post_init__(self) -> None:
        for color in self.colors:
            if len(color) != 4 or not all(0 <= part <= 255 for part in color):
                raise ValueError(f"{color!r} is not an RGBA colour of four numbers from 0 to 255.")

    def __len__(self) -> int:
        return len(self.colors)

    def __iter__(self) -> Iterator[RGBA]:
        return iter(self.colors)

    @cached_property
    def array(self) -> Pixels:
        """The colours as read-only uint8 (len, 4)."""
        array = np.array(self.colors, dtype=np.uint8).reshape(-1, 4)
        array.setflags(write=False)
        return array

    @cached_property
    def has_visible(self) -> bool:
        """Whether any colour can be nearest to something."""
        return bool(self.array[:, 3].any())

    @cached_property
    def _lab(self) -> Floats:
        lab = srgb_to_oklab(self.array[:, :3])
        lab[self.array[:, 3] == 0] = np.inf
        return lab

    def nearest(self, pixels: Pixels) -> npt.NDArray[np.int32]:
        """Index of the nearest visible colour in OKLab, int32 (...), for uint8 (..., 4) or (..., 3).

        The pixels' own alpha is not looked at; of equal colours the first is meant. ValueError when the
        palette has no visible colour.
        """
        if not self.has_visible:
            raise ValueError("The palette has no visible colour to choose from.")
        colors, where, _ = _distinct(pixels)
        lab = srgb_to_oklab(colors)
        index = np.empty(len(lab), dtype=np.int32)
        for start in range(0, len(lab), _CHUNK):
            part = lab[start : start + _CHUNK]
            index[start : start + _CHUNK] = np.argmin(_squared_distances(part, self._lab), axis=1)
        return index[where].reshape(pixels.shape[:-1])

    def quantise(self, pixels: Pixels) -> Pixels:
        """`pixels` (..., 4) in colours of this palette; alpha 255 from 128 on, below it all four are 0."""
        out = self.array[self.nearest(pixels)]
        visible = pixels[..., 3] >= 128
        out[..., 3] = 255
        out[~visible] = 0
        return out

    def with_color(self, index: int, rgba: RGBA) -> Palette:
        """This palette with one colour changed; IndexError where there is none."""
        colors = list(self.colors)
        colors[index] = rgba
        return replace(self, colors=tuple(colors))

    def added(self, rgba: RGBA) -> Palette:
        """This palette with a colour at its end; itself when it holds the colour already."""
        return self if rgba in self.colors else replace(self, colors=(*self.colors, rgba))

    def without(self, index: int) -> Palette:
        """This palette with one colour less; IndexError where there is none."""
        colors = list(self.colors)
        del colors[index]
        return replace(self, colors=tuple(colors))

    @classmethod
    def of(cls, pixels: Pixels, limit: int = 256, name: str = "") -> Palette:
        """The distinct visible colours of `pixels` (..., 4), opaque, most used first, at most `limit`.

        Colours used equally often keep the order in which they are met, row by row.
        """
        return cls(_opaque(_by_use(pixels)[0][:limit]), name)

    @classmethod
    def extract(cls, pixels: Pixels, count: int, name: str = "") -> Palette:
        """At most `count` colours that stand best for `pixels` (..., 4), always the same for the same pixels.

        Few enough distinct colours are taken as they are; else a median cut (Heckbert 1982) by weighted
        variance in OKLab, refined by k-means (Lloyd 1982), most used first.
        """
        colors, weights = _by_use(pixels)
        if len(colors) <= count:
            return cls(_opaque(colors), name)
        lab = srgb_to_oklab(colors)
        centres = _median_cut(lab, weights, count)
        for _ in range(_REFINEMENTS):
            former, (centres, share) = centres, _moved_centres(lab, weights, centres)
            if np.array_equal(former, centres):
                break
        ordered = oklab_to_srgb(centres)[np.argsort(-share, kind="stable")]
        return cls(tuple(dict.fromkeys(_opaque(ordered))), name)


def _distinct(pixels: Pixels) -> tuple[Pixels, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Distinct colours (U, 3), the index of each pixel's (N,), and where each is first met (U,)."""
    flat = pixels.reshape(-1, pixels.shape[-1]).astype(np.uint32)
    packed = flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]
    values, first, where = np.unique(packed, return_index=True, return_inverse=True)
    colors = np.stack([values >> 16, values >> 8 & 255, values & 255], axis=-1).astype(np.uint8)
    return colors, where.reshape(-1), first


def _by_use(pixels: Pixels) -> tuple[Pixels, Floats]:
    """Distinct visible colours (U, 3), most used first, with their number of pixels (U,)."""
    flat = pixels.reshape(-1, 4)
    colors, where, first = _distinct(flat[flat[:, 3] > 0])
    uses = np.bincount(where, minlength=len(colors))
    order = np.lexsort((first, -uses))
    return colors[order], uses[order].astype(np.float32)


def _opaque(colors: Pixels) -> tuple[RGBA, ...]:
    return tuple((red, green, blue, 255) for red, green, blue in colors.tolist())


def _squared_distances(lab: Floats, centres: Floats) -> Floats:
    """(U, P) of (U, 3) and (P, 3), by plain differences: exactly 0 for equal colours."""
    total = np.zeros((len(lab), len(centres)), dtype=np.float32)
    for channel in range(3):
        total += np.square(lab[:, channel, None] - centres[None, :, channel])
    return total


def _median_cut(lab: Floats, weights: Floats, count: int) -> Floats:
    """Means (count, 3) of `count` boxes, cut again and again where weighted variance is largest."""
    boxes = [np.arange(len(lab))]
    spreads = [_spread(lab, weights)]
    while len(boxes) < count:
        widest = int(np.argmax([spread.max() for spread in spreads]))
        box = boxes.pop(widest)
        channel = int(np.argmax(spreads.pop(widest)))
        box = box[np.argsort(lab[box, channel], kind="stable")]
        running = np.cumsum(weights[box])
        cut = int(np.searchsorted(running, running[-1] / 2)) + 1
        cut = min(max(cut, 1), len(box) - 1)
        for part in (box[:cut], box[cut:]):
            boxes.append(part)
            spreads.append(_spread(lab[part], weights[part]))
    return np.stack([_mean(lab[box], weights[box]) for box in boxes])


def _spread(lab: Floats, weights: Floats) -> Floats:
    """Weighted squared deviation (3,) of a box; below 0 for a single colour, which can not be cut."""
    if len(lab) < 2:
        return np.full(3, -1, dtype=np.float32)
    centre = _mean(lab, weights)
    return np.asarray((np.square(lab - centre) * weights[:, None]).sum(axis=0), dtype=np.float32)


def _mean(lab: Floats, weights: Floats) -> Floats:
    """Weighted mean (3,): that of np.average, without its checks, which cost more than these few colours."""
    return np.asarray((lab * weights[:, None]).sum(axis=0) / weights.sum(), dtype=np.float32)


def _moved_centres(lab: Floats, weights: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """One step of k-means: centres (P, 3) and the weight (P,) each stands for; one left alone stays."""
    nearest = np.concatenate(
        [
            np.argmin(_squared_distances(lab[at : at + _CHUNK], centres), axis=1)
            for at in range(0, len(lab), _CHUNK)
        ]
    )
    share = np.bincount(nearest, weights, len(centres)).astype(np.float32)
    sums = np.stack([np.bincount(nearest, weights * lab[:, c], len(centres)) for c in range(3)], axis=-1)
    moved = np.where(share[:, None] > 0, sums / np.maximum(share, 1)[:, None], centres)
    return moved.astype(np.float32), share


FALLBACK = Palette(
    tuple(
        from_hex(text)
        for text in (
            *("#11121f", "#2b3054", "#47609c", "#79a8dc", "#c4e4f4", "#f8f5ec", "#9495a5", "#514f60"),
            *("#5c2a3c", "#ab414c", "#e27d4d", "#f3c866", "#38694d", "#7fb65c", "#674789", "#c77bb6"),
        )
    ),
    "Moonrise 16",
)
