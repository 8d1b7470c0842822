"""Sprites as Aseprite files, there and back by pixels and by bytes."""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from lunarcore_studio.files import images
from lunarcore_studio.files.aseprite_file import parse
from lunarcore_studio.files.aseprite_layers import decode_layered
from lunarcore_studio.files.aseprite_writing import encode_aseprite
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite
from tests.files.documents import sprites
from tests.files.drawn import sprite as drawn_sprite

RED, GREEN, NONE = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 0, 0)


def back(sprite: Sprite) -> Sprite:
    opened = decode_layered(encode_aseprite(sprite), "a.aseprite")
    assert opened.left == ()
    return opened.sprite


@settings(max_examples=60)
@given(drawn=sprites())
def test_everything_comes_back(drawn: Sprite) -> None:
    drawn = replace(drawn, mode="rgba")
    assert back(drawn) == drawn


@settings(max_examples=60)
@given(drawn=sprites())
def test_all_that_is_seen_comes_back_in_every_mode(drawn: Sprite) -> None:
    found = back(drawn)
    assert (found.layers, found.frames, found.tags) == (drawn.layers, drawn.frames, drawn.tags)
    for layer in range(len(drawn.layers)):
        for frame in range(len(drawn.frames)):
            have, want = found.pixels(layer, frame), drawn.pixels(layer, frame)
            visible = want[..., 3] > 0
            assert np.array_equal(have[..., 3], want[..., 3])
            assert np.array_equal(have[visible], want[visible])
    assert encode_aseprite(found) == encode_aseprite(back(found))


@settings(max_examples=30)
@given(drawn=sprites())
def test_the_flat_reader_sees_what_the_sprite_shows(drawn: Sprite) -> None:
    seen = images.decode(encode_aseprite(drawn), "a.aseprite").frames
    for index, pixels in enumerate(seen):
        want = drawn.flatten(index)
        visible = want[..., 3] > 0
        assert np.array_equal(pixels[visible], want[visible])
        assert not pixels[~visible][:, 3].any()


def test_an_indexed_sprite_stays_indexed_with_its_places() -> None:
    pixels = np.array([[GREEN, NONE, RED, GREEN]], np.uint8)
    indexed = Sprite(4, 1, Palette((RED, GREEN, RED)), mode="indexed").with_pixels(pixels)
    file = parse(encode_aseprite(indexed), "a.aseprite", 99)
    assert (file.header.depth, file.header.transparent) == (8, 3)
    assert images.decode(encode_aseprite(indexed), "a.aseprite").palette == Palette((RED, GREEN))
    assert back(indexed).palette.colors == (RED, GREEN, RED, NONE)
    hole = Sprite(4, 1, Palette((RED, (9, 9, 9, 0), GREEN)), mode="indexed").with_pixels(pixels)
    assert parse(encode_aseprite(hole), "a.aseprite", 99).header.transparent == 1
    assert back(hole) == hole


def test_grey_stays_grey_until_a_colour_is_drawn() -> None:
    grey = Sprite(2, 1, mode="grey").with_pixels(np.array([[(7, 7, 7, 200), (9, 9, 9, 0)]], np.uint8))
    assert parse(encode_aseprite(grey), "a.aseprite", 99).header.depth == 16
    assert back(grey).mode == "grey"
    assert back(grey).pixels().tolist() == [[[7, 7, 7, 200], [0, 0, 0, 0]]]
    red = grey.with_pixels(np.array([[RED, (9, 9, 9, 255)]], np.uint8))
    assert back(red).mode == "rgba"
    assert np.array_equal(back(red).pixels(), red.pixels())


def test_equal_frames_stay_frames_and_blank_ones_too() -> None:
    cel = Cel(drawn_sprite())
    walk = Sprite(16, 16, frames=(Frame(10), Frame(20), Frame(30)), cels={(0, 0): cel, (0, 1): cel})
    assert [frame.duration_ms for frame in back(walk).frames] == [10, 20, 30]
    assert back(walk) == walk


def test_the_bytes_are_those_of_the_format() -> None:
    """Against the published tables, field by field."""
    pixels = np.zeros((2, 3, 4), np.uint8)
    pixels[1, 2] = RED
    data = encode_aseprite(
        Sprite(
            3,
            2,
            Palette((RED,)),
            (Layer("Eis", opacity=9, blend="add"),),
            (Frame(70),),
            {(0, 0): Cel(pixels)},
        )
    )
    size, magic, frames, width, height, depth, flags = struct.unpack_from("<IHHHHHI", data)
    assert (size, magic, frames, width, height, depth, flags) == (len(data), 0xA5E0, 1, 3, 2, 32, 1)
    assert struct.unpack_from("<HBBhhHH", data, 32) == (1, 1, 1, 0, 0, 16, 16)
    assert not any(data[44:128])
    length, magic, old, ms, new = struct.unpack_from("<IHHH2xI", data, 128)
    assert (length, magic, old, ms, new) == (len(data) - 128, 0xF1FA, 4, 70, 4)
    at, kinds = 144, []
    while at < len(data):
        length, kind = struct.unpack_from("<IH", data, at)
        kinds.append((kind, data[at + 6 : at + length]))
        at += length
    assert at == len(data)
    assert [kind for kind, _ in kinds] == [0x2007, 0x2019, 0x2004, 0x2005]
    assert kinds[0][1] == struct.pack("<HHI8x", 1, 0, 0)
    assert kinds[1][1] == struct.pack("<III8xH4B", 1, 0, 0, 0, *RED)
    assert kinds[2][1] == struct.pack("<HHHHHHB3xH", 3, 0, 0, 0, 0, 16, 9, 3) + b"Eis"
    assert kinds[3][1].startswith(struct.pack("<HhhBHh5xHH", 0, 2, 1, 255, 2, 0, 1, 1))


@pytest.mark.parametrize(("ms", "kept"), [(1, 1), (65535, 65535), (100_000, 65535)])
def test_a_duration_is_as_long_as_the_format_has_it(ms: int, kept: int) -> None:
    assert back(Sprite(1, 1, frames=(Frame(ms),))).frames == (Frame(kept),)


def test_a_name_that_is_too_long_is_cut_at_a_letter() -> None:
    name = back(Sprite(1, 1, layers=(Layer("ü" * 40_000),))).layers[0].name
    assert name == "ü" * 32_767
