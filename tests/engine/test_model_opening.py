"""What is taken in from elsewhere is looked into before it is kept."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import torch

from lunarcore_studio.engine.model_opening import check_model, open_model
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import CARD, WEIGHTS, read_model_folder
from lunarcore_studio.files.model_library import import_model
from tests.files.models import make_model


def test_a_sound_model_is_taken_in_and_opens(tiny_model: Path) -> None:
    folder = import_model(tiny_model, check_model)
    assert open_model(folder)[3]["name"] == "Tiny"


def test_a_check_draws_no_random_number(tiny_model: Path) -> None:
    before = torch.random.get_rng_state()
    check_model(read_model_folder(tiny_model))
    assert torch.equal(before, torch.random.get_rng_state())


def test_weights_that_are_only_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"describes no network|does not hold the tensors|damaged"):
        import_model(make_model(tmp_path / "down"), check_model)
    assert not paths.user_models_dir().exists()


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_damaged_byte_is_refused(tiny_model: Path, at: int) -> None:
    files = read_model_folder(tiny_model)
    weights = bytearray(files[WEIGHTS])
    weights[at] ^= 0xFF
    with pytest.raises(FileError, match="damaged: its digest"):
        check_model(files | {WEIGHTS: bytes(weights)})
    facts = json.loads(files[CARD])
    facts["weights_sha256"] = hashlib.sha256(weights[:-7]).hexdigest()
    with pytest.raises(FileError, match="safetensors"):
        check_model({CARD: json.dumps(facts).encode(), WEIGHTS: bytes(weights[:-7])})
