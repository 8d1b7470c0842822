"""The layers of `inference_graph`, in the two layouts that suit large and small sides; any thread.

Maps are (N, C, H, W), for convolutions over many pixels. Rows are (N, H W, C), a pixel a row: on sixteen
pixels and fewer a convolution is mostly the reading of its weights, which one matrix product of all gathered
neighbours does best. Attention, 1x1 convolutions and the weaving of upsampled pixels are at home in rows.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.vae.live_weights import Layer, LiveWeights
from lunarcore_studio.vae.network_numbers import SLOPE
from lunarcore_studio.vae.onnx_bytes import GraphWriter

# Up to this side a convolution is a matrix product of rows; measured at 2, 4 and 8 on AVX-512.
LARGEST_SIDE_OF_ROWS: Final = 4
CORNERS: Final = ((0, 0), (0, 1), (1, 0), (1, 1))


class Layers(GraphWriter):
    """A GraphWriter that knows the network's layers; weights are those of a model without BatchNorm."""

    def weights(self, array: Floats) -> str:
        """The constant `array`."""
        return self.constant(np.asarray(array, np.float32))

    def sizes(self, *sizes: int) -> str:
        """A constant shape."""
        return self.constant(np.array(sizes, np.int64))

    def add(self, first: str, *others: str) -> str:
        """The sum; what is there once is added to every sprite."""
        for other in others:
            first = self.node("Add", first, other)
        return first

    def bent(self, x: str) -> str:
        """The network's LeakyReLU."""
        return self.node("LeakyRelu", x, alpha=SLOPE)

    def linear(self, x: str, weight: Floats, bias: Floats | None = None) -> str:
        """(M, K) times the transpose of weight (O, K), plus bias (O,) -> (M, O)."""
        constants = [self.weights(part) for part in (weight.T, bias) if part is not None]
        return self.node("Gemm", x, *constants)

    def to_rows(self, maps: str, channels: int) -> str:
        """(N, C, H, W) -> (N, H W, C)."""
        flat = self.node("Reshape", maps, self.sizes(0, channels, -1))
        return self.node("Transpose", flat, perm=(0, 2, 1))

    def to_maps(self, rows: str, channels: int, side: int) -> str:
        """(N, side², C) -> (N, C, side, side)."""
        columns = self.node("Transpose", rows, perm=(0, 2, 1))
        return self.node("Reshape", columns, self.sizes(-1, channels, side, side))

    def map_conv(self, maps: str, weight: Floats, bias: Floats | None = None, stride: int = 1) -> str:
        """A convolution of maps, padded so that a stride of 1 keeps the side and one of 2 halves it."""
        constants = [self.weights(part) for part in (weight, bias) if part is not None]
        return self.node("Conv", maps, *constants, pads=(_padding(weight),) * 4, strides=(stride, stride))

    def spread(self, maps: str, weight: Floats) -> str:
        """As `map_conv` of a 3x3 weight with few outputs, for which one product and a sum is faster."""
        turned = weight[:, :, ::-1, ::-1].swapaxes(0, 1)
        return self.node("ConvTranspose", maps, self.weights(turned), pads=(1, 1, 1, 1))

    def conv(self, rows: str, weight: Floats, bias: Floats | None, side: int, stride: int = 1) -> str:
        """A convolution of rows of `side`, padded as `map_conv`, in whichever layout is faster."""
        outputs, channels, kernel, _ = weight.shape
        if kernel > 1 and side // stride > LARGEST_SIDE_OF_ROWS:
            maps = self.map_conv(self.to_maps(rows, channels, side), weight, bias, stride)
            return self.to_rows(maps, outputs)
        pads = (_padding(weight), _padding(weight))
        return self.product(rows, weight, bias, neighbours(side, kernel, stride, pads))

    def product(self, rows: str, weight: Floats, bias: Floats | None, places: NDArray[np.int64]) -> str:
        """weight (O, C, k, k) times the rows at `places` (Q, k²): rows (N, P, C) -> (N, Q, O).

        A place of P means a pixel outside the picture.
        """
        outputs, channels, kernel, _ = weight.shape
        if kernel > 1:
            padded = self.node("Pad", rows, self.sizes(0, 0, 0, 0, 1, 0))
            rows = self.node("Gather", padded, self.constant(places), axis=1)
        flat = self.node("Reshape", rows, self.sizes(-1, kernel**2 * channels))
        product = self.linear(flat, weight.transpose(0, 2, 3, 1).reshape(outputs, -1), bias)
        return self.node("Reshape", product, self.sizes(-1, len(places), outputs))

    def upsampled(self, rows: str, conv: Layer, side: int) -> str:
        """A transposed convolution 4x4 of stride 2 and its LeakyReLU: (N, side², C) -> (N, 4 side², O).

        As four convolutions 2x2, one for each corner of the square that a pixel becomes.
        """
        corners = []
        for down, right in CORNERS:
            taps = conv.weight[:, :, [3 - down, 1 - down]][:, :, :, [3 - right, 1 - right]].swapaxes(0, 1)
            places = neighbours(side, 2, 1, (1 - down, 1 - right))
            corners.append(self.bent(self.product(rows, taps, conv.bias, places)))
        outputs = conv.weight.shape[1]
        stacked = self.node("Concat", *corners, axis=1)
        square = self.node("Reshape", stacked, self.sizes(-1, 2, 2, side, side, outputs))
        woven = self.node("Transpose", square, perm=(0, 3, 1, 4, 2, 5))
        return self.node("Reshape", woven, self.sizes(-1, 4 * side * side, outputs))

    def attention(self, rows: str, weights: LiveWeights, name: str, side: int) -> str:
        """The self-attention `name`, its scale and gain multiplied into the weights: (N, side², C), the same.

        The rows themselves where there is none of that name.
        """
        if not weights.has(f"{name}.gain"):
            return rows
        layers = [weights.layer(f"{name}.{part}") for part in ("query", "key", "value")]
        factors = len(layers[0].weight) ** -0.5, 1.0, float(weights.array(f"{name}.gain"))
        query, key, value = (
            self.conv(rows, layer.weight * factor, layer.bias * factor, side)
            for layer, factor in zip(layers, factors, strict=True)
        )
        scores = self.node("MatMul", query, self.node("Transpose", key, perm=(0, 2, 1)))
        return self.add(rows, self.node("MatMul", self.node("Softmax", scores, axis=2), value))


def neighbours(side: int, kernel: int, stride: int, pads: tuple[int, int]) -> NDArray[np.int64]:
    """For each output pixel the input pixels under the kernel (Q, kernel²), side² where there is none.

    pads: how many rows and columns of nothing lie before the first pixel.
    """
    starts = np.arange(0, side, stride)[:, None] + np.arange(kernel)
    y, x = (starts - pad for pad in pads)
    y, x = y[:, None, :, None], x[None, :, None, :]
    inside = (y >= 0) & (y < side) & (x >= 0) & (x < side)
    return np.where(inside, y * side + x, side * side).reshape(-1, kernel**2).astype(np.int64)


def _padding(weight: Floats) -> int:
    return (int(weight.shape[-1]) - 1) // 2
