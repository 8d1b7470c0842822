"""A studio that is killed while it saves leaves the old drawing or the new one, whole, and so the backup."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.backup import find_backup
from lunarcore_studio.files.documents import open_layered, save_document
from lunarcore_studio.files.leftovers import STALE_S, sweep
from lunarcore_studio.pixels.sprite import Sprite

SAVE = """
import sys
from pathlib import Path
import numpy as np
from lunarcore_studio.files.backup import keep_former
from lunarcore_studio.files.documents import save_document
from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.sprite import Sprite

rng = np.random.default_rng()
history = History.begin(State(Sprite.blank(16, 16), None))
print("up", flush=True)
while True:
    pixels = rng.integers(0, 256, (16, 16, 4), np.uint8)
    pixels[..., 3] = 255
    history = history.pushed(State(Sprite.from_pixels(pixels), None), "Pencil")
    save_document(Path(sys.argv[1]), history.state.sprite, history, keep=keep_former)
"""


def kill_one(path: Path, delay_s: float) -> None:
    """Start a studio that saves without end, and kill it after a while."""
    with subprocess.Popen([sys.executable, "-c", SAVE, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):  # it saves on and on until it is killed
            process.wait(delay_s)
        process.kill()


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_a_killed_save_leaves_a_whole_drawing(tmp_path: Path, kills: int) -> None:
    path, chance = tmp_path / "potion.lunar", random.Random(7)
    save_document(path, Sprite.from_pixels(np.zeros((16, 16, 4), np.uint8)))
    for _ in range(kills):
        kill_one(path, chance.uniform(0.0, 0.3))
        saved = open_layered(path)
        assert saved.sprite.size == (16, 16)
        assert saved.history is None or saved.history.state.sprite == saved.sprite
        kept = find_backup(path)
        assert kept is None or open_layered(kept.path).sprite.size == (16, 16)
    for folder in (tmp_path, paths.backups_dir()):
        sweep(folder, time.time() + 2 * STALE_S)
    assert list(tmp_path.iterdir()) == [path]
    kept = find_backup(path)
    assert kept is not None
    assert list(paths.backups_dir().iterdir()) == [kept.path]
