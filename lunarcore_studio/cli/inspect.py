"""`inspect`: what a model folder says of itself. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lunarcore_studio.cli.evaluate import lines_of
from lunarcore_studio.cli.options import JsonOption, QuietOption
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files.model_folder import read_model_folder


def inspect(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Model folder.")],
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show a model's config, facts, metrics, size and digest."""
    from lunarcore_studio.vae import checkpoint

    files = read_model_folder(model)
    network, axes, _, card = checkpoint.unpack(files)
    size = sum(map(len, files.values()))
    digest = checkpoint.weights_digest(files)
    config = network.config.to_dict()
    facts = {"model": model.name, "config": config, "facts": card, "metrics": card.get("metrics", {})}
    lines = [f"{key:22} {value}" for key, value in config.items()]
    lines += [
        f"{key:22} {card[key]}"
        for key in ("name", "recipe", "steps", "sprites", "seed", "made")
        if key in card
    ]
    lines += lines_of(card.get("metrics", {}))
    lines += [f"{'axes':22} {len(axes.sigma)}", f"{'size':22} {size / 1e6:.1f} MB", f"{'sha256':22} {digest}"]
    report = Report(as_json, quiet)
    report.result(facts | {"size_bytes": size, "sha256": digest, "axes": len(axes.sigma)}, *lines)
