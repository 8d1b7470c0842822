"""What every test stands on: an offscreen screen, folders of its own, and silence.

A Qt warning, a Python warning, an unexpected log record or a thread left behind fails the test that made it.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"  # English, whatever the machine speaks
os.environ["LANGUAGE"] = ""
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import settings

sys.dont_write_bytecode = False  # what one of the programs that tests start has compiled, the others read
settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

REAL_SPRITES = Path(__file__).resolve().parents[2] / "shared" / "sprites"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has its own settings, state, data and cache folders, beside its `tmp_path`."""
    folder = tmp_path_factory.mktemp("person")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))


spared: list[bool] = []


@pytest.fixture(autouse=True)
def spared_collector() -> None:
    """Keep the garbage collector from looking through torch's 200,000 objects again and again."""
    if "torch" in sys.modules and not spared:  # gc.get_freeze_count() goes through all of them
        gc.collect()
        gc.freeze()
        spared.append(True)


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Log records of level WARNING and above and threads left behind fail the test."""
    before = set(threading.enumerate())
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not loud, [r.getMessage() for r in loud]
    left = [t for t in set(threading.enumerate()) - before if t.is_alive() and not t.daemon]
    assert not left, left


@pytest.fixture
def real_sprites() -> Path:
    """The folder of real sprite sets beside the checkout; the test is skipped where it is absent."""
    if not REAL_SPRITES.is_dir():
        pytest.skip(f"no real sprite sets at {REAL_SPRITES}")
    return REAL_SPRITES


@pytest.fixture
def few_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Axes are measured on two sprites: for tests of what a training leaves, not of its axes."""
    monkeypatch.setattr("lunarcore_studio.vae.axes.PROBES", 2)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder of a network of width 8, trained in a second: quick, real, and no good at drawing."""
    from lunarcore_studio import LunarCore
    from lunarcore_studio.starter import draw_sprites

    core = LunarCore.untrained(width=8, device="cpu")
    for _ in core.train(draw_sprites(200, seed=5), steps=8, batch_size=16, precision="float32"):
        pass
    core.card["name"] = "Tiny"
    folder = tmp_path_factory.mktemp("models") / "tiny"
    core.save(folder)
    return folder
