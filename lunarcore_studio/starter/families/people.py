"""Heroes, faces, goblins, skeletons and robots: those who stand on two legs. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import CODES, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, FLESHES, GEMS, HAIRS, METALS, RAMPS, SKINS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, Sketch

# a skin, b hair or hat, c coat, d belt and boots, e trim, f legs
_BODIES = mirrors("""
........ ........ ........
........ ........ ........
........ ........ ........
....aaaa ....aaaa ....aaaa
....aaaa ....aaaa ....aaaa
....aaaa ....aaaa ....aaaa
....aaaa ....aaaa ....aaaa
.....1aa .....1aa .....1aa
...ccccc ....cccc ..gggccc
..cccccc ...ccccc ..gg3cee
..cc3ccc ...c3ccc ..aa3cec
..aa3ccc ...a3ccc ..aa.ccc
....dddd ....cccc ....dddd
....ffff ....cccc ....ffff
....ff.. ...ccccc ....ff.f
....dd.. ...33333 ...ddd.d
""")

_HEADS = mirrors("""
........ ........ .......b ........ .....bbb ........ ........ ........ ........ .......b ........
....bbbb ....bbbb .....bbb ....bbbb ...bbbbb ....gggg ..b.bb.b ...e..ee ........ ......bb ....bbbb
...bbbbb ...bbbbb ....bbbb ...bbbbb ..bbbbbb ...ggggg ...bbbbb ...eeeee ....bbb. .....bbb ..bbbbbb
...bbbbb ..bbbbbb ...bbbbb ...bbbbb ..bbbbbb ...ggggg ..bbbbbb ...eEeeE ....bb.. .....bbb ..bb....
...bb.bb ..bbb... .eeeeeee ...bbbbb ..bbb... ...ggggg ...bb.b. ...bbbbb ........ ....bbbb ..b.....
...b.... ..bb.... .bbbbbbb ...b2... ..bb.... ...gg... ...b.... ...b.... ........ ...bbbbb .bb.....
........ ..bb.... ........ ...bb... ..bbb... ...gg... ........ ...b.... ........ ..bbbbbb .bb.....
........ ..bb.... ........ ...bbb.. ...bb... ...ggg.. ........ ........ ........ ........ ..bb....
........ ..bb.... ........ ........ ........ ........ ........ ........ ........ ........ ........
""")

_BEARD = grids("""
b..b
bbbb
bbbb
.bb.
""")[0]


def hero(sketch: Sketch, dice: Dice) -> None:
    """A small person: skin, hair or hat, coat, boots, sometimes a beard."""
    sketch.stamp(dice.pick(_BODIES))
    sketch.stamp(dice.pick(_HEADS))
    tall = dice.chance(0.5)
    for x in (6, 9):
        sketch.put(x, 5, "@")
        if tall and sketch.codes[6, x] == CODES["a"]:
            sketch.put(x, 6, "@")
    if dice.chance(0.22):
        sketch.stamp(_BEARD, 6, 6)
    skin = dice.pick(SKINS) if dice.chance(0.82) else dice.pick((RAMPS["orc"], RAMPS["mist"], *FLESHES))
    sketch.material("a", skin, FLAT)
    sketch.material("b", dice.pick(HAIRS), BEVEL)
    sketch.material("c", dice.pick(CLOTHS), BEVEL)
    sketch.material("d", RAMPS[dice.pick(("leather", "oak", "chocolate", "gold", "night"))], FLAT)
    sketch.material("e", RAMPS[dice.pick(("gold", "linen", "ruby", "sapphire", "steel"))], FLAT)
    sketch.material("f", dice.pick(CLOTHS), COLUMN)
    sketch.material("g", dice.pick(METALS), BEVEL)
    sketch.outline = None if dice.chance(0.75) else 1


_PORTRAITS = mirrors("""
........ ........ ........
.....aaa ....aaaa .....aaa
...aaaaa ...aaaaa ...aaaaa
..aaaaaa ..aaaaaa ..aaaaaa
..aaaaaa ..aaaaaa ..aaaaaa
..aaaaaa ..aaaaaa .aaaaaaa
.aaaaaaa ..aaaaaa .aaaaaaa
.aaaaaaa a.aaaaaa .aaaaaaa
..aaaaaa aaaaaaaa .aaaaaaa
..aaaaaa ..aaaaaa ..aaaaaa
...aaaaa ..aaaaaa ..aaaaaa
...aaaaa ...aaaaa ...aaaaa
.....aaa ....aaaa .....aaa
""")

_EYES = mirrors("""
.@@ ++. .@. @.. 222 @@@ .@.
.@@ +@. @.@ .@. +@. @@@ .@.
... ... ... @.. ... ... .@.
""")

_MOUTHS = mirrors("""
@.. @@@ ... ... ..@ @@@ @@@
.@@ @++ .@@ @@@ ..@ @c3 +@+
... .@@ @.. ... ... .cc ...
""")


def face(sketch: Sketch, dice: Dice) -> None:
    """A face that fills the tile: a smiley, a person, an imp."""
    shape = dice.between(0, 2)
    sketch.stamp(_PORTRAITS[shape], 0, 1)
    human = dice.chance(0.4)
    flesh = dice.pick(SKINS) if human else dice.pick((*FLESHES, RAMPS["gold"], RAMPS["gold"]))
    sketch.material("a", flesh, ROUND)
    sketch.stamp(dice.pick(_EYES), 5, 5)
    sketch.stamp(dice.pick(_MOUTHS), 5, 9)
    hair = dice.pick(HAIRS)
    sketch.material("b", hair, BEVEL)
    sketch.material("c", RAMPS["ruby"], FLAT)
    if human:
        sketch.stamp(dice.pick(_HEADS[:1] + _HEADS[6:7]), 0, 0)
        top = sketch.codes[1:5]
        top[top == CODES["a"]] = CODES["b"]
    elif dice.chance(0.3):
        sketch.material("b", RAMPS[dice.pick(("bone", "ruby", "coal"))], BEVEL)
        for x in (3, 12):
            sketch.box(x, 0, 1, 3, "b")
    elif dice.chance(0.3):
        sketch.put(4, 9, "c")
        sketch.put(11, 9, "c")


# a flesh, c clothes, b horn or bone
_FIENDS = mirrors("""
........ ........ ........ ........
........ ....aaaa a......a ........
.b...... ...aaaaa aa....aa ...bb...
.bb.aaaa ...aaaaa .aaaaaaa ...b.aaa
..baaaaa ...a@@aa .aaaaaaa ...aaaaa
aa.aaaaa ...a@@a@ .aa+@aaa ..aaaaaa
.aaa@@aa ...aaaaa .aa@@aaa ..aa+@aa
..aa@@aa ....a@a@ .aaaaaaa .aaaa@aa
...aaaaa ....aaaa .aaa1111 .aaaaaaa
....aaa+ .......a ..aaa+1+ .aaa1111
.....aaa ..aaaaaa ...aaaaa .a1aa+aa
..aacccc ..a..@aa ..aaabbb .a1aaaaa
..a.cccc ..aaaaaa .aa.abbb .aa1cccc
....cccc .....@aa ....abbb ...aaaaa
....aa.. ....aaaa ....aaaa ...aaa..
...aaa.. ....a..a ...aaa.. ..aaaa..
........ ...aa.aa ........ ........
""")


def fiend(sketch: Sketch, dice: Dice) -> None:
    """A goblin, a skeleton, a cat demon or an ogre."""
    kind = dice.between(0, 3)
    sketch.stamp(_FIENDS[kind])
    ramp = RAMPS[dice.pick(("bone", "linen", "stone"))] if kind == 1 else dice.pick((RAMPS["orc"], *FLESHES))
    sketch.material("a", ramp, BEVEL)
    sketch.material("b", RAMPS[dice.pick(("bone", "cream", "gold"))], BEVEL)
    sketch.material("c", dice.pick(CLOTHS), BEVEL)
    if kind != 1 and dice.chance(0.4):
        sketch.material("d", RAMPS[dice.pick(("gold", "ruby", "slime"))], FLAT)
        sketch.swap("+", "D")


# a metal, b face plate, c lamps, d joints
_ROBOTS = mirrors("""
.......c ....c... ........
.......d ....d... ........
...aaaaa ..aaaaaa .....aaa
..aaaaaa .aabbbbb ...aaaaa
..aabbbb .aabccbb ..aaaaaa
.daabccb .aabccbb ..bbbbbb
.daabccb .aabbbbb ..bccbbb
..aabbbb .aaaaa3c ..bbbbbb
..aaaaaa ..aaaaaa ..aaaaaa
....dddd .....ddd dd.aaaaa
..aaaaaa ...aaaaa d.aaaaaa
.daaabcb ..daaccc aa.aaaaa
.d.aabbb ..d.aaaa ....dddd
.d.aaaaa .dd.aaaa ..aadadd
....dd.. ....d..d .adadada
...aaa.. ...dd.dd ..aadadd
""")


def robot(sketch: Sketch, dice: Dice) -> None:
    """A robot with lamps for eyes."""
    sketch.stamp(dice.pick(_ROBOTS))
    sketch.material("a", dice.pick((*METALS, *CLOTHS)), BEVEL)
    sketch.material("b", RAMPS[dice.pick(("night", "coal", "iron"))], FLAT)
    sketch.material("c", dice.pick(GEMS), BEVEL)
    sketch.material("d", RAMPS[dice.pick(("iron", "coal", "copper"))], FLAT)


FAMILIES = {
    "hero": Family(hero, 2.4),
    "face": Family(face, 1.1),
    "fiend": Family(fiend, 1.2),
    "robot": Family(robot, 0.8),
}
