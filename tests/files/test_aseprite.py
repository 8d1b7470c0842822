"""Aseprite files: colour modes, layers, groups, links, opacity and order; and lies about sizes."""

from __future__ import annotations

import struct
import tracemalloc
import zlib

import numpy as np
import pytest

from lunarcore_studio.files import images
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.picture import Picture
from lunarcore_studio.pixels.color import over
from tests.files import aseprite_files as ase

RED, GREEN, BLUE, NONE = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


def read(data: bytes) -> Picture:
    return images.decode(data, "hero.aseprite")


def flat(color: tuple[int, ...], size: tuple[int, int] = (4, 3)) -> np.ndarray:
    return np.full((size[1], size[0], len(color)), color, np.uint8)


@pytest.mark.parametrize("packed", [True, False])
def test_rgba_cels_lie_where_they_say_and_are_cut_at_the_edge(packed: bool) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 4, 4), dtype=np.uint8)
    picture = read(ase.file([[ase.layer(), ase.cel(pixels, at=(-1, 2), packed=packed)]]))
    expected = np.zeros((3, 4, 4), np.uint8)
    expected[2, :3] = pixels[0, 1:]
    expected[expected[..., 3] == 0] = 0
    assert np.array_equal(picture.pixels, expected)


def test_grey_has_value_and_alpha() -> None:
    picture = read(ase.file([[ase.layer(), ase.cel(flat((7, 200)))]], depth=16))
    assert picture.pixels[0, 0].tolist() == [7, 7, 7, 200]


def test_indexed_takes_the_palette_and_hides_the_transparent_index() -> None:
    indices = np.array([[[0], [1], [2], [9]]] * 3)
    colors = ase.palette([BLUE, RED, GREEN], names=True)
    picture = read(ase.file([[colors, ase.layer(), ase.cel(indices)]], depth=8))
    assert [tuple(pixel) for pixel in picture.pixels[0].tolist()] == [NONE, RED, GREEN, NONE]
    assert picture.palette is not None
    assert picture.palette.colors == (RED, GREEN)


def test_a_background_shows_every_index() -> None:
    data = ase.file(
        [[ase.palette([BLUE, RED]), ase.layer(flags=ase.VISIBLE | ase.BACKGROUND), ase.cel(flat((0,)))]],
        depth=8,
    )
    assert tuple(read(data).pixels[0, 0].tolist()) == BLUE
    assert read(data).palette.colors == (BLUE, RED)  # type: ignore[union-attr]


def test_old_palettes_count_until_a_new_one_is_met() -> None:
    rest = [ase.layer(), ase.cel(flat((1,)))]
    old = ase.old_palette([(0, 0, 0), (255, 0, 0)])
    assert tuple(read(ase.file([[old, *rest]], depth=8)).pixels[0, 0].tolist()) == RED
    six_bits = ase.old_palette([(0, 63, 0)], kind=0x0011, skip=1)
    assert tuple(read(ase.file([[six_bits, *rest]], depth=8)).pixels[0, 0].tolist()) == GREEN
    new = ase.palette([NONE, BLUE])
    for chunks in ([new, old], [old, new]):
        assert tuple(read(ase.file([[*chunks, *rest]], depth=8)).pixels[0, 0].tolist()) == BLUE


def test_layers_lie_over_each_other_with_their_opacity() -> None:
    chunks = [
        ase.layer("a"),
        ase.layer("b", opacity=128),
        ase.cel(flat(RED)),
        ase.cel(flat(BLUE), 1, opacity=128),
    ]
    expected = over(flat(RED), flat(BLUE), 64)
    assert np.array_equal(read(ase.file([chunks])).pixels, expected)
    unsaid = over(flat(RED), flat(BLUE), 128)
    assert np.array_equal(read(ase.file([chunks], flags=0)).pixels, unsaid)


def test_hidden_layers_reference_layers_and_hidden_groups_are_not_shown() -> None:
    chunks = [
        ase.layer("shown"),
        ase.layer("hidden", flags=0),
        ase.layer("photo", flags=ase.VISIBLE | ase.REFERENCE),
        ase.layer("group", flags=0, kind=ase.GROUP),
        ase.layer("inner group", kind=ase.GROUP, level=1),
        ase.layer("in it", level=2),
        ase.layer("after", level=0),
    ]
    cels = [ase.cel(flat(GREEN, (2, 3)))] + [ase.cel(flat(RED), index) for index in (1, 2, 5)]
    after = ase.cel(flat(BLUE, (1, 1)), 6)
    picture = read(ase.file([[*chunks, *cels, after]]))
    row = [tuple(pixel) for pixel in picture.pixels[0].tolist()]
    assert row == [BLUE, GREEN, NONE, NONE]


