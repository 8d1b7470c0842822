"""Where the model's picture differs from the drawing, made visible. GUI thread; pure functions of arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lunarcore_studio.language import say

Pixels = npt.NDArray[np.uint8]

# A quarter of its strength: the drawing is still read as a shape, never taken for the model's colours.
DIMMED = 0.25


def differing(mine: Pixels, theirs: Pixels) -> npt.NDArray[np.bool_]:
    """bool (H, W): pixels that look different, whatever colour hides under alpha 0."""
    visible = (mine[..., 3] > 0) | (theirs[..., 3] > 0)
    differs: npt.NDArray[np.bool_] = visible & (mine != theirs).any(axis=-1)
    return differs


def difference_picture(mine: Pixels, theirs: Pixels) -> Pixels:
    """uint8 (H, W, 4): the drawing in dimmed grey, and the model's own pixels where they differ.

    A pixel that the model leaves empty and the drawing does not is empty here; its outline tells of it.
    """
    grey = (mine[..., :3] @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
    dimmed = np.dstack([grey, grey, grey, (mine[..., 3] * DIMMED).astype(np.uint8)])
    return np.where(differing(mine, theirs)[..., None], theirs, dimmed).astype(np.uint8)


def count_text(count: int) -> str:
    """ "same as mine", "1 pixel differs", "12 pixels differ"."""
    if count == 0:
        return say("same as mine")
    return say("1 pixel differs") if count == 1 else say("{count} pixels differ").format(count=count)
