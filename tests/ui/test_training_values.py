"""What the wizard says and counts, without a window: lengths, names, words, curves."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunarcore_studio.engine import training_plans
from lunarcore_studio.engine.training_protocol import PaceMeasured, TrainingOptions
from lunarcore_studio.ui import training_presets as presets
from lunarcore_studio.ui.curve import MOST_POINTS, Curve
from lunarcore_studio.ui.model_names import LONGEST, free_name
from lunarcore_studio.ui.training_words import findings, training_text
from lunarcore_studio.vae import course, plan
from lunarcore_studio.vae.config import training_width
from tests.ui.training import CARD, METRICS, told

SKETCH, SOLID, THOROUGH = presets.PRESETS


def pace(step_s: float, batch: int = 64) -> PaceMeasured:
    return PaceMeasured(TrainingOptions(batch_size=batch), None, batch / step_s, step_s)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 s"), (45, "45 s"), (60, "1 min"), (83, "1 min 20 s"), (125, "2 min"), (600, "10 min"),
     (5300, "88 min"), (5400, "1 h 30 min"), (7200, "2 h")],
)  # fmt: skip
def test_durations_are_said_as_one_says_them(seconds: float, said: str) -> None:
    assert presets.duration_text(seconds) == said


def test_a_preset_says_what_this_machine_does_in_its_time() -> None:
    assert presets.length_text(SKETCH, None) == "about 2 min"
    assert presets.yield_text(SKETCH, None, 640) == ""
    assert presets.yield_text(SKETCH, pace(0.5), 640) == "240 steps, each sprite 24 times"
    assert presets.yield_text(SOLID, pace(2.0), 100_000) == "300 steps, not every sprite twice"


def test_the_open_preset_says_what_is_the_least_and_the_most() -> None:
    assert presets.length_text(THOROUGH, None) == "as long as it improves"
    assert presets.length_text(THOROUGH, pace(0.8)) == "10 min or more"
    assert presets.yield_text(THOROUGH, pace(0.8), 100) == "3 h at most"
    assert presets.length_text(THOROUGH, pace(1000.0)) == "3 h or more"


def test_the_open_preset_knows_the_engines_own_ends() -> None:
    warm_up = course.OPEN_NOMINAL_STEPS * plan.RECIPES["studio"].warm_up_share
    stale = training_plans.PATIENCE * training_plans.STEPS_BETWEEN_LOOKS
    assert (warm_up + stale) * (1 + course.TAIL) == presets.FEWEST_OPEN_STEPS
    assert training_plans.LONGEST_MINUTES == presets.LONGEST_MINUTES


def test_steps_stand_above_a_preset() -> None:
    advanced = TrainingOptions(seed=3)
    assert presets.options_for(SOLID, advanced, is_fresh=False).minutes == 10
    assert presets.options_for(THOROUGH, advanced, is_fresh=False).minutes is None
    fixed = presets.options_for(SOLID, TrainingOptions(steps=90), is_fresh=True)
    assert (fixed.steps, fixed.minutes) == (90, None)
    assert presets.steps_text(90, pace(2.0), 64) == "90 steps: about 3 min, each sprite 90 times"


def test_a_preset_gives_a_new_network_its_width() -> None:
    for preset in presets.PRESETS:
        fresh = presets.options_for(preset, TrainingOptions(), is_fresh=True)
        assert fresh.width == preset.width == training_width(preset.minutes)
        assert presets.options_for(preset, TrainingOptions(), is_fresh=False).width is None
        assert presets.options_for(preset, TrainingOptions(width=8), is_fresh=True).width == 8
        assert presets.options_for(preset, TrainingOptions(recipe="seed"), is_fresh=True).width is None


def test_only_what_changes_the_speed_is_measured_again() -> None:
    usual = presets.pace_key(TrainingOptions(), None)
    assert presets.pace_key(TrainingOptions(seed=9, minutes=3, kl_weight=1e-6), None) == usual
    assert presets.pace_key(TrainingOptions(width=8), None) != usual
    assert presets.pace_key(TrainingOptions(), Path("mine")) != usual


def test_progress_names_the_step_where_nobody_knows_the_end() -> None:
    assert presets.progress_text(told(248)) == "62 %"
    assert presets.progress_text(told(248, paused=True)) == "62 %, paused"
    assert presets.progress_text(told(1248, seconds_left=None)) == "step 1,248"


def test_a_name_is_given_once() -> None:
    assert free_name("Mine", {"Yours"}) == "Mine"
    assert free_name("  ", set()) == "Mine"
    assert free_name("Mine", {"mine"}) == "Mine 2"
    assert free_name("Mine 2", {"Mine", "Mine 2", "Mine 3"}) == "Mine 4"
    assert len(free_name("x" * 300, set())) == LONGEST


def test_numbers_have_words_before_them() -> None:
    memory, detail, learned, authority = findings(METRICS)
    assert "128 numbers" in memory.words
    assert memory.numbers == "latent mode: 86 % of pixels exact, 25.3 dB"
    assert detail.is_good
    assert learned.numbers == "+1.8 dB against PCA, which reaches 23.5 dB"
    assert authority.numbers == "authority 0.96 latent, 0.97 detail"


def test_what_is_not_good_is_said() -> None:
    poor = {
        "detail": {"psnr_db": 20.0, "exact": 0.5, "authority": 0.1},
        "latent": {"psnr_db": 12.0, "exact": 0.2, "authority": 0.9},
        "pca_psnr_db": 14.0,
    }
    assert [one.is_good for one in findings(poor)] == [False] * 4
    assert findings(poor)[2].numbers.startswith("−2.0 dB")
    assert findings({}) == ()


def test_a_card_is_one_line() -> None:
    assert training_text(CARD) == "108 sprites  ·  12 kept unseen  ·  400 steps  ·  2 min 10 s"


def test_a_curve_stays_small_and_keeps_its_ends() -> None:
    curve = Curve()
    for step in range(1, 50_001):
        curve.add(step, 1.0 / step)
    assert len(curve) <= MOST_POINTS
    assert curve.steps[0] < 100
    assert curve.steps[-1] > 49_000
    assert curve.steps == sorted(curve.steps)
    curve.add(7, 1.0)
    assert 7 not in curve.steps[-2:]


def test_a_smooth_curve_is_between_its_values() -> None:
    curve = Curve()
    for step in range(40):
        curve.add(step, float(step % 2))
    assert 0.3 < curve.smooth[-1] < 0.7
