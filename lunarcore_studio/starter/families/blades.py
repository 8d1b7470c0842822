"""Swords, daggers, axes, hammers, spears, bows, wands and staffs. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import GEMS, METALS, RAMPS, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, Sketch

# a blade, b guard, c grip, d pommel; all on one diagonal, so that parts fit
_BLADES = grids("""
............... ............... ............... ............... ............... ...............
............AAA ...........AAAA ..............A ..........HAA.. ............AAA ............HAA
...........HAh1 ..........HAAh1 .............Ah .........HAAhh. ...........HAh1 ...........HAph
..........HAh1. .........HAAhh1 ............Ah. .........HAAAh1 ..........HAh1. ..........HApA1
.........HAh1.. ........HAAhh1. ...........Ah.. ..........HAAh1 .........AAh1.. .........HApA1.
........HAh1... .......HAAhh1.. ..........Ah... ..........HAAh1 .........HA11.. ........HApA1..
.......HAh1.... ......HAAhh1... .........Ah.... .........HAAh1. .......AHAh.... .......HApA1...
......HAh1..... .....HAAhh1.... ........Ah..... ........HAAh1.. .......HAh1.... ......HApA1....
.....HAh1...... .....AAhh1..... .......Ah...... ......HHAAh1... .....AHAh1..... .....HApA1.....
.....Ah1....... .....Ahh1...... ......Ah....... .....HAAh1..... .....Ah1....... .....ApA1......
......1........ ......h1....... ......h........ ......h11...... ......1........ ......1........

