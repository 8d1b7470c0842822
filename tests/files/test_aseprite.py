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


TILE_SET = np.stack([flat(NONE, (2, 2)), flat(RED, (2, 2)), flat(BLUE, (2, 2))])
TILE_SET[1, 0, 1] = GREEN
MAP = ase.layer("map", kind=ase.TILEMAP)


def letters(picture: Picture) -> list[str]:
    names = {RED: "r", GREEN: "g", BLUE: "b", NONE: "."}
    return ["".join(names[tuple(pixel)] for pixel in row) for row in picture.pixels.tolist()]


def test_tilemaps_are_drawn_with_their_tiles() -> None:
    chunks = [ase.tileset(TILE_SET), MAP, ase.tilemap([[1, 2], [0, 9]], at=(1, 0))]
    assert letters(read(ase.file([chunks]))) == [".rgb", ".rrb", "...."]
    small = [ase.tileset(TILE_SET), MAP, ase.tilemap([[2, 1]], bits=16)]
    assert letters(read(ase.file([small]))) == ["bbrg", "bbrr", "...."]


@pytest.mark.parametrize(
    ("turn", "rows"),
    [
        (0, ["rg", "rr"]),
        (ase.MIRRORED, ["gr", "rr"]),
        (ase.UPENDED, ["rr", "rg"]),
        (ase.DIAGONAL, ["rr", "gr"]),
        (ase.DIAGONAL | ase.MIRRORED, ["rr", "rg"]),
        (ase.DIAGONAL | ase.UPENDED, ["gr", "rr"]),
        (ase.MIRRORED | ase.UPENDED, ["rr", "gr"]),
    ],
)
def test_tiles_are_turned(turn: int, rows: list[str]) -> None:
    chunks = [ase.tileset(TILE_SET), MAP, ase.tilemap([[1 | turn]])]
    assert letters(read(ase.file([chunks], size=(2, 2)))) == rows


def test_tiles_of_an_indexed_file_take_its_palette_and_hide_the_transparent_index() -> None:
    tiles = np.array([[[[0]]], [[[1]]], [[[2]]]])
    colors = ase.palette([BLUE, RED, GREEN])
    chunks = [colors, ase.tileset(tiles), MAP, ase.tilemap([[0, 1, 2]])]
    assert letters(read(ase.file([chunks], size=(3, 1), depth=8))) == [".rg"]
    old = [colors, ase.tileset(tiles, flags=2), MAP, ase.tilemap([[1, 2, 0x1FFFFFFF]])]
    assert letters(read(ase.file([old], size=(3, 1), depth=8))) == ["rg."]


def test_tiles_of_another_file_are_told_and_hidden_tilemaps_passed_over() -> None:
    there = ase.tileset(TILE_SET, flags=1, elsewhere=True)
    for chunks in ([there, MAP, ase.tilemap([[1]])], [MAP, ase.tilemap([[1]])]):
        with pytest.raises(FileError, match=r"hero\.aseprite uses tiles of another file; turn its tilemap"):
            read(ase.file([chunks]))
    both = ase.tileset(TILE_SET, flags=3, elsewhere=True)
    assert letters(read(ase.file([[both, MAP, ase.tilemap([[2, 2]])]])))[0] == "bbbb"
    hidden = [there, ase.layer(), ase.layer("t", 0, ase.TILEMAP), ase.cel(flat(RED)), ase.tilemap([[1]], 1)]
    assert letters(read(ase.file([hidden])))[0] == "rrrr"


@pytest.mark.parametrize(
    ("tiles", "cel", "said"),
    [
        (ase.tileset(TILE_SET, count=4), ase.tilemap([[1]]), "fewer pixels than it says"),
        (ase.tileset(TILE_SET, count=0x7FFFFFFF), ase.tilemap([[1]]), "too many large layers"),
        (ase.tileset(np.zeros((4, 2048, 2049, 4))), ase.tilemap([[1]]), "its tiles have no size"),
        (ase.tileset(TILE_SET[:, :0]), ase.tilemap([[1]]), "its tiles have no size"),
        (ase.tileset(TILE_SET), ase.tilemap(np.ones((1 << 14 | 1, 1)).tolist()), "a tilemap of 2 x 32770"),
        (ase.tileset(TILE_SET), ase.tilemap([[1]])[:-9], "damaged"),
        (ase.tileset(TILE_SET), ase.tilemap([[1]]).replace(b"\x20\0\xff\xff", b"\x18\0\xff\xff"), "kind of"),
    ],
)  # fmt: skip
def test_tiles_that_lie_are_told(tiles: bytes, cel: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read(ase.file([[tiles, MAP, cel]]))


def test_layers_blend_as_they_say() -> None:
    chunks = [ase.layer("a"), ase.layer("b", blend=16), ase.cel(flat(RED)), ase.cel(flat(BLUE), 1)]
    assert read(ase.file([chunks])).pixels[0, 0].tolist() == [255, 0, 255, 255]
    unknown = [ase.layer("a"), ase.layer("b", blend=11), ase.cel(flat(RED)), ase.cel(flat(BLUE), 1)]
    assert tuple(read(ase.file([unknown])).pixels[0, 0].tolist()) == BLUE


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


def test_mixing_that_would_take_long_is_bounded() -> None:
    glass = ase.cel(np.full((2100, 2100, 4), 77, np.uint8))
    above = ase.chunk(0x2005, b"\1\0" + glass[8:])
    with pytest.raises(FileError, match="too many of its large layers shine through"):
        read(ase.file([[ase.layer(), ase.layer(), glass, above]], size=(2100, 2100)))
    opaque = ase.cel(np.full((2100, 2100, 4), 255, np.uint8))
    top = ase.chunk(0x2005, b"\1\0" + opaque[8:])
    assert (read(ase.file([[ase.layer(), ase.layer(), glass, top]], size=(2100, 2100))).pixels == 255).all()


def test_a_frame_has_as_many_palettes_as_it_needs() -> None:
    rest = [ase.layer(), ase.cel(flat((1,)))]
    many = [ase.palette([NONE, RED])] * 8 + [ase.palette([NONE, BLUE])]
    assert tuple(read(ase.file([[*many, *rest]], depth=8)).pixels[0, 0].tolist()) == RED
