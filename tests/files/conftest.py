"""A folder with something of everything to scan, and what of it was read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import images
from lunarcore_studio.files.sheets import pack
from tests.files.drawn import sprite
from tests.files.scanned import Read
from tests.files.test_enlarged import larger
from tests.files.test_grids import full


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """The names of the files whose bytes were taken, in order."""
    names: Read = []
    real = images.read_bytes

    def counted(path: Path, *more: int) -> bytes:
        names.append(Path(path).name)
        return real(path, *more)

    monkeypatch.setattr(images, "read_bytes", counted)
    return names


@pytest.fixture
def art(tmp_path: Path) -> Path:
    """Sprites in folders, a copy, a moving one, a sheet with lines between, an enlarged one, a text."""
    folder = tmp_path / "art"
    for name in ("animals/cat", "animals/wild/fox", "key", "zebra"):
        path = folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        images.write_png(path, sprite(len(name)))
    images.write_png(folder / "again.png", sprite(len("key")))
    images.write_gif(folder / "walk.gif", np.stack([sprite(20), sprite(21), sprite(20)]))
    tiles = [full(30), full(31), full(30), np.zeros((16, 16, 4), np.uint8), full(32), full(33)]
    images.write_png(folder / "tiles.png", pack(tiles, 3, 0, 1))
    images.write_png(folder / "hero.png", larger(sprite(40), 8))
    (folder / "notes.txt").write_text("hello")
    (folder / "broken.png").write_bytes(b"hello")
    return folder


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """A folder of a user for whom permissions hold; tests of the superuser lower themselves to one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        nobody = 65534
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
        try:
            yield folder
        finally:
            os.seteuid(0)
