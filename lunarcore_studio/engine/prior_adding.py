"""Give a model that is there already a prior and train nothing else of it. Runs on the caller's thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.model_opening import open_model
from lunarcore_studio.files.axis_store import portable_axes
from lunarcore_studio.files.model_folder import THUMBNAILS, read_thumbnail_bytes, write_model_folder
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.device import DeviceError, choose_device
from lunarcore_studio.vae.prior_learning import learned
from lunarcore_studio.vae.rows import Sprites


def add_prior(
    model: Path,
    out: Path,
    pixels: Sprites,
    unseen: Pixels,
    tags: Sequence[Sequence[str]] = (),
    seed: int = 0,
    limit_s: float = 60.0,
    device: str = "auto",
    overwrite: bool = False,
) -> dict[str, Any]:
    """Write the model in the folder `model` to `out` with a prior over the codes of sprites (N, R, R, 4).

    unseen: other sprites, that judge when to stop.   tags: of each of `pixels`.   limit_s: seconds at most.
    -> what the card tells of the prior. Weights are stored as float16. Raises FileError, or EngineError where
    the model is of no use or there are too few sprites.
    """
    network, axes, bank, card = open_model(model)
    try:
        codec = Codec(network, choose_device(device), axes, bank, fast=True)
    except DeviceError as error:
        raise EngineError(str(error), "restart") from error
    prior, told = learned(codec, pixels, unseen, tags, seed, limit_s)
    if prior is None:
        raise EngineError("A prior needs sixteen sprites, and time to learn from them.")
    files = checkpoint.pack(network, axes, bank, card | {"prior": told}, half=True, prior=prior)
    pictures = read_thumbnail_bytes(model)
    files |= portable_axes(model) | ({THUMBNAILS: pictures} if pictures else {})
    write_model_folder(out, files, overwrite)
    return told
