"""The numbers that the network is built on, for both of the ways it is walked; any thread, without torch."""

from __future__ import annotations

from typing import Final

# Of the LeakyReLU below zero.
SLOPE: Final = 0.2
# exp of these is still a float32; a sprite can not ask for more or less certainty than that.
LOGVAR_RANGE: Final = (-20.0, 10.0)
# Of the steps of a score (Nesterov 1983); measured on three sets of real sprites without any training.
MOMENTUM: Final = 0.9
# What BatchNorm adds to a variance before it takes the root.
NORM_EPSILON: Final = 1e-5
