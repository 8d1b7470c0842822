"""What a training tells a window, made up: for the pages that show it. GUI thread only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    Outcome,
    TrainingBegan,
    TrainingEnded,
    TrainingLooked,
    TrainingTold,
)
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui.training_wizard import Button, TrainingWizard
from tests.ui.studio import Studio

SPRITES = draw_sprites(12, seed=21)
METRICS = {
    "detail": {"psnr_db": 34.2, "exact": 0.994, "authority": 0.97},
    "latent": {"psnr_db": 25.3, "exact": 0.86, "authority": 0.96},
    "pca_psnr_db": 23.5,
}
CARD = {"sprites": 108, "held_out": 12, "steps": 400, "training_s": 130.0, "metrics": METRICS}
NO_PICTURES = np.zeros((0, 1, 1, 4), np.uint8)


def began(out: Path = Path("/nowhere/mine"), **named: object) -> TrainingBegan:
    told = TrainingBegan(out, "Mine", "cpu", "float32", 108, 12, 0, 23.5)
    return replace(told, **named)  # type: ignore[arg-type]


def told(step: int = 100, **named: object) -> TrainingTold:
    """Step `step` of 400, with the last look at the unseen sprites at the full hundred before it."""
    looked_at = step // 100 * 100
    usual = TrainingTold(
        step, 400, step / 400, {"total": 2.0 / (step + 1)}, 1e-3, 312.4, step * 0.5, (400 - step) * 0.5,
        24.5 if looked_at else None, 31.0 if looked_at else None, looked_at, looked_at, False, "",
    )  # fmt: skip
    return replace(usual, **named)  # type: ignore[arg-type]


def looked(step: int = 100) -> TrainingLooked:
    return TrainingLooked(step, SPRITES, SPRITES, np.roll(SPRITES, 1, axis=2))


def ended(outcome: Outcome = "finished", out: Path = Path("/nowhere/mine"), **named: object) -> TrainingEnded:
    usual = TrainingEnded(outcome, out, "Mine", CARD, SPRITES, np.roll(SPRITES, 2, axis=2), SPRITES)
    return replace(usual, **named)  # type: ignore[arg-type]


def answer(box: QMessageBox, word: str) -> None:
    """Click the button of an open question."""
    button = next(one for one in box.buttons() if one.text().replace("&", "") == word)
    assert isinstance(button, QPushButton)
    button.click()


def click(wizard: TrainingWizard, which: Button) -> None:
    button = wizard.button(which)
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def to_run(wizard: TrainingWizard, studio: Studio, posted: list[Any]) -> BeginTraining:
    """Next, Train, and the engine has begun."""
    click(wizard, Button.NextButton)
    click(wizard, Button.NextButton)
    request = posted[-1]
    assert isinstance(request, BeginTraining)
    studio.session.client.training.receive(began(request.out, name=request.name))
    return request
