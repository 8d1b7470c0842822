"""Books, scrolls, clocks, instruments and furniture: what a shop would sell. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, SLOPE, Sketch

# a cover, b pages, c trim, d mark
_BOOKS = grids("""
.............. ............... ............... ............... ............... ...............
....aaaaaaaaa. ............... ............... ..bbbbbbbbbbb.. ............... ...............
...aaaaaaaaaaa ............... ............... .b222bbbbbbb2b. ............bbb .bbb.......bbb.
...a1aaaaaaaaa ..bbbbb..bbbbb. ....aaaaaaaaaa. .b22bbbbbbbb2b. ..........bbb2b .bbbbb...bbbbbb
...a1aaaaaaaaa .abbbbbb2bbbbba ...aaaaaaaaaaa. ..bbbbbbbbbbbb. ........bbbbbbb .bbb2bb2bb2bbbb
...a1aaaaaaaaa .ab222bb2b222ba ...aaabbbbbbbb. ....bbbbbbbbb.. ......bbbbbbbb. .bbbb2b2b2bbdbb
...a1aaaaaaaaa .abbbbbb2bbbbba ...aaaaaaaaaaa. ....b222b22bb.. .....abbbbbb... .bdbbb2b2bbdbdb
...a1aaaaaaaaa .ab22bbb2b22bba ..ccccccccccc.. ....bbbbbbbbb.. ....baabbbb.... .bbdb2bb2bbbbbb
...a1aaaaaaaaa .abbbbbb2bbbbba .cccccccccccc.. ....b22b222bb.. ..bbbbaab...... .bbb2bbbb2bccbb
...a1aaaaaaaaa .ab222bb2b222ba .ccbbbbbbbbbb.. ....bbbbbbbbb.. .bbbbbba....... .bbbbb2bb2cbcbb
...a1aaaaaaaaa .abbbbbb2bbbbba .cccccccccccc.. ....b2222bbbb.. .b2bbb......... .bb2bb2bbccbbbb
...abbbbbbbbbb .ab2bbbb2b22bba ..ddddddddddddd ....bbbbbbbbb.. .bbb........... .bbbbb2bbbbbbbb
...abbBbbbBbbb .aBBBBBB2BBBBBa .dddddddddddddd ...bbbbbbbbbbbb ............... ...bbb2bb2bbb..
...aaaaaaaaaaa .aaaaaaaaaaaaaa .ddbbbbbbbbbbbb ..bb222222222bb ............... .......bb......
....aaaaaaaaaa ........c...... .dddddddddddddd ..bbbbbbbbbbbb. ............... ...............
""")


def book(sketch: Sketch, dice: Dice) -> None:
    """A tome, an open book, a stack, a scroll or a map."""
    kind = dice.between(0, len(_BOOKS) - 1)
    sketch.stamp(_BOOKS[kind], 0, 0 if kind < 4 else 1)
    sketch.material("a", dice.pick((*CLOTHS, RAMPS["leather"])), BEVEL)
    sketch.material(
        "b", RAMPS[dice.pick(("cream", "cream", "bread", "linen", "sandstone"))], BEVEL if kind > 2 else FLAT
    )
    sketch.material("c", dice.pick(CLOTHS), BEVEL)
    sketch.material("d", dice.pick((*CLOTHS, RAMPS["gold"])), BEVEL)
    if kind == 0:
        sketch.material("d", RAMPS[dice.pick(("gold", "linen", "ruby", "steel"))], FLAT)
        for x, y in dice.pick((
            ((8, 4), (7, 5), (9, 5), (8, 6), (8, 5)),
            ((7, 4), (8, 4), (9, 4), (8, 5), (8, 6), (8, 7)),
            ((6, 3), (10, 3), (6, 9), (10, 9)),
            ((7, 5), (8, 5), (9, 5), (7, 6), (9, 6), (7, 7), (8, 7), (9, 7)),
            ((6, 4), (7, 4), (8, 4), (9, 4), (10, 4), (7, 6), (8, 6), (9, 6)),
        )):  # fmt: skip
            sketch.put(x, y, "d")


# hourglass, clock, bell, lute, mirror, magnet, umbrella, anvil, gift, drum, television
_WARES = grids("""
............. ............... .............. ............... ............. ..............
...cccccccccc .....aaaaaa.... .......cc..... ...........cc.c ......aaaa... ..bbbb....bbbb
....aaaaaaaa. ...aabbbbbbaa.. ......c..c.... ..........c.cc. ....aabbbbaa. ..bbbb....bbbb
.....abbbba.. ..aabbb#bbbbaa. .......aa..... ...........ccc. ...aabbbBBbaa ..bbbb....bbbb
.....abbbba.. ..abbbb#bbbbba. .....aaaaaa... ..........bb... ...abbbBBbbba ..aaaa....aaaa
......abba... .aabbbb#bbbbbaa ....aaaaaaaa.. .........b2.... ...abbBBbbbba ..aaaa....aaaa
.......bb.... .abbbbb#bbbbbba ....aaaaaaaa.. ...aa...b2..... ...abBBbbbbba ..aaaa....aaaa
......abaa... .abbbbb#bbbbbba ....aaaaaaaa.. ..aaaaab2...... ...abBbbbbbba ..aaaa....aaaa
.....aabaaa.. .abbbbbb##bbbba ....aaaaaaaa.. ..aaaab2aa..... ...aabbbbbbaa ..aaaaa..aaaaa
.....aabbaa.. .aabbbbbbb#bbaa ...aaaaaaaaaa. .aaaa##aaa..... ....aabbbbaa. ..aaaaaaaaaaaa
.....abbbba.. ..abbbbbbbbbba. ...aaaaaaaaaa. .aaaa##aa...... ......aaaa... ...aaaaaaaaaa.
....abbbbbba. ..aabbbbbbbbaa. ..aaaaaaaaaaaa .aaaaaaaaa..... .......cc.... ....aaaaaaaa..
...cccccccccc ...aabbbbbbaa.. ..111111111111 .aaaaaaaaa..... .......cc.... ......aaaa....
...cccccccccc .....aaaaaa.... ......cccc.... ..aaaaaaa...... .......cc.... ..............
............. ............... .......cc..... ...aaaaa....... ......cccc... ..............

