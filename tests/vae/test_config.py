"""A config is refused when absurd, before anything is allocated for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from lunarcore_studio.vae.config import LATER_FIELDS, ConfigError, VAEConfig


def test_both_networks_of_the_house() -> None:
    seed, studio = VAEConfig.seed(), VAEConfig.studio()
    assert (seed.resolution, seed.channels, seed.width, seed.latent) == (16, 3, 64, 128)
    assert (seed.encoder_dropout, seed.decoder_dropout) == (0.1, 0.2)
    assert not seed.skip_gate
    assert not seed.eigen_path
    assert studio == VAEConfig()
    assert (studio.channels, studio.encoder_dropout, studio.decoder_dropout) == (4, 0.0, 0.0)
    assert (studio.rest_skips, studio.score_steps) == (True, 16)
    assert (seed.rest_skips, seed.score_steps) == (False, 0)


def test_an_older_config_is_the_network_it_was() -> None:
    older = {name: value for name, value in VAEConfig().to_dict().items() if name not in LATER_FIELDS}
    assert VAEConfig.from_dict(older) == replace(VAEConfig(), rest_skips=False, score_steps=0)


@pytest.mark.parametrize("changes", [{"rest_skips": True}, {"score_steps": 4}])
def test_what_needs_the_eigen_path_is_refused_without_it(changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="eigen path"):
        replace(VAEConfig.seed(), **changes)


@pytest.mark.parametrize("config", [VAEConfig.seed(), VAEConfig.studio(32, 3, 8)])
def test_survives_json(config: VAEConfig) -> None:
    assert VAEConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("resolution", 17), ("resolution", 16.0), ("resolution", True), ("channels", 1), ("width", 0),
        ("width", 10**9), ("width", 6), ("latent", 0), ("latent", 10**12), ("latent", None),
        ("skip_gate", 1), ("eigen_path", "yes"), ("encoder_dropout", 1), ("decoder_dropout", float("nan")),
        ("decoder_dropout", -0.1), ("encoder_dropout", 10**400),
        ("encoder_dropout", True), ("encoder_dropout", "0"), ("rest_skips", 1),
        ("score_steps", -1), ("score_steps", 65), ("score_steps", True), ("score_steps", 2.0),
    ],
)  # fmt: skip
def test_absurd_values_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ConfigError, match=name):
        VAEConfig.from_dict(VAEConfig.studio().to_dict() | {name: value})


@pytest.mark.parametrize("values", [None, [], {}, {"width": 64}, VAEConfig.seed().to_dict() | {"depth": 3}])
def test_foreign_configs_are_refused(values: object) -> None:
    with pytest.raises(ConfigError, match="does not have the fields"):
        VAEConfig.from_dict(values)
