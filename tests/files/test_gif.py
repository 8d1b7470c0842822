"""GIF in and out: exact colours, transparency, no ghosts, and frames composed as browsers do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from lunarcore_studio.files import images
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels
from tests.files.drawn import animations, gif, gif_frame, sprite

TABLE = [(0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255)]
RED, GREEN, BLUE, NONE = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


@given(animations())
def test_up_to_255_colours_come_back_exactly_and_alpha_as_0_or_255(frames: Pixels) -> None:
    visible = frames[..., 3] >= 128
    expected = frames.copy()
    expected[..., 3] = 255
    expected[~visible] = 0
    picture = images.decode(images.encode_gif(frames), "a.gif")
    assert np.array_equal(np.stack(picture.frames), expected)


def test_a_frame_may_have_255_colours_of_its_own() -> None:
    frames = np.zeros((2, 16, 16, 4), np.uint8)
    frames[..., 3] = 255
    frames[0].reshape(-1, 4)[1:, 0] = np.arange(255)
    frames[1].reshape(-1, 4)[1:, 1] = np.arange(255)
    frames[:, 0, 0] = 0
    picture = images.decode(images.encode_gif(frames), "a.gif")
    assert np.array_equal(np.stack(picture.frames), frames)
    assert picture.palette is None


def test_more_colours_are_reduced_and_stay_near() -> None:
    y, x = np.mgrid[0:64, 0:64].astype(np.uint8)
    pixels = np.stack([x * 4, y * 4, x + y, np.full_like(x, 255)], axis=-1)
    shown = images.decode(images.encode_gif(pixels[None]), "a.gif").pixels
    assert np.abs(shown.astype(int) - pixels).mean() < 6


def test_it_loops_for_ever_unless_told() -> None:
    frames = np.stack([sprite(1), sprite(2)])
    assert b"NETSCAPE2.0\x03\x01\x00\x00" in images.encode_gif(frames)
    assert b"NETSCAPE2.0\x03\x01\x02\x00" in images.encode_gif(frames, loop=3)
    assert b"NETSCAPE" not in images.encode_gif(frames, loop=1)
    assert b"NETSCAPE" not in images.encode_gif(frames[:1])


def full(index: int) -> np.ndarray:
    return np.full((3, 3), index)


def test_frames_are_kept_cleared_and_restored() -> None:
    corner = np.array([[2, 0]])
    data = gif(
        (3, 3),
        TABLE,
        [
            gif_frame(full(1)),
            gif_frame(corner, (1, 1), disposal=3, hidden=0),
            gif_frame(corner, (0, 0), disposal=2, hidden=0),
            gif_frame(np.array([[3]]), (2, 2), delay=0),
        ],
    )
    picture = images.decode(data, "a.gif")
    shown = [[tuple(pixel) for pixel in frame.reshape(-1, 4).tolist()] for frame in picture.frames]
    assert shown == [
        [RED] * 9,
        [RED] * 4 + [GREEN] + [RED] * 4,
        [GREEN] + [RED] * 8,
        [NONE] * 2 + [RED] * 6 + [BLUE],
    ]
    assert picture.durations_ms == (100, 100, 100, 100)


def test_a_first_frame_smaller_than_the_picture_leaves_the_rest_clear() -> None:
    pixels = images.decode(gif((3, 2), TABLE, [gif_frame(np.array([[1]]), (1, 0))]), "a.gif").pixels
    assert pixels[..., 3].tolist() == [[0, 255, 0], [0, 0, 0]]


def test_a_frame_over_the_edge_is_cut_there() -> None:
    pixels = images.decode(gif((2, 2), TABLE, [gif_frame(full(2), (1, 1))]), "a.gif").pixels
    assert pixels[..., 3].tolist() == [[0, 0], [0, 255]]


def test_the_palette_is_the_files_own_without_its_transparent_place() -> None:
    picture = images.decode(gif((3, 3), TABLE, [gif_frame(full(1), hidden=0)]), "a.gif")
    assert picture.palette is not None
    assert picture.palette.colors == (RED, GREEN, BLUE)


def test_a_missing_trailer_is_forgiven_and_a_missing_end_is_not() -> None:
    data = gif((3, 3), TABLE, [gif_frame(full(1)), gif_frame(full(2))])
    assert len(images.decode(data[:-1], "a.gif").frames) == 2
    with pytest.raises(FileError, match=r"a\.gif is cut short: the file ends after"):
        images.decode(data[:-4], "a.gif")
    with pytest.raises(FileError, match=r"a\.gif holds no picture"):
        images.decode(gif((3, 3), TABLE, []), "a.gif")


def test_what_a_header_says_is_bounded() -> None:
    with pytest.raises(FileError, match="too large: 60000 x 60000"):
        images.decode(gif((60000, 60000), TABLE, [gif_frame(full(1))]), "a.gif")
    with pytest.raises(FileError, match="too long: 1025 frames"):
        images.decode(gif((1, 1), TABLE, [gif_frame(np.array([[1]]))] * 1100), "a.gif")
    with pytest.raises(FileError, match="1000 frames of 500 x 500 pixels"):
        images.decode(gif((500, 500), TABLE, [gif_frame(np.array([[1]]))] * 1000), "a.gif")
    small = gif((3, 3), TABLE, [gif_frame(full(1))])
    at = small.index(b"\x2c") + 5
    with pytest.raises(FileError, match="too large: 65535 x 65535"):
        images.decode(small[:at] + b"\xff" * 4 + small[at + 4 :], "a.gif")
