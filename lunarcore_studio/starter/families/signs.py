"""Icons, letters, buttons, frames and bars: the furniture of a screen. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grids, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, STONES, WHEEL
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, SLOPE, Sketch

_ICONS = grids("""
.............. .............. .............. .......... ............ ............. .............
.............. .............. .............. ......aaaa .........aaa .......aa.... ......aa.....
.......aa..... ............aa ..aa........aa ......aaaa ........aaa. .......aa.... ..aa..aa..aa.
.......aaa.... ...........aaa ..aaa......aaa ......aaaa .......aaa.. ......aaaa... ..aaaaaaaaaa.
.......aaaa... ..........aaaa ..aaaa....aaaa ......aaaa ......aaaa.. ......aaaa... ...aaaaaaaa..
..aaaaaaaaaa.. .........aaaa. ...aaaa..aaaa. ......aaaa .....aaaa... .....aaaaaa.. ...aaa..aaa..
..aaaaaaaaaaa. .aa.....aaaa.. ....aaaaaaaa.. .......aa. ....aaaaaaaa .....aaaaaa.. .aaaa....aaaa
..aaaaaaaaaaaa .aaa...aaaa... .....aaaaaa... .......aa. ....aaaaaaa. ....aaaaaaaa. .aaaa....aaaa
..aaaaaaaaaaaa .aaaa.aaaa.... .....aaaaaa... .......aa. .......aaa.. ...aaaaaaaaaa ...aaa..aaa..
..aaaaaaaaaaa. ..aaaaaaa..... ....aaaaaaaa.. .......... ......aaa... ...aaaaaaaaaa ...aaaaaaaa..
..aaaaaaaaaa.. ...aaaaa...... ...aaaa..aaaa. .......... ......aa.... ...aaaaaaaaaa ..aaaaaaaaaa.
.......aaaa... ....aaa....... ..aaaa....aaaa .......aa. .....aa..... ...aaaaaaaaaa ..aa..aa..aa.
.......aaa.... .....a........ ..aaa......aaa ......aaaa .....a...... ....aaaaaaaa. ......aa.....
.......aa..... .............. ..aa........aa ......aaaa ............ .....aaaaaa.. .............
.............. .............. .............. .......aa. ............ ............. .............

.............. .............. ............... ............... ............ ..............
......aaaaaaaa ....aaaaa..... ............... ...aaaaaaaaaa.. ...a........ .......a......
......aaaaaaaa ...aabbbaa.... ............... ..aaaaaaaaaaaa. ...aa....... .......aa.....
......aa....aa ..aabBbbbaa... .aaaaaaaaaaaaaa .aaaaaaaaaaaaaa ...aaa...... ...a...aa.....
......aa....aa ..abBbbbbba... .a1aaaaaaaaaa1a .aaa@aaa@aaa@aa ...aaaa..... ...aa.aaa...a.
......aa....aa ..abbbbbbba... .aa1aaaaaaaa1aa .aaa@aaa@aaa@aa ...aaaaa.... ...aaaaaaa..aa
......aa....aa ..abbbbbbba... .aaa1aaaaaa1aaa .aaaaaaaaaaaaaa ...aaaaaa... ..aaaaabaa.aaa
......aa....aa ..aabbbbbaa... .aaaa1aaaa1aaaa .aaaaaaaaaaaaaa ...aaaaaaa.. ..aaabbbaaaaaa
......aa....aa ...aabbbaa.... .aaa1a1111a1aaa ..aaaaaaaaaaaa. ...aaaaaaaa. ..aabbbbbaabaa
..aaaaaa....aa ....aaaaaac... .aa1aaaaaaaa1aa ...aaaaaaaaaa.. ...aaaaaaaaa ..aabbBbbbbbaa
.aaaaaaa.aaaaa .........ccc.. .a1aaaaaaaaaa1a ....aaa........ ...aaaaaa... ..aabbBBBbbbaa
.aaaaaa.aaaaaa ..........ccc. .aaaaaaaaaaaaaa ....aa......... ...aa.aaaa.. ...abbBBBbbaa.
..aaaa..aaaaa. ...........ccc ............... ....a.......... ...a...aaa.. ....abbBBbba..
.........aaa.. ............cc ............... ............... ........aa.. .....aabbaa...

