"""The drawing as a value: sharing, equality by content, layers laid over each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from lunarcore_studio.pixels.blending import laid_over
from lunarcore_studio.pixels.color import over
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag


def noise(seed: int, width: int = 16, height: int = 16) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)


def test_a_blank_sprite_is_transparent_and_has_one_layer_and_frame() -> None:
    sprite = Sprite.blank(20, 10)
    assert sprite.size == (20, 10)
    assert sprite.pixels().shape == (10, 20, 4)
    assert not sprite.pixels().any()
    assert (len(sprite.layers), len(sprite.frames), sprite.palette) == (1, 1, FALLBACK)


def test_pixels_can_not_be_written_and_do_not_follow_their_source() -> None:
    source = noise(1)
    sprite = Sprite.from_pixels(source)
    before = source.copy()
    source[:] = 0
    assert np.array_equal(sprite.pixels(), before)
    with pytest.raises(ValueError, match="read-only"):
        sprite.pixels()[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        sprite.flatten()[0, 0] = 1


def test_an_edit_shares_the_other_cels() -> None:
    sprite = Sprite(
        16, 16, layers=(Layer("a"), Layer("b")), cels={(0, 0): Cel(noise(1)), (1, 0): Cel(noise(2))}
    )
    edited = sprite.with_pixels(noise(3), layer=1)
    assert edited.cels[0, 0] is sprite.cels[0, 0]
    assert np.array_equal(edited.pixels(1), noise(3))
    assert np.array_equal(sprite.pixels(1), noise(2))


def test_equal_bytes_give_the_same_sprite() -> None:
    sprite = Sprite.from_pixels(noise(1))
    assert sprite.with_pixels(noise(1)) is sprite
    assert Sprite.blank().with_pixels(np.zeros((16, 16, 4), np.uint8)) == Sprite.blank()
    assert sprite.with_palette(sprite.palette) is sprite


def test_the_digest_is_of_the_content() -> None:
    sprite = Sprite.from_pixels(noise(1))
    assert sprite == Sprite.from_pixels(noise(1))
    assert hash(sprite) == hash(Sprite.from_pixels(noise(1)))
    others = [
        Sprite.from_pixels(noise(2)),
        sprite.with_palette(Palette(((1, 2, 3, 255),))),
        replace(sprite, layers=(Layer("Layer 1", opacity=254),)),
        replace(sprite, layers=(Layer("Layer 1", visible=False),)),
        replace(sprite, frames=(Frame(101),)),
        Sprite.from_pixels(noise(1).reshape(8, 32, 4), sprite.palette),
        replace(sprite, layers=(Layer("Layer 1", blend="add"),)),
        replace(sprite, mode="indexed"),
        replace(sprite, tags=(Tag("walk", 0, 0),)),
        replace(sprite, tags=(Tag("walk", 0, 0, "reverse"),)),
    ]
    assert len({sprite.digest, *(other.digest for other in others)}) == 11


def test_digests_of_the_first_version_stay_as_they_were() -> None:
    assert Sprite.blank().digest == "1897acb4f8912853742dbf647583e32e"


def test_an_empty_cel_says_no_more_than_none() -> None:
    drawn = Sprite.blank().with_pixels(noise(1))
    assert drawn.with_pixels(np.zeros((16, 16, 4), np.uint8)) == Sprite.blank()


def test_from_pixels_takes_the_pictures_colours_or_the_fallback() -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    assert Sprite.from_pixels(pixels).palette == FALLBACK
    pixels[0, 0] = (1, 2, 3, 255)
    assert Sprite.from_pixels(pixels).palette.colors == ((1, 2, 3, 255),)
    assert Sprite.from_pixels(pixels, FALLBACK).palette == FALLBACK


def test_flatten_lays_visible_layers_over_each_other() -> None:
    cels = {(n, 0): Cel(noise(n)) for n in range(3)}
    layers = (Layer("low"), Layer("hidden", visible=False), Layer("high", opacity=100))
    sprite = Sprite(16, 16, layers=layers, cels=cels)
    assert np.array_equal(sprite.flatten(), over(noise(0), noise(2), 100))


def test_flatten_blends_as_layers_say() -> None:
    cels = {(0, 0): Cel(noise(1)), (1, 0): Cel(noise(2))}
    sprite = Sprite(16, 16, layers=(Layer("a"), Layer("b", opacity=99, blend="screen")), cels=cels)
    assert np.array_equal(sprite.flatten(), laid_over(noise(1), noise(2), 99, "screen"))


@pytest.mark.parametrize("make", [
    lambda: Tag("a", 1, 0),
    lambda: Tag("a", -1, 0),
    lambda: Tag("a", 0, 0, repeats=-1),
    lambda: Tag("a", 0, 0, "sideways"),
    lambda: Layer("a", blend="glow"),
])  # fmt: skip
def test_tags_and_layers_that_can_not_be_are_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"is no (run of frames|way to blend)"):
        make()


def test_flatten_applies_the_opacity_of_a_single_layer() -> None:
    opaque = np.full((1, 1, 4), 255, np.uint8)
    sprite = Sprite(1, 1, layers=(Layer("glass", opacity=64),), cels={(0, 0): Cel(opaque)})
    assert sprite.flatten().tolist() == [[[255, 255, 255, 64]]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"width": 0}, "at least one pixel"),
        ({"layers": ()}, "a layer"),
        ({"frames": ()}, "a frame"),
        ({"cels": {(1, 0): Cel(noise(1))}}, "no layer 1"),
        ({"tags": (Tag("walk", 0, 1),)}, "ends after 1 frames"),
        ({"mode": "cmyk"}, "no mode"),
        ({"cels": {(0, 0): Cel(noise(1, 8, 16))}}, "8x16"),
    ],
)
def test_what_can_not_be_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(Sprite.blank(), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("pixels", [np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4, 4), np.float32)])
def test_other_arrays_are_no_pixels(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8"):
        Cel(pixels)


@pytest.mark.parametrize(("layer", "editable"), [(Layer("a"), True), (Layer("a", visible=False), False)])
def test_hidden_and_locked_layers_are_not_editable(layer: Layer, editable: bool) -> None:
    assert layer.editable is editable
    assert not replace(layer, locked=True).editable


def test_a_part_of_a_flattened_frame_is_that_part() -> None:
    chance = np.random.default_rng(3)
    cels = {(n, 0): Cel(chance.integers(0, 256, (6, 9, 4), dtype=np.uint8)) for n in range(3)}
    layers = (Layer("a", opacity=90), Layer("b", blend="screen"), Layer("c"))
    sprite = Sprite(9, 6, layers=layers, cels=cels)
    part = sprite.flatten(0, (2, 1, 5, 4))
    assert np.array_equal(part, sprite.flatten()[1:5, 2:7])
    assert (part.flags.writeable, part.flags.c_contiguous) == (False, True)
