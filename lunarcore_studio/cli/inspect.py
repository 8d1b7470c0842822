"""`inspect`: what a model folder says of itself. Main thread."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

import lunarcore_studio
from lunarcore_studio.cli.evaluate import lines_of
from lunarcore_studio.cli.options import Device, IdleDeviceOption, IdleSeedOption, JsonOption, QuietOption
from lunarcore_studio.cli.report import Report, printable
from lunarcore_studio.files.model_folder import WEIGHTS, read_model_folder

TOLD = ("name", "started_from", "recipe", "steps", "sprites", "held_out", "seed", "made")


def inspect(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Model folder.")],
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show a model's config, facts, metrics, size and digest."""
    core, files = lunarcore_studio.LunarCore.load(model, device="cpu"), read_model_folder(model)
    card, config = core.card, core.config
    size, digest = sum(map(len, files.values())), hashlib.sha256(files[WEIGHTS]).hexdigest()
    facts = {"model": model.name, "config": config, "facts": card, "metrics": card.get("metrics", {})}
    facts |= {name: core.facts[name] for name in ("axes", "parameters", "has_prior", "tags")}
    lines = [f"{name:22} {value}" for name, value in config.items()]
    lines += [f"{name:22} {card[name]}" for name in TOLD if name in card]
    lines += [f"{'tags':22} {', '.join(core.tags)}"] if core.tags else []
    lines += lines_of(card.get("metrics", {}))
    lines += [f"{'parameters':22} {core.facts['parameters']:,}", f"{'axes':22} {core.facts['axes']}"]
    lines += [f"{'size':22} {size / 1e6:.1f} MB", f"{'sha256':22} {digest}"]
    Report(as_json, quiet).result(facts | {"size_bytes": size, "sha256": digest}, *map(printable, lines))
