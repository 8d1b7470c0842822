"""The first drawings of a session are answered while torch is still on its way, and nothing is lost by it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.first_answers import first_answers
from lunarcore_studio.engine.protocol import LoadModel, Reconstruct, Reconstructed
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

ANY = Projection("none")
SPRITE = draw_sprites(1, seed=9)[0]
# A program whose engine is asked at once, as by a person who draws while it starts.
PROGRAM = """
import json, sys
import numpy as np
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites
app = QCoreApplication([])
client, told = EngineClient(), []
def tell(what):
    told.append([what, client.facts is not None])
    if what == sys.argv[3] and client.facts is not None:
        app.quit()
client.reconstructed.connect(lambda _: tell("reconstructed"))
client.model_loaded.connect(lambda _: tell("loaded"))
client.failed.connect(lambda _: tell("failed"))
client.start(Path(sys.argv[1]), "cpu")
side = int(sys.argv[2])
client.reconstruct(np.full((side, side, 4), 255, np.uint8), Projection("none"))
QTimer.singleShot(60_000, app.quit)
app.exec()
client.stop()
print(json.dumps(told), flush=True)
import os
os._exit(0)
"""


def told_by_program(model: Path, side: int, until: str) -> list[Any]:
    """What the client told, and whether a model was loaded then, of a drawing of `side` pixels."""
    command = [sys.executable, "-c", PROGRAM, str(model), str(side), until]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: list[Any] = json.loads(done.stdout)
    return told


def test_a_drawing_is_answered_before_the_model_is_loaded_and_once_more_after(tiny_model: Path) -> None:
    told = told_by_program(tiny_model, 16, "reconstructed")
    assert told == [["reconstructed", False], ["loaded", True], ["reconstructed", True]]


def test_what_can_not_be_answered_waits_for_the_engine_to_say_why(tiny_model: Path) -> None:
    assert told_by_program(tiny_model, 12, "failed") == [["loaded", True], ["failed", True]]


@pytest.mark.parametrize("projection", [ANY, Projection("sprite")])
def test_the_answer_is_the_engine_s(tiny_model: Path, projection: Projection) -> None:
    answers, core = first_answers(LoadModel(tiny_model)), EngineCore()
    assert answers is not None
    core.handle(LoadModel(tiny_model, "cpu"))
    request = Reconstruct(7, SPRITE, projection)
    first, later = answers.answer(request), core.handle(request)
    assert isinstance(first, Reconstructed)
    assert isinstance(later, Reconstructed)
    assert (first.stamp, first.epoch) == (7, 0)
    for name in ("detail", "latent", "raw_detail", "raw_latent"):
        ours, theirs = (getattr(each, name).astype(int) for each in (first, later))
        assert np.abs(ours - theirs).max() <= 1
    np.testing.assert_allclose(first.mean, later.mean, atol=1e-3)


def test_there_are_none_where_there_is_no_model(tmp_path: Path, tiny_model: Path) -> None:
    assert first_answers(LoadModel(tmp_path)) is None
    assert first_answers(LoadModel(tiny_model, "cuda")) is None
    assert first_answers(Reconstruct(1, SPRITE, ANY)) is None


def test_another_size_has_no_answer(tiny_model: Path) -> None:
    answers = first_answers(LoadModel(tiny_model))
    assert answers is not None
    assert answers.answer(Reconstruct(1, SPRITE[:8, :8], ANY)) is None
