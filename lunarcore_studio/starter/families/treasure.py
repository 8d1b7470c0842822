"""Gems, coins, keys, rings, crowns, hearts and stars. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.cells import grid, grids, mirror, mirrors
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMPS, WHEEL
from lunarcore_studio.starter.sketch import BEVEL, FLAT, ROUND, Sketch

# facets are drawn by hand: J... letters name tones of material a
_CUT_GEMS = grids("""
................
................
................
....HAAAAAAh....
...HHAAAAAAhh...
..HHHAAAAAAhh1..
..AAAHHHHAAh11..
..1hhhAAAAh111..
...1hhhAAh111...
....1hhhAh11....
.....1hhh11.....
......1hh1......
.......11.......
................
................
................
---
................
......HA........
.....HHAh.......
....HHAAhh......
....HAAAhh1.....
....HAAAhh1.....
....HAAAhh1.....
....HAAAhh1.....
....HAAAhh1.....
....HAAAhh1.....
....hAAAh11.....
.....hAh11......
......h1........
................
................
................
---
................
................
.....HHAAAh.....
....HHAAAAhh....
...HAHHHHAh11...
..HAAHAAhAhh11..
..AAHAAAAh1h11..
..AAHAAAAh1h11..
..AAAAAAAh1h11..
..hAAhhhhh1h1p..
...hhh11111hp...
....h111111p....
.....11ppp1.....
................
................
................
---
................
.......HA.......
......HHAh......
.....HHAAhh.....
....HHAAAhhh....
...HHAAAAhhh1...
..HHAAAAAhhh11..
..hhhhhhh11111..
..1hhhhhh1111p..
...1hhhhh111p...
....1hhhh11p....
.....1hhh1p.....
......1h1p......
.......1p.......
................
................
---
................
................
.......HA.......
......HHAh......
.....HHHAhh.....
....HHHAAhhh....
...HHHAAAhhh1...
...HHAAAAhh11...
...HAAAAhhh11...
...hAAAAhhh11...
....hAAAhh11....
.....hhhh11.....
......h11p......
................
................
................
---
................
................
...HHAAAAAAAh...
...HHHAAAAAhh...
...HHHHHHHAhh...
...HHHAAAAA11...
...AHHAAAAh11...
...AHHAAAAh11...
...AHHAAAAh11...
...AHHAAAAh11...
...AAhhhhhh11...
...Ah11111111...
...h111111111...
................
................
................
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
........
........
..aaa...
.aaaaa..
.aaaaaaa
.aaaaaaa
.aaaaaaa
.aaaaaaa
..aaaaaa
...aaaaa
....aaaa
.....aaa
......aa
.......a
........
........
---
........
........
........
...aa...
..aaaaa.
..aaaaaa
..aaaaaa
..aaaaaa
...aaaaa
....aaaa
.....aaa
......aa
.......a
........
........
........
---
........
........
........
........
...aaa..
..aaaaaa
..aaaaaa
..aaaaaa
...aaaaa
....aaaa
.....aaa
......aa
........
........
........
........
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
........
........
.....aaa
...aaaaa
..aaahhh
..aahhhh
.aahhhhh
.aahhhhh
.aahhhhh
.aahhhhh
..aahhhh
..aaahhh
...aaaaa
.....aaa
........
........
---
........
........
........
.....aaa
....aahh
...aahhh
...ahhhh
...ahhhh
...ahhhh
...aahhh
....aahh
.....aaa
........
........
........
........
---
........
........
......aa
.....aah
....aahh
....ahhh
....ahhh
....ahhh
....ahhh
....ahhh
....ahhh
....aahh
.....aah
......aa
........
........
""")  # fmt: skip

_COIN_MARKS = grids("""
.A1. .A1. .A1. .A1.
---
.A1. A1.. .A1. A1..
---
A..1 .A1. .A1. A..1
---
AAA1 A1.. A1.. AAA1
---
.AA. A..1 A..1 .11.
---
.... .AA1 .AA1 ....
---
A.A1 AAA1 .A1. ....
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
..aaaa..
.aaaaaa.
.aa..aa.
.aa..aa.
.aaaaaa.
..aaaa..
---
...aa...
..aaaa..
.aa..aa.
.aa..aa.
..aaaa..
...aa...
---
.aa..aa.
.aaaaaa.
..abba..
..abba..
.aaaaaa.
.aa..aa.
---
.aaaaaa.
.aa..aa.
.a.aa.a.
.a.aa.a.
.aa..aa.
.aaaaaa.
---
.aa..aa.
aaaaaaaa
a.aaaa.a
aaa..aaa
.aaaaaa.
..aaaa..
""")  # fmt: skip

_KEY_BITS = grids("""
aa... aa... aaaa. aa.a. aa... aaaa. aaaa.
---
aa... aa... aa... aaaa. aaa.. aaaa. .....
---
aa... aaaa. aa... aaaa. aa... aaaa. .....
---
aa... aa... aa... aaaaa aa.aa aa..a .....
""")  # fmt: skip


def key(sketch: Sketch, dice: Dice) -> None:
    """A key, upright or lying aslant."""
    sketch.material("a", dice.pick(METALS + (RAMPS["gold"], RAMPS["gold"])), BEVEL)
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
.bbbb. bbbbbb .bbbb. ..bb..
---
..bb.. .bbbb. .bbbb. ..bb..
---
.bbbb. .bbbb. .bbbb. ......
---
..bb.. bbbbbb .bbbb. .b..b.
---
...... ..bb.. ..bb.. ......
---
.b..b. bbbbbb .bbbb. ..bb..
""")  # fmt: skip


