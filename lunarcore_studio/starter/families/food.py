"""Food and drink: fruit, bread, cheese, meat, fish, sweets. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import Grid, grids
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import RAMPS
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, SLOPE, Sketch

# apple, pear, orange, cherries, grapes, banana, strawberry, melon slice, lemon, plum
_FRUIT = grids("""
.............. ............. ............. .............. ............. ............. .............
.........cc... ........cc... ............. ..........bbb. .......cc.bb. ...........cc ......bbbb...
........c.bbb. .......cc.bb. .......bb.... ........cbbbbb ........cbbb. ...........cc ....bbbcbbbb.
...aaa..cbbb.. ......aacbbb. .....aabbaa.. .......cc.bbb. .....aa.caa.. ...........aa ...aabbcbbaa.
..aaaaaacaaa.. .....aaaaa... ....aaa2aaaa. ......c.c..... ....AaaaAaaa. ..........aaa ..aaaaabaaaaa
.aaaaaaaaaaaa. .....aaaaa... ...aaaaaaaaaa .....c..cc.... ...aaaaaaaaaa ..........aaa ..aaDaaaaDaaa
.aaaaaaaaaaaaa .....aaaaaa.. ...aaaaaaaaaa .....c...c.... ...Aa1Aaa1Aaa .........aaaa ..aaaaaDaaaaa
.aaaaaaaaaaaaa ....aaaaaaaa. ...aaaaaaaaaa ...aac...c.... ...aa1aaa1aaa .........aaaa ..aaaDaaaaDaa
.aaaaaaaaaaaaa ...aaaaaaaaaa ...aaaaaaaaaa ..aaaaa.aca... ....AaaAaaAa. ........aaaa. ...aaaaaDaaa.
.aaaaaaaaaaaaa ...aaaaaaaaaa ...aaaaaaaaaa ..aaaaaaaaaa.. ....aa1aa1aa. .......aaaaa. ...aaDaaaaaa.
.aaaaaaaaaaaa. ...aaaaaaaaaa ...aaaaaaaaaa ..aaaaaaaaaaa. .....AaaAaa.. .....aaaaaa.. ....aaaaDaa..
..aaaaaaaaaaa. ...aaaaaaaaaa ....aaaaaaaa. ..aaaaaaaaaaa. .....aa1aa1.. ..aaaaaaaaa.. .....aDaaa...
...aaaaaaaaa.. ....aaaaaaaa. .....aaaaaa.. ...aaa.aaaaaa. ......Aaa.... ..caaaaaa.... ......aaa....
....aaa.aaa... .....aaaaaa.. ............. ........aaaa.. ......aa1.... ....aaa...... .......a.....

