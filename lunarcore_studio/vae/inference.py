"""How a network is walked for use, by whichever library; any thread, without torch.

Arrays are float32 (N, C, R, R) in [-1, 1] as the network knows them; what is called skips belongs to the
implementation and is only to be handed back.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Arrays or tensors whose first axis counts sprites.
Skips = tuple[Any, ...]


class Inference(Protocol):
    """A network that is only used, on as many sprites or codes at a time as fit into memory."""

    def encode(self, x: Floats) -> tuple[Floats, Floats, Skips]:
        """Mean and logvar (N, L) and the skips of sprites (N, C, R, R)."""

    def decode(self, z: Floats, skips: Skips | None, detail: float) -> Floats:
        """Pictures (N, C, R, R), not clamped, of codes (N, L); skips of N sprites, of one, or None."""

    def both(self, z: Floats, skips: Skips) -> Floats:
        """The pictures (2, C, R, R) of one code (1, L) in detail mode and in latent mode."""

    def blended(self, skips: Skips, shares: Floats) -> Skips:
        """For each of shares (B,) in [0, 1] the skips that far on the straight way between two sprites'."""