............... .............. ...............
.......a....... .............. ......aaaa.....
....a..a..a.... ....aaaaaaaa.. ....aaaaaaaa...
.....a.a.a..... ...aabbbbbbaa. ...aaa....aaa..
..a...aaa...a.. ..aabbbbb#bbaa ...aa......aa..
...aa..a..aa... ..abbbbb##bbba ...aa......aa..
.....aaaaa..... ..abbbbCC#bbba ..bbbbbbbbbbbb.
aaaaaaabaaaaaaa ..abbbCCccbbba ..bbbbbbbbbbbb.
.....aaaaa..... ..abbb#ccbbbba ..bbbbb##bbbbb.
...aa..a..aa... ..aabb##bbbbaa ..bbbbb##bbbbb.
..a...aaa...a.. ..aabb#bbbbbaa ..bbbbbb#bbbbb.
.....a.a.a..... ...aabbbbbbaa. ..bbbbb##bbbbb.
....a..a..a.... ....aaaaaaaa.. ..bbbbbbbbbbbb.
.......a....... .............. ..2222222222222
""")


def icon(sketch: Sketch, dice: Dice) -> None:
    """An arrow, a tick, a cross, a bolt, a drop, a gear, a note, a lens, a flame, a lock..."""
    kind = dice.between(0, len(_ICONS) - 1)
    sketch.stamp(_ICONS[kind], 0, 1)
    fixed = {4: "gold", 5: "water", 12: "lava", 13: "ice", 15: "steel"}
    main = (
        RAMPS[fixed[kind]] if kind in fixed and dice.chance(0.7) else dice.pick((*METALS, *GEMS, *WHEEL[:24]))
    )
    sketch.material("a", main, dice.pick((BEVEL, BEVEL, SLOPE, FLAT)) if kind != 5 else ROUND)
    second = {8: "sky", 12: "gold", 14: "linen", 15: "gold"}.get(kind, "gold")
    sketch.material("b", RAMPS[second], BEVEL if kind != 12 else FLAT)
    sketch.material("c", RAMPS["ruby" if kind == 14 else "wood"], BEVEL)
    if kind == 0:
        sketch.codes[:] = (sketch.codes, sketch.codes.T, sketch.codes[:, ::-1], sketch.codes.T[::-1])[
            dice.between(0, 3)
        ].copy()


_LETTERS = grids("""
.aa. aaa. .aaa aaa. aaaa aaaa .aaa a..a aaa a..a a... a...a a..a .aa. aaa. aaa. .aaa aaaaa
a..a a..a a... a..a a... a... a... a..a .a. a.a. a... aa.aa aa.a a..a a..a a..a a... ..a..
aaaa aaa. a... a..a aaa. aaa. a.aa aaaa .a. aa.. a... a.a.a a.aa a..a aaa. aaa. .aa. ..a..
a..a a..a a... a..a a... a... a..a a..a .a. a.a. a... a...a a..a a..a a... a.a. ...a ..a..
a..a aaa. .aaa aaa. aaaa a... .aaa a..a aaa a..a aaaa a...a a..a .aa. a... a..a aaa. ..a..

