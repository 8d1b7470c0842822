"""Options of `train` reach the plan, an open-ended run ends, a broken one keeps its best, processes agree."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio import LunarCore
from lunarcore_studio.cli import training_loop
from lunarcore_studio.engine.training_run import TrainingRun
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import TRAINING
from lunarcore_studio.vae.trainer import Trainer, TrainingError
from tests.cli.conftest import Run

SMALL = ("--width", 4, "--batch-size", 8, "--device", "cpu", "--json")


def plan_of(folder: Path) -> dict[str, Any]:
    plan = json.loads((folder / "model.json").read_text())["card"]["plan"]
    assert isinstance(plan, dict)
    return plan


def test_every_option_reaches_the_plan(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    asked = ("--learning-rate", 5e-4, "--kl-weight", 3e-5, "--seed", 6, "--steps", 1)
    run("train", "starter:24", "--out", out, *asked, *SMALL)
    plan = plan_of(out)
    assert plan["changes"] == {"learning_rate": 5e-4, "kl_weight": 3e-5}
    assert (plan["seed"], plan["batch_size"], plan["config"]["width"]) == (6, 8, 4)
    assert (plan["steps"], plan["minutes"], plan["patience"]) == (1, None, None)


def test_the_help_warns_of_the_documents_advice(run: Run) -> None:
    told = " ".join(run("train", "--help").out.split())
    assert "Raising it against posterior collapse, as the document advises, makes that worse" in told


@pytest.mark.slow
def test_until_best_ends_by_itself_within_its_most(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    facts = run(
        "train", "starter:24", "--out", out, "--until-best", "--patience", 3, "--steps", 6, *SMALL
    ).facts
    assert facts["steps"] == 6
    assert facts["kept_step"] == 6
    assert facts["best_psnr_db"] == pytest.approx(facts["metrics"]["latent"]["psnr_db"], abs=1e-2)
    assert plan_of(out)["patience"] == 3


def test_a_training_that_breaks_keeps_its_best_and_says_why(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn = Trainer._learn

    def break_at_the_third(self: Trainer) -> Any:
        if self.step == 2:
            raise TrainingError("The loss stopped being a number at step 3.")
        return learn(self)

    monkeypatch.setattr(Trainer, "_learn", break_at_the_third)
    ran = run("train", "starter:24", "--out", tmp_path / "mine", "--steps", 5, *SMALL)
    assert (ran.code, ran.err) == (1, "The loss stopped being a number at step 3.\n")
    assert LunarCore.load(tmp_path / "mine", "cpu").card["kept_step"] == 2
    assert (tmp_path / "mine" / TRAINING).exists()


def test_a_full_disk_at_the_end_waits_for_room_where_somebody_sits(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Person(io.StringIO):
        def isatty(self) -> bool:
            return True

    finish, tries = TrainingRun.finish, 0

    def full_twice(self: TrainingRun, *arguments: Any, **how: Any) -> dict[str, Any]:
        nonlocal tries
        tries += 1
        if tries <= 2:
            raise FileError("mine can not be written: the disk is full.")
        return finish(self, *arguments, **how)

    monkeypatch.setattr(TrainingRun, "finish", full_twice)
    monkeypatch.setattr(training_loop.sys, "stdin", Person("\n\n"))
    ran = run("train", "starter:24", "--out", tmp_path / "mine", "--steps", 1, *SMALL)
    assert (ran.code, tries) == (0, 3)
    assert ran.err.count("make room and press Enter") == 2
    monkeypatch.setattr(training_loop.sys, "stdin", io.StringIO())
    tries = 0
    ran = run("train", "starter:24", "--out", tmp_path / "other", "--steps", 1, *SMALL)
    assert (ran.code, ran.err) == (1, "mine can not be written: the disk is full.\n")


TORCHRUN = (sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
VERB = ("-m", "lunarcore_studio", "train", "starter:32")


@pytest.mark.slow
def test_torchrun_trains_in_two_processes_and_one_writes(run: Run, tmp_path: Path) -> None:
    arguments = ("--steps", "4", "--seed", "2", *map(str, SMALL))
    alone = run("train", "starter:32", "--out", tmp_path / "one", *arguments).facts
    both = subprocess.run(
        [*TORCHRUN, *VERB, "--out", str(tmp_path / "two"), *arguments],
        capture_output=True, text=True, check=False, env=os.environ | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert both.returncode == 0, both.stderr
    facts = json.loads(both.stdout)
    assert facts["steps"] == alone["steps"] == 4
    for mode in ("detail", "latent"):
        ours, theirs = facts["metrics"][mode]["psnr_db"], alone["metrics"][mode]["psnr_db"]
        assert ours == pytest.approx(theirs, abs=0.02)


@pytest.mark.slow
def test_ctrl_c_stops_all_processes_and_keeps_what_was_learned(tmp_path: Path) -> None:
    arguments = ("--minutes", "30", "--quiet", *map(str, SMALL))
    script = (
        "import os, signal, sys\n"
        "from lunarcore_studio.cli.program import main\n"
        "from lunarcore_studio.vae.trainer import Trainer\n"
        "learn = Trainer._learn\n"
        "def told(self):\n"
        "    if self.step == 2:\n"
        "        print('learning', flush=True)\n"
        "    return learn(self)\n"
        "Trainer._learn = told\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    (tmp_path / "train.py").write_text(script)
    running = subprocess.Popen(
        [*TORCHRUN, str(tmp_path / "train.py"), *VERB[2:], "--out", str(tmp_path / "mine"), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "learning\n"
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert LunarCore.load(tmp_path / "mine", "cpu").card["steps"] >= 2, err
    assert (tmp_path / "mine" / TRAINING).exists(), err
    assert '"stopped": true' in out
