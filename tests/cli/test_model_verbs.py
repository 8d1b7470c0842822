"""The verbs about models: train to a folder that loads, stop and go on, evaluate, inspect, scan."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lunarcore_studio import LunarCore
from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import HOLDOUT_SEED, sprites_of
from lunarcore_studio.cli.train import training_set
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.model_folder import CARD, THUMBNAILS, TRAINING, WEIGHTS
from lunarcore_studio.starter import draw_icons, draw_sprites
from tests.cli.conftest import Run

SMALL = ("--width", 4, "--batch-size", 8, "--device", "cpu", "--json")
SILENT = Report(as_json=True, quiet=True)


def card_of(folder: Path) -> dict[str, Any]:
    facts = json.loads((folder / CARD).read_text())
    assert isinstance(facts, dict)
    return facts


def test_train_makes_a_model_that_loads_and_tells_what_it_was_trained_on(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "art", tmp_path / "mine"
    source.mkdir()
    for index, sprite in enumerate(draw_sprites(20, seed=9)):
        write_png(source / f"{index:02}.png", sprite)
    facts = run("train", source, "--out", out, "--steps", 3, "--seed", 4, *SMALL).facts
    assert (facts["steps"], facts["stopped"], facts["sprites"] + facts["held_out"]) == (3, False, 20)
    assert facts["held_out"] == facts["metrics"]["sprites"] == 2
    assert facts["sprites_per_s"] > 0
    assert sorted(path.name for path in out.iterdir()) == [CARD, THUMBNAILS, WEIGHTS]
    stored = card_of(out)
    assert stored["config"]["width"] == 4
    card = stored["card"]
    assert (card["recipe"], card["seed"], card["name"], card["started_from"]) == (
        "studio",
        4,
        "mine",
        "scratch",
    )
    assert card["metrics"] == facts["metrics"]
    told = card["trained_on"]
    assert told["source"] == "art"
    assert [file["name"] for file in told["files"][:2]] == ["00.png", "01.png"]
    assert all(len(file["sha256"]) == 64 for file in told["files"])
    assert str(tmp_path) not in json.dumps(stored)
    assert LunarCore.load(out, "cpu").facts["sprites"] == facts["sprites"]


def test_the_seed_recipe_trains_the_document_network(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "seed"
    run("train", "starter:24", "--out", out, "--recipe", "seed", "--steps", 1, *SMALL)
    config = card_of(out)["config"]
    assert (config["channels"], config["skip_gate"], config["eigen_path"]) == (3, False, False)


@pytest.mark.slow
def test_training_goes_on_from_a_model_with_its_network(run: Run, tiny_model: Path, tmp_path: Path) -> None:
    out = tmp_path / "more"
    run("train", "starter:24", "--out", out, "--from", tiny_model, "--steps", 1, "--batch-size", 8, "--json")
    stored = card_of(out)
    assert stored["config"]["width"] == 8
    assert stored["card"]["started_from"] == "tiny"
    refused = run(
        "train", "starter:24", "--out", tmp_path / "no", "--from", tiny_model, "--width", 16, "--steps", 1
    )
    assert refused.code == 1
    assert "width 8 and not 16" in refused.err
    assert not (tmp_path / "no").exists()


def test_the_line_of_facts_for_a_person(run: Run, tmp_path: Path) -> None:
    ran = run("train", "starter:24", "--out", tmp_path / "mine", "--steps", 2, *SMALL[:-1])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("2 steps, ")
    assert "sprites a second; 2 sprites; detail " in ran.out
    assert ran.out.count("\n") == 1


def test_what_is_held_out_is_never_trained_on(tmp_path: Path) -> None:
    sprites = draw_sprites(12, seed=9)
    for folder, chosen in (("art", sprites), ("unseen", sprites[:3, :, ::-1])):
        (tmp_path / folder).mkdir()
        for index, sprite in enumerate(chosen):
            write_png(tmp_path / folder / f"{index}.png", sprite)
    art = sprites_of(tmp_path / "art", 16, SILENT, 0)
    apart = training_set(art, str(tmp_path / "unseen"), 16, SILENT)
    assert (len(apart.pixels), len(apart.holdout)) == (9, 3)
    shared = training_set(art, "0.25", 16, SILENT)
    assert (len(shared.pixels), len(shared.holdout)) == (9, 3)
    assert len(training_set(art, "0", 16, SILENT).holdout) == 0


def test_the_artists_held_out_sprites_come_from_a_stream_of_their_own() -> None:
    drawn = training_set(sprites_of(Path("starter:40"), 16, SILENT, 3), "0.1", 16, SILENT)
    np.testing.assert_array_equal(drawn.holdout, draw_sprites(4, HOLDOUT_SEED))
    np.testing.assert_array_equal(drawn.pixels, draw_sprites(40, 3))


def test_both_hands_of_the_artist_can_be_asked_at_once() -> None:
    drawn = training_set(sprites_of(Path("starter:20+icons:10"), 16, SILENT, 3), "0.1", 16, SILENT)
    assert drawn.facts["source"] == "starter:20+icons:10"
    np.testing.assert_array_equal(drawn.pixels, np.concatenate([draw_sprites(20, 3), draw_icons(10, 3)[0]]))
    icon, _ = draw_icons(1, HOLDOUT_SEED)
    np.testing.assert_array_equal(drawn.holdout, np.concatenate([draw_sprites(2, HOLDOUT_SEED), icon]))


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_learned_and_resume_goes_on(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    arguments = ["train", "starter:32", "--out", str(out), "--steps", "5", *map(str, SMALL)]
    script = (
        "import sys, os, signal\n"
        "from lunarcore_studio.engine.training_run import TrainingRun\n"
        "from lunarcore_studio.cli.program import main\n"
        "steps = TrainingRun.__iter__\n"
        "def third_step_is_interrupted(self):\n"
        "    for report in steps(self):\n"
        "        if report.step == 3:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "        yield report\n"
        "TrainingRun.__iter__ = third_step_is_interrupted\n"
        f"sys.exit(main({arguments!r}))"
    )
    stopped = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert stopped.returncode == 0, stopped.stderr
    facts = json.loads(stopped.stdout)
    assert (facts["stopped"], facts["steps"]) == (True, 3)
    assert sorted(path.name for path in out.iterdir()) == [CARD, THUMBNAILS, TRAINING, WEIGHTS]
    assert LunarCore.load(out, "cpu").card["steps"] == 3
    finished = run(*arguments, "--resume").facts
    assert (finished["stopped"], finished["steps"]) == (False, 5)
    assert sorted(path.name for path in out.iterdir()) == [CARD, THUMBNAILS, WEIGHTS]


def test_resume_needs_a_training_that_was_stopped(run: Run, tiny_model: Path, tmp_path: Path) -> None:
    for out in (tiny_model, tmp_path / "nowhere"):
        ran = run("train", "starter:24", "--out", out, "--resume", *SMALL)
        assert (ran.code, ran.out) == (1, "")
        assert out.name in ran.err


def test_evaluate_gives_the_numbers_of_the_contract(run: Run, tiny_model: Path, pictures: Path) -> None:
    facts = run("evaluate", tiny_model, pictures, "--json").facts
    modes = {"psnr_db", "exact", "authority"}
    pca = {"pca_psnr_db", "pca_exact"}
    assert set(facts) == {"sprites", "detail", "latent", "kl_nats", "active_dims"} | pca
    assert facts["sprites"] == 8
    assert set(facts["detail"]) == set(facts["latent"]) == modes
    told = run("evaluate", tiny_model, "starter:16")
    assert told.code == 0
    assert told.out.splitlines()[0] == "16 sprites"
    assert re.search(r"^pca +[\d.]+ dB, +[\d.]+ % exact; latent mode has [\d.]+ of its wrong", told.out, re.M)


def test_inspect_tells_config_facts_metrics_size_and_digest(run: Run, tiny_model: Path) -> None:
    facts = run("inspect", tiny_model, "--json").facts
    assert facts["config"]["width"] == 8
    assert facts["facts"]["name"] == "Tiny"
    assert facts["size_bytes"] == sum(path.stat().st_size for path in tiny_model.iterdir())
    assert len(facts["sha256"]) == 64
    told = run("inspect", tiny_model).out
    assert facts["sha256"] in told
    assert "Tiny" in told


def test_scan_tells_what_is_kept_and_why_the_rest_is_not(run: Run, pictures: Path) -> None:
    (pictures / "notes.png").write_text("no picture")
    write_png(pictures / "wide.png", np.full((16, 20, 4), 255, np.uint8))
    write_png(pictures / "again.png", draw_sprites(1, seed=9)[0])
    facts = run("scan", pictures, "--json").facts
    assert facts["sprites"] == len(facts["kept"]) == 8
    reasons = {Path(each["path"]).name: each["reason"] for each in facts["left_out"]}
    assert set(reasons) == {"notes.png", "wide.png", "door.png"}
    assert "duplicate" in reasons["door.png"]
    assert "wrong size" in reasons["wide.png"]
    told = run("scan", pictures).out.splitlines()
    assert told[-4].endswith("sheet.png: 16x16 cells, 3x2; cut")
    assert told[-3] == f"8 sprites, {facts['colors']} colours, 3 left out"
    assert told[-2] == "left out: 1 duplicate, 1 not a picture that can be read, 1 wrong size"
    assert told[-1].startswith("Warning: 8 sprites are there, at least 24 are needed: ")
    assert len(told) == 3 + 4


def test_a_name_can_not_move_the_cursor(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb\n.png").write_text("no picture")
    told = run("scan", tmp_path).out
    assert "\x1b" not in told
    assert told.count("\n") == 4
    assert run("scan", tmp_path, "--json").facts["left_out"][0]["path"].endswith("a\x1b[2Jb\n.png")
