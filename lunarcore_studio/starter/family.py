"""What a family of sprites is: how it is drawn, how often, and whether it fills the whole tile. Any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Family:
    """`draw` puts one member into an empty sketch; `weight` is its share of a stream; a `tile` has no outline."""

    draw: Callable[[Sketch, Dice], None]
    weight: float = 1.0
    tile: bool = False
