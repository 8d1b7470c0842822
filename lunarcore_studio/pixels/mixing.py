"""A colour while it is mixed: by hue, saturation and value, in OKLCH, or in bytes. Any thread; immutable.

What a grey has no more (its hue), and what sRGB can not show (chroma), stays as it was asked for, so that a
hand can go through it and come out where it went in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import RGBA, Pixels, oklab_to_srgb
from lunarcore_studio.pixels.hsv import hsv_to_srgb, srgb_to_hsv
from lunarcore_studio.pixels.oklch import (
    MOST_CHROMA,
    oklch_to_oklab,
    oklch_to_srgb,
    shown_by_srgb,
    srgb_to_oklch,
)

Channel = Literal[
    "hue", "saturation", "value", "lightness", "chroma", "angle", "red", "green", "blue", "alpha"
]  # fmt: skip
Model = Literal["hsv", "oklch"]
Triple = tuple[float, float, float]
Shown = npt.NDArray[np.bool_]

HSV: tuple[Channel, ...] = ("hue", "saturation", "value")
OKLCH: tuple[Channel, ...] = ("lightness", "chroma", "angle")
RGB: tuple[Channel, ...] = ("red", "green", "blue")
MODELS: dict[Model, tuple[Channel, ...]] = {"hsv": HSV, "oklch": OKLCH}
PLANES: dict[Model, tuple[Channel, Channel, Channel]] = {
    "hsv": ("saturation", "value", "hue"),
    "oklch": ("chroma", "lightness", "angle"),
}
_COLORLESS = 0.002  # chroma of a grey, whose bytes are rounded
_STRIP_LCH = (0.75, 0.12)  # a lightness at which every hue has this chroma


@dataclass(frozen=True)
class Mixed:
    """`color` as it is shown; `hsv` in degrees and 0..1, `lch` lightness, chroma and degrees as asked for."""

    color: RGBA
    hsv: Triple
    lch: Triple

    @classmethod
    def of(cls, color: RGBA, before: Mixed | None = None) -> Mixed:
        """A colour; a grey keeps the hue of the one before."""
        return cls(color, _hsv_of(color, before), _lch_of(color, before))

    @property
    def is_shown(self) -> bool:
        """Whether sRGB has all of the chroma that is asked for."""
        return bool(shown_by_srgb(self.lch))

    def share(self, channel: Channel) -> float:
        """Where a channel is, from 0 to 1."""
        if channel in HSV:
            return self.hsv[HSV.index(channel)] / (360 if channel == "hue" else 1)
        if channel in OKLCH:
            return self.lch[OKLCH.index(channel)] / _MOST[channel]
        return self.color[(*RGB, "alpha").index(channel)] / 255

    def at(self, channel: Channel, share: float) -> Mixed:
        """The same with a channel somewhere else from 0 to 1, the others of its kind as they are."""
        share = min(1.0, max(0.0, share))
        if channel == "alpha":
            return replace(self, color=(*self.color[:3], round(255 * share)))
        if channel in RGB:
            parts = list(self.color)
            parts[RGB.index(channel)] = round(255 * share)
            return Mixed.of((parts[0], parts[1], parts[2], parts[3]), self)
        if channel in HSV:
            hsv = _with(self.hsv, HSV.index(channel), share * (360 if channel == "hue" else 1))
            color = self._of_bytes(hsv_to_srgb(hsv))
            return Mixed(color, hsv, _lch_of(color, self))
        lch = _with(self.lch, OKLCH.index(channel), share * _MOST[channel])
        color = self._of_bytes(oklch_to_srgb(lch))
        return Mixed(color, _hsv_of(color, self), lch)

    def along(self, channel: Channel, count: int) -> tuple[Pixels, Shown]:
        """What a channel leads through from 0 to 1: uint8 (count, 4), and what sRGB has of it (count,)."""
        shares = np.linspace(0, 1, count)
        out = np.tile(np.array((*self.color[:3], 255), np.uint8), (count, 1))
        shown = np.ones(count, np.bool_)
        if channel == "alpha":
            out[:, 3] = np.rint(255 * shares)
        elif channel in RGB:
            out[:, RGB.index(channel)] = np.rint(255 * shares)
        else:
            triples = np.tile(self.hsv if channel in HSV else self.lch, (count, 1))
            place = (HSV if channel in HSV else OKLCH).index(channel)
            triples[:, place] = shares * (360 if channel == "hue" else _MOST.get(channel, 1))
            out[:, :3], shown = _painted("hsv" if channel in HSV else "oklch", triples)
        return out, shown

    def plane(self, model: Model, width: int, height: int) -> tuple[Pixels, Shown]:
        """All colours of the hue: uint8 (height, width, 4), and which of them sRGB has, bool (height, width).

        To the right saturation or chroma, upwards value or lightness.
        """
        across, up = np.meshgrid(np.linspace(0, 1, width), np.linspace(1, 0, height))
        if model == "hsv":
            triples = np.stack([np.full_like(across, self.hsv[0]), across, up], axis=-1)
        else:
            triples = np.stack([up, across * MOST_CHROMA, np.full_like(across, self.lch[2])], axis=-1)
        colors, shown = _painted(model, triples)
        return np.concatenate([colors, np.full((height, width, 1), 255, np.uint8)], axis=-1), shown

    def _of_bytes(self, rgb: Pixels) -> RGBA:
        red, green, blue = rgb.tolist()
        return red, green, blue, self.color[3]


_MOST = {"lightness": 1.0, "chroma": MOST_CHROMA, "angle": 360.0}


def hues(model: Model, count: int) -> Pixels:
    """The hues of a model from 0 to 360 degrees: uint8 (count, 4)."""
    angles = np.linspace(0, 360, count)
    if model == "hsv":
        colors = hsv_to_srgb(np.stack([angles, np.ones(count), np.ones(count)], axis=-1))
    else:
        light, chroma = _STRIP_LCH
        colors = oklch_to_srgb(np.stack([np.full(count, light), np.full(count, chroma), angles], axis=-1))
    return np.concatenate([colors, np.full((count, 1), 255, np.uint8)], axis=-1)


def _painted(model: Model, triples: npt.NDArray[np.float64]) -> tuple[Pixels, Shown]:
    if model == "hsv":
        return hsv_to_srgb(triples), np.ones(triples.shape[:-1], np.bool_)
    return oklab_to_srgb(oklch_to_oklab(triples)), shown_by_srgb(triples)


def _with(triple: Triple, place: int, value: float) -> Triple:
    parts = list(triple)
    parts[place] = value
    return parts[0], parts[1], parts[2]


def _hsv_of(color: RGBA, before: Mixed | None) -> Triple:
    hue, saturation, value = srgb_to_hsv(np.array(color[:3], np.uint8)).tolist()
    if before is not None and (saturation == 0 or value == 0):
        hue, saturation = before.hsv[0], before.hsv[1] if value == 0 else saturation
    return hue, saturation, value


def _lch_of(color: RGBA, before: Mixed | None) -> Triple:
    light, chroma, angle = srgb_to_oklch(np.array(color[:3], np.uint8)).tolist()
    if before is not None and chroma < _COLORLESS:
        angle = before.lch[2]
    return light, chroma, angle
