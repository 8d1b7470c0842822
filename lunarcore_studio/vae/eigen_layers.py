"""The eigen path as layers of a graph for ONNX Runtime, the numbers of `eigen` up to rounding; any thread,
without torch."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.vae.graph_layers import Layers
from lunarcore_studio.vae.live_weights import LiveWeights
from lunarcore_studio.vae.network_numbers import MOMENTUM


class EigenLayers:
    """`score` and the rest in `graph`; the path's matrices stand there once, however many steps use them."""

    def __init__(self, graph: Layers, net: LiveWeights) -> None:
        self._graph, self._config = graph, net.config
        reading, writing, centre = (net.array(f"eigen.{part}") for part in ("reading", "writing", "centre"))
        self._start = graph.weights(-(reading @ centre))
        self._pace = _pace(writing @ reading.T) if net.config.score_steps else 1.0
        self._reading, self._writing = graph.weights(reading.T), graph.weights(writing)
        self._centre = graph.weights(centre)

    def score(self, x: str) -> str:
        """Sprites (N, C, R, R) -> scores (N, L)."""
        graph, flat = self._graph, self._graph.node("Flatten", x)
        low, high, on, back = (self._number(each) for each in (-1, 1, 1 + MOMENTUM, -MOMENTUM))
        z = ahead = graph.node("Gemm", flat, self._reading, self._start)
        for _ in range(self._config.score_steps):
            seen = graph.node("Clip", self._picture(ahead), low, high)
            missing = graph.node("Sub", flat, seen)
            step = graph.node("Gemm", missing, self._reading, alpha=self._pace)
            moved = graph.add(ahead, step)
            ahead = graph.add(graph.node("Mul", moved, on), graph.node("Mul", z, back))
            z = moved
        return z

    def rest(self, x: str, mean: str) -> str:
        """Sprites (N, C, R, R) less the linear pictures of their codes (N, L), but for what a clamp forgives.

        The pictures are cut at an end of the range exactly where the sprite is at that end.
        """
        graph, side = self._graph, self._config.resolution
        shape = graph.sizes(-1, self._config.channels, side, side)
        picture = graph.node("Reshape", self._picture(mean), shape)
        infinite = float(np.finfo(np.float32).max)
        for end, comparison, cut in ((1, "GreaterOrEqual", "Min"), (-1, "LessOrEqual", "Max")):
            is_there = graph.node(comparison, x, self._number(end))
            limit = graph.node("Where", is_there, self._number(end), self._number(end * infinite))
            picture = graph.node(cut, picture, limit)
        return graph.node("Sub", x, picture)

    def _picture(self, z: str) -> str:
        return self._graph.node("Gemm", z, self._writing, self._centre)

    def _number(self, value: float) -> str:
        return self._graph.weights(np.array(value, np.float32))


def _pace(product: Floats) -> float:
    """See `EigenPath.pace`, of W W'."""
    if not np.isfinite(product).all():
        return 1.0
    return 1 / max(1.0, float(np.linalg.norm(product, ord=2)))
