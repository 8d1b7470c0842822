"""A run ends with a prior that the model keeps, and that knows the kinds its sprites were of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.prior_adding import add_prior
from lunarcore_studio.engine.training_protocol import BeginTraining, TrainingBegan, TrainingOptions
from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet, split_holdout
from lunarcore_studio.starter import draw_family, draw_sprites
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.trainer import TrainingPlan

KINDS = ("gem", "potion")
PIXELS = np.concatenate([draw_family(kind, range(40)) for kind in KINDS])
TAGS = [(kind,) for kind in KINDS for _ in range(40)]
PLAN = TrainingPlan(VAEConfig.studio(8), steps=15, batch_size=8, device="cpu", prior_share=1.0)


def finished_run(out: Path, plan: TrainingPlan) -> LunarCore:
    unseen = draw_family("gem", range(90, 110))
    run = TrainingRun.begin(plan, TrainingSet(PIXELS, unseen, {}, TAGS), out, "Kinds")
    assert list(run)
    run.trainer.elapsed_s = max(run.trainer.elapsed_s, 3.0)  # the prior's share is of this
    run.finish()
    return LunarCore.load(out, "cpu")


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> LunarCore:
    return finished_run(tmp_path_factory.mktemp("runs") / "kinds", PLAN)


def test_the_model_of_a_run_keeps_its_prior(core: LunarCore, tmp_path: Path) -> None:
    assert core.tags == KINDS
    assert core.facts["has_prior"]
    assert core.card["prior"]["tags"] == list(KINDS)
    core.save(tmp_path / "again")
    again = LunarCore.load(tmp_path / "again", "cpu")
    np.testing.assert_array_equal(again.sample(3, 4, tag="gem"), core.sample(3, 4, tag="gem"))


def test_samples_are_in_colours_that_go_together(core: LunarCore) -> None:
    palettes = [{tuple(color) for color in one[one[..., 3] > 0].tolist()} for one in PIXELS]
    for drawn in core.sample(8, 1):
        own = {tuple(color) for color in drawn[drawn[..., 3] > 0].tolist()}
        assert any(own <= palette for palette in palettes)
    near = core.sample(4, 1, near=PIXELS[3])
    assert {tuple(color) for color in near[near[..., 3] > 0].tolist()} <= palettes[3]


def test_by_noise_by_kind_and_by_what_was_learned_are_different(core: LunarCore) -> None:
    drawn = [core.sample(4, 2), core.sample(4, 2, by="normal"), core.sample(4, 2, tag="potion")]
    assert not np.array_equal(drawn[0], drawn[1])
    assert not np.array_equal(drawn[0], drawn[2])
    assert core.sample(0).shape == (0, 16, 16, 4)
    with pytest.raises(EngineError, match="no tag 'dragon'"):
        core.sample(1, tag="dragon")


def test_no_share_of_the_time_is_no_prior(tmp_path: Path) -> None:
    core = finished_run(tmp_path / "none", replace(PLAN, steps=2, prior_share=0.0))
    assert not core.facts["has_prior"]
    assert core.card["prior"] == {}
    assert core.sample(2).shape == (2, 16, 16, 4)
    with pytest.raises(EngineError, match="knows no tags"):
        core.sample(1, tag="gem")


def test_the_kinds_reach_the_run_of_the_window(tmp_path: Path) -> None:
    engine = EngineCore()
    options = TrainingOptions(width=8, batch_size=8, steps=2, device="cpu")
    tags = tuple((f"kind{index % 3}",) for index in range(30))
    pixels = draw_sprites(30, 3)
    began = engine.handle(BeginTraining(tmp_path / "mine", "Mine", pixels, {}, options, tags=tags))
    assert isinstance(began, TrainingBegan)
    inside = split_holdout(pixels, options.holdout)[0]
    assert engine._desk.running().sprites.tags == [tags[place] for place in inside]
    engine.close()


def test_too_few_sprites_give_no_prior(tiny_model: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="needs sixteen sprites"):
        add_prior(tiny_model, tmp_path / "out", PIXELS[:8], PIXELS[8:30], limit_s=1)
    assert not (tmp_path / "out").exists()