.............
.............
.............
.............
...........AA
..........HAh
.........HAh1
........HAh1.
.......HAh1..
......HAh1...
......h1.....
""")

_GUARDS = grids("""
........ ........ ......... .......
........ ........ ......... .......
........ ........ ......... .......
........ ........ ......... .......
........ ........ ......... .......
........ ........ ......... .......
........ ........ ......... .......
.bb..... ........ ..bb..... .......
.bBb.... ...b.... ..b...... ....bb.
..bBb... ...bb... ..bb..... ...bDDb
...bBb.. ....bbb. ...bbb... ...bDdb
...cbBb. ...cbbbb ...c.bb.. ...cbb.
..c3.bBb ..c3.... ..c3..b.b ..c3...
.dc...bb .dc..... .dc...bbb .dc....
.dd..... .dd..... .dd...... ddd....
........ ........ ......... .d.....
""")


def sword(sketch: Sketch, dice: Dice) -> None:
    """A blade aslant, with guard, grip and pommel."""
    sketch.stamp(_BLADES[dice.weighted((4, 3, 2, 2, 2, 2, 0))])
    sketch.stamp(dice.pick(_GUARDS))
    _edge(sketch, dice)


def _edge(sketch: Sketch, dice: Dice) -> None:
    sketch.material("a", dice.pick(METALS) if dice.chance(0.7) else dice.pick(GEMS), FLAT)
    sketch.material("b", RAMPS[dice.pick(("gold", "gold", "copper", "iron", "wood", "night"))], BEVEL)
    sketch.material("c", RAMPS[dice.pick(("leather", "oak", "ruby", "night", "sapphire", "plum"))], FLAT)
    sketch.material("d", dice.pick((sketch.ramps[2], *GEMS)), FLAT)


_DAGGER_GUARDS = grids("""
........ ........
........ ........
........ ........
........ ........
........ ........
........ ........
........ ........
........ ........
........ ....b...
....b... ....bb..
....bbb. .....bb.
....cbb. ....c3bb
...c3.bb ...c3..b
..dc.... ..dd....
..dd.... ..dd....
""")

_UPRIGHT = mirrors("""
.......a ........ .......a
......aa ........ ......aa
......aa .......a .....aaa
......aa ......aa .....aaa
......aa ......aa .....aaa
......aa ......aa ......aa
......aa ......aa ......aa
......aa ......aa ......aa
......aa .....bbb .....aaa
....bbbb .......c ....bbbb
....b..c .......c ...bbbbb
.......c .......d .......c
.......c ........ .......c
......dd ........ ......dd
""", shared=True)  # fmt: skip


def dagger(sketch: Sketch, dice: Dice) -> None:
    """A short blade aslant, or any blade upright, point up or down."""
    if dice.chance(0.45):
        sketch.stamp(_BLADES[6])
        sketch.stamp(dice.pick(_DAGGER_GUARDS))
        _edge(sketch, dice)
        return
    shape = dice.pick(_UPRIGHT)
    down = dice.chance(0.25)
    sketch.stamp(shape[::-1] if down else shape, 0, 8 - shape.shape[0] // 2)
    _edge(sketch, dice)
    sketch.material("a", sketch.ramps[1], COLUMN)


_AXES = grids("""
.......aa.. .......aa...... ............. .............. ..............
....bb.aa.. ..bb...aa...bb. ..........bb. ......bbbbbb.. .........bb...
...bbbbaabb .Hbb...aa...bbh .......bbbbbb ....bbb2222bb. ........bbbb..
..Hbbbbaabb .Hbbbbbaabbbbbh .....HbbbbbbA ...bb.....aabb .......bbbbbb.
..Hbbbbaabb .Hbbbbbaabbbbbh .....Hbbbbba. ..bb......aabb ......bbbbbbbb
..Hbbbbaabb .Hbbbbbaabbbbbh .....HbbbbAa1 ..b......aa.bb .......bbbbbb2
..Hbbb.aa.. .Hbb...aa...bbh ......Hbba1b. ..b.....aa...b ........bAbb2.
...bb..aa.. ..bb...aa...bb. .......HAa1.. .......aa....b .......Aa1b2..
.......aa.. .......aa...... .......Aa1... ......aa.....b ......Aa1.2...
.......aa.. .......aa...... ......Aa1.... .....aa....... .....Aa1......
.......aa.. .......aa...... .....Aa1..... ....aa........ ....Aa1.......
.......aa.. .......cc...... ....Aa1...... ...aa......... ...Aa1........
.......cc.. .......cc...... ...Cc3....... ..cc.......... ..Cc1.........
.......cc.. .......aa...... ..Cc3........ ..c........... ..c3..........
........... ............... ..c3......... .............. ..............
""")


def axe(sketch: Sketch, dice: Dice) -> None:
    """An axe, a double axe, a pickaxe or a maul."""
    sketch.stamp(dice.pick(_AXES), 0, 1)
    sketch.material("a", dice.pick(WOODS), COLUMN)
    sketch.material("b", dice.pick(METALS) if dice.chance(0.85) else dice.pick(GEMS), BEVEL)
    sketch.material("c", RAMPS[dice.pick(("leather", "ruby", "oak", "night"))], BEVEL)
    sketch.swap("H", "I")
    sketch.swap("h", "B")


_HAMMERS = mirrors("""
........ .......b ........
..bbbbbb ....b.bb ......bb
.bbbbbbb .....bbb ....bbbb
.bbbbbbb ...bbbbb ....bbbb
.bbbbbbb ....bbbb .....bbb
.bbbbbbb ...bbbbb ......bb
..bbbbbb .....bbb .......a
.......a ....b.bb .......a
.......a .......a ......ca
.......a .......a .......a
.......a .......a .......a
.......a .......a .......a
.......c .......a .......a
.......c .......c .......c
.......c ......cc .......c
""")


def hammer(sketch: Sketch, dice: Dice) -> None:
    """A hammer, a morning star or a mace."""
    sketch.stamp(dice.pick(_HAMMERS))
    sketch.material("a", dice.pick(WOODS), COLUMN)
    sketch.material("b", dice.pick(METALS), dice.pick((BEVEL, ROUND, COLUMN)))
    sketch.material("c", RAMPS[dice.pick(("leather", "ruby", "gold", "night"))], COLUMN)


_BOWS = grids("""
............... .......aa..... .....aa........
....aaaaaa..... .......aaa.... ......aaa......
.....Aaaaaaa... .......#.aa... ......#.aa.....
..........aaa.. .......#..aa.. ......#..aa....
....#......aaa. .......#...aa. ......#..aa....
.....#......aa. .......#...aa. .....#....a....
......#......aa .......#....cc ....B#....cc...
.......#.....aa .......#....cc BiibbbbbbbccbAA
........#....aa .......#....cc ....2#....cc2..
.........#...aa .......#...aa. .....#....a....
..........#..aa .......#...aa. ......#..aa....
...........#.aa .......#..aa.. ......#..aa....
............#aa .......#.aa... ......#.aa.....
.............aa .......aaa.... ......aaa......
.............a. .......aa..... .....aa........
""")


def bow(sketch: Sketch, dice: Dice) -> None:
    """A bow, sometimes with its arrow laid on."""
    sketch.stamp(dice.pick(_BOWS))
    sketch.material("a", dice.pick((*WOODS, RAMPS["gold"], RAMPS["teal"])), BEVEL)
    sketch.material("b", RAMPS["wood"], FLAT)
    sketch.material("c", RAMPS[dice.pick(("leather", "ruby", "night", "gold"))], BEVEL)
    sketch.material("d", RAMPS["linen"], FLAT)
    sketch.swap("#", "l" if dice.chance(0.7) else "#")


_ARROWS = grids("""
............... .............bb ..........b...b
...........bbbb ..........bbbbb ..........b..bb
............bbb ..........bBbb. .......bb.b.bb.
...........abbb .........bBbbb. ........b.bbb..
..........a1.bb ..........Bbb.. ........bbbb...
.........a1.... .........abb... .......b.abb...
........a1..... ........a1.b... ........abbbbb.
.......a1...... .......a1...... .......a1......
......a1....... ......a1....... ......a1..bb...
.....a1........ .....a1........ .....a1........
.c..a1......... ....a1......... ....a1.........
.cca1.......... ...a1.......... ...a1..........
.cc1........... ..a1........... ..a1...........
..ccc.......... .a1............ .c1............
............... ............... .c.............
""")


def spear(sketch: Sketch, dice: Dice) -> None:
    """An arrow, a spear or a trident."""
    sketch.stamp(_ARROWS[dice.weighted((2, 2, 0.5))], 0, 1)
    sketch.material("a", dice.pick(WOODS), BEVEL)
    sketch.material("b", dice.pick(METALS), BEVEL)
    sketch.material("c", RAMPS[dice.pick(("ruby", "linen", "teal", "gold", "sapphire"))], BEVEL)


_WAND_HEADS = grids("""
...bb.. ..bbbb. ...bb.. .ccccc. ..bb.bb. .cc..... ...bbb.
...bb.. .bbbbbb ..bbbb. c.....c .bbbbbbb .c.bbb.. ..bb.bb
.bbbbbb .bbbbbb .bbbbbb c.bbb.c .bbbbbbb cc.bbb.c .bb....
..bbbb. .bbbbbb .bbbbbb ..bbb.c ..bbbbb. .c.bbb.c .bb....
..bbbb. .bbbbbb ..bbbb. ..bbb.c ...bbb.. .ccc.ccc ..bb.bb
.bb..bb ..bbbb. ...bb.. .cccccc ....b... ...ccc.. ...bbb.
""")


def wand(sketch: Sketch, dice: Dice) -> None:
    """A short wand or a long staff with a head of stone, star, moon or orb, and sparks."""
    long = dice.chance(0.55)
    foot = 14 if long else 11
    for step in range(foot - 5):
        x, y = 9 - step, 6 + step
        sketch.box(x - 1, y, 2, 1, "a")
        sketch.put(x, y, "1")
    sketch.stamp(dice.pick(_WAND_HEADS), 7, 1)
    sketch.material("a", dice.pick((*WOODS, RAMPS["night"], RAMPS["gold"])), FLAT)
    sketch.material("b", dice.pick(GEMS), dice.pick((ROUND, BEVEL)))
    sketch.material("c", RAMPS[dice.pick(("gold", "wood", "oak", "steel"))], BEVEL)
    if not long or dice.chance(0.3):
        for _ in range(dice.between(1, 3)):
            x, y = dice.pick(((4, 3), (13, 9), (5, 6), (3, 5), (12, 11)))
            if not sketch.codes[y, x]:
                sketch.put(x, y, dice.pick("BJ"))
    sketch.over(10, 3, "+")


FAMILIES = {
    "sword": Family(sword, 2.0),
    "dagger": Family(dagger),
    "axe": Family(axe, 1.2),
    "hammer": Family(hammer, 0.7),
    "bow": Family(bow, 0.7),
    "spear": Family(spear, 0.8),
    "wand": Family(wand, 1.2),
}
