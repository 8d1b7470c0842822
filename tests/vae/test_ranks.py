"""Two processes that train together end where one does on the same batches, up to the order of sums."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.ranks import ALONE, Ranks, joined
from lunarcore_studio.vae.shared_norm import SharedBatchNorm, norms_apart, share_norms
from lunarcore_studio.vae.trainer import StepReport, Trainer, TrainingError, TrainingPlan

Sprites = NDArray[np.uint8]

# What two processes may differ by from one, after a few steps: AdamW's first steps are as long for a tiny
# gradient as for a large one, so that a rounding error can turn one.
LOSS_TOLERANCE = 1e-3  # relative
WEIGHT_TOLERANCE = 2e-3  # absolute, where a learning rate of 2e-3 has been taken as often
PSNR_TOLERANCE = 0.01  # dB

ONE_OF_TWO = """
import json, pathlib, sys
import numpy as np
import torch
from lunarcore_studio.vae import objective
from lunarcore_studio.vae.ranks import joined
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

torch.set_num_threads(1)
told = json.loads(sys.argv[1])
with np.load(told["sprites"]) as stored:
    data = dict(stored)
forward = objective.Objective.forward
with joined("cpu") as ranks:
    if ranks.rank == told["short_of_memory"]:
        def limited(self, batch, *others):
            if len(batch.target) > 2:
                raise MemoryError
            return forward(self, batch, *others)
        objective.Objective.forward = limited
    plan = TrainingPlan.from_dict(told["plan"])
    trainer = Trainer(plan, data["sprites"], data["unseen"], ranks=ranks)
    reports = []
    for report in trainer:
        reports.append(report.to_dict())
        if ranks.most(float(ranks.rank == 1 and report.step == told["stop_at"])):
            break
    if told["fail"] and ranks.rank == 1:
        sys.exit(3)
    if told["fail"]:
        list(trainer)
    facts = {"reports": reports, "digest": trainer.batches.digest}
    out = pathlib.Path(told["out"])
    (out / f"{ranks.rank}.json").write_text(json.dumps(facts))
    (out / f"{ranks.rank}.safetensors").write_bytes(trainer.state()["training.safetensors"])
