"""The 256 sprites that the studio ships: chosen by eye from contact sheets, arranged as one sheet.

Any thread. `resources/starter/starter.png` is `sheet()` as a PNG; tests/starter/test_chosen.py
compares the two pixel for pixel and, run with LUNARCORE_WRITE_STARTER=1, writes the sheet and names afresh.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.starter.artist import Look, draw_family
from lunarcore_studio.starter.cells import SIDE
from lunarcore_studio.starter.colouring import Grade
from lunarcore_studio.starter.families import FAMILIES
from lunarcore_studio.starter.light import NO_OUTLINE, OWN_OUTLINE

COLUMNS = 16

# a line is a row of the sheet: families and the seeds of their members
PICKS = """
potion 0 3 4 6 10 11 12 15 18; pot 0 3 18; barrel 1 9; crate 0; lamp 8
sword 3 10 4 0 13 20; dagger 5 9 11; axe 2 3 0 4; hammer 1 3 7
wand 0 7 10 13 21; bow 1 5 8; spear 2 5; shield 0 4 5 11 15 9
helmet 3 4 6 18 2; coat 7 16 18; boot 4 11 22; glove 3; bomb 0 3; lamp 1; die 1
chest 2 4 0 21; crown 0 3 7 18; ring 10 7 16; key 4 9 3; coin 8 3
gem 0 3 5 6 7 20 11; heart 0 3 12; star 2 1; icon 1 22 21 2
fruit 3 1 0 8 19 11 21 10 29; meal 25 24 26 29 1 2 3
meal 9 42 40 15 5 45 19; ware 5 3 7 8 11 30; book 0 11 18
mushroom 0 7 22 10 16; flower 2 11 5 0 18; houseplant 1 3 5; leaf 2 11 5
tree 1 3 5 11 23 4; bush 1 8; house 1 2 3 8 15; door 2; sign 1 5
hero 0 3 4 9 11 12 17 18 24 31 37 33; robot 0 2 4 6
face 4 7 27 32 38; fiend 0 2 3 4 10 15; ghost 0 2 11 19; eye 6
slime 15 4 8 16 10; bat 2 5 7; bug 2 4 6 3; skull 2 4 11; eye 2
beast 0 1 2 3 10 15 18 5 25; bird 0 8 11 18 5; swimmer 8 9
swimmer 2 3 5 0 1; planet 2 3 4 10; moon 11 5; cloud 0 5; rocket 3 4; ship 12
grass 15 42; water 0; brick 30 33; planks 2 8; cobble 3 9; slab 5 8; seam 1 13 16; mosaic 1 7
"""


def _picks() -> list[tuple[str, int]]:
    chosen = []
    for group in PICKS.strip().replace("\n", ";").split(";"):
        family, *seeds = group.split()
        chosen += [(family, int(seed)) for seed in seeds]
    return chosen


def _look(family: str) -> Look:
    """One hand for the whole sheet: full ramps, outlines in each material's own ink, light from the left."""
    kind = NO_OUTLINE if FAMILIES[family].tile else OWN_OUTLINE
    return Look(kind, dithered=False, flipped=False, shift_x=0.5, shift_y=0.5, grade=Grade())


def best() -> tuple[NDArray[np.uint8], list[str]]:
    """The shipped sprites, uint8 (256, 16, 16, 4) straight RGBA, and a name for each, as "potion 3"."""
    pixels, names = [], []
    members: dict[str, int] = {}
    for family, seed in _picks():
        pixels.append(draw_family(family, [seed], [_look(family)])[0])
        members[family] = members.get(family, 0) + 1
        names.append(f"{family} {members[family]}")
    return np.stack(pixels), names


def sheet() -> NDArray[np.uint8]:
    """The shipped sprites side by side, uint8 (256, 256, 4): 16 columns and 16 rows of 16x16."""
    pixels, _ = best()
    rows = pixels.reshape(-1, COLUMNS, SIDE, SIDE, 4)
    return np.ascontiguousarray(rows.swapaxes(1, 2).reshape(-1, COLUMNS * SIDE, 4))
