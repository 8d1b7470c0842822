"""Cels take other colours all at once, exactly as each of them would alone."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.color_index import ColorIndex
from lunarcore_studio.pixels.indexed import brought
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.recolouring import Recolouring, recoloured
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite


def noise(seed: int, colors: int = 9) -> Cel:
    """Of few colours, some of them see-through or hidden."""
    chance = np.random.default_rng(seed)
    table = chance.integers(0, 256, (colors, 4), dtype=np.uint8)
    table[: colors // 2, 3] = 255
    table[-1, 3] = 0
    return Cel(table[chance.integers(0, colors, (7, 5))])


def test_all_change_as_each_would_alone() -> None:
    cels = [noise(seed) for seed in range(12)]
    index = ColorIndex([*cels, cels[0]])
    assert index.read(5)
    for _ in range(2):
        after = index.changed(lambda colors: brought(colors, FALLBACK))
        assert len(after) == 12
        for cel in cels:
            assert np.array_equal(after[id(cel)].pixels, brought(cel.pixels, FALLBACK))
            assert not after[id(cel)].pixels.flags.writeable
    assert not index.read(1)


def test_more_colours_than_a_short_number_counts() -> None:
    numbers = np.arange(300 * 250, dtype=np.uint32) | np.uint32(255 << 24)
    cel = Cel(numbers.view(np.uint8).reshape(300, 250, 4))
    after = ColorIndex([cel]).changed(lambda colors: colors ^ np.uint8(1))
    assert np.array_equal(after[id(cel)].pixels, cel.pixels ^ np.uint8(1))


def test_what_stays_is_the_same_cel() -> None:
    cel, other = noise(1), noise(2)
    only = tuple(other.pixels[0, 0].tolist())
    after = ColorIndex([cel, other]).changed(
        lambda colors: np.where((colors == only).all(axis=1, keepdims=True), colors ^ np.uint8(255), colors)
    )
    assert after[id(cel)] is cel
    assert after[id(other)] is not other
    assert ColorIndex([]).changed(lambda colors: colors) == {}


def test_the_frames_that_are_seen_go_first() -> None:
    cels = {(0, frame): noise(frame) for frame in range(4)}
    sprite = Sprite(5, 7, FALLBACK, frames=(Frame(),) * 4, cels=cels)
    palette = Palette(((255, 255, 255, 255), (0, 0, 0, 255)), "Two")
    work = Recolouring(sprite, {1, 2})
    seen, whole = work.seen(palette), recoloured(sprite, palette)
    assert [seen.cels[key] == whole.cels[key] for key in cels] == [False, True, True, False]
    assert [seen.cels[key] is sprite.cels[key] for key in cels] == [True, False, False, True]
    assert seen.palette == palette
    assert work.whole(palette) == whole
