"""Level 1: the procedural artist that draws the starter sprites and the shipped model's training set.

Numpy only; any thread. `draw_sprites(count, seed)` is the training stream, `draw_icons` the same things
with soft edges, `best()` the shipped sheet.
"""

from lunarcore_studio.starter.artist import draw_family, draw_labelled, draw_sprites
from lunarcore_studio.starter.chosen import best, sheet
from lunarcore_studio.starter.icons import draw_icons

__all__ = ["best", "draw_family", "draw_icons", "draw_labelled", "draw_sprites", "sheet"]
