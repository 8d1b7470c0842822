"""Shields, helmets, boots, coats and gloves. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import CODES, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, WOODS
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, SLOPE, Sketch

_SHIELDS = mirrors("""
........ ........ ........ ........
.bbb.bbb .......b .....bbb ........
.baabbaa .....bbb ...bbbaa ..bbbbbb
.baaaaaa ..bbbbaa ..bbaaaa ..baaaaa
.baaaaaa ..baaaaa ..baaaaa ..baaaaa
.baaaaaa ..baaaaa .bbaaaaa ..baaaaa
.baaaaaa ..baaaaa .baaaaaa ..baaaaa
.baaaaaa ..baaaaa .baaaaaa ..baaaaa
.bbaaaaa ..baaaaa .baaaaaa ..baaaaa
..baaaaa ..baaaaa .bbaaaaa ..baaaaa
..bbaaaa ..bbaaaa ..baaaaa ...baaaa
...bbaaa ...baaaa ..bbaaaa ...bbaaa
....bbaa ...bbbaa ...bbbaa ....bbaa
.....bbb .....bbb .....bbb .....bbb
.......b .......b ........ ........
""")

_EMBLEMS = mirrors("""
...c ...c .cc. ..cc ...c .... c...
..cc ..cc cccc .ccc ...c ..cc cc..
..cc .ccc cccc .c.c ..cc .ccc .cc.
cccc cccc .ccc .ccc cccc .ccc ..cc
cccc .ccc ..cc ..cc .ccc ..cc c..c
..cc ..cc ...c ..c. ..cc .... cc..
..cc ...c .... ..cc .cc. .... .cc.
..cc .... .... .... .c.. .... ..cc
""")


def shield(sketch: Sketch, dice: Dice) -> None:
    """A shield: rim, field parted in colours, emblem or boss."""
    sketch.stamp(dice.pick(_SHIELDS))
    field = sketch.codes == CODES["a"]
    kind = dice.between(0, 7)
    if kind == 0:
        field[:, :8] = False
        sketch.codes[field] = CODES["d"]
    elif kind == 1:
        field[:7] = False
        sketch.codes[field] = CODES["d"]
    elif kind == 2:
        field[:7, :8], field[7:, 8:] = False, False
        sketch.codes[field] = CODES["d"]
    elif kind == 3:
        field[:, :6], field[:, 10:] = False, False
        sketch.codes[field] = CODES["d"]
    if kind > 2:
        emblem = dice.pick(_EMBLEMS)
        sketch.stamp(emblem, 4, 4)
    sketch.material("a", dice.pick((*CLOTHS, *METALS, RAMPS["wood"])), dice.pick((BEVEL, ROUND, SLOPE)))
    sketch.material("b", dice.pick((*METALS, *WOODS)), BEVEL)
    sketch.material("c", RAMPS[dice.pick(("gold", "gold", "linen", "steel", "ruby", "coal"))], BEVEL)
    sketch.material("d", dice.pick((*CLOTHS, RAMPS["linen"])), BEVEL)


_HELMETS = mirrors("""
........ ........ ........ ........ ........ ........
.......c ........ c....... ....cccc ........ .....aaa
......cc .....aaa cc...... ...ccccc ........ ...aaaaa
....aaac ...aaaaa .cc.aaaa ..cccaaa ......bb ..aaaaaa
...aaaaa ..aaaaaa .cccaaaa ..ccaaaa .....aaa ..aaaaaa
..aaaaaa ..aaaaaa ..ccaaaa ..caaaaa ....aaaa ..aaaaaa
..aaaaaa .aaaaaaa ...aaaaa ..aaaaaa ...aaaaa ..aaaaab
..bbbbbb .bbbbbbb ..aaaaaa ..aaaaaa ..aaaaaa ..@@@@@b
..b@@@@b .bbbbbbb ..bbbbbb ..aabbbb ..aaaaaa ..aaaaab
..bb@@@b .aaa...b ..bBBBbB ..ab@@@b ..aaaaaa ..aaaaab
..aabbbb .aaa...b ..bbbbbb ..ab@@@b .bbbbbbb ..aa1a1b
..aaaab@ .aaa.... ..aa...b ..aabbbb .bbbbbbb ..aaaaab
..aaaab@ ..aa.... ..aa...b ..aaa.bb ........ ..aa1a1b
...aaab@ ..aa.... ..aa.... ...aa... ........ ..aaaaab
....aaab ........ ...a.... ........ ........ ...aaaab
""")


def helmet(sketch: Sketch, dice: Dice) -> None:
    """A helm: crested, horned, barred or plain."""
    sketch.stamp(dice.pick(_HELMETS))
    sketch.material("a", dice.pick((*METALS, *METALS, RAMPS["leather"])), dice.pick((ROUND, BEVEL)))
    sketch.material("b", dice.pick(METALS), BEVEL)
    sketch.material("c", RAMPS[dice.pick(("ruby", "bone", "sapphire", "gold", "linen", "amethyst"))], BEVEL)


_BOOTS = grids("""
............... ............... ...............
....aaaaaaa.... ............... ...............
....bbbbbbb.... ............... ...............
....aaaaaaa.... ...aaaa..aaaa.. ....aaaaaa.....
....aaaaaaa.... ...bbbb..bbbb.. ....bbbbbb.....
....aaaaaaa.... ...aaaa..aaaa.. ....aaaaaa.....
.....aaaaaa.... ...aaaa..aaaa.. .D..aaaaaa.....
.....aaaaaa.... ...aaaa..aaaa.. .DD.aaaaaa.....
....aaaaaaaa... ..aaaaa..aaaaa. .dDDaaaaaaa....
....aaaaaaaaaa. .aaaaaa..aaaaaa ..dDDaaaaaaaaa.
....aaaaaaaaaaa .aaaaaa..aaaaaa ...dddaaaaaaaaa
....aaaaaaaaaaa .cccccc..cccccc ....aaaaaaaaaaa
....ccccccccccc ............... ....ccccccccccc
....ccc..cccccc ............... ....ccc........
""")


def boot(sketch: Sketch, dice: Dice) -> None:
    """A boot, a pair, or one with wings."""
    sketch.stamp(dice.pick(_BOOTS), 0, 0)
    sketch.material("a", dice.pick((*CLOTHS, RAMPS["leather"], RAMPS["wood"], *METALS)), BEVEL)
    sketch.material("b", RAMPS[dice.pick(("gold", "linen", "leather", "steel", "ruby"))], BEVEL)
    sketch.material("c", RAMPS[dice.pick(("oak", "coal", "chocolate"))], FLAT)
    sketch.material("d", RAMPS["linen"], FLAT)
    if dice.chance(0.4):
        for y in (5, 7):
            sketch.over(7, y, "B")
            sketch.over(8, y, "B")


_COATS = mirrors("""
........ ........ ........ ........
....aa.. ...cc..c .....aaa ....bb..
..aaaaa. ..ccccbb ....aaab ...aaab.
.aaaaaaa .ccccabb ...aaabb ..aaaaab
aaaaaaaa .ccc.aab ..aaaaab ..aaaaaa
aaaa.aaa .cc..aaa .aaaaaab ..aa1aaa
aaa.aaaa .....aaa .aa.aaab ....aaa1
aa..aaaa .....aaa aaa.aaab ....aaaa
....aaaa .....bbb aa..cccc ....a1aa
....bbbb .....aaa ....aaab ....aaa1
....aaaa ....aaaa ...aaaab ....aaaa
....aaaa ....aa.a ...aaaab ....cccc
....aaaa ....aa.. ..aaaaab ....aaaa
....1111 ........ ..aaaaab ...aaaaa
........ ........ ..111111 ........
""")


def coat(sketch: Sketch, dice: Dice) -> None:
    """A shirt, a breastplate, a robe or a mail coat."""
    sketch.stamp(dice.pick(_COATS), 0, 0)
    sketch.material("a", dice.pick((*CLOTHS, *METALS)), BEVEL)
    sketch.material("b", RAMPS[dice.pick(("gold", "leather", "linen", "steel", "oak"))], BEVEL)
    sketch.material("c", dice.pick((*METALS, RAMPS["leather"], RAMPS["gold"])), BEVEL)


_GLOVES = grids("""
............... ...............
............... ...............
.....aa.aa..... ....aaaaaaa....
.....aa.aa.aa.. ...aaaaaaaaa...
.....aa1aa1aa.. ...aaaaaaaaaa..
.....aa1aa1aa1a ...aaaaaaaaaa..
.....aaaaaaaa1a ...a1aa1aaaaa.a
.a...aaaaaaaaaa ...aaaaaaaaa1aa
.aaa1aaaaaaaaa. ...aaaaaaaa1aaa
..aaa1aaaaaaaa. ....aaaaaa1aaa.
...aaaaaaaaaa.. ....aaaaaaaaa..
....aaaaaaaaa.. .....aaaaaaa...
....bbbbbbbb... ....bbbbbbbbb..
....bbbbbbbb... ....bbbbbbbbb..
....BBBBBBBB... ....BBBBBBBBB..
""")


def glove(sketch: Sketch, dice: Dice) -> None:
    """A glove or a gauntlet."""
    sketch.stamp(dice.pick(_GLOVES))
    sketch.material("a", dice.pick((*CLOTHS, *METALS, RAMPS["leather"])), dice.pick((BEVEL, SLOPE)))
    sketch.material("b", dice.pick((*METALS, *GEMS, RAMPS["linen"])), BEVEL)


FAMILIES = {
    "shield": Family(shield, 1.4),
    "helmet": Family(helmet, 1.1),
    "boot": Family(boot, 0.8),
    "coat": Family(coat, 0.8),
    "glove": Family(glove, 0.5),
}
