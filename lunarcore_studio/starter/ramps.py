"""The colour ramps of the artist's materials, mixed by hand, shadows cooler, lights warmer; and wheels.

A ramp is six colours: ink for the outline, darkest, dark, middle, light, brightest. It is named by its row in
`RAMP_COLOURS`. Pure values, any thread.
"""

from __future__ import annotations

import numpy as np

Colour = tuple[int, int, int]
Ramp = int


_MIXED = """
steel      1f2033 3f4663 6b7594 9aa7bd c9d6de f4faf7
iron       1c1a26 38364a 575a70 7c8296 a7b0bd d5dde0
gold       3b1c1f 8a3f1d c9742a f0ab3a fbd95f fff5b0
copper     2f1420 6d2a2b a84b35 d97a49 f2a86c fdd9a3
wood       2a1720 512a2c 7a4436 a86a45 cf9760 ebc58a
oak        20131d 3c2129 5c3634 80513f a67650 c9a06e
leather    2b1620 562c2b 84452f b36a3c d99a5b f2c98b
fair       4a1d2b 9b4c43 cf7d5c f0ae84 fbd3ad ffeccd
tan        3a1820 6f3531 9c5843 c8825b e3aa7c f6cfa3
brown      22121c 46232a 6b3a36 8f5646 b17a5c cf9f7c
orc        142a2a 25503a 3f7d3d 6fae45 a5d65a d9f284
leaf       12262c 1d4a3f 2f7542 57a344 95cf50 d3f07a
pine       0f2030 153d46 1f5f50 38865a 6bb16b a9d98a
autumn     3a1424 7a2530 b9402f e2702f f7a83f fde07a
blossom    3f1838 7f2f5f bd4f7f e77ba0 f8b0c0 ffe1e2
ruby       330d2b 7a1237 b71f43 e6444f fa8a7b ffd0bd
sapphire   14133f 22307f 2e58b8 3f8ee6 7cc6f7 cdf2ff
emerald    0c2733 11524a 1a8a5a 3ec76b 8ff08d dbffc2
amethyst   22103f 4a2180 7a3bb8 ad66e0 d9a1f7 f8dcff
diamond    12284a 1f5a7d 2f97ad 62d0d0 a9f0e2 edfff6
water      16204f 233f86 2f6ab5 4a9ade 82cbf0 c8f3f7
ice        27345f 4a6a9c 78a4cc a8d4e8 d6f1f5 ffffff
lava       2e0b1f 751826 bf2f24 ee6a24 fbb03b fff1a0
slime      12302f 1d5c3f 3b9443 74c94a b4ec5f ecffa0
bone       3a2a35 75605f a8947f d6c6a4 efe6c9 fffdf0
linen      33324f 686a8a 9da1b8 cdd2dc e9eef0 ffffff
night      11111f 1f2140 31355e 4a5080 707aa8 a3acd0
coal       0d0b14 1c1926 2e2a3b 464257 676479 918fa3
stone      22202e 433f50 666473 8d8c96 b5b5b8 dadad4
sandstone  3b2630 77533f ab8356 d6b477 efd9a0 fdf3cc
brick      2e1420 61262c 97403a c4624c e29270 f5c3a0
dirt       25161d 452a2a 674238 8c6146 b08861 d2b487
grass      10302f 1f5a3c 3a8a3d 67b83f a3dd55 dcf590
cheese     4a2310 9c5517 d98d22 f7c542 ffe680 fffbd0
bread      3f1a1c 7d3f24 b5702f e0a24c f4cd84 fdeec0
cream      50384a 9b7a78 d1b396 f2dfb8 fdf3d8 ffffff
rose       3c0f3c 7e1f66 c0398a ee6aa7 fba7c3 ffe0e4
teal       0f2438 154a5a 1f7a7a 3daf9a 7fdcb8 cdf7dc
mist       3a3f6b 6b79a8 9db0cf cfdfe8 ecf5f5 ffffff
chocolate  1f0e17 3d1c22 5f2f2b 854a38 ab7050 d1a17b
plum       1d0f2b 3b1d4a 60306b 8b4a8a b774a6 dfa9c4
olive      1c1f1a 38401f 5f6629 8e9138 bdb957 e4dd8b
sky        1c2f63 30599c 4d8fcb 7fc0e8 b7e4f3 effcfa
"""

