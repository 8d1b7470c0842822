"""The log has moments in UTC and whole tracebacks, and never a picture, however it comes."""

from __future__ import annotations

import base64
import logging
import re
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files.images import encode_png
from lunarcore_studio.files.log_format import LONGEST, LogFormatter, cut, without_pictures

PIXELS = np.random.default_rng(3).integers(0, 256, (16, 16, 4), np.uint8)
PNG = encode_png(PIXELS)


def line(message: object, *args: object) -> str:
    record = logging.LogRecord("studio", logging.WARNING, __file__, 1, message, args, None)
    record.created = 1_764_434_833.1234
    return LogFormatter().format(record)


def test_a_record_has_its_moment_level_and_logger() -> None:
    assert line("%s is damaged", "a.png") == "2025-11-29T16:47:13.123Z WARNING studio: a.png is damaged"
    assert line("one\ntwo").endswith("studio: one\n    two")


@pytest.mark.parametrize(
    "picture",
    [
        PIXELS,
        PIXELS.tolist(),
        PIXELS.ravel().tolist(),
        repr(PIXELS),
        str(PIXELS[..., 0] / 255),
        PNG,
        bytearray(PNG),
        repr(PNG),
        base64.b64encode(PNG).decode(),
        base64.urlsafe_b64encode(PNG).decode(),
        base64.b64encode(bytes(2000)).decode(),
        PIXELS.tobytes().hex(),
        PIXELS.tobytes().hex(" "),
        " ".join(f"#{value:06x}" for value in range(0xD04648, 0xD04648 + 256)),
        {"pixels": PIXELS, "more": PIXELS.tolist()},
    ],
    ids=range(15),
)
@pytest.mark.parametrize("how", ["argument", "text", "exception"])
def test_a_picture_never_gets_in(picture: object, how: str) -> None:
    if how == "argument":
        told = line("this failed: %s", picture)
    elif how == "text":
        told = line(f"this failed: {picture}")
    else:
        told = exception(picture)
    assert "this failed" in told
    assert not re.search(r"[A-Za-z0-9+/]{64}", told)
    assert len(re.findall(r"\d+", told)) < 60
    assert len(told) < 1200


def exception(picture: object) -> str:
    """The record of an exception that has a picture in its words."""
    try:
        raise ValueError(f"this failed: {picture}")
    except ValueError:
        record = logging.LogRecord("studio", logging.ERROR, __file__, 1, "a bug", (), sys.exc_info())
    told = LogFormatter().format(record)
    assert "ValueError" in told
    assert record.exc_text is None
    return told


def test_paths_and_sentences_stay_as_they_are() -> None:
    for text in (
        "/home/jane/pictures/sprites/animation-knight/walking/final_version/frame-one.png can not be read",
        'File "/usr/lib/python3.11/site-packages/lunarcore_studio/ui/file_commands.py", line 120, in save',
        "Opened hero.png, 16 x 16 pixels, 3 layers, 12 frames, without 2 slices, 4 masks.",
        "torch 2.13.0, numpy 2.4.6, PySide6 6.11.3",
    ):
        assert without_pictures(text) == text


def test_a_long_record_keeps_its_beginning_and_its_end() -> None:
    told = line("begins %s ends", "and goes on\n" * 1000)
    assert len(told) <= LONGEST + 60  # what stands before the message is short and stays
    assert "begins" in told
    assert told.endswith(" ends")
    assert "12,0" in told


@given(st.text(max_size=5000), st.integers(500, 3000))
def test_no_text_is_longer_than_it_may_be(text: str, longest: int) -> None:
    assert len(cut(text, longest).replace("\n", "\n    ")) <= longest


@given(st.text(alphabet="0123456789abcdef.e+-,[] \n\\'b#x", max_size=3000))
def test_whatever_looks_like_numbers_takes_no_time(text: str) -> None:
    assert len(without_pictures(text)) <= len(text) + 64


def test_control_characters_do_not_reach_a_terminal() -> None:
    assert line("%s", "a\x1b[31mb\x07\r\x9b") == line("a�[31mb���")
