"""The eigen path as layers of a graph for ONNX Runtime, the numbers of `eigen` up to rounding; any thread."""

from __future__ import annotations

import numpy as np
import torch

from lunarcore_studio.vae.eigen import MOMENTUM, EigenPath
from lunarcore_studio.vae.graph_layers import Layers


class EigenLayers:
    """`score` and the rest in `graph`; the path's matrices stand there once, however many steps use them."""

    def __init__(self, graph: Layers, eigen: EigenPath) -> None:
        self._graph, self._eigen = graph, eigen
        self._reading = graph.weights(eigen.reading.T)
        self._writing = graph.weights(eigen.writing)
        self._centre = graph.weights(eigen.centre)

    def score(self, x: str) -> str:
        """Sprites (N, C, R, R) -> scores (N, L)."""
        graph, eigen = self._graph, self._eigen
        low, high, on, back = (self._number(each) for each in (-1, 1, 1 + MOMENTUM, -MOMENTUM))
        pace, flat = eigen.pace(), graph.node("Flatten", x)
        start = graph.weights(-(eigen.reading @ eigen.centre))
        z = ahead = graph.node("Gemm", flat, self._reading, start)
        for _ in range(eigen.steps):
            seen = graph.node("Clip", self._picture(ahead), low, high)
            missing = graph.node("Sub", flat, seen)
            step = graph.node("Gemm", missing, self._reading, alpha=pace)
            moved = graph.add(ahead, step)
            ahead = graph.add(graph.node("Mul", moved, on), graph.node("Mul", z, back))
            z = moved
        return z

    def rest(self, x: str, mean: str) -> str:
        """Sprites (N, C, R, R) less the linear pictures of their codes (N, L), but for what a clamp forgives.

        The pictures are cut at an end of the range exactly where the sprite is at that end.
        """
        graph = self._graph
        picture = graph.node("Reshape", self._picture(mean), graph.sizes(-1, *self._eigen.shape))
        infinite = float(np.finfo(np.float32).max)
        for end, comparison, cut in ((1, "GreaterOrEqual", "Min"), (-1, "LessOrEqual", "Max")):
            is_there = graph.node(comparison, x, self._number(end))
            limit = graph.node("Where", is_there, self._number(end), self._number(end * infinite))
            picture = graph.node(cut, picture, limit)
        return graph.node("Sub", x, picture)

    def _picture(self, z: str) -> str:
        return self._graph.node("Gemm", z, self._writing, self._centre)

    def _number(self, value: float) -> str:
        return self._graph.weights(torch.tensor(float(value)))
