"""A training whose process is killed in mid-step goes on from its checkpoint as if nothing had happened."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.trainer import TrainingPlan

RUN = """
import os, signal, sys
from pathlib import Path
from lunarcore_studio.engine import training_run
from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.trainer import TrainingPlan

plan = TrainingPlan(VAEConfig.studio(width=8), {recipe!r}, steps=7, batch_size=8, seed=3, device="cpu",
                    precision="float32", holdout_every=2)
sprites = TrainingSet(draw_sprites(24, seed=1), draw_sprites(4, seed=2))
training_run.CHECKPOINT_S = 0.0 if {meanwhile!r} else 1e9
run = TrainingRun.begin(plan, sprites, Path({out!r}), "mine")
for report in run:
    run.settle()
    if report.step == 3 and not {meanwhile!r}:
        run.checkpoint()
    print(report.step, flush=True)
    if report.step == {last!r}:
        break
breaths = 0
def breathe():
    global breaths
    breaths += 1
    if breaths == {breath!r}:
        os.kill(os.getpid(), signal.SIGKILL)
run.trainer.breathe = breathe
list(run)
"""


@pytest.fixture
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    ("recipe", "meanwhile", "last", "breath"),
    [
        ("studio", False, 5, 40),  # in a forward pass
        ("seed", True, 3, 110),  # in a backward pass
    ],
)
def test_killed_in_mid_step_and_resumed_it_gives_the_same_curve(
    tmp_path: Path, recipe: str, meanwhile: bool, last: int, breath: int
) -> None:
    out = tmp_path / "mine"
    script = RUN.format(recipe=recipe, meanwhile=meanwhile, out=str(out), last=last, breath=breath)
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout.split() == [str(step) for step in range(1, last + 1)]

    plan = TrainingPlan(
        VAEConfig.studio(width=8), recipe, steps=7, batch_size=8, seed=3, device="cpu",
        precision="float32", holdout_every=2,
    )  # fmt: skip
    sprites = TrainingSet(draw_sprites(24, seed=1), draw_sprites(4, seed=2))
    whole = TrainingRun.begin(plan, sprites, tmp_path / "whole", "whole")
    told = list(whole)
    resumed = TrainingRun.resume(sprites, out, "mine")
    again = list(resumed)
    assert [report.step for report in again] == [4, 5, 6, 7]
    curve = [(r.losses, r.lr, r.grad_norm, r.holdout_psnr_db, r.best_psnr_db) for r in told[3:]]
    assert [(r.losses, r.lr, r.grad_norm, r.holdout_psnr_db, r.best_psnr_db) for r in again] == curve
    for ours, theirs in zip(
        resumed.trainer.snapshot().tensors.items(), whole.trainer.snapshot().tensors.items(), strict=True
    ):
        assert ours[0] == theirs[0]
        np.testing.assert_array_equal(ours[1].numpy(), theirs[1].numpy(), err_msg=ours[0])


KILLED_WRITING = """
import os, signal, sys
from pathlib import Path
from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.trainer import TrainingPlan

plan = TrainingPlan(VAEConfig.studio(width=8), steps=4, batch_size=8, device="cpu", precision="float32")
sprites = TrainingSet(draw_sprites(24, seed=1), draw_sprites(4, seed=2))
run = TrainingRun.begin(plan, sprites, Path({out!r}), "mine")
calls = 0
def traced(event, arguments):
    global calls
    if event in ("os.rename", "os.mkdir", "open", "os.remove", "shutil.rmtree") and armed:
        calls += 1
        if calls == {at!r}:
            os.kill(os.getpid(), signal.SIGKILL)
armed = False
sys.addaudithook(traced)
for report in run:
    armed = report.step == 2
    run.checkpoint()
    armed = False
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", range(1, 22, 2))
def test_killed_while_writing_there_is_a_whole_checkpoint(tmp_path: Path, at: int) -> None:
    out = tmp_path / "mine"
    script = KILLED_WRITING.format(out=str(out), at=at)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    sprites = TrainingSet(draw_sprites(24, seed=1), draw_sprites(4, seed=2))
    resumed = TrainingRun.resume(sprites, out, "mine")
    assert resumed.trainer.step == 4 if done.returncode == 0 else resumed.trainer.step in (1, 2)
