"""The prior: new codes look like the ones that were learned, by tag, near a code, and the same for a seed."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.prior import Prior, PriorConfig, PriorError, layout, tag_names
from lunarcore_studio.vae.prior_training import CodeSet, PriorTrainer, parted

LATENT = 6
Floats = NDArray[np.float32]


def two_heaps(count: int, seed: int) -> CodeSet:
    """Codes around +2 with the tag "day" and around -2 with "night", each with its mirror image's."""
    rng = np.random.default_rng(seed)
    is_day = rng.random(count) < 0.5
    middle = np.where(is_day, 2.0, -2.0)[:, None]
    own = middle + 0.3 * rng.standard_normal((count, LATENT))
    mean = np.stack([own, own + 0.05], axis=1).reshape(-1, LATENT).astype(np.float32)
    tags = np.stack([is_day, ~is_day], axis=1).repeat(2, axis=0)
    return CodeSet(mean, np.full_like(mean, 0.05), tags, ("day", "night"))


def trainer_of(steps: int = 300, seed: int = 0) -> PriorTrainer:
    return PriorTrainer(two_heaps(200, 1), two_heaps(40, 2), seed, width=32, most_steps=steps)


@pytest.fixture(scope="module")
def trainer() -> PriorTrainer:
    made = trainer_of()
    assert list(made)
    return made


@pytest.fixture(scope="module")
def prior(trainer: PriorTrainer) -> Prior:
    return trainer.prior()


def test_it_learns_what_no_normal_distribution_holds(trainer: PriorTrainer, prior: Prior) -> None:
    assert trainer.best_step > 0
    middles = prior.sample(200, 5, freedom=float("inf")).mean(axis=1)
    assert (np.abs(np.abs(middles) - 2) < 0.7).mean() > 0.75
    assert 0.25 < (middles > 0).mean() < 0.75
    untrained = trainer_of(steps=1).prior().sample(200, 5, freedom=float("inf")).mean(axis=1)
    assert (np.abs(np.abs(untrained) - 2) < 0.7).mean() < 0.5


@pytest.mark.parametrize("freedom", [1.0, float("inf")])
def test_a_tag_decides(prior: Prior, freedom: float) -> None:
    assert prior.tags == ("day", "night")
    assert (prior.sample(60, 3, "day", freedom=freedom).mean(axis=1) > 0).mean() > 0.9
    assert (prior.sample(60, 3, "night", freedom=freedom).mean(axis=1) < 0).mean() > 0.9
    with pytest.raises(PriorError, match=r"no tag 'noon'; it knows: day, night\.$"):
        prior.sample(1, 0, "noon")


def test_the_same_seed_gives_the_same_codes(prior: Prior) -> None:
    assert np.array_equal(prior.sample(4, 9), prior.sample(4, 9))
    assert not np.array_equal(prior.sample(4, 9), prior.sample(4, 10))
    code = np.full(LATENT, 2, np.float32)
    assert np.array_equal(prior.near(code, 3, 1), prior.near(code, 3, 1))
    assert prior.sample(0, 1).shape == (0, LATENT)


def test_training_is_the_same_for_the_same_seed_and_leaves_the_worlds_chance_alone() -> None:
    before = torch.get_rng_state()
    pairs = [trainer_of(3, seed).prior().tensors() for seed in (4, 4, 5)]
    assert torch.equal(torch.get_rng_state(), before)
    name = "network.enter.weight"
    assert torch.equal(pairs[0][name], pairs[1][name])
    assert not torch.equal(pairs[0][name], pairs[2][name])


def test_a_relative_is_as_far_as_it_is_asked_to_be(prior: Prior) -> None:
    code = (2 + 0.3 * np.random.default_rng(7).standard_normal(LATENT)).astype(np.float32)
    ways = [
        float(np.linalg.norm(prior.near(code, 40, 2, strength) - code, axis=1).mean())
        for strength in (0.0, 0.2, 0.5, 1.0)
    ]
    assert ways[0] < 1e-5
    assert ways == sorted(ways)
    with pytest.raises(PriorError):
        prior.near(code, 1, 0, 1.5)


@pytest.mark.slow
def test_it_stops_on_codes_that_it_never_sees() -> None:
    few = two_heaps(6, 1)
    made = PriorTrainer(few, two_heaps(40, 2), width=64)
    reports = list(made)
    assert made.step < 20000
    assert made.best_step < made.step
    looks = [report.unseen_loss for report in reports if report.unseen_loss is not None]
    assert made.best_loss <= min(looks)


def test_it_ends_in_time_and_breathes_without_counting_it() -> None:
    breaths: list[int] = []
    made = PriorTrainer(
        two_heaps(50, 1), two_heaps(20, 2), limit_s=0.2, width=32, breathe=lambda: breaths.append(1)
    )
    assert made.elapsed_s == 0
    steps = len(list(made))
    assert 0 < steps < 20000
    assert len(breaths) >= steps


def test_a_sprite_and_its_mirror_image_stay_on_one_side() -> None:
    codes = two_heaps(20, 3)
    seen, unseen = parted(codes, 0)
    assert (len(seen), len(unseen)) == (36, 4)
    for part in (seen, unseen):
        assert np.allclose(part.mean[1::2] - part.mean[::2], 0.05, atol=1e-5)
    assert not {row.tobytes() for row in seen.mean} & {row.tobytes() for row in unseen.mean}


def test_no_codes_are_refused() -> None:
    with pytest.raises(ValueError, match="needs codes"):
        PriorTrainer(two_heaps(0, 1), two_heaps(4, 2))


def test_it_comes_back_from_its_tensors(prior: Prior) -> None:
    tensors = prior.tensors()
    shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    assert {name: shape for name, (shape, _) in layout(prior.config, shapes).items()} == shapes
    again = Prior.of(PriorConfig.from_dict(LATENT, prior.config.to_dict()), tensors)
    assert np.array_equal(again.sample(3, 1, "day"), prior.sample(3, 1, "day"))
    with pytest.raises(PriorError):
        Prior.of(prior.config, tensors | {"scale": torch.zeros(LATENT)})


@pytest.mark.parametrize(
    "change",
    [
        {"width": 0}, {"width": 10**9}, {"width": True}, {"blocks": 99}, {"tags": ["a", "a"]}, {"tags": "ab"},
        {"tags": [""]}, {"tags": ["x" * 81]}, {"tags": [3]}, {"depth": 1}, {"freedom": 0},
        {"freedom": 1e9}, {"freedom": float("nan")}, {"freedom": "1"},
    ],
)  # fmt: skip
def test_absurd_configs_are_refused(change: dict[str, object]) -> None:
    sound = PriorConfig(LATENT, 32, 3, ("a",)).to_dict()
    assert PriorConfig.from_dict(LATENT, sound).tags == ("a",)
    with pytest.raises(PriorError):
        PriorConfig.from_dict(LATENT, sound | change)


def test_tags_that_one_sprite_alone_has_are_not_learned() -> None:
    assert tag_names([("gem", "red"), ("gem",), ("potion",), ("potion", "potion")]) == ("gem", "potion")
    assert tag_names([]) == ()