a..a a...a a...a aaaa .aa. .a. aaa. aaa. ..aa aaaa .aaa aaaa .aa. .aa. .aaa. ..a.. ..... a...a
a..a a...a a...a ...a a..a aa. ...a ...a .a.a a... a... ...a a..a a..a a...a ..a.. ..a.. .a.a.
a..a .a.a. a.a.a .aa. a..a .a. .aa. .aa. a..a aaa. aaa. ..a. .aa. .aaa ...a. ..a.. aaaaa ..a..
a..a .a.a. aa.aa a... a..a .a. a... ...a aaaa ...a a..a .a.. a..a ...a ..... ..... ..a.. .a.a.
.aa. ..a.. a...a aaaa .aa. aaa aaaa aaa. ...a aaa. .aa. .a.. .aa. aaa. ..a.. ..a.. ..... a...a
""")


def letter(sketch: Sketch, dice: Dice) -> None:
    """A capital, a figure or a mark, doubled in size, or two small ones; sometimes on a plate."""
    plate = dice.chance(0.4)
    sketch.material(
        "a", dice.pick((*METALS, *GEMS, *WHEEL[:24], RAMPS["linen"])), dice.pick((BEVEL, FLAT, SLOPE))
    )
    sketch.material("b", dice.pick((*CLOTHS, *STONES)), BEVEL)
    if plate:
        sketch.box(1, 1, 14, 14, "b")
        for x, y in ((1, 1), (14, 1), (1, 14), (14, 14)):
            sketch.put(x, y, ".")
    if dice.chance(0.7):
        small = dice.pick(_LETTERS)
        large = small.repeat(2, axis=0).repeat(2, axis=1)
        sketch.stamp(large, 8 - large.shape[1] // 2, 8 - large.shape[0] // 2)
    else:
        for x in (2, 9):
            sketch.stamp(dice.pick(_LETTERS), x, 6)


_PANELS = mirrors("""
........ aaaaaaaa .aaaaaaa ........
........ abbbbbbb aaBbbbbb ........
........ abpppppp aBaaaaaa ........
........ abpcdddd abaddddd ........
..aaaaaa abpddddd abaddddd ........
.aaaaaaa abpddddd abaddddd .aaaaaaa
.aaaaaaa abpddddd abaddddd aapppppp
.aaaaaaa abpddddd abaddddd aapppppp
.aaaaaaa abpddddd abaddddd aapppppp
.aaaaaaa abpddddd abaddddd aapppppp
.1111111 abpddddd abaddddd .aaaaaaa
..ppppp1 abpddddd abaddddd ........
........ abpddddd abaddddd ........
........ abpddddd abaaaaaa ........
........ abbbbbbb aabbbbbb ........
........ aaaaaaaa .aaaaaaa ........
""")


def panel(sketch: Sketch, dice: Dice) -> None:
    """A button, a slot, a window's frame or a bar that is partly full."""
    kind = dice.between(0, 3)
    sketch.stamp(_PANELS[kind])
    sketch.material("a", dice.pick((*METALS, *CLOTHS, *STONES)), BEVEL)
    sketch.material("b", dice.pick((*METALS, RAMPS["gold"])), FLAT)
    sketch.material("c", RAMPS["linen"], FLAT)
    sketch.material("d", RAMPS[dice.pick(("night", "coal", "cream", "sandstone", "stone"))], FLAT)
    if kind == 0 and dice.chance(0.7):
        mark = dice.pick(_LETTERS)
        sketch.stamp(mark + (mark > 0).astype("uint8") * 18, 8 - mark.shape[1] // 2, 5)
    if kind == 3:
        full = dice.between(0, 12)
        sketch.material("e", dice.pick(GEMS), FLAT)
        sketch.box(2, 6, full, 4, "l")
        sketch.box(2, 7, full, 1, "E")
        sketch.box(2, 9, full, 1, "5")


_DIE_PIPS = (((8, 8),), ((5, 5), (10, 10)), ((5, 5), (8, 8), (10, 10)), ((5, 5), (10, 5), (5, 10), (10, 10)),
             ((5, 5), (10, 5), (8, 8), (5, 10), (10, 10)))  # fmt: skip


def die(sketch: Sketch, dice: Dice) -> None:
    """A die seen from the front."""
    sketch.box(2, 2, 12, 12, "a")
    for x, y in ((2, 2), (13, 2), (2, 13), (13, 13)):
        sketch.put(x, y, ".")
    sketch.material("a", dice.pick((RAMPS["linen"], RAMPS["bone"], *CLOTHS)), dice.pick((BEVEL, SLOPE)))
    pip = "+" if dice.chance(0.3) else "@"
    for x, y in dice.pick(_DIE_PIPS):
        sketch.box(x - 1, y - 1, 2, 2, pip)


FAMILIES = {
    "icon": Family(icon, 1.8, handed=True),
    "letter": Family(letter, 1.1, handed=True),
    "panel": Family(panel, 0.9, handed=True),
    "die": Family(die, 0.4),
}
