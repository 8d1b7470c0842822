"""The few convolutions that are done once, while a graph is written, on arrays; any thread, without torch.

Maps are float32 (N, C, H, W).
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.color import Floats


def convolved(maps: Floats, weight: Floats, bias: Floats | None = None) -> Floats:
    """A convolution of stride 1 by weight (O, C, k, k), k odd, padded so that the side stays."""
    kernel, (height, width) = weight.shape[2], maps.shape[2:]
    pad = kernel // 2
    padded = np.pad(maps, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    result = np.zeros((len(maps), len(weight), height, width), np.float32)
    for y in range(kernel):
        for x in range(kernel):
            result += _mixed(padded[:, :, y : y + height, x : x + width], weight[:, :, y, x].T)
    return result if bias is None else result + bias[:, None, None]


def upsampled(maps: Floats, weight: Floats, bias: Floats | None = None) -> Floats:
    """A transposed convolution of stride 2 and padding 1 by weight (C, O, 4, 4), which doubles the side."""
    count, _, height, width = maps.shape
    result = np.zeros((count, weight.shape[1], 2 * height + 2, 2 * width + 2), np.float32)
    for y in range(4):
        for x in range(4):
            result[:, :, y : y + 2 * height : 2, x : x + 2 * width : 2] += _mixed(maps, weight[:, :, y, x])
    cut = result[:, :, 1:-1, 1:-1]
    return cut if bias is None else cut + bias[:, None, None]


def _mixed(maps: Floats, weight: Floats) -> Floats:
    """Each pixel's channels (C) times weight (C, O)."""
    mixed: Floats = np.moveaxis(np.tensordot(maps, weight, (1, 0)), 3, 1)
    return mixed
