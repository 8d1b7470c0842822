"""Bottles, barrels, chests and crates: things that hold things. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grid, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import GEMS, METALS, RAMPS, WHEEL, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE, Sketch

# a liquid, b stopper, c glass
_BOTTLES = mirrors("""
........
......bb
......bb
.....CCC
......cc
......cc
.....ccc
....ccaa
...cAAAA
..caaaaa
..caaaaa
..caaaaa
..caaaaa
...caaaa
....cccc
........
---
........
......bb
......bb
.....CCC
......cc
......cc
......cc
.....cca
.....cAA
....ccaa
....caaa
...ccaaa
...caaaa
..ccaaaa
..cccccc
........
---
........
.....bbb
.....bbb
....CCCC
.....ccc
.....ccc
.....cAA
.....caa
.....caa
.....caa
.....caa
.....caa
.....caa
.....cca
......cc
........
---
........
.....bbb
.....bbb
....CCCC
.....ccc
...ccccc
..cccccc
..cAAAAA
..caaaaa
..caaaaa
..caaaaa
..caaaaa
..caaaaa
..caaaaa
..cccccc
........
---
........
......bb
.....bbb
......CC
......cc
.....ccc
....ccAA
....caaa
.....caa
....ccaa
...ccaaa
...caaaa
...caaaa
...ccaaa
....cccc
........
---
........
........
........
......bb
.....CCC
......cc
......cc
.....ccc
....cAAA
...caaaa
...caaaa
...caaaa
....caaa
.....ccc
........
........
---
........
......bb
.....CCC
......cc
......cc
...c..cc
..cccccc
..cAAAAA
..caaaaa
..caaaaa
...caaaa
....caaa
.....caa
......ca
.......c
........
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
........
....hhhh
...aaaaa
..bbbbbb
..aaaaaa
.aaaaaaa
.aaaaaaa
.bbbbbbb
.aaaaaaa
.aaaaaaa
.aaaaaaa
..aaaaaa
..bbbbbb
...aaaaa
....1111
........
---
........
........
...AAAAA
..A11111
..AAAAAA
.baaaaaa
.bbbbbbb
.aaaaaaa
.aaaaaaa
.aaaaaaa
.bbbbbbb
.aaaaaaa
..aaaaaa
...aaaaa
........
........
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
........
........
...aaaaa
..aaaaaa
.baaaaaa
.baaaaaa
.baaaaaa
.bbbbbbC
.111111c
.baaaaac
.baaaaaa
.baaaaaa
.baaaaaa
.bbbbbbb
........
........
---
..bbbbbb
.b1ppppp
.bpppppp
.bpppppp
.b11pppp
.bDdDddD
.bdDdDdd
.BBBBBBC
.b11111c
.baaaaac
.baaaaaa
.baaaaaa
.baaaaaa
.bbbbbbb
........
........
---
........
........
........
..aaaaaa
.aaaabaa
.aaaabaa
.aaaabaa
.1111b11
.aaaabaC
.aaaabac
.aaaabaa
.aaaabaa
.pppppap
........
........
........
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
................
................
................
.....AAAAAA.....
....AppppppA....
.....AAAAAA.....
......aaaa......
....aaaaaaaa....
...aaaaaaaaaa...
...bbbbbbbbbb...
...aaaaaaaaaa...
...aaaaaaaaaa...
....aaaaaaaa....
.....aaaaaa.....
.....111111.....
................
---
................
................
.......aa.......
......aaaa......
.....1aaaa1.....
..aa.aaaaaa.aa..
..a.aaaaaaaa.a..
..aaaabbbbaaaa..
....aaaaaaaa....
....abbbbbba....
....aaaaaaaa....
.....aaaaaa.....
......aaaa......
......aaaa......
.....111111.....
................
---
................
................
................
................
................
..............aa
....bbbbb....aa.
...ppppppp..aa..
..aaaaaaaaa.aa..
.aaaaaaaaaaaa...
.aaaaaaaaaaa....
.a.aaaaaaaaa....
..aaaaaaaaaa....
...aaaaaaaa.....
....111111......
................
---
................
................
................
................
..aaaaaaaaa.....
..appppppppa....
..aaaaaaaaaaaa..
..aaaaaaaaa..a..
..abbabbabb..a..
..aaaaaaaaa..a..
..aaaaaaaaaaaa..
..aaaaaaaaa.....
..aaaaaaaaa.....
..111111111.....
................
................
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
