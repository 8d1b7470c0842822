"""Aseprite files as sprites: layers, frames, tags and palette, and what is told of the rest."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from lunarcore_studio.files import images
from lunarcore_studio.files.aseprite_layers import decode_layered
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.sprite import Layer, Sprite, Tag
from tests.files import aseprite_files as ase
from tests.files.test_aseprite import BLUE, GREEN, MAP, NONE, RED, TILE_SET, flat

EDIT = ase.VISIBLE | ase.EDITABLE


def read(data: bytes) -> Sprite:
    return decode_layered(data, "hero.aseprite").sprite


def left(*chunks: bytes, depth: int = 32) -> tuple[str, ...]:
    return decode_layered(ase.file([chunks], depth=depth), "hero.aseprite").left


def test_layers_frames_and_tags_come_as_they_are() -> None:
    layers = [ase.layer("low", EDIT), ase.layer("glass", 0, opacity=99, blend=2), ase.layer("locked")]
    tags = ase.tags(("walk", 0, 1, 2, 3), ("all", 0, 9, 7, 0), ("none", 5, 9, 0, 0))
    frames = [[*layers, tags, ase.cel(flat(RED)), ase.cel(flat(BLUE, (1, 1)), 2, at=(3, 2))], [ase.link(0)]]
    sprite = read(ase.file(frames, durations_ms=[40, 250]))
    assert sprite.layers == (
        Layer("low"),
        Layer("glass", visible=False, opacity=99, blend="screen", locked=True),
        Layer("locked", locked=True),
    )
    assert [frame.duration_ms for frame in sprite.frames] == [40, 250]
    assert sprite.tags == (
        Tag("walk", 0, 1, "ping-pong", 3, (1, 2, 3, 255)),
        Tag("all", 0, 1, "forward", 0, (1, 2, 3, 255)),
    )
    assert np.array_equal(sprite.pixels(0, 0), flat(RED))
    assert sprite.cels[0, 1] is sprite.cels[0, 0]
    corner = np.zeros((3, 4, 4), np.uint8)
    corner[2, 3] = BLUE
    assert np.array_equal(sprite.pixels(2), corner)
    assert sprite.mode == "rgba"


def test_an_indexed_file_keeps_its_places() -> None:
    colors = ase.palette([BLUE, RED, GREEN, RED])
    chunks = [colors, ase.layer(), ase.cel(np.array([[[0], [1], [2], [9]]]))]
    sprite = read(ase.file([chunks], size=(4, 1), depth=8))
    assert (sprite.mode, sprite.palette.colors) == ("indexed", ((0, 0, 255, 0), RED, GREEN, RED))
    assert [tuple(pixel) for pixel in sprite.pixels()[0].tolist()] == [NONE, RED, GREEN, NONE]
    back = ase.layer(flags=EDIT | ase.BACKGROUND)
    shown = read(ase.file([[colors, back, ase.cel(flat((0,)))]], depth=8))
    assert shown.palette.colors == (BLUE, RED, GREEN, RED)
    assert np.array_equal(shown.pixels(), flat(BLUE))


def test_grey_is_grey_and_a_file_without_colours_takes_those_of_its_picture() -> None:
    sprite = read(ase.file([[ase.layer(), ase.cel(flat((7, 200)))]], depth=16))
    assert (sprite.mode, sprite.palette.colors) == ("grey", ((7, 7, 7, 255),))
    assert read(ase.file([[ase.layer()]])).palette == FALLBACK


def test_a_cels_opacity_goes_into_its_pixels() -> None:
    sprite = read(ase.file([[ase.layer(opacity=128), ase.cel(flat((9, 9, 9, 128)), opacity=64)]]))
    assert sprite.layers[0].opacity == 128
    assert sprite.pixels()[0, 0].tolist() == [9, 9, 9, 32]


def test_groups_leave_their_layers_visibility_and_opacity() -> None:
    chunks = [
        ase.layer("hidden", ase.EDITABLE, ase.GROUP),
        ase.layer("a", EDIT, level=1),
        ase.layer("half", EDIT, ase.GROUP, opacity=128),
        ase.layer("inner", EDIT, ase.GROUP, level=1, opacity=128),
        ase.layer("b", EDIT, level=2, opacity=100),
        ase.cel(flat(RED), 4),
    ]
    opened = decode_layered(ase.file([chunks], flags=3), "hero.aseprite")
    assert opened.sprite.layers == (Layer("a", visible=False), Layer("b", opacity=25))
    assert np.array_equal(opened.sprite.pixels(1), flat(RED))
    assert opened.left == ("its groups, whose layers are kept",)


def test_tilemaps_become_pixels() -> None:
    chunks = [ase.tileset(TILE_SET), MAP, ase.tilemap([[2, 1]])]
    data = ase.file([chunks])
    opened = decode_layered(data, "hero.aseprite")
    assert np.array_equal(opened.sprite.flatten(), images.decode(data, "hero.aseprite").pixels)
    assert opened.left == ("its tilemaps, which became pixels",)
    elsewhere = left(ase.tileset(TILE_SET, flags=1, elsewhere=True), MAP, ase.tilemap([[2, 1]]))
    assert elsewhere == ("its tilemaps, which became pixels", "the tiles of another file")


@pytest.mark.parametrize(
    ("chunks", "told"),
    [
        ([ase.layer(), ase.cel(flat(RED))], ()),
        ([ase.layer(blend=3)], ("ways to blend that the studio does not know",)),
        ([ase.layer(flags=EDIT | ase.REFERENCE)], ("its reference layers",)),
        ([ase.layer(), ase.cel(flat(RED), z=1)], ("the order of single cels",)),
        ([ase.layer(), ase.cel(flat(RED), at=(1, 0))], ("what lies outside of its canvas",)),
        ([ase.layer(), ase.chunk(0x2022, bytes(20))], ("its slices",)),
        ([ase.layer(), ase.chunk(0x2020, b"\1\0\0\0" + ase.string("mine"))], ("its notes and properties",)),
        ([ase.layer(), ase.chunk(0x2020, struct.pack("<I4B", 2, 1, 2, 3, 4))], ()),
    ],
)  # fmt: skip
def test_what_the_sprite_is_without_is_told(chunks: list[bytes], told: tuple[str, ...]) -> None:
    assert left(*chunks) == told


def test_a_palette_that_changes_is_told() -> None:
    cel = ase.cel(flat((1,)))
    frames = [[ase.palette([NONE, RED]), ase.layer(), cel], [ase.palette([NONE, BLUE]), cel]]
    opened = decode_layered(ase.file(frames, depth=8), "hero.aseprite")
    assert np.array_equal(opened.sprite.pixels(0, 1), flat(BLUE))
    assert opened.left == ("the change of its palette",)


def test_more_layers_than_a_sprite_has_become_one() -> None:
    layers = [ase.layer(str(number)) for number in range(257)]
    data = ase.file([[*layers, ase.cel(flat(RED)), ase.cel(flat(BLUE, (1, 1)), 256)]])
    opened = decode_layered(data, "hero.aseprite")
    assert len(opened.sprite.layers) == 1
    assert np.array_equal(opened.sprite.flatten(), images.decode(data, "hero.aseprite").pixels)
    assert opened.left == ("its many layers, which became one",)


def test_deep_groups_and_many_tags_are_read_quickly() -> None:
    deep = [ase.layer("g", EDIT, ase.GROUP, level=level) for level in range(16_000)]
    many = [ase.tags(*[("t", 0, 0, 0, 0)] * 5000)] * 40
    sprite = read(ase.file([[*deep, *many, ase.layer("a", EDIT, level=16_000)]]))
    assert sprite.layers == (Layer("a"),)
    assert len(sprite.tags) <= 10_000


def test_work_that_links_multiply_is_bounded() -> None:
    large = ase.cel(np.zeros((4096, 4096, 4), np.uint8))
    frames = [[ase.layer(flags=0), large], *([ase.link(0)] for _ in range(40))]
    with pytest.raises(FileError, match="too many large layers and frames"):
        read(ase.file(frames))