RAMPS: dict[str, Ramp] = {line.split()[0]: row for row, line in enumerate(_MIXED.strip().splitlines())}

PLAIN = RAMPS["stone"]


def _rows(names: str) -> tuple[Ramp, ...]:
    return tuple(RAMPS[name] for name in names.split())


GEMS = _rows("ruby sapphire emerald amethyst diamond gold rose lava teal")
METALS = _rows("steel steel iron gold copper coal")
WOODS = _rows("wood oak leather chocolate")
SKINS = _rows("fair fair tan brown")
HAIRS = _rows("coal chocolate oak gold autumn linen plum teal ruby leather")
CLOTHS = _rows(
    "ruby sapphire emerald amethyst teal linen night leather autumn plum olive rose gold coal water leaf"
)
FLESHES = _rows("slime ruby sapphire amethyst teal rose autumn lava diamond orc plum night emerald gold mist")
LEAVES = _rows("leaf leaf grass pine autumn blossom olive emerald teal")
PETALS = _rows("ruby rose blossom gold amethyst linen sapphire autumn cheese sky")
STONES = _rows("stone iron sandstone coal night brick dirt steel")


def _from_hsv(hue: float, saturation: float, value: float) -> Colour:
    """Hue in turns, saturation and value in [0, 1]; only + - * / so that every machine agrees on the byte."""
    sector = int(hue % 1.0 * 6.0)
    part = hue % 1.0 * 6.0 - sector
    low, falling, rising = (
        value * (1 - saturation),
        value * (1 - saturation * part),
        value * (1 - saturation * (1 - part)),
    )
    red, green, blue = (
        (value, rising, low),
        (falling, value, low),
        (low, value, rising),
        (low, falling, value),
        (rising, low, value),
        (value, low, falling),
    )[sector % 6]
    return int(red * 255 + 0.5), int(green * 255 + 0.5), int(blue * 255 + 0.5)


def _towards(hue: float, goal: float, share: float) -> float:
    way = (goal - hue + 0.5) % 1.0 - 0.5
    return hue + way * share


def _wheel_ramp(hue: float, saturation: float, brightness: float) -> list[Colour]:
    """Shadows turn towards blue-violet and lights towards yellow, as a painter's hue shift does."""
    tones = []
    for value, vivid, goal, share in (
        (0.16, 0.75, 0.70, 0.40),
        (0.34, 0.95, 0.70, 0.28),
        (0.56, 1.00, 0.70, 0.14),
        (0.78, 0.92, 0.15, 0.00),
        (0.93, 0.66, 0.15, 0.16),
        (1.00, 0.32, 0.15, 0.28),
    ):
        tones.append(_from_hsv(_towards(hue, goal, share), saturation * vivid, min(1.0, value * brightness)))
    return tones


def _mixed() -> list[list[Colour]]:
    rows = (line.split()[1:] for line in _MIXED.strip().splitlines())
    return [[(int(word[:2], 16), int(word[2:4], 16), int(word[4:], 16)) for word in row] for row in rows]


_WHEELS = [
    _wheel_ramp(step / 24, saturation, brightness)
    for saturation, brightness in ((0.85, 1.0), (0.6, 0.95), (0.35, 0.85), (0.7, 0.7))
    for step in range(24)
]

# by ramp, tone and channel
RAMP_COLOURS = np.array(_mixed() + _WHEELS, np.uint8)

WHEEL: tuple[Ramp, ...] = tuple(range(len(RAMPS), len(RAMP_COLOURS)))