............... .............. .............
............... .............. .............
............... .............. .......cc....
.bDaaaaaaaaaaDb .....aaaaa.... ......c..bbb.
.bDaaaa@aaaaaDb ...aaaaaaaaa.b ....aac1bbb..
.bDaa@aaaa@aaDb ..aaaaaaaaaaab ...aaaa1aaaa.
..bDaaaaaaaaDb. .aaaaaaaaaaaaa ..aaaaa1aaaaa
..bDDaa@aaaaDb. .aaaaaaaaaaaaa ..aaaaa1aaaaa
...bDDaaaa@Db.. .aaaaaaaaaaaaa ..aaaaa1aaaaa
....bDDDDDDb... ..aaaaaaaaaaa. ..aaaaaaaaaaa
.....bbbbbb.... ...aaaaaaaaa.. ...aaaaaaaaa.
............... .....aaaaa.... ....aaaaaaa..
""")

_FRUIT_TABLE = """
ruby emerald cheese, leaf cheese olive, autumn autumn cheese, ruby, amethyst leaf night, gold,
ruby, ruby, gold leaf, plum sapphire autumn
"""
_FRUIT_RAMPS = [row.split() for row in _FRUIT_TABLE.split(",")]


def fruit(sketch: Sketch, dice: Dice) -> None:
    """An apple, a pear, cherries, grapes, a banana..."""
    kind = dice.between(0, len(_FRUIT) - 1)
    sketch.stamp(_FRUIT[kind], 0, 1)
    sketch.material(
        "a", RAMPS[dice.pick(_FRUIT_RAMPS[kind])], FLAT if kind == 7 else BEVEL if kind == 5 else ROUND
    )
    sketch.material("b", RAMPS[dice.pick(("leaf", "grass", "pine"))], BEVEL)
    sketch.material("c", RAMPS["oak"], FLAT)
    sketch.material("d", RAMPS["cream"], FLAT)
    if kind in (0, 1, 2, 8, 9) and dice.chance(0.6):
        sketch.over(5 if kind in (1, 2) else 4, 7, "+")


# loaf, slice, cheese, steak, drumstick, fish, egg, carrot, pie, ham, cake, ice cream, lolly, burger, bowl
_MEALS = grids("""
............... ............... ............... ............... ............... ................
............... ..aaaaaaaaaaa.. ............... ............... .........aaaa.. ................
............... .abbbbbbbbbbba. ..........AAA.. .....aaaaa..... .......aaaaaaa. ................
....aaaaaaaa... .abbbbbbbbbbbaa .......AAAAAAA. ...aabbbbbaa... ......aaaaaaaaa ......bbb.......
..aaaaaaaaaaaa. .abbbBbbbbbbbaa ....AAAAAAAAAAA ..aBbbbbbbbba.. .....aaaaaaaaaa ....aaaabbaa....
.aaa1aaa1aaa1aa ..abbbbbbb2ba1. ..AAAAAAAAAAAAA ..abbbccbbbbba. .....aaaaaaaaaa .b.aaaaaaaaaaa..
.aa1aaa1aaa1aaa ..abbbbbbbbba1. .aaaaaaaaaaaaaa ..abbccccbb2ba. .....aaaaaaaaaa .bbaa1aaaaaa@aa.
.aaaaaaaaaaaaaa ..abbb2bbbbba1. .aaa1paaaaaaaaa ..abbbccbbbb2ba .....aaaaaaaaa. ..baaa1aa1aaaaaa
.aaaaaaaaaaaaaa ..abbbbbbbBba1. .aaa11aaaaa1paa ...abbbbbbbbb2a .....aaaaaaaa.. ..baa1aa1a1aaaa.
..aaaaaaaaaaaa. ..abbbbbbbbba1. .aaaaaaaaaa11aa ...a2bbBbbbbb2a ....b2aaaa..... .bbaaa1aaaacccc.
...1111111111.. ..abbbbbbbbba1. .a1paaa1paaaaaa ....aa22bbbb2a. ...bb2......... .b.aaaaacccccc..
............... ..aaaaaaaaaaa.. .a11aaa11aaaaaa ......aa222aa.. .bbb2.......... ....ccccccbb....
............... ............... .11111111111111 ........aaa.... .Bbb........... .......bbb......
............... ............... ............... ............... ..bb........... ................

