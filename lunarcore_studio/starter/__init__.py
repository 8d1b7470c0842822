"""Level 1: the procedural artist that draws the starter sprites and the shipped model's training set.

Numpy only; any thread. `draw_sprites(count, seed)` is the training stream, `best()` the shipped sheet.
"""

from lunarcore_studio.starter.artist import draw_family, draw_labelled, draw_sprites
from lunarcore_studio.starter.chosen import best, sheet

__all__ = ["best", "draw_family", "draw_labelled", "draw_sprites", "sheet"]
