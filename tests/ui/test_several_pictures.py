"""Frames in a drag come back as they were; what another program puts in their place does no harm."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData

from lunarcore_studio.files.images import encode_apng, encode_gif, encode_png
from lunarcore_studio.ui.images import SPRITE_MIME, pixels_from_mime, sprite_mime
from lunarcore_studio.ui.several_pictures import (
    FRAMES_MIME,
    MOST_BYTES,
    MOST_FRAMES,
    Several,
    put_several,
    several_in,
)


@pytest.fixture
def pictures() -> np.ndarray:
    """uint8 (5, 7, 9, 4): the second like the first, with hidden colours under alpha 0."""
    found = np.random.default_rng(3).integers(0, 256, (5, 7, 9, 4), dtype=np.uint8)
    found[1] = found[0]
    return found


def holding(data: bytes) -> QMimeData:
    mime = QMimeData()
    mime.setData(FRAMES_MIME, QByteArray(data))
    return mime


def test_frames_and_durations_come_back(pictures: np.ndarray) -> None:
    mime = sprite_mime(pictures[0], "walk")
    put_several(mime, Several(tuple(pictures), (10, 20, 30, 40, 50)))
    found = several_in(mime)
    assert found is not None
    assert np.array_equal(np.stack(found.pictures), pictures)
    assert found.durations_ms == (10, 20, 30, 40, 50)
    first = pixels_from_mime(mime)
    assert first is not None
    assert np.array_equal(first[0], pictures[0])
    assert several_in(sprite_mime(pictures[0], "one")) is None


def test_what_a_drag_can_not_carry_is_told_before(pictures: np.ndarray) -> None:
    assert Several.of(pictures[:1], 100) is None
    assert Several.of([pictures[0], pictures[1][:3]], 100) is None
    assert Several.of([pictures[0]] * (MOST_FRAMES + 1), 100) is None
    assert Several.of([np.zeros((2048, 2048, 4), np.uint8)] * 2, 100) is None
    several = Several.of(pictures, 100)
    assert several is not None
    assert several.durations_ms == (100,) * 5


def test_foreign_bytes_are_no_frames(pictures: np.ndarray) -> None:
    whole = encode_apng(pictures, 100)
    many = encode_apng(np.zeros((MOST_FRAMES + 1, 1, 1, 4), np.uint8), 100)
    bombs = (
        b"",
        b"text",
        whole[: len(whole) // 2],
        encode_gif(pictures, 100),
        many,
        whole + bytes(MOST_BYTES),
    )
    for data in bombs:
        assert several_in(holding(data)) is None
    wide = bytearray(encode_png(pictures[0]))
    wide[16:20] = (1 << 30).to_bytes(4)
    assert several_in(holding(bytes(wide))) is None


def test_a_foreign_name_is_no_trouble(pictures: np.ndarray) -> None:
    for said in (b"[" * 100_000, b'{"name": 1e999}', b"\xff\xfe", b'{"name": "' + b"x" * 100_000 + b'"}'):
        mime = sprite_mime(pictures[0], "walk")
        mime.setData(SPRITE_MIME, QByteArray(said))
        found = pixels_from_mime(mime)
        assert found is not None
        assert len(found[1]) <= 200
