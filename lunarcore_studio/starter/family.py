"""What a family of sprites is: how it is drawn, how often, and what may be done to it. Any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Family:
    """`draw` puts one member into an empty sketch; `weight` is its share of a stream.

    A `tile` keeps its place and has no outline; a `handed` family is never mirrored (letters).
    """

    draw: Callable[[Sketch, Dice], None]
    weight: float = 1.0
    tile: bool = False
    handed: bool = False