def test_a_groups_opacity_counts_where_the_file_says_so() -> None:
    chunks = [ase.layer("g", kind=ase.GROUP, opacity=128), ase.layer("a", level=1), ase.cel(flat(RED), 1)]
    assert read(ase.file([chunks], flags=3)).pixels[0, 0].tolist() == [255, 0, 0, 128]
    assert read(ase.file([chunks], flags=1)).pixels[0, 0].tolist() == list(RED)


def test_z_moves_a_cel_over_other_layers() -> None:
    layers = [ase.layer("a"), ase.layer("b")]
    plain = ase.file([[*layers, ase.cel(flat(RED)), ase.cel(flat(BLUE), 1)]])
    raised = ase.file([[*layers, ase.cel(flat(RED), z=2), ase.cel(flat(BLUE), 1)]])
    assert tuple(read(plain).pixels[0, 0].tolist()) == BLUE
    assert tuple(read(raised).pixels[0, 0].tolist()) == RED


def test_frames_links_and_durations() -> None:
    frames = [
        [ase.layer(), ase.cel(flat(RED, (2, 3)))],
        [ase.link(0, at=(2, 0))],
        [ase.link(1)],
        [ase.link(3)],
        [ase.link(99)],
    ]
    picture = read(ase.file(frames, durations_ms=[10, 0, 300, 40, 50]))
    assert picture.durations_ms == (10, 50, 300, 40, 50)
    alphas = [frame[0, :, 3].tolist() for frame in picture.frames]
    assert alphas == [[255, 255, 0, 0], [0, 0, 255, 255], [255, 255, 0, 0], [0] * 4, [0] * 4]


def test_visible_tilemaps_are_told_and_hidden_ones_passed_over() -> None:
    tiles = ase.chunk(0x2005, struct.pack("<HhhBHh5xHH", 1, 0, 0, 255, 3, 0, 2, 2) + bytes(40))
    cel = ase.cel(flat(RED))
    with pytest.raises(FileError, match=r"hero\.aseprite uses a tilemap layer; hide it or"):
        read(ase.file([[ase.layer(), ase.layer("t", kind=ase.TILEMAP), cel, tiles]]))
    hidden = read(ase.file([[ase.layer(), ase.layer("t", flags=0, kind=ase.TILEMAP), cel, tiles]]))
    assert tuple(hidden.pixels[0, 0].tolist()) == RED


def test_unknown_chunks_are_passed_over() -> None:
    chunks = [ase.chunk(0x2007, bytes(16)), ase.chunk(0x9999, b"?"), ase.layer(), ase.cel(flat(RED))]
    assert tuple(read(ase.file([chunks])).pixels[0, 0].tolist()) == RED


def test_lies_are_told() -> None:
    good = [ase.layer(), ase.cel(flat(RED))]
    for data, said in (
        (ase.file([good])[:100], "cut short: the file ends after 100 of at least 128 bytes"),
        (ase.file([good])[:-5], "cut short"),
        (ase.file([good], size=(60000, 60000)), "too large: 60000 x 60000"),
        (ase.file([good], size=(0, 3)), "no pixels"),
        (ase.file([good], depth=24), "a kind of colour that Aseprite does not know"),
        (ase.file([]), "holds no frames"),
        (ase.file([good] * 1025), "too long: 1025 frames"),
        (ase.file([[ase.layer(), ase.cel(flat(RED), size=(40, 3))]]), "fewer pixels than it says"),
        (ase.file([[ase.layer(), ase.cel(flat(RED), size=(65535, 65535))]]), "a layer of 65535 x 65535"),
        (ase.file([good]).replace(b"\xfa\xf1", b"\xfa\xf2"), "a frame in it has no header"),
    ):
        with pytest.raises(FileError, match=said):
            read(data)


def test_a_bomb_is_unpacked_no_further_than_its_size() -> None:
    bomb = zlib.compress(bytes(100 << 20), 9)
    head = struct.pack("<HhhBHh5xHH", 0, 0, 0, 255, 2, 0, 4, 3)
    tracemalloc.start()
    try:
        assert not read(ase.file([[ase.layer(), ase.chunk(0x2005, head + bomb)]])).pixels.any()
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_work_that_links_multiply_is_bounded() -> None:
    large = ase.cel(np.zeros((4096, 4096, 4), np.uint8))
    frames = [[ase.layer(), large], *([ase.link(0)] for _ in range(40))]
    with pytest.raises(FileError, match="too many large layers and frames"):
        read(ase.file(frames))
