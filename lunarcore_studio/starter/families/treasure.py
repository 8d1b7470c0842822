"""Gems, coins, keys, rings, crowns, hearts and stars. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grid, grids, mirror, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, WHEEL
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, Sketch

# facets are drawn by hand: J... letters name tones of material a
_CUT_GEMS = grids("""
.............. ........... .............. .............. ............. .............
.............. ......HA... .............. .......HA..... ............. .............
.............. .....HHAh.. .....HHAAAh... ......HHAh.... .......HA.... ...HHAAAAAAAh
....HAAAAAAh.. ....HHAAhh. ....HHAAAAhh.. .....HHAAhh... ......HHAh... ...HHHAAAAAhh
...HHAAAAAAhh. ....HAAAhh1 ...HAHHHHAh11. ....HHAAAhhh.. .....HHHAhh.. ...HHHHHHHAhh
..HHHAAAAAAhh1 ....HAAAhh1 ..HAAHAAhAhh11 ...HHAAAAhhh1. ....HHHAAhhh. ...HHHAAAAA11
..AAAHHHHAAh11 ....HAAAhh1 ..AAHAAAAh1h11 ..HHAAAAAhhh11 ...HHHAAAhhh1 ...AHHAAAAh11
..1hhhAAAAh111 ....HAAAhh1 ..AAHAAAAh1h11 ..hhhhhhh11111 ...HHAAAAhh11 ...AHHAAAAh11
...1hhhAAh111. ....HAAAhh1 ..AAAAAAAh1h11 ..1hhhhhh1111p ...HAAAAhhh11 ...AHHAAAAh11
....1hhhAh11.. ....HAAAhh1 ..hAAhhhhh1h1p ...1hhhhh111p. ...hAAAAhhh11 ...AHHAAAAh11
.....1hhh11... ....hAAAh11 ...hhh11111hp. ....1hhhh11p.. ....hAAAhh11. ...AAhhhhhh11
......1hh1.... .....hAh11. ....h111111p.. .....1hhh1p... .....hhhh11.. ...Ah11111111
.......11..... ......h1... .....11ppp1... ......1h1p.... ......h11p... ...h111111111
.............. ........... .............. .......1p..... ............. .............
""")  # fmt: skip

_SMALL_GEM = grid("""
..HAh..
.HAAhh.
HHAAh11
AHHAh11
hhAAh1p
.hhh1p.
..h1p..
""")


def gem(sketch: Sketch, dice: Dice) -> None:
    """A cut stone, or two or three small ones."""
    sketch.material("a", dice.pick(GEMS + WHEEL[:24]), FLAT)
    if dice.chance(0.85):
        sketch.stamp(dice.pick(_CUT_GEMS), 0, dice.between(0, 1))
        if dice.chance(0.4):
            sketch.over(5, 5, "+")
        return
    sketch.material("b", dice.pick(GEMS), FLAT)
    other = _SMALL_GEM + (_SMALL_GEM > 0).astype("uint8") * 8
    sketch.stamp(_SMALL_GEM, 1, 2)
    sketch.stamp(other, 8, 4 if dice.chance(0.5) else 7)
    if dice.chance(0.6):
        sketch.stamp(_SMALL_GEM, 4, 8)


_HEARTS = mirrors("""
........ ........ ........
........ ........ ........
..aaa... ........ ........
.aaaaa.. ...aa... ........
.aaaaaaa ..aaaaa. ...aaa..
.aaaaaaa ..aaaaaa ..aaaaaa
.aaaaaaa ..aaaaaa ..aaaaaa
.aaaaaaa ..aaaaaa ..aaaaaa
..aaaaaa ...aaaaa ...aaaaa
...aaaaa ....aaaa ....aaaa
....aaaa .....aaa .....aaa
.....aaa ......aa ......aa
......aa .......a ........
.......a ........ ........
""")  # fmt: skip


def heart(sketch: Sketch, dice: Dice) -> None:
    """A heart of life: full, half, framed or cracked."""
    shape = dice.pick(_HEARTS)
    sketch.stamp(shape)
    sketch.material(
        "a", RAMPS["ruby"] if dice.chance(0.45) else dice.pick(GEMS + WHEEL[:24]), dice.pick((BEVEL, ROUND))
    )
    sketch.material("b", RAMPS["coal"] if dice.chance(0.5) else RAMPS["night"], FLAT)
    kind = dice.between(0, 5)
    if kind == 0:
        half = (sketch.codes > 0) & (sketch.codes == 8)
        half[:, :8] = False
        sketch.codes[half] = 18
    elif kind == 1:
        for x, y in ((8, 5), (7, 6), (8, 7), (9, 8), (8, 9), (7, 10)):
            sketch.over(x, y, "p")
    if dice.chance(0.75):
        sketch.over(4, 5, "+")
        sketch.over(3, 6, "+") if dice.chance(0.6) else None
        sketch.over(5, 5, "H")


_COINS = mirrors("""
........ ........ ........
........ ........ ........
.....aaa ........ ......aa
...aaaaa .....aaa .....aah
..aaahhh ....aahh ....aahh
..aahhhh ...aahhh ....ahhh
.aahhhhh ...ahhhh ....ahhh
.aahhhhh ...ahhhh ....ahhh
.aahhhhh ...ahhhh ....ahhh
.aahhhhh ...aahhh ....ahhh
..aahhhh ....aahh ....ahhh
..aaahhh .....aaa ....aahh
...aaaaa ........ .....aah
.....aaa ........ ......aa
""")  # fmt: skip

_COIN_MARKS = grids("""
.Ap .Ap A..p AAAp .AA. .... A.Ap
.Ap Ap. .Ap. Ap.. A..p .AAp AAAp
.Ap .Ap .Ap. Ap.. A..p .AAp .Ap.
.Ap Ap. A..p AAAp .pp. .... ....
""")  # fmt: skip

_STACK = grid("""
.AAAAAA.
ahhhhhh1
.111111.
""")


def coin(sketch: Sketch, dice: Dice) -> None:
    """A coin with a mark, or a stack of them."""
    sketch.material("a", RAMPS[dice.pick(("gold", "gold", "gold", "steel", "copper", "emerald"))], BEVEL)
    if dice.chance(0.25):
        height = dice.between(2, 5)
        for level in range(height):
            sketch.stamp(_STACK, 2 + dice.between(0, 1), 11 - 2 * level)
        if dice.chance(0.6):
            for level in range(dice.between(1, 3)):
                sketch.stamp(_STACK, 7, 12 - 2 * level)
        return
    sketch.stamp(dice.pick(_COINS))
    sketch.stamp(dice.pick(_COIN_MARKS), 6, 6)
    if dice.chance(0.5):
        sketch.over(5, 4, "+")


_KEY_BOWS = grids("""
..aaaa. ...aa.. .aa..aa .aaaaaa .aa..aa.
.aaaaaa ..aaaa. .aaaaaa .aa..aa aaaaaaaa
.aa..aa .aa..aa ..abba. .a.aa.a a.aaaa.a
.aa..aa .aa..aa ..abba. .a.aa.a aaa..aaa
.aaaaaa ..aaaa. .aaaaaa .aa..aa .aaaaaa.
..aaaa. ...aa.. .aa..aa .aaaaaa ..aaaa..
""")  # fmt: skip

_KEY_BITS = grids("""
aa.. aa.. aa.. aa...
aa.. aa.. aaaa aa...
aaaa aa.. aa.. aa...
aa.a aaaa aaaa aaaaa
aa.. aaa. aa.. aa.aa
aaaa aaaa aaaa aa..a
aaaa .... .... .....
""")  # fmt: skip


def key(sketch: Sketch, dice: Dice) -> None:
    """A key, upright or lying aslant."""
    sketch.material("a", dice.pick((*METALS, RAMPS["gold"], RAMPS["gold"])), BEVEL)
    sketch.material("b", dice.pick(GEMS), FLAT)
    if dice.chance(0.7):
        sketch.stamp(dice.pick(_KEY_BOWS), 4, 1)
        sketch.box(7, 7, 2, 2, "a")
        sketch.stamp(dice.pick(_KEY_BITS), 7, 8)
    else:
        sketch.stamp(dice.pick(_KEY_BOWS), 8, 1)
        for step in range(8):
            sketch.box(9 - step, 6 + step, 2, 1, "a")
        for step in (3, 6) if dice.chance(0.5) else (4, 5, 7):
            sketch.box(10 - step, 7 + step, 2, 1, "a")


_RING = mirror("""
........
........
........
........
.....aaa
...aaaaa
..aaa...
..aa....
..aa....
..aa....
..aaa...
...aaaaa
....aaaa
........
........
........
""")  # fmt: skip

_RING_STONES = grids("""
.bbbb. ..bb. .bbbb ..bb.. .... .b..b.
bbbbbb .bbbb .bbbb bbbbbb ..bb bbbbbb
.bbbb. .bbbb .bbbb .bbbb. ..bb .bbbb.
..bb.. ..bb. ..... .b..b. .... ..bb..
""")  # fmt: skip


def ring(sketch: Sketch, dice: Dice) -> None:
    """A ring with a stone, or a plain band."""
    sketch.stamp(_RING, 0, 1)
    sketch.material("a", dice.pick((*METALS, RAMPS["gold"])), BEVEL)
    sketch.material("b", dice.pick(GEMS), BEVEL)
    if dice.chance(0.9):
        sketch.stamp(dice.pick(_RING_STONES), 5, 2)
        sketch.over(7, 3, "+")


_CROWNS = mirrors("""
.......b ........ .......b ........
.......a ..b....b ......bb ........
.b.....a ..a...aa .......a ........
.a....aa ..aa..aa ..aaaaaa .b.....b
.aa...aa ..aa.aaa .aacccaa .a..b.aa
.aa..aaa ..aaaaaa .accccca .aa.a.aa
.aaa.aaa ..aaaaaa .accccca .aaaaaaa
.aaaaaaa ..111111 .aacccaa .aaaaaaa
.aaaaaaa ..abaaba ..aaaaaa .babbaba
.1111111 ..aaaaaa ..dDdDdD .1111111
.aabaaab ........ ..DdDdDd ........
.hhhhhhh ........ ........ ........
""")  # fmt: skip


def crown(sketch: Sketch, dice: Dice) -> None:
    """A crown or a coronet with stones."""
    sketch.stamp(dice.pick(_CROWNS), 0, 2)
    sketch.material("a", RAMPS[dice.pick(("gold", "gold", "gold", "steel", "copper"))], BEVEL)
    sketch.material("b", dice.pick(GEMS), FLAT)
    sketch.material("c", dice.pick(CLOTHS), ROUND)
    sketch.material("d", RAMPS["linen"], FLAT)


_STARS = mirrors("""
........ ........ .......a
.......a .......a .......a
......aa .......a ..a....a
......aa ......aa ...a..aa
.....aaa ......aa ....aaaa
.aaaaaaa .....aaa ....aaaa
.aaaaaaa ...aaaaa ...aaaaa
..aaaaaa .aaaaaaa aaaaaaaa
...aaaaa .aaaaaaa aaaaaaaa
....aaaa ...aaaaa ...aaaaa
....aaaa .....aaa ....aaaa
...aaaaa ......aa ....aaaa
...aaaa. ......aa ...a..aa
..aaa... .......a ..a....a
..a..... .......a .......a
........ ........ .......a
""")  # fmt: skip


def star(sketch: Sketch, dice: Dice) -> None:
    """A star, a sparkle or a burst."""
    sketch.stamp(dice.pick(_STARS))
    sketch.material(
        "a", RAMPS["gold"] if dice.chance(0.5) else dice.pick(GEMS + WHEEL[:24]), dice.pick((BEVEL, ROUND))
    )
    if dice.chance(0.3):
        for x in (6, 9):
            sketch.box(x, 7, 1, 2, "@")


FAMILIES = {
    "gem": Family(gem, 1.6),
    "heart": Family(heart, 1.2),
    "coin": Family(coin),
    "key": Family(key),
    "ring": Family(ring, 0.8),
    "crown": Family(crown, 0.8),
    "star": Family(star, 0.7),
}
