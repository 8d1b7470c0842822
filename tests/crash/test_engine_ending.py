"""The window closes at whatever moment of the engine, and the process is gone soon: a real one, each time."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet, split_holdout
from lunarcore_studio.starter import draw_sprites
from tests.crash.leaving import Left, close_when

SOON_S = 2.0
HUNG_SOON_S = 5.0

IMPORTING = "QTimer.singleShot(300, lambda: leave(window))"

HANGING = """
from lunarcore_studio.engine.lunarcore import LunarCore
hung = threading.Event()
LunarCore.reconstruct = lambda *_: (hung.set(), threading.Event().wait())
clock = QTimer(window)
clock.timeout.connect(lambda: (clock.stop(), leave(window)) if hung.is_set() else None)
clock.start(20)
"""

TRAINING = """
from lunarcore_studio.engine.training_protocol import BeginTraining, TrainingOptions
from lunarcore_studio.files import paths
from lunarcore_studio.starter import draw_sprites
options = TrainingOptions(minutes=10, device="cpu")
pixels = draw_sprites({sprites}, seed=7)
wanted = BeginTraining(Path({out!r}), "Mine", pixels, {{}}, options, paths.shipped_model())
client.model_loaded.connect(lambda _: client.training.begin(wanted))
client.training.told.connect(lambda told: leave(window) if told.step == {step} else None)
"""

KILLED = """
import os, signal
import numpy as np
from lunarcore_studio.pixels.sprite import Sprite
window.session.document.apply(Sprite.from_pixels(np.full((16, 16, 4), 255, np.uint8)), "Unsaved")

def leave(window):
    print(time.time(), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
"""

HANGING_IN_TRAINING = """
from lunarcore_studio.vae.objective import Objective
client.training.told.connect(lambda told: setattr(Objective, "forward", lambda *_: hang()))

def hang():
    QTimer.singleShot(0, window, lambda: leave(window))
    threading.Event().wait()
"""


def test_while_torch_is_imported_and_nothing_is_waited_for(tmp_path: Path) -> None:
    left = close_when(IMPORTING, tmp_path)
    assert (left.code, left.complaints) == (0, "")
    assert left.took_s < SOON_S


@pytest.mark.slow
def test_while_the_worker_hangs(tmp_path: Path) -> None:
    left = close_when(HANGING, tmp_path)
    assert (left.code, left.complaints) == (0, "")
    assert left.took_s < HUNG_SOON_S


@pytest.mark.slow
def test_while_a_training_step_hangs(tmp_path: Path) -> None:
    begun = TRAINING.format(out=str(tmp_path / "mine"), sprites=60, step=-1)
    left = close_when(begun + HANGING_IN_TRAINING, tmp_path)
    assert (left.code, left.complaints) == (0, "")
    assert left.took_s < HUNG_SOON_S


def soonest(began: str, folder: Path, out: Path) -> Left:
    """The first time that is soon, of three: other programs may want the machine just then."""
    for _ in range(3):
        shutil.rmtree(out, ignore_errors=True)
        left = close_when(began, folder)
        if left.took_s < SOON_S:
            break
    return left


def stopped_training(out: Path) -> TrainingRun:
    """The run that was left in the middle."""
    pixels = draw_sprites(300, seed=7)
    inside, outside = split_holdout(pixels, 0.1)
    return TrainingRun.resume(TrainingSet(pixels[inside], pixels[outside]), out, "Mine")


@pytest.mark.slow
def test_when_the_system_ends_it_a_training_is_kept_and_nothing_is_asked(tmp_path: Path) -> None:
    out = tmp_path / "mine"
    left = soonest(KILLED + TRAINING.format(out=str(out), sprites=300, step=4), tmp_path, out)
    assert (left.code, left.complaints) == (128 + signal.SIGTERM, "")
    assert left.took_s < SOON_S
    assert stopped_training(out).trainer.step >= 4


@pytest.mark.slow
def test_in_the_middle_of_a_training_and_what_it_learned_is_kept(tmp_path: Path) -> None:
    """At the width of the shipped model, from which the training goes on."""
    out = tmp_path / "mine"
    left = soonest(TRAINING.format(out=str(out), sprites=300, step=4), tmp_path, out)
    assert (left.code, left.complaints) == (0, "")
    assert left.took_s < SOON_S
    assert stopped_training(out).trainer.step >= 4
