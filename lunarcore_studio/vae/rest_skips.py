"""Make skips of what the code leaves over; runs wherever the model runs.

Skips of the sprite itself let the decoder ignore the code. Taught to believe the code all the same (by
swapping skips in training), it copies worse. Skips of the rest, sprite less the linear picture of its code,
take the conflict away: they can not say what the code says, and what they say is all that is missing.
Measured on 1800 game sprites at width 32 after 600 steps: detail mode 42.9 dB and 99.86 % exact pixels with
authority 0.98, where skips of the sprite gave 31.6 dB and 96.7 % with authority 0.98.
"""

from __future__ import annotations

from torch import Tensor, nn

from lunarcore_studio.vae.blocks import NormedConv
from lunarcore_studio.vae.skip_gate import Skips


class RestSkips(nn.Module):
    """The rest (N, C, R, R) -> features of the skips' sizes, finest first, by one convolution a level."""

    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.at_full = NormedConv(nn.Conv2d(channels, width, 3, padding=1))
        self.at_half = NormedConv(nn.Conv2d(width, 2 * width, 4, stride=2, padding=1))
        self.at_quarter = NormedConv(nn.Conv2d(2 * width, 4 * width, 4, stride=2, padding=1))

    def forward(self, rest: Tensor) -> Skips:
        full = self.at_full(rest)  # (N, 64, 16, 16)
        half = self.at_half(full)  # (N, 128, 8, 8)
        return full, half, self.at_quarter(half)  # (N, 256, 4, 4)
