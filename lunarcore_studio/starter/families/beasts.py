"""Cats, dogs, frogs, snakes, snails, pigs, dragons and what swims. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grids
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import FLESHES, RAMPS
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, Sketch

# a coat, b belly or muzzle, c extra (nose, wing, shell), @ eyes
_BEASTS = grids("""
............... ............... ............... ............. ............... ................
............... ............... ............... ............. ............... ................
..a...a........ ..aaaa......... ...aaa....aaa.. .....aaaaa... .......ccccc... ..aa.....aa.....
..aa.aa........ .1aaaaa........ ..aa++a..a++aa. ....aaaaaaa.. ......ccccccc.. ..aaa...aaa.....
..aaaaa......a. .1a@aaaa....... ..a++@aaaa@++a. ...aa@aaaaa.. .....cc33333cc. ...aaaaaaa......
..a@a@a.......a .1aaaabcc....a. ..aaaaaaaaaaaa. ...aaaaa.aaa. .a.a.cc3ccc3cc. ...aaaaaaa......
..aacaa.......a ..aaabbb.....aa .aaaaaaaaaaaaaa .c.aaaa..aaa. .a.a.cc3c33ccc. ..aa@aaa@aa...a.
..abbba......aa ...accaa.....a. .a1111111111aaa ..c......aaa. .a.a.cc3cc3ccc. ..aaabbbaaaaaaaa
...aaaaaaaaaaa. ...aCcaaaaaaaa. .aabbbbbbbbbbaa ........aaa.. .aaaaccc333cccc ..aab2b2baaaaaa.
...aaaaaaaaaa.. ...aaaaaaaaaaa. ..abbbbbbbbbba. ......aaaa... aa@a@acccccccc. ..aabbbbbaaaaaa.
...baaaaaaaaa.. ...aaaaaaaaaaa. .aaabbbbbbbbaaa ....aaaa..... aaaaaaacccccaa. ...aaaaaaaaaaaa.
...baaaaaaaaa.. ...aabbbbbaaaa. .aa1abbbbbba1aa ...aaa....aa. .aaaaaaaaaaaaaa ....aaaaaaaaaaa.
...aa.aa.aa.aa. ...aa.aa..aa.aa .aa1aabbbbaa1aa ..aaa.....1aa ..bbbbbbbbbbbbb ....aaaaaaaaaa..
...aa.aa.aa.aa. ...aa.aa..aa.aa ..aa.aa..aa.aa. ..aaaa...aaaa ............... ....aa.aa.aa.aa.
...bb.bb.bb.bb. ...bb.bb..bb.bb .aaa.aa..aa.aaa ...aaaaaaaaa. ............... ....11.11.11.11.
............... ............... ............... ....bbbbbbb.. ............... ................