.......c....... ............... .............. .............. ..............
.......a....... ............... ....cc....cc.. .............. ......bb......
.....aa1aa..... ............... ...c..c..c..c. ...bbbbbbbbbb. .....bbbb.....
....aaa1aaa.... .aaaaaaaaaaaaa. ...cc..cc..cc. ..bbbbbbbbbbbb ......##......
...aaaa1aaaa... ..aaaaaaaaaaaaa ....cccccccc.. ..cccccccccccc ...aaaaaaaaaa.
..aaaa111aaaa.. ...aaaaaaaaaaa. ..aaaaaccaaaaa ..acaaacaaacaa ..aaaaaaaaaaaa
.aaaaa1a1aaaaa. .....aaaaaaa... ..aaaaaccaaaaa ..aacacacacaca ..aacccccccbaa
.aaaa11a11aaaa. ......aaaaa.... ..aaaaaccaaaaa ..aaacaaacaaac ..aacccccccaaa
aa.aa1.a.1aa.aa ......aaaaa.... ...aaaaccaaaa. ..aacacacacaca ..aacccccccbaa
a...a..c..a...a ......aaaaa.... ...aaaaccaaaa. ..acaaacaaacaa ..aacccccccaaa
.......c....... .....aaaaaaa... ...ccccccccccc ..cccccccccccc ..aaaaaaaaaaaa
.......c....... ....aaaaaaaaa.. ...aaaaccaaaa. ...cccccccccc. ..aaaaaaaaaaaa
.......c....... ....111111111.. ...aaaaccaaaa. .............. ...#........#.
.......c..c.... ............... ...aaaaccaaaa. .............. ..............
.......cc.c.... ............... .............. .............. ..............
........cc..... ............... .............. .............. ..............
""")  # fmt: skip

_WARE_TABLE = """
ice sandstone wood, gold cream gold, gold gold leather, leather oak oak, gold sky gold,
ruby steel ruby, ruby wood wood, iron iron iron, ruby gold gold, ruby cream gold, wood steel sky
"""
_WARE_RAMPS = [row.split() for row in _WARE_TABLE.split(",")]


def ware(sketch: Sketch, dice: Dice) -> None:
    """An hourglass, a clock, a bell, a lute, a mirror, a magnet, a parasol, an anvil, a gift..."""
    kind = dice.between(0, len(_WARES) - 1)
    sketch.stamp(_WARES[kind], 0, 0 if kind == 6 else 1)
    main, second, third = _WARE_RAMPS[kind]
    free = kind in (5, 6, 8, 9)
    sketch.material(
        "a",
        dice.pick(CLOTHS) if free else dice.pick((RAMPS[main], RAMPS[main], *METALS)),
        SLOPE if kind == 2 else BEVEL,
    )
    sketch.material("b", RAMPS[second], FLAT if kind in (1, 4) else BEVEL)
    sketch.material("c", dice.pick((RAMPS[third], RAMPS[third], *GEMS)), BEVEL)


_FURNITURE = mirrors("""
........ ........ ........ .aaaaaaa ........
........ ...aaaaa ....aaaa .aapppp1 ........
........ ..aabbbb ...aabbb .aapppp1 .aaaaaaa
........ ..aabbbb ...aabbb .aapppp1 .aaaaaaa
........ ..aa2222 ...aabbb .aapppp1 .a111111
..aaaaaa ..aaaaaa ...aabbb .aaaaaaa .aaaaaaa
.aaaaaaa ..aacccc ...aabbb .aapppp1 .aaaaaac
.aaaaaaa .aaacccc ...aaaaa .aapppp1 .aaaaaaa
..111111 .aaccccc ...abbbb .aapppp1 .a111111
...aa... .aaccccc ..aabbbb .aapppp1 .aaaaaaa
...aa... .aaccccc ..aaaaaa .aaaaaaa .aaaaaac
...aa... .aa33333 ..aa1111 .aapppp1 .aaaaaaa
...aa... .aaaaaaa ..aa.... .aapppp1 .1111111
...11... .aa..... ..aa.... .aapppp1 .aa.....
........ .11..... ..aa.... .aapppp1 ........
........ ........ ........ .aaaaaaa ........
""")


def furniture(sketch: Sketch, dice: Dice) -> None:
    """A table, a bed, a chair, a bookshelf, a chest of drawers."""
    kind = dice.between(0, 4)
    sketch.stamp(_FURNITURE[kind], 0, 0 if kind == 3 else 1)
    sketch.material("a", dice.pick((*WOODS, RAMPS["wood"], RAMPS["stone"])), BEVEL)
    sketch.material("b", RAMPS["linen"] if kind == 1 else dice.pick(CLOTHS), BEVEL)
    sketch.material("c", dice.pick(CLOTHS) if kind == 1 else RAMPS["gold"], BEVEL)
    if kind == 3:
        for letter in "bcdef":
            sketch.material(letter, dice.pick(CLOTHS), COLUMN)
        for shelf in (1, 6, 11):
            x = 3
            while x < 13:
                wide, tall = dice.between(1, 2), dice.between(2, 4)
                letter = dice.pick("bcdef.")
                if letter != ".":
                    for column in range(x, min(x + wide, 13)):
                        sketch.box(column, shelf + 4 - tall, 1, tall, letter)
                x += wide


FAMILIES = {
    "book": Family(book, 1.3),
    "ware": Family(ware, 1.6),
    "furniture": Family(furniture, 0.9),
}
