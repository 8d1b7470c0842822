"""Pictures there and back to the byte, and what is said of files that hold none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from lunarcore_studio.files import images
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.pixels.color import Pixels
from tests.files.drawn import PNG, animations, header_png, pictures, sprite


@given(pictures())
def test_png_keeps_every_byte_also_under_alpha_0(pixels: Pixels) -> None:
    assert np.array_equal(images.decode_png(images.encode_png(pixels)), pixels)


@pytest.mark.parametrize("encode", [images.encode_apng, images.encode_webp])
@given(frames=animations())
def test_apng_and_webp_keep_every_byte_and_every_frame(encode: object, frames: Pixels) -> None:
    picture = images.decode(encode(frames, 70), "a.png")  # type: ignore[operator]
    assert len(picture.frames) == len(frames)
    assert np.array_equal(np.stack(picture.frames), frames)
    assert set(picture.durations_ms) <= {70, 100}


@pytest.mark.parametrize("suffix", [".gif", ".apng", ".webp"])
def test_durations_come_back_one_by_one(tmp_path: Path, suffix: str) -> None:
    frames = np.stack([sprite(seed) for seed in range(4)])
    images.write_any(tmp_path / f"walk{suffix}", frames, [20, 100, 250, 1000])
    assert images.read_image(tmp_path / f"walk{suffix}").durations_ms == (20, 100, 250, 1000)


@pytest.mark.parametrize("suffix", [".gif", ".apng", ".webp"])
def test_other_readers_see_the_same_animation(tmp_path: Path, suffix: str) -> None:
    frames = np.stack([sprite(1), sprite(2), sprite(2), sprite(3)])
    path = tmp_path / f"walk{suffix}"
    images.write_any(path, frames)
    with Image.open(path) as other:
        assert (other.n_frames, other.info.get("loop")) == (4, 0)
        for index, frame in enumerate(frames):
            other.seek(index)
            assert np.array_equal(np.asarray(other.convert("RGBA")), frame)


def test_a_png_of_frames_is_a_strip(tmp_path: Path) -> None:
    frames = np.stack([sprite(1), sprite(2), sprite(3)])
    images.write_any(tmp_path / "strip.png", frames)
    strip = images.read_pixels(tmp_path / "strip.png")
    assert np.array_equal(strip, np.concatenate(list(frames), axis=1))
    images.write_any(tmp_path / "one.png", frames[0])
    assert np.array_equal(images.read_pixels(tmp_path / "one.png"), frames[0])


def test_what_is_read_can_not_be_written_to() -> None:
    pixels = images.decode_png(images.encode_png(sprite()))
    with pytest.raises(ValueError, match="read-only"):
        pixels[0, 0] = 1


def test_nothing_is_overwritten_unless_allowed(tmp_path: Path) -> None:
    for suffix in images.WRITABLE:
        path = tmp_path / f"a{suffix}"
        images.write_any(path, sprite(1)[None])
        before = path.read_bytes()
        with pytest.raises(FileExists, match="already exists"):
            images.write_any(path, sprite(2)[None], overwrite=False)
        assert path.read_bytes() == before
        images.write_any(path, sprite(2)[None])
        assert path.read_bytes() != before


def test_an_unknown_suffix_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"a\.jpg can not be written: pictures are written as \.png, \.gif"):
        images.write_any(tmp_path / "a.jpg", sprite()[None])


def test_what_is_no_animation_is_refused() -> None:
    with pytest.raises(ValueError, match="2 frames and 3 durations"):
        images.encode_apng(np.zeros((2, 4, 4, 4), np.uint8), [1, 2, 3])
    with pytest.raises(ValueError, match="of one size"):
        images.encode_gif([np.zeros((4, 4, 4), np.uint8), np.zeros((4, 5, 4), np.uint8)])
    with pytest.raises(ValueError, match="Pixels are uint8"):
        images.encode_png(np.zeros((4, 4, 3), np.uint8))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "door.png is empty."),
        (b"hello", "door.png is not a picture that can be read; PNG, GIF, WebP, BMP and Aseprite files are."),
        (b"\xff\xd8\xff\xe0", "door.png is a JPEG picture; PNG, GIF, WebP, BMP and Aseprite files are read."),
        (PNG, "door.png is cut short: the file ends after 8 bytes."),
        (
            header_png(60000, 60000),
            "door.png is too large: 60000 x 60000 pixels, at most 4096 a side are read.",
        ),
        (header_png(0, 5), "door.png is damaged: its header says that it has no pixels."),
        (header_png(16, 16), "door.png is cut short: its picture data ends before the last row."),
        (images.encode_png(sprite())[:-30], "door.png is cut short: the file ends after"),
    ],
)
def test_what_is_no_picture_is_said_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "door.png").write_bytes(data)
    with pytest.raises(FileError) as caught:
        images.read_image(tmp_path / "door.png")
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_smaller_limit_can_be_asked_for(tmp_path: Path) -> None:
    images.write_png(tmp_path / "a.png", sprite())
    with pytest.raises(FileError, match="16 x 16 pixels, at most 15 a side"):
        images.read_image(tmp_path / "a.png", max_side=15)


def test_the_content_counts_and_not_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(images.encode_gif(sprite()[None]))
    assert np.array_equal(images.read_pixels(tmp_path / "a.png"), sprite())


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_bmp_of_other_programs(tmp_path: Path, mode: str) -> None:
    other = Image.fromarray(sprite()[..., :3]).convert(mode)
    other.save(tmp_path / "a.bmp")
    picture = images.read_image(tmp_path / "a.bmp")
    assert np.array_equal(picture.pixels, np.asarray(other.convert("RGBA")))
    assert (picture.palette is not None) == (mode == "P")


def test_webp_of_other_programs(tmp_path: Path) -> None:
    frames = [Image.fromarray(sprite(seed)) for seed in range(3)]
    frames[0].save(
        tmp_path / "a.webp", save_all=True, append_images=frames[1:], lossless=True, duration=[40, 50, 60]
    )
    picture = images.read_image(tmp_path / "a.webp")
    assert picture.durations_ms == (40, 50, 60)
    assert all(np.array_equal(frame, sprite(seed)) for seed, frame in enumerate(picture.frames))
    frames[0].convert("RGB").save(tmp_path / "lossy.webp", quality=50)
    assert images.read_image(tmp_path / "lossy.webp").size == (16, 16)


def test_the_real_sprites_can_be_read(real_sprites: Path) -> None:
    found = sorted(real_sprites.rglob("*.png"))[::50]
    assert found
    for path in found:
        with Image.open(path) as other:
            assert np.array_equal(images.read_pixels(path), np.asarray(other.convert("RGBA")))
