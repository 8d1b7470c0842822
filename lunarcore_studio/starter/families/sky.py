"""Planets, moons, suns, clouds, boats, rockets and what else flies or floats. Any thread."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.starter.cells import CODES, SIDE, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, WHEEL, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE, Sketch

_Y, _X = np.mgrid[0:SIDE, 0:SIDE]
_FAR = (2 * _X - 15) * (2 * _X - 15) + (2 * _Y - 15) * (2 * _Y - 15)

_RING_FRONT = grids("""
.............bb.
............b.b.
...............b
..............b.
.b..........bb..
b........bbb....
b....bbbb.......
.bbbb...........
""")[0]


def planet(sketch: Sketch, dice: Dice) -> None:
    """A planet: banded, with seas, cratered or ringed."""
    kind = dice.between(0, 3)
    radius = dice.pick((5, 6, 7)) if kind != 3 else 5
    disc = 4 * radius * radius + 1 >= _FAR
    sketch.codes[disc] = CODES["a"]
    sketch.material("a", dice.pick((*GEMS, *WHEEL[:48:2], RAMPS["stone"], RAMPS["sandstone"])), ROUND)
    sketch.material("b", dice.pick((RAMPS["leaf"], RAMPS["gold"], RAMPS["cream"], *GEMS)), ROUND)
    if kind == 0:
        for row in range(8 - radius, 8 + radius):
            if (row + dice.between(0, 1)) % dice.between(2, 4) == 0:
                sketch.codes[row][disc[row]] = CODES["b"]
    elif kind == 1:
        for _ in range(dice.between(3, 5)):
            x, y, wide = dice.between(2, 10), dice.between(2, 12), dice.between(2, 4)
            for step in range(wide):
                sketch.over(x + step, y, "b")
                sketch.over(x + step + dice.between(-1, 1), y + 1, "b")
    elif kind == 2:
        for x, y, wide in ((4, 5, 2), (9, 8, 3), (5, 10, 2), (10, 4, 1)):
            for step in range(wide):
                sketch.over(x + step, y, "1")
                sketch.over(x + step, y + 1, "1" if step == 0 and wide > 1 else "A")
    else:
        sketch.stamp(_RING_FRONT, 0, 4)
        sketch.modes[2] = FLAT


_MOONS = grids("""
............... ............... .......a.......
......aaaa..... .....aaaaaa.... .......a.......
....aaaaaa..... ...aaaaaaaaaa.. ..a...aaa...a..
...aaaaa....... ..aaaa1aaaaaaa. ...a.aaaaa.a...
..aaaaa........ ..aaa11aaaa1aa. ....aaaaaaa....
..aaaa......... .aaaaaaaaaaaaaa ...aabbbbbaa...
..aaaa......... .aaaaaaa11aaaaa ..aaabbbbbaaa..
..aaaa......... .aa1aaa111aaaaa aaaaabbbbbaaaaa
..aaaa......... .aaaaaaa1aaaa1a ..aaabbbbbaaa..
..aaaaa.......a .aaaaaaaaaaaaaa ...aabbbbbaa...
..aaaaaa.....aa ..aaa1aaaaaaaa. ....aaaaaaa....
...aaaaaaaaaaa. ..aaaaaaa11aaa. ...a.aaaaa.a...
....aaaaaaaaa.. ...aaaaaaaaaa.. ..a...aaa...a..
......aaaaa.... .....aaaaaa.... .......a.......
............... ............... .......a.......
""")


def moon(sketch: Sketch, dice: Dice) -> None:
    """A crescent, a full moon or a sun, sometimes with a face."""
    kind = dice.between(0, 2)
    sketch.stamp(_MOONS[kind], 0, 1 if kind < 2 else 0)
    ramp = (
        ("gold", "linen", "cheese", "ice", "stone", "bone")
        if kind < 2
        else ("gold", "autumn", "lava", "cheese")
    )
    sketch.material("a", RAMPS[dice.pick(ramp)], ROUND if kind == 1 else BEVEL)
    sketch.material("b", RAMPS[dice.pick(("gold", "cheese", "autumn"))], FLAT if dice.chance(0.5) else ROUND)
    if kind == 2 and dice.chance(0.4):
        for x in (6, 8):
            sketch.put(x, 6, "@")
        sketch.put(7, 8, "@")


_CLOUDS = grids("""
............... ............... ............... ...............
............... ............... .....aaaa...... .....b.b.......
............... .....aaa....... ...aaaaaaa.aa.. ....bbbbbb.....
......aaaa..... ....aaaaa.aa... ..aaaaaaaaaaaa. ...bbbbbbb.....
.....aaaaaaa... ..aaaaaaaaaaa.. .aaaaaaaaaaaaaa ..bbbbaaaaaa...
..aaaaaaaaaaa.. .aaaaaaaaaaaaa. .aaaaaaaaaaaaaa ...baaaaaaaaa..
.aaaaaaaaaaaaa. .aaaaaaaaaaaaaa ..aaaaaaaaaaaa. ..aaaaaaaaaaaa.
.aaaaaaaaaaaaaa ..aaaaaaaaaaaa. ......cccc..... .aaaaaaaaaaaaaa
.aaaaaaaaaaaaaa ............... .....cccc...... .aaaaaaaaaaaaaa
..aaaaaaaaaaaa. ...b...b...b... ....ccccccc.... ..aaaaaaaaaaaa.
............... ..b...b...b.... ......cccc..... ...............
............... ............... ......ccc...... ...............
............... .....b...b...b. .....cc........ ...............
............... ....b...b...b.. .....c......... ...............
""")


def cloud(sketch: Sketch, dice: Dice) -> None:
    """A cloud: fair, raining, thundering or before the sun."""
    kind = dice.between(0, 3)
    sketch.stamp(_CLOUDS[kind], 0, 1 if kind in (1, 2) else 3)
    dark = kind == 2 or dice.chance(0.15)
    sketch.material(
        "a",
        RAMPS[dice.pick(("night", "iron", "mist")) if dark else dice.pick(("linen", "mist", "sky", "ice"))],
        BEVEL,
    )
    sketch.material("b", RAMPS["gold" if kind == 3 else "water"], FLAT)
    sketch.material("c", RAMPS["gold"], FLAT)


# a hull, b sail, c trim, d window or water
_SHIPS = grids("""
.......c........ .............. ...............
.......cdd...... .......c...... ...............
.......cddd..... .......bb..... ...............
.....b.c........ .......bbbb... ........cc.....
....bb.cbb...... ......cbbbbb.. ....bb..cc.....
...bbb.cbbbb.... ......cbbbbbb. ....bbb.cc.....
..bbbb.cbbbbb... ......cbbbbb.. ...bbbbbbbbb...
..bbbb.cbbbbbb.. ......cbbb.... ...bdbdbdbdb...
.bbbbb.cbbbbbb.. ......cb...... ...bbbbbbbbb..a
.......c........ ......c....... .aaaaaaaaaaaaaa
aaa....c.....aaa .aa...c.....aa .aaaaaaaaaaaaa.
aaaaaaaaaaaaaaaa ..aaaaaaaaaaa. ..aaaaaaaaaaaa.
.aaDaaDaaDaaDaa. ..aaaaaaaaaaa. ..aaaaaaaaaaa..
..aaaaaaaaaaaa.. ...aaaaaaaaa.. ...111111111...
...1111111111... ....1111111... ...............
""")

_CRAFT = mirrors("""
.......a ........ ........
......aa ........ ........
......aa .......a ........
.....aaa .......a .....ddd
.....aaa ......aa ....dddd
.....add ......aa ....dddd
.....add .c....dd ...ddddd
.....aaa .c...add ..bbbbbb
....caaa .c...aaa .bbbbbbb
...ccaaa .b..baaa bbbcbbcb
..cccaaa .bbbbaaa bbbbbbbb
..cccaaa .bbbbaaa .1111111
..cc.bbb .b..bbaa ...11111
..c..111 .c...bbb ......f.
......ff ......f. .....f..
.......f ......f. ........
""")


def ship(sketch: Sketch, dice: Dice) -> None:
    """A sailing ship, a boat, a steamer."""
    sketch.stamp(dice.pick(_SHIPS), 0, 0)
    sketch.material("a", dice.pick((*WOODS, RAMPS["ruby"], RAMPS["sapphire"], RAMPS["iron"])), BEVEL)
    sketch.material("b", dice.pick((RAMPS["linen"], RAMPS["cream"], *CLOTHS)), dice.pick((BEVEL, SLOPE)))
    sketch.material("c", RAMPS[dice.pick(("oak", "chocolate", "brick"))], FLAT)
    sketch.material("d", RAMPS[dice.pick(("gold", "ruby", "sky"))], FLAT)


def rocket(sketch: Sketch, dice: Dice) -> None:
    """A rocket, a fighter or a saucer."""
    sketch.stamp(dice.pick(_CRAFT))
    sketch.material("a", dice.pick((RAMPS["linen"], *METALS, *CLOTHS)), COLUMN)
    sketch.material("b", dice.pick((*METALS, *GEMS)), dice.pick((BEVEL, COLUMN)))
    sketch.material("c", dice.pick(GEMS), BEVEL)
    sketch.material("d", RAMPS[dice.pick(("diamond", "sky", "slime", "night"))], ROUND)
    sketch.material("f", RAMPS[dice.pick(("lava", "lava", "diamond"))], FLAT)
    if dice.chance(0.15):
        sketch.codes[:] = sketch.codes.T[:, ::-1].copy()


FAMILIES = {
    "planet": Family(planet, 1.1),
    "moon": Family(moon, 0.7),
    "cloud": Family(cloud, 0.7),
    "ship": Family(ship, 0.8),
    "rocket": Family(rocket, 0.9),
}
