"""A model that can not be trusted is a sentence, never a picture: the former stays, or another stands in."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save

from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.protocol import Failed, LoadModel, ModelLoaded, Reconstruct, Reconstructed
from lunarcore_studio.files import paths
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

NONE = Projection("none")
(SPRITE,) = draw_sprites(1, seed=9)


def rewrite(folder: Path, change: Callable[[torch.Tensor], torch.Tensor]) -> None:
    """Change every convolution's weights in a model folder, with a digest that is right again."""
    tensors = load_file(folder / "weights.safetensors")
    changed = {name: change(each) if each.dim() == 4 else each for name, each in tensors.items()}
    weights = save(changed)
    (folder / "weights.safetensors").write_bytes(weights)
    facts = json.loads((folder / "model.json").read_text())
    facts["weights_sha256"] = hashlib.sha256(weights).hexdigest()
    (folder / "model.json").write_text(json.dumps(facts))


def ask_for(folder: Path, **config: object) -> None:
    """Let the card describe a network of other sizes."""
    facts = json.loads((folder / "model.json").read_text())
    facts["config"].update(config)
    (folder / "model.json").write_text(json.dumps(facts))


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "no number": (lambda m: rewrite(m, lambda w: w * float("nan")), "not finite"),
    "infinite": (lambda m: rewrite(m, lambda w: w / 0), "not finite"),
    "too large": (
        lambda m: rewrite(m, lambda w: w.float().sign() * 3e38),
        "mine can not be used: .* not a number",
    ),
    "absurd width": (lambda m: ask_for(m, width=1_000_000), "describes no network"),
    "absurd latent": (lambda m: ask_for(m, latent=1 << 40), "describes no network"),
    "widest": (lambda m: ask_for(m, width=128), "in another shape"),
    "gone": (shutil.rmtree, "mine does not exist"),
}


@pytest.fixture
def spoilt(tiny_model: Path, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    spoil, words = FAULTS[request.param]
    mine = shutil.copytree(tiny_model, tmp_path / "mine")
    spoil(mine)
    return mine, words


@pytest.mark.parametrize("spoilt", FAULTS, indirect=True)
def test_the_former_model_stays(spoilt: tuple[Path, str], tiny_model: Path) -> None:
    mine, words = spoilt
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))
    refused = core.handle(LoadModel(mine, "cpu"))
    assert isinstance(refused, Failed)
    assert refused.way_out == "choose_model"
    assert re.search(words, refused.sentence), refused.sentence
    assert isinstance(core.handle(Reconstruct(1, SPRITE, NONE)), Reconstructed)


@pytest.mark.parametrize("spoilt", ["too large", "gone"], indirect=True)
def test_the_shipped_one_stands_in_where_there_is_none(spoilt: tuple[Path, str]) -> None:
    loaded = EngineCore().handle(LoadModel(spoilt[0], "cpu", or_shipped=True))
    assert isinstance(loaded, ModelLoaded)
    assert loaded.facts.path == paths.shipped_model()
    assert loaded.facts.stands_in
    assert "mine" in loaded.instead


def test_where_the_shipped_one_is_spoilt_too_it_is_about_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped_model", lambda: tmp_path / "no installation")
    refused = EngineCore().handle(LoadModel(tmp_path / "mine", "cpu", or_shipped=True))
    assert isinstance(refused, Failed)
    assert refused.sentence.startswith("mine does not exist")
