"""An indexed drawing holds what its palette has and nothing else, and what was there before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis.extra import numpy as arrays

from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.frames import pictures_added
from lunarcore_studio.pixels.indexed import brought, snapped
from lunarcore_studio.pixels.layers import merged_down
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Layer, Sprite
from lunarcore_studio.pixels.tools import Hand, ToolName

BLACK, RED, GLASS = (0, 0, 0, 255), (200, 40, 40, 255), (40, 60, 220, 128)
PALETTE = Palette((BLACK, RED, GLASS, (0, 0, 0, 0)))
PIXELS = arrays.arrays(np.uint8, (3, 4, 4))


def row(*colors: tuple[int, ...]) -> np.ndarray:
    return np.array([colors], np.uint8)


def test_known_colours_stay_and_others_become_the_nearest() -> None:
    found = brought(row(RED, GLASS, (9, 9, 9, 0), (190, 30, 50, 255), (190, 30, 50, 100)), PALETTE)
    assert found.tolist() == row(RED, GLASS, (9, 9, 9, 0), RED, (0, 0, 0, 0)).tolist()


def test_what_follows_goes_before_what_is_near() -> None:
    found = brought(row((190, 30, 50, 255)), PALETTE, {(190, 30, 50, 255): BLACK})
    assert found.tolist() == row(BLACK).tolist()


def test_alpha_is_kept_where_it_is_wanted() -> None:
    found = brought(row((190, 30, 50, 100)), PALETTE, keeps_alpha=True)
    assert found.tolist() == row((*RED[:3], 100)).tolist()


def test_nothing_to_bring_is_no_copy() -> None:
    pixels = row(RED, BLACK, (1, 2, 3, 0))
    assert brought(pixels, PALETTE) is pixels
    assert brought(row((1, 2, 3, 255)), Palette(())).tolist() == row((1, 2, 3, 255)).tolist()


@given(PIXELS, PIXELS)
def test_only_what_is_new_is_snapped(pixels: np.ndarray, before: np.ndarray) -> None:
    found = snapped(pixels, before, PALETTE)
    same = (pixels == before).all(axis=-1)
    assert (found[same] == before[same]).all()
    allowed = {*PALETTE.colors, (0, 0, 0, 0)}
    new = found[~same]
    assert all(tuple(color) in allowed or color[3] == 0 for color in new.tolist())


def test_every_gesture_on_an_indexed_drawing_lands_in_its_palette() -> None:
    document = Document(replace(Sprite.blank(8, 8, PALETTE), mode="indexed"))
    hand = Hand(foreground=(190, 30, 50, 255), background=(12, 0, 8, 255))
    document.stroke_begin(hand, (1, 1))
    document.stroke_to((6, 1))
    assert document.sprite.pixels()[1, 3].tolist() == list(RED)
    document.stroke_end()
    document.stroke_begin(replace(hand, tool=ToolName.FILL), (0, 7), "right")
    document.stroke_end()
    document.stroke_begin(replace(hand, tool=ToolName.GRADIENT, gradient_dither=0), (0, 0))
    document.stroke_to((7, 7))
    document.stroke_end()
    assert {tuple(one) for one in document.pixels.reshape(-1, 4).tolist()} <= {BLACK, RED}


def test_an_rgba_drawing_takes_any_colour() -> None:
    document = Document(Sprite.blank(8, 8, PALETTE))
    document.stroke_begin(Hand(foreground=(190, 30, 50, 255)), (1, 1))
    document.stroke_end()
    assert document.pixels[1, 1].tolist() == [190, 30, 50, 255]


def test_new_frames_and_merged_layers_are_of_the_palette() -> None:
    layers = (Layer("one"), Layer("two", opacity=128))
    sprite = replace(Sprite.blank(1, 1, PALETTE), mode="indexed", layers=layers)
    sprite = sprite.with_pixels(row(BLACK), 0).with_pixels(row(RED), 1)
    assert tuple(merged_down(sprite, 1).pixels()[0, 0].tolist()) in {BLACK, RED}
    frames = pictures_added(sprite, 0, [row((190, 30, 50, 255))], 0, 100)
    assert frames.pixels(0, 1)[0, 0].tolist() == list(RED)