def ring(sketch: Sketch, dice: Dice) -> None:
    """A ring with a stone, or a plain band."""
    sketch.stamp(_RING, 0, 1)
    sketch.material("a", dice.pick(METALS + (RAMPS["gold"],)), BEVEL)
    sketch.material("b", dice.pick(GEMS), BEVEL)
    if dice.chance(0.9):
        sketch.stamp(dice.pick(_RING_STONES), 5, 2)
        sketch.over(7, 3, "+")


_CROWNS = mirrors("""
.......b
.......a
.b.....a
.a....aa
.aa...aa
.aa..aaa
.aaa.aaa
.aaaaaaa
.aaaaaaa
.1111111
.aabaaab
.hhhhhhh
---
........
..b....b
..a...aa
..aa..aa
..aa.aaa
..aaaaaa
..aaaaaa
..111111
..abaaba
..aaaaaa
---
.......b
......bb
.......a
..aaaaaa
.aacccaa
.accccca
.accccca
.aacccaa
..aaaaaa
..dDdDdD
..DdDdDd
---
........
........
........
.b.....b
.a..b.aa
.aa.a.aa
.aaaaaaa
.aaaaaaa
.babbaba
.1111111
""")  # fmt: skip


def crown(sketch: Sketch, dice: Dice) -> None:
    """A crown or a coronet with stones."""
    sketch.stamp(dice.pick(_CROWNS), 0, 2)
    sketch.material("a", RAMPS[dice.pick(("gold", "gold", "gold", "steel", "copper"))], BEVEL)
    sketch.material("b", dice.pick(GEMS), FLAT)
    sketch.material("c", dice.pick(CLOTHS), ROUND)
    sketch.material("d", RAMPS["linen"], FLAT)


_STARS = mirrors("""
........
.......a
......aa
......aa
.....aaa
.aaaaaaa
.aaaaaaa
..aaaaaa
...aaaaa
....aaaa
....aaaa
...aaaaa
...aaaa.
..aaa...
..a.....
........
---
........
.......a
.......a
......aa
......aa
.....aaa
...aaaaa
.aaaaaaa
.aaaaaaa
...aaaaa
.....aaa
......aa
......aa
.......a
.......a
........
---
.......a
.......a
..a....a
...a..aa
....aaaa
....aaaa
...aaaaa
aaaaaaaa
aaaaaaaa
...aaaaa
....aaaa
....aaaa
...a..aa
..a....a
.......a
.......a
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
