"""Text in two pixel faces, 3x5 and 5x7, drawn for this studio. Any thread; pure.

A glyph is written as one digit a row, from the top: in base 8 for three columns, in base 32 for five; the
highest bit is the left column.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from lunarcore_studio.pixels.raster import Points
from lunarcore_studio.pixels.selection import Mask

Face = Literal["3x5", "5x7"]
_FIRST, _UNKNOWN = " ", "?"
_SPACE_PX = {"3x5": 2, "5x7": 3}
_SMALL = """
00000 22202 55000 57575 36362 51245 25253 22000 12221 42224 52500 02720 00024 00700 00002 11244
75557 26227 71747 71317 55711 74717 74757 71122 75757 75717 02020 02024 12421 07070 42124 71302
25743 25755 65656 34443 65556 74647 74644 34553 55755 72227 11152 55655 44447 57755 65555 25552
65644 25563 65655 34216 72222 55557 55552 55775 55255 55222 71247 64446 44211 31113 25000 00007
42000 03553 46556 03443 13553 02743 12722 03536 46555 20222 10116 45655 44442 07755 06555 02552
06564 03531 03444 03636 27223 05553 05552 05577 05225 05536 07247 32623 22222 62326 03600
"""
_LARGE = """
0000000 4444404 aa00000 0avava0 4fke5u4 op248j3 cik8lid 4480000 2488842 8422248 04lel40 044v440
0000c48 000e000 00000cc 01248g0 ehjlphe 4c4444e eh1248v eh161he 26aiv22 vgu11he 68guhhe v124888
ehhehhe ehhf12c 0cc0cc0 0cc0c48 248g842 00v0v00 8421248 eh12404 ehnlmge 4ahhvhh uhhuhhu ehggghe
uhhhhhu vgguggv vgguggg ehgnhhf hhhvhhh e44444e 72222ic hikokih ggggggv hrllhhh hhpljhh ehhhhhe
uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllla hha4ahh hha4444 v1248gv e88888e
0g84210 e22222e 4ah0000 000000v 8420000 00e1fhf ggmphhu 00egghe 11djhhf 00ehvge 698s888 00fhf1e
ggmphhh 40c444e 20622ic ggikoki c44444e 00qllhh 00mphhh 00ehhhe 00uhugg 00fhf11 00mpggg 00fge1u
88s8896 00hhhjd 00hhha4 00hhlla 00ha4ah 00hhf1e 00v248v 2448442 4444444 8442448 008l200
"""
_GLYPHS = {"3x5": (_SMALL.split(), 3), "5x7": (_LARGE.split(), 5)}


@cache
def glyph(letter: str, face: Face) -> Mask:
    """The pixels of a letter, read-only bool (5 or 7, w) of its own width; of "?" beyond ASCII 32..126."""
    rows, columns = _GLYPHS[face]
    index = ord(letter) - ord(_FIRST)
    if not 0 <= index < len(rows):
        return glyph(_UNKNOWN, face)
    bits = np.array(
        [[int(row, 32) >> bit & 1 for bit in range(columns)[::-1]] for row in rows[index]], np.bool_
    )
    inked = np.flatnonzero(bits.any(axis=0))
    mask = bits[:, inked[0] : inked[-1] + 1] if len(inked) else bits[:, : _SPACE_PX[face]]
    mask.setflags(write=False)
    return mask


def text_points(text: str, face: Face) -> Points:
    """The points of a text, int64 (N, 2), its first letter's top left corner at (0, 0).

    Letters stand a pixel apart, lines two; a line break begins a line.
    """
    points = [np.zeros((0, 2), dtype=np.int64)]
    top = 0
    for line in text.split("\n"):
        left = 0
        for letter in line:
            mask = glyph(letter, face)
            points.append(np.argwhere(mask)[:, ::-1] + (left, top))
            left += mask.shape[1] + 1
        top += len(glyph(_UNKNOWN, face)) + 2
    return np.concatenate(points)