................ .............. ...............
....b........... ....aa........ ...............
...b.aaa....c... ....aaa...aa.. ..a........a...
...aaaaaa..cc... ....1aa..aaa.. ..aa......aa...
..aa@aaaa.ccc... .....1aa.a1... ..aaa....aaa...
.aaaaaaaa.cccc.. .....aaaaa.... ..aaaaaaaaaa...
.a1aaaaa.ccccc.. ....aaaaaaa... ..aaaaaaaaaa.bb
.+1+aaaacccc.c.. ....a@aaa@a... ..a@aaaa@aaa.aa
....aaaaaacc.... ....aaacaaa... ..bbaaaabbaa.aa
....bbaaaaaa.... .....aabaa.... ..bbb@@bbbba.aa
....bbbaaaaaa... ....aaaaaaaa.. ...bbbbbbbaaaaa
...aabbbaaaaa... ...aabbbaaaaa. ....bbbbaaaaaa.
...aabbbaaaaaa.. ...aabbbaaaaab ...aaaaaaaaaa..
....aabbaaaa.aa. ...aabbbaaaabb ...aaa.aaaaa...
....aa.aaaa...aa ...bbaabbaaaa. ...aa..aa.aa...
...aaa.aaa...aa. .............. ...............
""")


def beast(sketch: Sketch, dice: Dice) -> None:
    """A cat, a dog, a frog, a snake, a snail, a pig, a small dragon, a hare, a fox."""
    kind = dice.between(0, len(_BEASTS) - 1)
    sketch.stamp(_BEASTS[kind])
    coats = {
        0: "coal autumn linen stone gold",
        1: "wood bread coal linen leather",
        2: "slime leaf teal emerald autumn",
        3: "leaf ruby emerald gold plum",
        4: "bread slime cream sandstone",
        5: "blossom rose wood linen",
        6: "ruby emerald sapphire plum slime gold teal",
        7: "linen wood stone cream",
        8: "autumn autumn iron linen",
    }[kind].split()
    sketch.material("a", RAMPS[dice.pick(coats)], BEVEL)
    sketch.material("b", RAMPS["blossom" if kind == 5 else "cream"], BEVEL)
    extra = {
        0: "blossom",
        1: "ruby",
        3: "ruby",
        4: dice.pick(("brick", "gold", "plum", "teal")),
        7: "blossom",
    }
    wing = dice.pick(FLESHES)
    sketch.material("c", RAMPS[extra[kind]] if kind in extra else wing, ROUND if kind == 4 else BEVEL)
    if kind == 1:
        sketch.put(7, 5, "@")
        sketch.put(8, 5, "@")


_SWIMMERS = grids("""
.............. ............... .............. ............... .............. ...............
.............. .....aaaaaa.... .............. ............... ......aaaa.... .......aa......
......bbb..... ....aaaaaaaa... .....aaaaaa... ...........b... ....aaabbbaa.. .......aa......
.....bbbb..... ...aaaaaaaaaa.. ...aaaaaaaaaa. ..........bb... ...aabbb1bbaa. ......aaaa.....
....aaaaaa.... ...aaaaaaaaaa.. ..aaaaaaaaaaaa ........aabb... ...ab1aaa1bba. ......aaaa.....
.b.aaaaaaaaa.. ...a@@aaaa@@a.. ..aaaaaaaaaaaa .....aaaaaaaa.. ..aab1ab1a1baa .aaaaaaaaaaaaaa
.bbaa1aaaa@aa. ...a@@aaaa@@a.. ..aaaaaaaaaaaa b..aaaaaaaaa@a. ..abb1a1ba1bba ..aaabaaaabaaa.
..bbaaa1aaaaaa ...aaaaaaaaaa.. ..baabbaabbaab bbaaaaaaaaaaaaa ..abbb1aaa1bba ...aaaa@@aaaa..
..bbaa1aa1aaaa ....aaaaaaaa... ..bbbbbbbbbbbb .baaaaaaaa1+1+1 ..aabbb111bbba ....aaaaaaaa...
.bbaaaaaaaaaa. ..a.aaaaaaaa.a. ...a.b..a.b.a. bbaaaccccaa.... ...aabbbbbbbaa ....aabaabaa...
.b..ccccccccc. .aa.aa.aa.aa.aa ...a.b.a..b..a b...ccccccccc.. ....aaaaaaaaa. ...aaaaaaaaaa..
.....cccccc... .a.aa..aa..aa.a ....a.b.a.b..a .....bb..cc.... ..aaaaaaaaaaaa ...aaaaaaaaaa..
......bb...... .aaa..a..a..aaa ....a.b.a..b.a ......bb....... .............. ..aaaa....aaaa.
.......bb..... .....aa..aa.... ...a..b..a.b.. ............... .............. ..aa........aa.
.............. ....aa....aa... ...a.b...a.... ............... .............. ...............

................
................
.......aa..aa...
........aaaa....
................
....aaaaaa......
...aaaaaaaaa....
..aa@aaaaaaaa...
..aaaaaaaaaaaa..
..a11aaaaaaaaaa.
..bbbaaaaaaaaaaa
..bbbbbaaaaaa.aa
...bbbbbaaaa..a.
....bbbbaa......
""")


def swimmer(sketch: Sketch, dice: Dice) -> None:
    """A fish, an octopus, a jellyfish, a shark, a shell, a starfish, a whale."""
    kind = dice.between(0, len(_SWIMMERS) - 1)
    sketch.stamp(_SWIMMERS[kind], 0, 1)
    coats = {
        0: "autumn gold ruby teal sapphire blossom slime",
        1: "ruby plum amethyst autumn teal",
        2: "blossom amethyst sky diamond rose",
        3: "iron steel sapphire night",
        4: "blossom sandstone sky cream",
        5: "autumn ruby gold blossom amethyst",
        6: "sapphire water night sky",
    }[kind].split()
    sketch.material("a", RAMPS[dice.pick(coats)], ROUND if kind in (1, 2) else BEVEL)
    fins = (
        sketch.ramps[1] if kind == 3 else RAMPS[dice.pick(("gold", "blossom", "autumn", "linen", "sapphire"))]
    )
    sketch.material("b", RAMPS["linen"] if kind == 6 else fins, BEVEL)
    sketch.material("c", RAMPS[dice.pick(("linen", "cream"))], FLAT)


FAMILIES = {
    "beast": Family(beast, 1.6),
    "swimmer": Family(swimmer, 1.1),
}
