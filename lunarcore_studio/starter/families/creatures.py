"""Slimes, bats, spiders, birds, ghosts, skulls, eyes, cats, snakes and dragons. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import CODES, grid, grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import FLESHES, GEMS, RAMPS
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, SLOPE, Sketch

_SLIMES = mirrors("""
........ ........ ........ ........
........ ........ .......a ........
........ ......aa .......a ........
........ .....aaa ......aa ........
.....aaa ....aaaa .....aaa ........
...aaaaa ....aaaa ....aaaa ........
..aaaaaa ...aaaaa ...aaaaa ....aaaa
..aaaaaa ...aaaaa ..aaaaaa ..aaaaaa
.aaaaaaa ...aaaaa ..aaaaaa .aaaaaaa
.aaaaaaa ..aaaaaa ..aaaaaa .aaaaaaa
.aaaaaaa ..aaaaaa ..aaaaaa aaaaaaaa
.aaaaaaa .aaaaaaa ...aaaaa aaaaaaaa
..aaaaaa .aa.aaaa ....aaaa .aaaaaaa
""")

# eyes and mouths, laid on from the middle of the face
_FACES = mirrors("""
.@. +@. .@. @.. ++. .@. @@.
.@. @@. @+. .@. +@. ... ...
... ... ... ... ... ..p ..@
..@ .@@ ..1 ..@ 111 ..p ...
""")


def slime(sketch: Sketch, dice: Dice) -> None:
    """A slime with a face, a crown or a drip."""
    sketch.stamp(dice.pick(_SLIMES), 0, 1)
    sketch.material("a", dice.pick(FLESHES), ROUND)
    sketch.stamp(dice.pick(_FACES), 5, dice.between(8, 9))
    if dice.chance(0.4):
        sketch.over(4, 7, "+")
        sketch.over(5, 6, "+")
    if dice.chance(0.1):
        sketch.stamp(grid("b.b.b bbbbb"), 6, 2)
        sketch.material("b", RAMPS["gold"], BEVEL)


_BATS = mirrors("""
........ ........ ........
........ ........ a.......
........ ......a. aa...a..
.a...a.. ......aa aaa..aa.
aa...aa. .....aaa aaaa.aaa
aaa..aaa ....aaaa .aaaaaaa
aaaa.aaa ..aaa@aa .aa1aaaa
aaaaaaaa .aaaa@aa ..a..aaa
aa1aaaaa aaaaaaaa .....1aa
a..a1aaa aa1aa1aa ......aa
...a.1aa a..a..aa ......a.
......aa ......a. ........
.......a ........ ........
""")


def bat(sketch: Sketch, dice: Dice) -> None:
    """A bat with its wings spread."""
    shape = dice.pick(_BATS)
    sketch.stamp(shape, 0, 2)
    sketch.material(
        "a", RAMPS[dice.pick(("plum", "night", "amethyst", "coal", "ruby", "oak", "teal"))], BEVEL
    )
    row = 8 if shape is not _BATS[2] else 7
    eye = dice.pick(("+", "b", "b"))
    sketch.material("b", RAMPS[dice.pick(("gold", "ruby", "slime"))], FLAT)
    sketch.put(6, row, "B" if eye == "b" else "+")
    sketch.put(9, row, "B" if eye == "b" else "+")
    if dice.chance(0.5):
        sketch.over(7, row + 2, "+")
        sketch.over(8, row + 2, "+") if dice.chance(0.3) else None


_CRAWLERS = mirrors("""
........ ........ ........ ........
........ ......#. .aa..... ........
..#..... .....#.. a.aa.... ........
.#..#... ......aa a..a.... ......#.
.#.#.... .....aaa aa.a.... .....#..
#..#.aaa .##.1aaa .aaa.... ...bb.aa
#..##aaa ...#bbbb ..aa.... ..bbbbaa
.##.aaaa ...bbbbb ...a.aaa .bbbbbaa
..##aaaa .##bbbbb ...aaaaa .bbBBbaa
##..aaaa ...bbb2b ....aaaa ..bbbbaa
#.##aaaa .##bbbbb .aaaaaaa ...bbbaa
..#..aaa #...bbbb #...aaaa ..bbbb.a
.#..#.aa ....#bbb .####aaa ..bBbb.a
.#..#... ...#..bb #...#aaa ...bb..a
........ ........ ..##..#. ........
""")


def bug(sketch: Sketch, dice: Dice) -> None:
    """A spider, a beetle, a crab or a butterfly."""
    sketch.stamp(dice.pick(_CRAWLERS))
    sketch.material("a", dice.pick((*FLESHES, RAMPS["coal"], RAMPS["oak"])), ROUND)
    sketch.material("b", dice.pick((*FLESHES, RAMPS["ruby"])), dice.pick((ROUND, BEVEL)))
    if sketch.codes[8, 6] == 8 and sketch.codes[8, 5] == 8:
        eye = dice.pick("+@+")
        row = dice.between(6, 7)
        sketch.put(6, row, eye)
        sketch.put(9, row, eye)


# a body, b belly or wing, c beak and feet
_BIRDS = grids("""
............... .............. .............. ............... .............. ..............
............... .....aaaaaa... .............. .....dd........ .............. ..............
............... ....aaaaaaaa.. ......aaaa.... ....ddaaa...... .....aaa...... ..............
....aaaa....... ...aa++aa++aa. .....aaaaaa... ....aaaaaa..... ....aa@aa..... ..............
...aaaaaa...... ...a+@+aa+@+a. ....aa@aa@aa.. ...aaa@aaa..... ..ccaaaaa..... ..........aaa.
...aa@aaa...... ...aa++cc++aa. ....aaaccaaa.. .ccaaaaaaa...aa ..ccaaaaa..... .........aa@ac
.ccaaaaaaa..... ...aaaaccaaaa. ....abbccbba.. ..ddaaaaaa.aaaa ....aaaa...... .aa......aaaa.
..caaaaaaaa...a ...aabbbbbbaa. ...aabbbbbbaa. ..d.aaaaaaaaaa. ....aaa......a .aaaa...aaaa..
...abbaaaaaaaaa ..1aabBbBbba11 ..1aabbbbbbaa1 ....aaaaaaaaaa. ...aaaaaaaaaaa ..aaaaaaaaaa..
...bbbbaa11aaa. ..1aabbbbbba11 ..1aabbbbbbaa1 ....aa11aaaaa.. ..aaa1aaaaaaaa ...aa111aaa...
...bbbba111aa.. ..1aabBbBbba11 ..1.abbbbbba.1 ....aaa111aaa.. ..aaaa111aaaa. ....aa11aaa...
....bbbaa1aa... ...1abbbbbba1. ....abbbbbba.. .....aaaaaaa... ..aaaaaaa1aa.. .....aabba....
.....bbaaaa.... ....aabbbbaa.. .....abbbba... ......aaaaa.... ...aaaaaaaa... ......bbb.....
......c..c..... .....cc..cc... ....ccc..ccc.. .......c.c..... ....bbbbbb.... ......c.c.....
.....cc.cc..... .............. .............. ......cc.cc.... .............. ..............
""")


def bird(sketch: Sketch, dice: Dice) -> None:
    """A songbird, an owl, a penguin, a hen, a duck."""
    sketch.stamp(dice.pick(_BIRDS), 0, 1)
    sketch.material(
        "a", RAMPS[dice.pick(("sapphire", "ruby", "linen", "oak", "gold", "coal", "teal", "leather", "sky"))]
    )
    sketch.material("b", RAMPS[dice.pick(("cream", "linen", "cheese", "autumn"))], BEVEL)
    sketch.material("c", RAMPS[dice.pick(("autumn", "gold", "cheese"))], FLAT)
    sketch.material("d", RAMPS["ruby"], FLAT)


_GHOSTS = mirrors("""
........ ........ ........
.....aaa ......aa .....aaa
...aaaaa ....aaaa ....aaaa
..aaaaaa ...aaaaa ...aaaaa
..aaaaaa ...aaaaa ...a1111
.aaaaaaa ...aaaaa ...a1111
.aaaaaaa .a.aaaaa ...aa111
.aaaaaaa .aaaaaaa ..aaaaaa
.aaaaaaa ..aaaaaa .aaaaaaa
.aaaaaaa ...aaaaa .aaaaaaa
.aaaaaaa ...aaaaa .aaaaaaa
.aaaaaaa ....aaaa ..aaaaaa
.aaa.aaa .....aaa ..aa.aaa
.aa...aa ......a. ..a..aa.
""")


def ghost(sketch: Sketch, dice: Dice) -> None:
    """A ghost with a face, or a hooded wraith."""
    shape = dice.pick(_GHOSTS)
    sketch.stamp(shape)
    ramp = dice.pick(("mist", "linen", "mist", "ice", "night", "plum", "teal", "blossom", "slime"))
    sketch.material("a", RAMPS[ramp], dice.pick((BEVEL, ROUND, SLOPE)))
    if shape is _GHOSTS[2]:
        sketch.material("b", dice.pick(GEMS), FLAT)
        for x in (6, 9):
            sketch.put(x, 5, "B")
        return
    sketch.stamp(dice.pick(_FACES), 5, 4)
    if dice.chance(0.3):
        sketch.material("b", RAMPS["blossom"], FLAT)
        sketch.put(4, 7, "b")
        sketch.put(11, 7, "b")


_SKULLS = mirrors("""
........ ........ ........
....aaaa ........ ........
..aaaaaa ....aaaa ....aaaa
.aaaaaaa ...aaaaa ...aaaaa
.aaaaaaa ..aaaaaa ..aaaaaa
.aaaaaaa ..aaaaaa ..a@@@aa
.aa@@@aa ..a@@aaa ..a@@@aa
.aa@@@aa ..a@@aa@ ..aaa@aa
.aa@@@aa ..aaaaaa ...aaaa@
.aaaaaa@ ...aa@a@ ....a@a@
..aaaaa@ ....aaaa .b..aaaa
....aaaa ........ bbbb....
....a#a# ........ .bbbbb..
....a#a# ........ ....bbbb
.....aaa ........ ...bbbbb
........ ........ bbbb..bb
........ ........ .bb.....
""")


def skull(sketch: Sketch, dice: Dice) -> None:
    """A skull, sometimes with lit eyes or crossed bones."""
    sketch.stamp(dice.pick(_SKULLS))
    sketch.material(
        "a", RAMPS[dice.pick(("bone", "bone", "linen", "cream", "stone"))], dice.pick((ROUND, BEVEL))
    )
    sketch.material("b", sketch.ramps[1], BEVEL)
    sketch.material("c", dice.pick(GEMS), FLAT)
    if dice.chance(0.25):
        sketch.put(4, 7, "C")
        sketch.put(11, 7, "C")


_EYES = mirrors("""
........ .....aaa ........ ..c....c
........ ...aaaaa ........ ...c..ac
.....aaa ..aaaaaa .....222 ....aaaa
...aaaaa ..aaaabb ...22222 ..aaaaaa
..aaaaaa .aaaabbb ..2aaaaa .aaaaaaa
..aaaabb .aaaabb@ .2aaaabb .aaaaabb
.aaaabbb .aaaabb@ .aaaabbb aaaaabbb
.aaaabb@ .aaaabbb .aaaabb@ aaaaabb@
.aaaabb@ ..aaaabb .aaaabb@ .aaaabb@
.aaaabbb ..aaaaaa .2aaabbb .aaaabbb
..aaaabb ...aaaaa ..2aaabb ..aaaabb
..aaaaaa ..c.c.aa ..22aaaa ...aaaaa
...aaaaa .cc.cc.c ...22222 ....aaaa
.....aaa .c...c.c .....222 .....c.c
........ .cc.cc.c ........ .......c
""")


def eye(sketch: Sketch, dice: Dice) -> None:
    """A floating eye, bare or with veins and tentacles."""
    sketch.stamp(dice.pick(_EYES))
    sketch.material("a", RAMPS[dice.pick(("linen", "cream", "cream", "bone", "blossom"))], ROUND)
    sketch.material("b", dice.pick(GEMS), BEVEL)
    sketch.material("c", RAMPS[dice.pick(("ruby", "plum", "slime", "oak"))], FLAT)
    sketch.put(6, 5 if sketch.codes[6, 7] == CODES["@"] else 6, "+")
    if dice.chance(0.3):
        for x, y in ((3, 7), (4, 8), (12, 6), (11, 5), (10, 12)):
            sketch.over(x, y, "C")


FAMILIES = {
    "slime": Family(slime, 1.4),
    "bat": Family(bat),
    "bug": Family(bug, 1.1),
    "bird": Family(bird, 1.1),
    "ghost": Family(ghost, 1.1),
    "skull": Family(skull),
    "eye": Family(eye, 0.7),
}
