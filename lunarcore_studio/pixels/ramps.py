"""The next lighter and the next darker colour of a palette. Any thread; pure.

Artists list their ramps side by side, so neighbours of the list that grow steadily lighter or darker without
leaving their hue are a ramp. A colour at the end of a ramp, or in none, goes on to whatever colour continues
it best: a step in lightness with little change of hue.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Floats, Pixels, srgb_to_oklab
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.selection import Mask

Steps = npt.NDArray[np.int32]  # (colours,): the index of the next colour, its own where there is none
_LEAST_STEP = 0.02  # of OKLab's lightness; less is the same shade
_WIDEST_STEP = 0.4  # in lightness, within a ramp as listed
_WIDEST_TURN = 0.1  # in OKLab's a and b, within a ramp as listed
_TURN_WEIGHT = 3.0  # how much worse a change of hue is than one of lightness
_SAME_KIND = 0.18  # in a and b: beyond it a colour does not continue another


@lru_cache(maxsize=16)
def ramp_steps(palette: Palette) -> tuple[Steps, Steps]:
    """`(lighter, darker)`: for each colour the index of its neighbour in a ramp, int32 (len(palette),)."""
    lab = srgb_to_oklab(palette.array[:, :3])
    shown = palette.array[:, 3] > 0
    listed = _listed(lab, shown)
    return _steps(lab, shown, listed, 1), _steps(lab, shown, listed, -1)


def shaded(pixels: Pixels, mask: Mask, palette: Palette, lighter: bool) -> Pixels:
    """`pixels` uint8 (H, W, 4) with those under `mask` (H, W) one step up or down a ramp of `palette`.

    A colour that is not in the palette goes on from the nearest one that is. Empty pixels stay empty and
    alpha stays as it is; a palette without visible colours changes nothing.
    """
    takes = mask & (pixels[..., 3] > 0)
    if not palette.has_visible or not takes.any():
        return pixels
    step = ramp_steps(palette)[0 if lighter else 1]
    out = pixels.copy()
    out[takes, :3] = palette.array[step[palette.nearest(pixels[takes])], :3]
    return out


def _listed(lab: Floats, shown: Mask) -> Steps:
    """For each colour +1 or -1 where the next of the list goes on lighter or darker with it, else 0."""
    rise = np.diff(lab[:, 0])
    turn = np.hypot(np.diff(lab[:, 1]), np.diff(lab[:, 2]))
    holds = (np.abs(rise) >= _LEAST_STEP) & (np.abs(rise) <= _WIDEST_STEP) & (turn <= _WIDEST_TURN)
    out = np.zeros(len(lab), dtype=np.int32)
    out[:-1] = np.where(holds & shown[:-1] & shown[1:], np.sign(rise), 0)
    return out


def _steps(lab: Floats, shown: Mask, listed: Steps, way: int) -> Steps:
    out = np.arange(len(lab), dtype=np.int32)
    for index in np.flatnonzero(shown).tolist():
        if listed[index] == way:
            out[index] = index + 1
        elif index and listed[index - 1] == -way:
            out[index] = index - 1
        else:
            out[index] = _continued(lab, shown, index, way)
    return out


def _continued(lab: Floats, shown: Mask, index: int, way: int) -> int:
    rise = (lab[:, 0] - lab[index, 0]) * way
    turn = np.hypot(lab[:, 1] - lab[index, 1], lab[:, 2] - lab[index, 2])
    cost = rise + _TURN_WEIGHT * turn
    fits = shown & (rise >= _LEAST_STEP) & (turn <= _SAME_KIND)
    return int(np.argmin(np.where(fits, cost, np.inf))) if fits.any() else index
