"""`evaluate`: the numbers that count, on sprites the model should never have seen. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import lunarcore_studio
from lunarcore_studio.cli.options import Device, DeviceOption, JsonOption, QuietOption, SeedOption
from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import HOLDOUT_SEED, sprites_of


def evaluate(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Model folder.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Sprites, or starter:COUNT+icons:COUNT.")],
    device: DeviceOption = Device.AUTO,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Measure a model on sprites; those of starter: and icons: are never trained on."""
    report = Report(as_json, quiet)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    sprites = sprites_of(folder, core.resolution, report, HOLDOUT_SEED + seed)
    metrics = core.evaluate(sprites.pixels)
    report.result(metrics, *lines_of(metrics))


def lines_of(metrics: dict[str, Any]) -> list[str]:
    """The metrics for a person, a line each; nothing for no metrics."""
    if not metrics:
        return []
    lines = [f"{metrics['sprites']} sprites"]
    for mode in ("detail", "latent"):
        of = metrics[mode]
        authority = "" if of["authority"] is None else f", authority {of['authority']:.2f}"
        lines.append(f"{mode:7} {of['psnr_db']:5.1f} dB, {100 * of['exact']:5.1f} % exact{authority}")
    if metrics["pca_psnr_db"] is not None:
        lines.append(_pca_line(metrics))
    lines.append(f"code    {metrics['kl_nats']:.0f} nats, {metrics['active_dims']} active dimensions")
    return lines


def _pca_line(metrics: dict[str, Any]) -> str:
    """What the PCA reaches, and how many of the PCA's wrong pixels latent mode still has."""
    from lunarcore_studio.vae.metrics import wrong_beside_pca

    line = f"pca     {metrics['pca_psnr_db']:5.1f} dB"
    if metrics.get("pca_exact") is None:
        return line
    line += f", {100 * metrics['pca_exact']:5.1f} % exact"
    ratio = wrong_beside_pca(metrics)
    return line if ratio is None else f"{line}; latent mode has {ratio:.2f} of its wrong pixels"