"""


def plan(**fields: Any) -> TrainingPlan:
    # Score steps, and gradients near zero of skips that are mostly dropped, make much of a rounding error:
    # without them the bounds above can be as narrow as they are.
    config = replace(VAEConfig.studio(width=8), score_steps=0)
    changes = {"skip_drop": 0.5, "eigen_rate": 0.05}
    given = {"config": config, "changes": changes, "steps": 6, "batch_size": 16, "precision": "float32"}
    return TrainingPlan(**(given | {"device": "cpu", "holdout_every": 3} | fields))


def two(
    folder: Path, planned: TrainingPlan, sprites: Sprites, unseen: Sprites, **how: int
) -> list[subprocess.CompletedProcess[str]]:
    """Run the plan in two processes; what they have to tell lies in `folder`."""
    np.savez(folder / "sprites.npz", sprites=sprites, unseen=unseen)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"sprites": str(folder / "sprites.npz"), "out": str(folder), "plan": planned.to_dict()}
    told |= {"short_of_memory": -1, "stop_at": -1, "fail": 0} | how
    places = {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    running = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", ONE_OF_TWO, json.dumps(told)],
            env=os.environ | places | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in (0, 1)
    ]
    spoken = [each.communicate(timeout=120) for each in running]
    return [
        subprocess.CompletedProcess(each.args, each.returncode, out, err)
        for each, (out, err) in zip(running, spoken, strict=True)
    ]


def reports_of(folder: Path, rank: int) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads((folder / f"{rank}.json").read_text())["reports"]
    return reports


def resumed(folder: Path, rank: int, sprites: Sprites, unseen: Sprites) -> Trainer:
    state = {"training.safetensors": (folder / f"{rank}.safetensors").read_bytes()}
    return Trainer.resume(state, sprites, unseen)


def assert_alike(reports: list[dict[str, Any]], expected: list[StepReport]) -> None:
    assert [report["step"] for report in reports] == [report.step for report in expected]
    for ours, theirs in zip(reports, expected, strict=True):
        assert ours["losses"] == pytest.approx(theirs.losses, rel=LOSS_TOLERANCE)
        assert ours["grad_norm"] == pytest.approx(theirs.grad_norm, rel=10 * LOSS_TOLERANCE)
        assert ours["lr"] == theirs.lr
        for name in ("holdout_psnr_db", "holdout_detail_psnr_db", "best_psnr_db"):
            assert ours[name] == pytest.approx(getattr(theirs, name), abs=PSNR_TOLERANCE)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_two_processes_end_where_one_does(tmp_path: Path, sprites: Sprites, unseen: Sprites) -> None:
    # few steps, since what a turned first step of AdamW leads to grows tenfold with each that follows
    planned = plan(steps=4, holdout_every=2)
    ended = two(tmp_path, planned, sprites, unseen)
    assert [each.returncode for each in ended] == [0, 0], ended[0].stderr + ended[1].stderr
    assert [each.stdout + each.stderr for each in ended] == ["", ""]
    alone = Trainer(planned, sprites, unseen)
    assert_alike(reports_of(tmp_path, 0), list(alone))
    first, second = (resumed(tmp_path, rank, sprites, unseen) for rank in (0, 1))
    for name, tensor in alone.network.state_dict().items():
        ours = first.network.state_dict()[name]
        assert torch.equal(ours, second.network.state_dict()[name]), f"{name} differs between the two"
        # a bias before BatchNorm moves nothing: what moves it is rounding alone
        if not name.endswith("conv.bias"):
            torch.testing.assert_close(ours, tensor, rtol=1e-3, atol=WEIGHT_TOLERANCE, msg=name)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_where_one_runs_out_of_memory_both_take_smaller_parts(
    tmp_path: Path, sprites: Sprites, unseen: Sprites
) -> None:
    ended = two(tmp_path, plan(), sprites, unseen, short_of_memory=1)
    assert [each.returncode for each in ended] == [0, 0], ended[0].stderr + ended[1].stderr
    told = [reports_of(tmp_path, rank) for rank in (0, 1)]
    assert {report["micro_batch"] for each in told for report in each} == {2}
    # parts of two in each process share their statistics: the parts of four of one process
    for ours, theirs in zip(told[0], Trainer(plan(micro_batch=4), sprites, unseen), strict=True):
        assert ours["losses"]["mse"] == pytest.approx(theirs.losses["mse"], rel=0.3)


@pytest.mark.slow
def test_a_stop_of_one_is_a_stop_of_all(tmp_path: Path, sprites: Sprites, unseen: Sprites) -> None:
    ended = two(tmp_path, plan(), sprites, unseen, stop_at=2)
    assert [each.returncode for each in ended] == [0, 0], ended[0].stderr + ended[1].stderr
    assert [len(reports_of(tmp_path, rank)) for rank in (0, 1)] == [2, 2]


@pytest.mark.slow
def test_where_one_is_gone_the_other_says_so(tmp_path: Path, sprites: Sprites, unseen: Sprites) -> None:
    ended = two(tmp_path, plan(), sprites, unseen, stop_at=2, fail=1)
    assert ended[1].returncode == 3
    assert "Another process of this training has ended." in ended[0].stderr


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    "fields",
    [{"micro_batch": 4}, {"minutes": 0.02, "steps": None}, {"patience": 1, "steps": 30},
     {"config": VAEConfig.seed(width=8), "recipe": "seed"}, {"recipe": "seed"}, {"precision": "bfloat16"}],
)  # fmt: skip
def test_two_processes_agree_on_every_kind_of_run(
    tmp_path: Path, sprites: Sprites, unseen: Sprites, fields: dict[str, Any]
) -> None:
    ended = two(tmp_path, plan(**fields), sprites, unseen)
    assert [each.returncode for each in ended] == [0, 0], ended[0].stderr + ended[1].stderr
    first, second = (reports_of(tmp_path, rank) for rank in (0, 1))
    assert first[-1]["fraction"] == 1
    assert [(r["step"], r["losses"], r["fraction"]) for r in first] == [
        (r["step"], r["losses"], r["fraction"]) for r in second
    ]


def test_shares_are_whole_pairs_and_add_up() -> None:
    places = [list(range(24))[Ranks(rank, 3).share(24)] for rank in range(3)]
    assert [place for share in places for place in share] == list(range(24))
    with pytest.raises(TrainingError, match="choose a multiple of 6"):
        Ranks(0, 3).share(64)
    assert ALONE.share(7) == slice(0, 7)


def test_outside_of_torchrun_one_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RANK", "WORLD_SIZE", "MASTER_ADDR"):
        monkeypatch.delenv(name, raising=False)
    with joined() as ranks:
        assert (ranks, ranks.size, ranks.sums([3.0]), ranks.most(2.0)) == (ALONE, 1, [3.0], 2.0)


def test_a_norm_apart_is_torchs_own() -> None:
    torch.manual_seed(0)
    own, x = nn.Sequential(nn.BatchNorm2d(3)), torch.randn(4, 3, 5, 5)
    shared = nn.Sequential(nn.BatchNorm2d(3))
    share_norms(shared)
    assert isinstance(shared[0], SharedBatchNorm)
    with norms_apart(shared):
        assert torch.equal(own(x), shared(x))
    assert torch.equal(own.eval()(x), shared.eval()(x))
    assert own.state_dict().keys() == shared.state_dict().keys()
