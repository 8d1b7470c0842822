"""Houses, castles, doors, signs, lights, bombs: what stands about in a village. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, STONES, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE, Sketch

# a wall, b roof, c door, d window, e trim
_HOUSES = grids("""
............... .......ee.... ............... ................ ...............
...........ee.. .......eEE... .a.aa.a..a.aa.a ................ ......aaaa.....
......bbb..ee.. .......e..... .aaaaaa..aaaaaa .......bb....... .....aa11aa....
.....bbbbb.ee.. ......bbbb... .aaaaaa..aaaaaa .....bbbbbb..... ....aa1111aa...
....bbbbbbbee.. .....bbbbbb.. .aaddaa..aaddaa ....bbbbbbbb.... ...aaaaaaaaaa..
...bbbbbbbbbb.. ....bbbbbbbb. .aaddaa.aaaddaa ...bbbbbbbbbb... ..bbbbbbbbbbbb.
..bbbbbbbbbbbb. ...bbbbbbbbbb .aaaaaaaaaaaaaa ..bb2bbbbbb2bb.. ...aa.aa.aa.aa.
.bbbbbbbbbbbbbb ....aaaaaaaa. .aaaaaaaaaaaaaa .bbb2bb22bb2bbb. ...Aa.Aa.Aa.Aa.
..aaaaaaaaaaaa. ....aaddddaa. .a1aaaaaaaaa1aa .bbb2b2222b2bbb. ...Aa.Aa.Aa.Aa.
..aaaaaaaaadda. ....aaddddaa. .aaaaaccccaaaaa .bb22bp##pb22bb. ...Aa.Aa.Aa.Aa.
..aaccccaaadda. ....aaaaaaaa. .aaaacccccca1aa .bb2bb####bb2bb. ...Aa.Aa.Aa.Aa.
..aaccccaaaaaa. ....1aaaaaa1. .aa1acccccca.aa .bb2bb####bb2bb. ...Aa.Aa.Aa.Aa.
..aaccc3aaaaaa. ....aaaccaaa. .aaaaccccccaaaa bbb2bb####bb2bbb ..bbbbbbbbbbbb.
..aaccccaaaaaa. ....aaaccaaa. .aaaaccccccaaaa bb22b######b22bb .aaaaaaaaaaaaaa
..aaccccaaaaaa. ...aaaaccaaaa .aaaaccccccaaaa ................ ...............
""")


def house(sketch: Sketch, dice: Dice) -> None:
    """A cottage, a tower, a castle, a tent or a temple."""
    kind = dice.between(0, 4)
    sketch.stamp(_HOUSES[kind], 0, 0 if kind < 2 else 1)
    walls = (
        ("sandstone", "cream", "brick", "wood", "stone", "linen")
        if kind in (0, 1)
        else ("stone", "steel", "sandstone", "iron")
    )
    sketch.material("a", RAMPS[dice.pick(walls)], FLAT if kind == 4 else BEVEL)
    roofs = ("ruby", "brick", "sapphire", "autumn", "teal", "bread", "night", "plum", "linen")
    sketch.material("b", RAMPS[dice.pick(roofs)], dice.pick((SLOPE, BEVEL)))
    sketch.material("c", RAMPS[dice.pick(("oak", "wood", "chocolate", "coal"))], BEVEL)
    sketch.material("d", RAMPS[dice.pick(("gold", "cheese", "sky", "night"))], FLAT)
    sketch.material("e", RAMPS[dice.pick(("brick", "stone", "ruby"))], BEVEL)
    if kind == 0 and dice.chance(0.6):
        for y in (4, 6):
            for x in range(4 + y % 4, 13, 3):
                sketch.over(x, y, "2")


_DOORS = mirrors("""
....bbbb ........ ....bbbb
..bbbbbb ..bbbbbb ..bbbbbb
.bbaaaaa ..bbbbbb .bbb#c#c
.bbaaaaa ..bbaaaa .bb##c#c
.bbaaaaa ..bb1111 .bb##c#c
.bbaaaaa ..bbaaaa .bbccccc
.bbaaaaa ..bbaaaa .bb##c#c
.bbaaaaa ..bb1111 .bb##c#c
.bbaaaaa ..bbaaaa .bb##c#c
.bbaaaaa ..bbaaaa .bbccccc
.bbaaaaa ..bb1111 .bb##c#c
.bbaaaaa ..bbaaaa .bb##c#c
.bbaaaaa ..bbaaaa .bb##c#c
.bbaaaaa ..bb1111 .bb##c#c
.bbaaaaa ........ .bb##c#c
""")


def door(sketch: Sketch, dice: Dice) -> None:
    """A door in its frame, or a gate with bars."""
    kind = dice.between(0, 2)
    sketch.stamp(_DOORS[kind], 0, 1)
    sketch.material("a", dice.pick((*WOODS, RAMPS["ruby"], RAMPS["sapphire"], RAMPS["emerald"])), BEVEL)
    sketch.material("b", dice.pick(STONES), BEVEL)
    sketch.material("c", dice.pick(METALS), FLAT)
    if kind == 0:
        for x in (5, 10) if dice.chance(0.5) else (8,):
            sketch.box(x, 3, 1, 13, "1")
        if dice.chance(0.5):
            sketch.box(3, 5, 10, 1, "c")
            sketch.box(3, 12, 10, 1, "c")
    if kind < 2:
        sketch.box(10, 9, 1, 2, "C")


# a body, b flame or glow, c trim, d wick
_LIGHTS = grids("""
............ ........cc.... .......b... .............. .....b.....b..
........b... .......c..c... .......bb.. .......b...... .....bb....b..
.......bb... ......cccccc.. ......bbb.b ......bb...... ....bBb..b.bb.
.......bbb.. .....cccccccc. ....b.bbBbb ......bbb.b... ....bb...bbBb.
......bbBb.. ....cccccccccc ....bbbBBbb ....b.bBbbb... .....#...bBb..
......bBBb.. .....bbbbbbbb. ....bbBIBBb ....bbbBBbbb.. ....aaa...#...
.......bb... .....bBBBBBbb. .....bBIIb. ...bbBBBBbBb.. ....aaa..aaa..
........#... .....bBIIIBbb. .....cccccc ...bbBIIBBbb.. .b..aaa..aaa..
......AAAA.. .....bBIIIBbb. ......cccc. ...bbBIIIBbb.. .bb.aaa..aaa..
......aaaa.. .....bBBBBBbb. ......aaaa. ....bBIIIBb... bBb.aaa..aaa..
......aaaa.. .....bbbbbbbb. ......aaa.. ...a.bIIBb.a.. .#..aaa..aaa..
......aaaa.. ....cccccccccc .......aa.. ..aaaaaaaaaaaa aaa.aaa..aaa..
......aaaa.. .....cccccccc. .......aa.. ..11aaaa1aaa11 aaaccccccccccc
....ccaaaacc .............. .......aa.. ...aa.aaaa.aa. .cccccccccccc.
....cccccccc .............. .......aa.. ..aa........aa ..............
.....333333. .............. ........... .............. ..............
""")


def lamp(sketch: Sketch, dice: Dice) -> None:
    """A candle, a lantern, a torch or a camp fire."""
    kind = dice.between(0, len(_LIGHTS) - 1)
    sketch.stamp(_LIGHTS[kind], 0, 0 if kind != 1 else 1)
    wax = ("cream", "linen", "blossom", "ruby") if kind in (0, 4) else ("wood", "oak", "leather")
    sketch.material("a", RAMPS[dice.pick(wax)], COLUMN)
    sketch.material("b", RAMPS[dice.pick(("lava", "lava", "lava", "sapphire", "slime", "amethyst"))], FLAT)
    sketch.material("c", dice.pick(METALS), BEVEL)


_BOMBS = grids("""
...........b.b .........b.b.
............B. ..........B.b
.........ccb.b .........c...
........c..... ........c....
.......bc..... ....dd.dd.dd.
......dddd.... ...aaaaaaaaaa
.....aaaaaa... ...aaaaaaaaaa
...aaaaaaaaaa. ...aaaaaaaaaa
...aaaaaaaaaa. ...DDDDDDDDDD
..aaaaaaaaaaaa ...dddddddddd
..aaaaaaaaaaaa ...aaaaaaaaaa
..aaaaaaaaaaaa ...aaaaaaaaaa
..aaaaaaaaaaaa ...aaaaaaaaaa
...aaaaaaaaaa. ...aaaaaaaaaa
...aaaaaaaaaa. .............
.....aaaaaa... .............
""")


def bomb(sketch: Sketch, dice: Dice) -> None:
    """A round bomb or sticks of dynamite, the fuse lit."""
    kind = int(dice.chance(0.25))
    sketch.stamp(_BOMBS[kind])
    sketch.material(
        "a", RAMPS[dice.pick(("coal", "coal", "night", "ruby", "plum"))] if not kind else RAMPS["ruby"], ROUND
    )
    if kind:
        sketch.ramps[1], sketch.modes[1] = RAMPS["ruby"], COLUMN
        for x in (6, 9):
            sketch.box(x, 5, 1, 3, "1")
            sketch.box(x, 10, 1, 4, "1")
    sketch.material("b", RAMPS["lava"], FLAT)
    sketch.material("c", RAMPS["bone"], FLAT)
    sketch.material("d", RAMPS[dice.pick(("iron", "oak", "gold", "bone"))], BEVEL)
    if not kind:
        sketch.over(5, 8, "+")
        if dice.chance(0.25):
            for x in (6, 9):
                sketch.box(x, 10, 1, 2, "+")


_SIGNS = grids("""
.............. ............... .............. ...bb..........
..aaaaaaaaaaaa .......bb...... .....aaaaaa... ...bbaaaa..aaa.
..aaaaaaaaaaaa .......bb...... ....aaaaaaaa.. ...bbaaaaaaaaaa
..aa1111a111aa ..aaaaaaaaaaa.. ...aaaaaaaaaa. ...bbaaaaaaaaaa
..aaaaaaaaaaaa ..aaaaaaaaaaaa. ...aaaa11aaaa. ...bbaaaDDaaaaa
..aa11a11111aa ..aa1a111a1aaaa ...aaaa11aaaa. ...bbaaDddDaaaa
..aaaaaaaaaaaa ..aaaaaaaaaaaa. ...aa111111aa. ...bbaaDddDaaaa
..aaaaaaaaaaaa ..aaaaaaaaaaa.. ...aa111111aa. ...bbaaaDDaaaaa
......1bb1.... .......bb...... ...aaaa11aaaa. ...bbaaaaaaaaaa
.......bb..... ...aaaaaaaaaa.. ...aaaa11aaaa. ...bbaa..aaaaaa
.......bb..... ..aaa11a11aaa.. ...aaaa11aaaa. ...bb......aa..
.......bb..... ...aaaaaaaaaa.. ...aaaaaaaaaa. ...bb..........
.......bb..... .......bb...... ...aaaaaaaaaa. ...bb..........
......bbbb.... .......bb...... ..bbbbbbbbbbbb ...bb..........
.............. ......bbbb..... ..bbbbbbbbbbbb ..bbbb.........
""")


def sign(sketch: Sketch, dice: Dice) -> None:
    """A notice board, a signpost, a gravestone or a flag."""
    kind = dice.between(0, 3)
    sketch.stamp(_SIGNS[kind], 0, 1)
    board = dice.pick(WOODS) if kind < 2 else dice.pick(STONES) if kind == 2 else dice.pick(CLOTHS)
    sketch.material("a", board, BEVEL)
    sketch.material("b", RAMPS["grass"] if kind == 2 else dice.pick(WOODS), COLUMN)
    sketch.material("d", dice.pick((RAMPS["gold"], RAMPS["linen"], *GEMS)), FLAT)


FAMILIES = {
    "house": Family(house, 1.2),
    "door": Family(door),
    "lamp": Family(lamp),
    "bomb": Family(bomb, 0.7),
    "sign": Family(sign, 0.8),
}
