"""Known palettes that some of the artist's sprites are held to, so that the model meets them.

Pure values, any thread. The colours are the published ones of each palette's author.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_KNOWN = """
pico-8 (Lexaloffle)
000000 1d2b53 7e2553 008751 ab5236 5f574f c2c3c7 fff1e8
ff004d ffa300 ffec27 00e436 29adff 83769c ff77a8 ffccaa
sweetie-16 (GrafxKid)
1a1c2c 5d275d b13e53 ef7d57 ffcd75 a7f070 38b764 257179
29366f 3b5dc9 41a6f6 73eff7 f4f4f4 94b0c2 566c86 333c57
dawnbringer-16 (DawnBringer)
140c1c 442434 30346d 4e4a4e 854c30 346524 d04648 757161
597dce d27d2c 8595a1 6daa2c d2aa99 6dc2ca dad45e deeed6
dawnbringer-32 (DawnBringer)
000000 222034 45283c 663931 8f563b df7126 d9a066 eec39a
fbf236 99e550 6abe30 37946e 4b692f 524b24 323c39 3f3f74
306082 5b6ee1 639bff 5fcde4 cbdbfc ffffff 9badb7 847e87
696a6a 595652 76428a ac3232 d95763 d77bba 8f974a 8a6f30
endesga-32 (Endesga)
be4a2f d77643 ead4aa e4a672 b86f50 733e39 3e2731 a22633
e43b44 f77622 feae34 fee761 63c74d 3e8948 265c42 193c3e
124e89 0099db 2ce8f5 ffffff c0cbdc 8b9bb4 5a6988 3a4466
262b44 181425 ff0044 68386c b55088 f6757a e8b796 c28569
commodore-64
000000 ffffff 9f4e44 6abfc6 a057a3 5cab5e 50459b c9d487
a1683c 6d5412 cb7e75 626262 898989 9ae29b 887ecb adadad
game-boy
0f380f 306230 8bac0f 9bbc0f
nyx8 (Javier Guerrero)
08141e 0f2a3f 20394f f6d6bd c3a38a 997577 816271 4e495f
slso8 (Luis Miguel Maldonado)
0d2b45 203c56 544e68 8d697a d08159 ffaa5e ffd4a3 ffecd6
"""


def _read(text: str) -> list[NDArray[np.int32]]:
    palettes: list[list[tuple[int, int, int]]] = []
    for line in text.strip().splitlines():
        words = line.split()
        if len(words) < 4 or any(len(word) != 6 for word in words):
            palettes.append([])
            continue
        palettes[-1].extend((int(word[:2], 16), int(word[2:4], 16), int(word[4:], 16)) for word in words)
    return [np.array(palette, np.int32) for palette in palettes]


# each int32 (colours, 3)
KNOWN = _read(_KNOWN)


def snap(colours: NDArray[np.int32], palette: NDArray[np.int32]) -> NDArray[np.int32]:
    """Colours (..., 3) in 0..255, each replaced by the nearest of a palette (P, 3).

    The distance is the whole-numbered "redmean" one (Riemersma, "Colour metric"), the same on every machine.
    """
    apart = colours[..., None, :] - palette
    red = (colours[..., None, 0] + palette[:, 0]) // 2
    square = apart * apart
    distance = (512 + red) * square[..., 0] + 1024 * square[..., 1] + (767 - red) * square[..., 2]
    return np.asarray(palette[distance.argmin(axis=-1)], np.int32)
