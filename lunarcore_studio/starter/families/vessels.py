"""Bottles, barrels, chests and crates: things that hold things. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grid, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import GEMS, METALS, RAMPS, WHEEL, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE, Sketch

# a liquid, b stopper, c glass
_BOTTLES = mirrors("""
........ ........ ........ ........ ........ ........ ........
......bb ......bb .....bbb .....bbb ......bb ........ ......bb
......bb ......bb .....bbb .....bbb .....bbb ........ .....CCC
.....CCC .....CCC ....CCCC ....CCCC ......CC ......bb ......cc
......cc ......cc .....ccc .....ccc ......cc .....CCC ......cc
......cc ......cc .....ccc ...ccccc .....ccc ......cc ...c..cc
.....ccc ......cc .....cAA ..cccccc ....ccAA ......cc ..cccccc
....ccaa .....cca .....caa ..cAAAAA ....caaa .....ccc ..cAAAAA
...cAAAA .....cAA .....caa ..caaaaa .....caa ....cAAA ..caaaaa
..caaaaa ....ccaa .....caa ..caaaaa ....ccaa ...caaaa ..caaaaa
..caaaaa ....caaa .....caa ..caaaaa ...ccaaa ...caaaa ...caaaa
..caaaaa ...ccaaa .....caa ..caaaaa ...caaaa ...caaaa ....caaa
..caaaaa ...caaaa .....caa ..caaaaa ...caaaa ....caaa .....caa
...caaaa ..ccaaaa .....cca ..caaaaa ...ccaaa .....ccc ......ca
....cccc ..cccccc ......cc ..cccccc ....cccc ........ .......c
""")  # fmt: skip

_STOPPERS = ("wood", "leather", "gold", "ruby", "steel", "linen")


def potion(sketch: Sketch, dice: Dice) -> None:
    """A glass bottle of something bright."""
    sketch.stamp(dice.pick(_BOTTLES))
    sketch.material("a", RAMPS["slime"] if dice.chance(0.1) else dice.pick(GEMS + WHEEL[:24]), ROUND)
    sketch.material("b", RAMPS[dice.pick(_STOPPERS)], COLUMN)
    sketch.material("c", RAMPS[dice.pick(("mist", "mist", "ice", "steel", "diamond"))], BEVEL)
    if dice.chance(0.7):
        for y in (9, 10):
            sketch.over(4, y, "+")
        sketch.over(5, 11, "H") if dice.chance(0.3) else None
    bubbles = dice.between(0, 3)
    for _ in range(bubbles):
        x, y = dice.between(5, 10), dice.between(9, 12)
        if sketch.codes[y, x] == 8:
            sketch.put(x, y, dice.pick("AH"))


_BARREL = mirrors("""
........ ........
....hhhh ........
...aaaaa ...AAAAA
..bbbbbb ..A11111
..aaaaaa ..AAAAAA
.aaaaaaa .baaaaaa
.aaaaaaa .bbbbbbb
.bbbbbbb .aaaaaaa
.aaaaaaa .aaaaaaa
.aaaaaaa .aaaaaaa
.aaaaaaa .bbbbbbb
..aaaaaa .aaaaaaa
..bbbbbb ..aaaaaa
...aaaaa ...aaaaa
....1111 ........
""")  # fmt: skip


def barrel(sketch: Sketch, dice: Dice) -> None:
    """A hooped barrel, closed or open."""
    sketch.stamp(dice.pick(_BARREL))
    sketch.material("a", RAMPS[dice.pick(("wood", "oak", "leather", "wood"))], COLUMN)
    sketch.material("b", dice.pick(METALS), COLUMN)
    for x in (4, 8, 11) if dice.chance(0.5) else (6, 9):
        for y in (4, 5, 6, 8, 9, 10, 11):
            if sketch.codes[y, x] == 8 and dice.chance(0.75):
                sketch.put(x, y, "1")
    if dice.chance(0.15):
        sketch.stamp(grid("+..+ .++. .++. +..+" if dice.chance(0.5) else ".++. +@@+ ++++ .++."), 6, 8)


_CHESTS = mirrors("""
........ ..bbbbbb ........
........ .b1ppppp ........
...aaaaa .bpppppp ........
..aaaaaa .bpppppp ..aaaaaa
.baaaaaa .b11pppp .aaaabaa
.baaaaaa .bDdDddD .aaaabaa
.baaaaaa .bdDdDdd .aaaabaa
.bbbbbbC .BBBBBBC .1111b11
.111111c .b11111c .aaaabaC
.baaaaac .baaaaac .aaaabac
.baaaaaa .baaaaaa .aaaabaa
.baaaaaa .baaaaaa .aaaabaa
.baaaaaa .baaaaaa .pppppap
.bbbbbbb .bbbbbbb ........
""")  # fmt: skip


def chest(sketch: Sketch, dice: Dice) -> None:
    """A treasure chest, shut or open on gold or gems."""
    sketch.stamp(dice.pick(_CHESTS))
    sketch.material(
        "a", RAMPS[dice.pick(("wood", "oak", "leather", "ruby", "sapphire", "emerald", "plum"))], BEVEL
    )
    sketch.material("b", dice.pick(METALS), BEVEL)
    sketch.material("c", RAMPS[dice.pick(("gold", "gold", "steel"))], FLAT)
    sketch.material("d", dice.pick((RAMPS["gold"], *GEMS)), FLAT)
    if dice.chance(0.4):
        for y in (10, 12):
            for x in range(3, 13):
                if sketch.codes[y, x] == 8:
                    sketch.put(x, y, "1")


def crate(sketch: Sketch, dice: Dice) -> None:
    """A wooden box: frame, boards, a brace."""
    size = dice.pick((12, 12, 14, 10))
    at = (16 - size) // 2
    sketch.box(at, at, size, size, "a")
    sketch.box(at + 2, at + 2, size - 4, size - 4, "2")
    kind = dice.between(0, 3)
    for step in range(2, size - 2):
        if kind == 0:
            sketch.box(at + step, at + size - 1 - step - 1, 1, 2, "A")
        elif kind == 1:
            sketch.box(at + step, at + step, 1, 1, "A")
            sketch.put(at + step, at + size - 1 - step, "A")
        elif kind == 2 and step % 3 == 1:
            sketch.box(at + step, at + 2, 1, size - 4, "q")
        elif kind == 3 and step % 3 == 1:
            sketch.box(at + 2, at + step, size - 4, 1, "q")
    wood = dice.pick(WOODS)
    sketch.material("a", wood, BEVEL)
    sketch.material("b", wood, FLAT)
    for x, y in ((0, 0), (size - 1, 0), (0, size - 1), (size - 1, size - 1)):
        sketch.put(at + x, at + y, "C")
    sketch.material("c", dice.pick(METALS) if dice.chance(0.6) else wood, FLAT)


_POTS = grids("""
............. .............. ................ ..............
............. .............. ................ ..............
............. .......aa..... ................ ..............
.....AAAAAA.. ......aaaa.... ................ ..............
....AppppppA. .....1aaaa1... ................ ..aaaaaaaaa...
.....AAAAAA.. ..aa.aaaaaa.aa ..............aa ..appppppppa..
......aaaa... ..a.aaaaaaaa.a ....bbbbb....aa. ..aaaaaaaaaaaa
....aaaaaaaa. ..aaaabbbbaaaa ...ppppppp..aa.. ..aaaaaaaaa..a
...aaaaaaaaaa ....aaaaaaaa.. ..aaaaaaaaa.aa.. ..abbabbabb..a
...bbbbbbbbbb ....abbbbbba.. .aaaaaaaaaaaa... ..aaaaaaaaa..a
...aaaaaaaaaa ....aaaaaaaa.. .aaaaaaaaaaa.... ..aaaaaaaaaaaa
...aaaaaaaaaa .....aaaaaa... .a.aaaaaaaaa.... ..aaaaaaaaa...
....aaaaaaaa. ......aaaa.... ..aaaaaaaaaa.... ..aaaaaaaaa...
.....aaaaaa.. ......aaaa.... ...aaaaaaaa..... ..111111111...
.....111111.. .....111111... ....111111...... ..............
""")  # fmt: skip


def pot(sketch: Sketch, dice: Dice) -> None:
    """A jar, an urn, a watering can or a mug."""
    sketch.stamp(dice.pick(_POTS))
    ramp = RAMPS[dice.pick(("brick", "sandstone", "copper", "steel", "teal", "sapphire", "linen", "dirt"))]
    sketch.material("a", ramp, dice.pick((COLUMN, ROUND, SLOPE)))
    sketch.material("b", dice.pick(GEMS), FLAT)


FAMILIES = {
    "potion": Family(potion, 2.0),
    "barrel": Family(barrel),
    "chest": Family(chest, 1.3),
    "crate": Family(crate),
    "pot": Family(pot),
}
