"""The shipped sheet is what the artist draws; LUNARCORE_WRITE_STARTER=1 writes it afresh."""

from __future__ import annotations

import json
import os

import numpy as np

from lunarcore_studio.files import paths
from lunarcore_studio.files.image_writing import encode_png
from lunarcore_studio.files.images import read_pixels
from lunarcore_studio.starter import best, sheet
from lunarcore_studio.starter.chosen import COLUMNS, PICKS


def as_json(names: list[str]) -> str:
    rows = [", ".join(json.dumps(name) for name in names[at : at + COLUMNS]) for at in range(0, 256, COLUMNS)]
    return '{\n  "version": 1,\n  "sprites": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"


def test_there_are_256_different_sprites_of_many_families() -> None:
    pixels, names = best()
    assert pixels.shape == (256, 16, 16, 4)
    assert len({sprite.tobytes() for sprite in pixels}) == 256
    assert len(set(names)) == 256
    assert len({name.rsplit(" ", 1)[0] for name in names}) >= 24


def test_every_line_of_picks_is_a_row_of_the_sheet() -> None:
    for line in PICKS.strip().splitlines():
        assert sum(len(group.split()) - 1 for group in line.split(";")) == COLUMNS, line


def test_the_sheet_holds_the_sprites_row_by_row() -> None:
    pixels, _ = best()
    whole = sheet()
    assert whole.shape == (256, 256, 4)
    assert np.array_equal(whole[16:32, 32:48], pixels[18])


def test_the_shipped_sheet_and_names_are_what_the_artist_draws() -> None:
    drawn, names = encode_png(sheet()), as_json(best()[1])
    if os.environ.get("LUNARCORE_WRITE_STARTER") == "1":
        paths.starter_sheet().write_bytes(drawn)
        paths.starter_names().write_text(names, encoding="utf-8")
    assert np.array_equal(read_pixels(paths.starter_sheet()), sheet())
    assert paths.starter_names().read_text(encoding="utf-8") == names
    assert json.loads(names)["sprites"] == best()[1]