.............. ............... ................ .............. ......aaaa.... .............
......aaaa.... ..........b.bb. ................ .............. .....aaaaaa... .....aaaaaa..
.....aaaaaa... .........bb.b.. ................ .......ccc.... ....aaaaaaaa.. ....abbbbbba.
....aaaaaaaa.. .........bbbbbb ......aaaaa..... .....cccdcc... ...daaaaaaaad. ...abbaaaabba
...aaaaaaaaaa. .......aabbbb.. ....aaa1aaaaa... ....bbbbbbbb.. ..dddaaaaaaddd ...abaabbaaba
...aaaaaaaaaa. ......aaaabbb.. ...aa1aaaa1aaa.. ...bbbbbbbbbb. ..ddddddddddd1 ...abababbaba
..aaaaaaaaaaaa .....a1aaaa.... ..aaaaaa1aaaaaa. ..bbabbbbabbbb ..dddddddddddd ...ababbbbaba
..aaaaaaaaaaaa ....aaaaa1a.... .aabbabbabbabbaa ..aaaaabaaaaaa ...BbB2BbB2Bb. ...abbaaaabba
..aaaaaaaaaaaa ....aa1aaa..... .bbbbbbbbbbbbbbb ..AAAAAAAAAAAA ....bB2bBb2b.. ....abbbbbba.
..aaaaaaaaaaaa ...aaaaaa...... ..cccccccccccc.. ..bbbbbbbbbbbb ....Bb2BbB2b.. .....aaaaaa..
...aaaaaaaaaa. ..aa1aaa....... ..c3cc3cc3cc3c.. ..aaaaaaaaaaaa .....bBb2Bb... .......cc....
....aaaaaaaa.. ..aaaa......... ...cccccccccc... ..aaaaaaaaaaaa .....Bb2Bb.... .......cc....
......aaaa.... .aaa........... ....33333333.... ..111111111111 ......bBb..... .......cc....
.............. .a............. ................ .............. ......Bb...... .......cc....
.............. ............... ................ .............. .......b...... .......cc....

............... ...............
............... .....B...B.....
....aaaaaaaa... ....B...B......
..aaAaaaAaaaaa. .....B...B.....
.aaaaaAaaaAaaaa ...............
.aaaaaaaaaaaaaa ...bbcbbbbcbb..
.bbbbbbbbbbbbbb ..bbbbbcbbbbbb.
.bb2bbb2bbb2bbb .aaaaaaaaaaaaaa
.ccc3cccc3ccccc .aaaaaaaaaaaaaa
.dddddddddddddd .aaAaaAaaAaaAaa
.aaaaaaaaaaaaaa ..aaaaaaaaaaaa.
..aaaaaaaaaaaa. ...aaaaaaaaaa..
............... .....aaaaaa....
............... .....111111....
""")

_MEAL_TABLE = """
bread cream, bread cream, cheese cheese, cream ruby, bread bone, steel sapphire, cream cream,
autumn leaf, bread ruby, cream blossom, blossom bread, rose linen, bread leaf, brick autumn
"""
_MEAL_RAMPS = [row.split() for row in _MEAL_TABLE.split(",")]
_MEAL_MODES = (SLOPE, BEVEL, FLAT, BEVEL, ROUND, BEVEL, ROUND, BEVEL, BEVEL, BEVEL, ROUND, FLAT, BEVEL, ROUND)


def meal(sketch: Sketch, dice: Dice) -> None:
    """Bread, cheese, meat, fish, cake, ice cream..."""
    kind = dice.between(0, len(_MEALS) - 1)
    _serve(sketch, dice, _MEALS[kind], kind)


def _serve(sketch: Sketch, dice: Dice, shape: Grid, kind: int) -> None:
    sketch.stamp(shape, 0, 1 if kind not in (10, 11) else 0)
    main, second = _MEAL_RAMPS[kind]
    third = {3: "linen", 5: "linen", 8: "bread", 9: "ruby", 11: "linen", 12: "ruby", 13: "leaf"}.get(
        kind, "leather"
    )
    if kind in (9, 10, 11) and dice.chance(0.6):
        main = dice.pick(("blossom", "chocolate", "ice", "slime", "cream", "amethyst", "cheese"))
    if kind == 5:
        main = dice.pick(("steel", "autumn", "teal", "water", "ruby"))
        second = dice.pick((main, "sapphire", "gold", "ruby"))
    sketch.material("a", RAMPS[main], _MEAL_MODES[kind])
    sketch.material("b", RAMPS[second], FLAT if kind in (3, 10, 11) else BEVEL)
    sketch.material("c", RAMPS[third], BEVEL)
    sketch.material("d", RAMPS[dice.pick(("cheese", "chocolate", "blossom"))], BEVEL)


FAMILIES = {
    "fruit": Family(fruit, 1.6),
    "meal": Family(meal, 1.8),
}
