"""The contact sheet of a quality run: what the numbers mean, for the eye. Drawn pixel by pixel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio import LunarCore
from lunarcore_studio.engine.snapping import finished
from lunarcore_studio.pixels.color import from_hex, over
from lunarcore_studio.pixels.lettering import text_points
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.vae.codec import Codec

Pixels = NDArray[np.uint8]

# The dark theme of the studio (look.md); the sheet has no Qt to ask.
WINDOW, CHECKER = from_hex("#1f1f1f"), (from_hex("#2b2b2b"), from_hex("#333333"))
TEXT, QUIET, ACCENT = from_hex("#e6e6e6"), from_hex("#9a9a9a"), from_hex("#8fb2ff")
SIDE, SCALE, SQUARE = 16, 4, 8
COLUMNS, SHOWN = 12, 24
GAP, MARGIN, LABELS = 8, 16, 80
LETTER = 2
LINE_PX = 7 * LETTER
OWN = Projection("sprite")
SOURCES = {"normal": "N(0,1)", "prior": "prior", "codes": "codes"}


def contact_sheet(
    unseen: Pixels,
    codec: Codec,
    pca: Codec,
    core: LunarCore,
    drawn: dict[str, Pixels],
    walks: Sequence[tuple[int, int, dict[str, Any]]],
    title: str,
    seed: int,
) -> Pixels:
    """The sheet, uint8 (H, W, 4), opaque: up to 24 sprites in both modes and by the PCA, samples, two walks.

    drawn: at least 24 pictures (N, R, R, 4) of each source.   walks: as `quality_entrants.walked` gives them.
    """
    chosen = unseen[np.random.default_rng(seed).permutation(len(unseen))[:SHOWN]]
    _code, detail, latent = codec.reconstruct(chosen)
    seen = {"input": chosen, "detail": snapped(detail, chosen), "latent": snapped(latent, chosen)}
    seen["PCA"] = snapped(pca.decode(pca.encode(chosen).mean), chosen)
    parts = [write(space(LINE_PX), title, ACCENT, 0), space(GAP)]
    parts.append(heading(f"{len(chosen)} sprites it never saw, each in its own colours"))
    for start in range(0, len(chosen), COLUMNS):
        parts += [row(name, each[start : start + COLUMNS]) for name, each in seen.items()]
        parts.append(space(GAP))
    parts.append(heading("New ones"))
    for by, pictures in drawn.items():
        parts += [row(SOURCES[by], pictures[:COLUMNS]), row("", pictures[COLUMNS:SHOWN]), space(GAP)]
    parts.append(heading("From one to another in the colours of both: two walks of middling smoothness"))
    parts += [
        row("walk", core.interpolate(unseen[a], unseen[b], COLUMNS, projection=OWN))
        for a, b in typical(walks)
    ]
    sheet = np.concatenate(parts)[:-GAP]
    framed = filled(sheet.shape[0] + 2 * MARGIN, sheet.shape[1] + 2 * MARGIN, WINDOW)
    framed[MARGIN:-MARGIN, MARGIN:-MARGIN] = sheet
    return framed


def snapped(raw: NDArray[np.float32], originals: Pixels) -> Pixels:
    """True pixel art of raw pictures (N, R, R, 4), each in the colours of its sprite."""
    return np.stack([finished(each, own, OWN) for each, own in zip(raw, originals, strict=True)])


def typical(walks: Sequence[tuple[int, int, dict[str, Any]]]) -> list[tuple[int, int]]:
    """The two walks in the middle of all by smoothness: no choice of ours."""
    ordered = sorted(walks, key=lambda walk: walk[2]["model"]["projected"])
    middle = max(0, len(ordered) // 2 - 1)
    return [(a, b) for a, b, _ in ordered[middle : middle + 2]]


def row(name: str, sprites: Pixels) -> Pixels:
    """A label and up to twelve sprites (N, R, R, 4), each on its own checkerboard."""
    cell = SCALE * sprites.shape[1]
    part = space(cell + GAP)
    write(part, name, QUIET, (cell - LINE_PX) // 2)
    for index, sprite in enumerate(sprites):
        large = sprite.repeat(SCALE, axis=0).repeat(SCALE, axis=1)
        left = LABELS + index * (cell + GAP)
        part[:cell, left : left + cell] = over(checkerboard(cell), large)
    return part


def heading(text: str) -> Pixels:
    """A line of text across the sheet."""
    return write(space(LINE_PX + 3 * GAP), text, TEXT, GAP)


def write(part: Pixels, text: str, color: tuple[int, ...], top: int) -> Pixels:
    """`part` with text in the studio's own pixel face at its left edge."""
    for x, y in LETTER * text_points(text, "5x7"):
        part[top + y : top + y + LETTER, x : x + LETTER] = color
    return part


def space(height: int) -> Pixels:
    """An empty part of the sheet's full width."""
    return filled(height, LABELS + COLUMNS * (SCALE * SIDE + GAP) - GAP, WINDOW)


def filled(height: int, width: int, color: tuple[int, ...]) -> Pixels:
    return np.broadcast_to(np.array(color, np.uint8), (height, width, 4)).copy()


def checkerboard(side: int) -> Pixels:
    """What shows through where a sprite is transparent, (side, side, 4)."""
    y, x = np.indices((side, side)) // SQUARE
    return np.array(CHECKER, np.uint8)[(x + y) % 2]
