"""Mushrooms, trees, bushes, flowers, cacti, leaves and crops. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import CODES, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import FLESHES, LEAVES, PETALS, RAMPS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE, Sketch

_CAPS = mirrors("""
........ ........ ........
.....aaa ........ ........
...aaaaa ......aa ........
..aaaaaa .....aaa ....aaaa
.aaaaaaa ....aaaa ..aaaaaa
.aaaaaaa ...aaaaa .aaaaaaa
.aaaaaaa ..aaaaaa aaaaaaaa
..222222 .aaaaaaa a222aaaa
.....bbb .aa22222 ..222222
.....bbb ......bb ....bbbb
.....bbb ......bb ....bbbb
.....bbb ......bb ....bbbb
....bbbb .....bbb ....bbbb
.....bbb .....bbb .....bbb
""")

_CLUMP = grids("""
................
................
.....aaaa.......
...aaaaaaaa.....
..aaaaAaaaaa....
..aaAaaaaAaa....
..aaaaaaaaaa....
...22222222.....
.....bbb........
.....bbb..aaa...
.....bbb.aaaaa..
.aa..bbb.aAaaa..
aaaa.bbb..bb....
.bb..bbb..bb....
.bb.bbbbb.bb....
""")


def mushroom(sketch: Sketch, dice: Dice) -> None:
    """A toadstool with spots, or a clump."""
    whole = dice.chance(0.8)
    sketch.stamp(dice.pick(_CAPS) if whole else _CLUMP[0], 0, 1 if whole else 0)
    sketch.material("a", dice.pick((RAMPS["ruby"], RAMPS["ruby"], RAMPS["copper"], *FLESHES)), ROUND)
    sketch.material("b", RAMPS[dice.pick(("cream", "bone", "linen", "bread"))], COLUMN)
    if whole and dice.chance(0.75):
        spots = dice.pick(
            (((4, 5), (8, 3), (11, 6)), ((5, 4), (9, 5), (3, 7), (12, 7)), ((7, 4), (4, 6), (11, 6)))
        )
        wide, spot = dice.between(1, 2), dice.pick("CDD+")
        for x, y in spots:
            for step in range(wide):
                for rise in range(wide):
                    if sketch.codes[min(y + rise, 15), x + step] == CODES["a"]:
                        sketch.put(x + step, y + rise, spot)
        sketch.material("d", RAMPS["cream"], FLAT)
        sketch.material("c", RAMPS["cream"], FLAT)
    if dice.chance(0.15):
        for x in (6, 9):
            sketch.box(x, 10, 1, 2, "@")


# b trunk; a leaves
_TREES = mirrors("""
.....aaa .......a ......aa
...aaaaa ......aa .....aaa
..aaaaaa ......aa ....aaaa
.aaaaaaa .....aaa ....aaaa
.aaaaaaa ....aaaa ...aaaaa
.aaaaaaa ......1a ...aaaaa
.aaaaaaa .....aaa ...aaaaa
..aaaaaa ....aaaa ...aaaaa
..aaaaaa ...aaaaa ...aaaaa
...1aa1a .....11a ....aaaa
....11bb ....aaaa .....aa1
......bb ...aaaaa .......b
......bb ..aaaaaa .......b
......bb ..111111 ......bb
.....bbb .......b ........
........ .......b ........
""")

_TREES_FREE = grids("""
......aaaa..... ............... ..............
....aaaaaaaa... ...aaa....aaa.. ...b........b.
...aaaaaaaaaa.. ..aaaaa..aaaaa. ...bb..b...bb.
..aaaaaaaaaaaaa ..aaaaaaaaaaaaa ....bb.b..bb..
.aaaaaaaaaaaaaa .aaa1aaaaaa1aaa ..b..bbb.bb..b
.aaaaaaaaaaaaaa .a1.aaaaaaaa1aa ..bb..bbbbb.bb
.aaaaaaaaaaaaaa ....aa1bbaaa..a ...bbb.bbbbbb.
..aaaa1aaaa1aa. ...aa1.bb.1aa.. .....bbbbbb...
...11.bb1bb11.. ...a1..bb..1a.. ......bbbb....
.......bbb..... .......bb...... ......bbbb....
.......bb...... ........bb..... ......bbb.....
.......bb...... ........bb..... ......bbb.....
.......bb...... ........bb..... ......bbbb....
......bbbb..... .......bbb..... .....bbbbb....
............... ......bbbbb.... ....bb.bb.bb..
""")


def tree(sketch: Sketch, dice: Dice) -> None:
    """A leafy tree, a fir, a poplar, a palm or a bare one."""
    shape = dice.pick((*_TREES, *_TREES, *_TREES_FREE))
    sketch.stamp(shape, 0, 0)
    sketch.material("a", dice.pick(LEAVES), dice.pick((ROUND, ROUND, SLOPE, BEVEL)))
    sketch.material("b", RAMPS[dice.pick(("wood", "oak", "leather", "linen"))], COLUMN)
    _leaf_marks(sketch, dice)


def _leaf_marks(sketch: Sketch, dice: Dice) -> None:
    """Notches of leaves on a dark side, specks of light or fruit on the other."""
    kind = dice.between(0, 3)
    marks = {0: "A1", 1: "CC", 2: "1", 3: ""}[kind]
    sketch.material("c", dice.pick(PETALS), FLAT)
    for mark in marks:
        for _ in range(dice.between(2, 4)):
            x, y = dice.between(3, 12), dice.between(2, 9)
            if sketch.codes[y, x] == CODES["a"] and sketch.codes[y, x - 1] == CODES["a"]:
                sketch.put(x, y, mark)
                if mark != "C" and sketch.codes[y, x + 1] == CODES["a"]:
                    sketch.put(x + 1, y, mark)


_BUSHES = grids("""
............... .............. ............... ............... ...............
............... .............. ............... ............... ...............
............... .............. ............... ............... ...............
............... .............. ......a........ ............... ...............
.....aaaa...... ......aaaa.... ..a...aa...a... .....bb........ ...............
...aaaaaaa.aa.. ....aaaaaaaa.. ..aa..aa..aa... ...bbbbbbb..... ......bbbbb....
..aaaaaaaaaaaa. ...aaaaaaaaaa. ...aa.aaa.aa..a ..bbbbbbbbbb... .....bbbbbbb...
.aaaaaaaaaaaaaa ..aaaaaaaaaaaa .a.aaaaaaaaa.aa ..bbbbbbbbbbbb. ....bbbbbbbb...
.aaaaaaaaaaaaaa ..aaaaaaaaaaaa .aa.aaaaaaaaaa. .bbbbbbbbbbbbbb ....bbbbbbbbb..
.aaaaaaaaaaaaaa ..aaaaaaaaaaaa ..aaaaaaaaaaaa. .bbbbbbbbbbbbbb .bbbbbbbbbbbbb.
.aaaaaaaaaaaaaa ..aaaaaaaaaaaa ...aaaaaaaaaa.. .bbbbbbbbbbbbbb bbbbbbbbbbbbbbb
..aaaaaaaaaaaa. ...aaaaaaaaaa. ....aaaaaaaa... .22222222222222 bbbbbbbbbbbbbbb
..111a111a1111. ....11b11b11.. ....11111111... ............... .2222222222222.
............... ......b..b.... ............... ............... ...............
""")


def bush(sketch: Sketch, dice: Dice) -> None:
    """A bush with berries, a fern, or a rock."""
    sketch.stamp(dice.pick(_BUSHES))
    sketch.material("a", dice.pick(LEAVES), dice.pick((ROUND, BEVEL, SLOPE)))
    sketch.material("b", RAMPS[dice.pick(("stone", "iron", "sandstone", "night"))], dice.pick((ROUND, SLOPE)))
    _leaf_marks(sketch, dice)


# a petals, b heart, c stem and leaves
_FLOWERS = grids("""
............. .............. ............ .............. .............. ............
......aaa.... .............. ............ ....aa........ .............. ......aa....
......aaa.aa. .....a..a..a.. ......aaaa.. ...abba..aa... .......aa..... .....aaaa...
...aaaaaaaaaa .....aa.a.aa.. .....aa11aa. ...abba.abba.. .....a.aa.a... .....aaaa...
...aaabbbaaaa .....aaaaaaa.. .....a1aa1a. ....aa..abba.. .....aaaaaa... ......cc....
...aaabbbaaa. .....aaaaaaa.. .....a1a11a. .....c...aa... ...aaaabbaaaa. ......c..aa.
....aabbbaaaa .....aaaaaaa.. .....aa1aaa. ..aa.c...c.... ....aabbbbaa.. ......c.aaaa
...aaaaaaaaaa ......aaaaa... ......aaaa.. .abba.c..c.aa. ..aaaabbbbaaaa ......c.aaaa
...aaa.aaa.a. .......aaa.... .......cc... .abba.c.c.abba ....aabbbbaa.. ......cc.cc.
.......aaa... ........c..... ...cc...c... ..aa..c.c.abba ...aaaabbaaaa. .......ccc..
.......c..... ...c....c....c ...ccc..c..c ....c.ccc..aa. .....aaaaaa... ...cc..cc...
..cc...c..cc. ...cc...c...cc ....cccccccc ....cc.cc.c... .....a.aa.a... ....ccccc.cc
...ccc.ccccc. ....cc..c..cc. .......cc.cc .....cccccc... .......aa..... ......cccccc
.....ccccc... .....cccccccc. ........c... ......cccc.... .............. .......cc...
.......c..... .......ccc.... ........c... .......cc..... .............. .......cc...
""")


def flower(sketch: Sketch, dice: Dice) -> None:
    """A flower on its stem, or a bunch."""
    sketch.stamp(dice.pick(_FLOWERS), 0, 0)
    sketch.material("a", dice.pick(PETALS), BEVEL)
    sketch.material("b", RAMPS[dice.pick(("gold", "cheese", "chocolate", "autumn"))], BEVEL)
    sketch.material("c", RAMPS[dice.pick(("leaf", "grass", "pine", "emerald"))], BEVEL)


_DESERT = grids("""
.......bb..... ............. ..............
......aaaa.... ............. .......aa.....
......aAaa.... .......b..... ......aaaa..aa
......aaaa.... ......bbb.... ..aa..a1aa.aaa
..aa..aAaa.... .....aAaAaa.. ..aaa.a1aa.a1a
..aa..aaaa..aa ....AaAaAaAa. ...a1aa1aaa1aa
..aa..aAaa..aa ...aAaAaAaAaa ...aa1a1aa1aa.
..aaaaaaaa..aa ...aAaAaAaAaa ....aa11a1aa..
...aaaaAaaaaaa ...aAaAaAaAaa ......a11a....
......aaaaaaa. ....AaAaAaAa. ....cccccccc..
......aAaa.... .....aAaAaa.. ....cccccccc..
......aaaa.... ....cccccccc. .....dddddd...
......aAaa.... ....dddddddd. .....dddddd...
......aaaa.... .....dddddd.. .....dddddd...
.............. .....dddddd.. ..............
""")


def houseplant(sketch: Sketch, dice: Dice) -> None:
    """A cactus, a succulent or a leafy plant in its pot."""
    sketch.stamp(dice.pick(_DESERT), 0, 1)
    sketch.material("a", RAMPS[dice.pick(("leaf", "pine", "grass", "emerald", "teal"))], COLUMN)
    sketch.material("b", dice.pick(PETALS), BEVEL)
    pot = RAMPS[dice.pick(("brick", "copper", "sandstone", "sapphire", "linen"))]
    sketch.material("c", pot, COLUMN)
    sketch.material("d", pot, COLUMN)


_LEAVES = grids("""
.............. .............. .............
...........aaa .......a...... .............
.......aaaaaaa .......aa..... ....aaa..aaa.
.....aaaaaaa1a ...a..aaa..a.. ...aaaaaaaaaa
....aaaaaaa1aa ...aa.a1a.aa.. ...aaa1aa1aaa
...aaaaaaa1aaa ....aaa1aaaa.. ...aaaa11aaaa
...aaaaa11aaa. .aaaaaa1aaaaaa ....aa1111aa.
..aaaaa1aaaaa. ..aaa1a1a1aaa. ...aaaa11aaaa
..aa1a1aaaaa.. ...aaa111aaa.. ...aaa1ab1aaa
..aaa1aaaaa... ..aaa1a1a1aaa. ...aaaaabaaaa
..aa11aaaa.... .aaaaaa1aaaaaa ....aaa.baaa.
...1.aaa...... .....aa1aa.... ........b....
..1........... .......1...... .........b...
.b............ .......b...... .............
.............. .......b...... .............
""")


def leaf(sketch: Sketch, dice: Dice) -> None:
    """A leaf, a maple's, or a clover."""
    sketch.stamp(dice.pick(_LEAVES))
    sketch.material("a", dice.pick(LEAVES), dice.pick((SLOPE, BEVEL, ROUND)))
    sketch.material("b", RAMPS["oak"] if dice.chance(0.5) else sketch.ramps[1], FLAT)


FAMILIES = {
    "mushroom": Family(mushroom, 1.2),
    "tree": Family(tree, 1.4),
    "bush": Family(bush),
    "flower": Family(flower, 1.1),
    "houseplant": Family(houseplant, 0.7),
    "leaf": Family(leaf, 0.6),
}
