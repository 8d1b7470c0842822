"""Model folders for tests: a card as the trainer writes it, weights that are only bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from lunarcore_studio.files.model_folder import CARD, WEIGHTS, write_model_folder

WEIGHT_BYTES = b"\x02\0\0\0\0\0\0\0{}"


def facts(name: str = "Mine", **card: Any) -> dict[str, Any]:
    """All of a model.json; `card` has facts in place of the usual ones."""
    return {
        "format": "lunarcore-model", "version": 1,
        "config": {"resolution": 16, "channels": 4, "width": 8, "latent": 32},
        "weights_sha256": hashlib.sha256(WEIGHT_BYTES).hexdigest(),
        "card": {
            "name": name, "started_from": "scratch", "recipe": "studio", "seed": 7, "steps": 30,
            "sprites": 4, "held_out": 1, "training_s": 60.0, "made": "2026-03-04T05:06:07+00:00",
            "plan": {"steps": None, "minutes": 2.0},
            "trained_on": {
                "source": "sprites", "sha256": "ab" * 32,
                "files": [{"name": "gem.png", "sha256": "cd" * 32}],
            },
            "metrics": {
                "latent": {"psnr_db": 24.5, "exact": 0.5}, "detail": {"psnr_db": 33.0, "exact": 0.75},
                "pca_psnr_db": 21.5,
            },
        } | card,
    }  # fmt: skip


def model_files(name: str = "Mine", **card: Any) -> dict[str, bytes]:
    """The bytes of a model's two files."""
    return {CARD: json.dumps(facts(name, **card)).encode(), WEIGHTS: WEIGHT_BYTES}


def make_model(folder: Path, name: str = "Mine", **card: Any) -> Path:
    """A model folder; gives `folder`."""
    write_model_folder(folder, model_files(name, **card))
    return folder
