"""The quality bench runs through and tells what it promises; on next to nothing, so what it tells is worth
nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lunarcore_studio.files.images import read_pixels

BENCH = Path(__file__).with_name("quality.py")


@pytest.mark.slow
def test_a_run_on_next_to_nothing(tmp_path: Path, tiny_model: Path) -> None:
    asked = ("starter:60", "--minutes", "0.005", "--width", "4", "--batch-size", "8", "--holdout", "0.2")
    command = [sys.executable, str(BENCH), *asked, "--from", str(tiny_model), "--out", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads((tmp_path / "quality.json").read_text())
    models = told["models"]
    assert list(models) == ["document", "pca", "plain", "studio", "untrained", "from"]
    assert (tmp_path / "quality.md").read_text().strip() in ran.stdout
    for name, facts in models.items():
        assert facts["title"] in ran.stdout
        assert facts["metrics"]["sprites"] == told["unseen"] == 12
        assert (facts.get("steps", 0) > 0) == (name not in ("pca", "untrained"))
    pca = models["pca"]["metrics"]
    assert pca["latent"]["psnr_db"] == pca["pca_psnr_db"] == models["studio"]["metrics"]["pca_psnr_db"]
    assert models["document"]["metrics"]["pca_psnr_db"] != pca["pca_psnr_db"]
    for name in ("studio", "untrained", "from"):
        assert set(models[name]["told_apart"]) == {"normal", "prior"}
        assert set(models[name]["smoothness"]) == {"model", "cross_fade", "pca"}
        assert (read_pixels(tmp_path / f"contact-sheet-{name}.png")[..., 3] == 255).all()
