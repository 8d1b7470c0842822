"""Opening a model folder, with sentences that name it. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import read_model_folder
from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Axes
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen import EigenBasis
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.prior import Prior


def open_model(folder: Path) -> tuple[LunarVAE, Axes, Floats, dict[str, Any]]:
    """Model, axes, bank and card of a model folder.

    Raises FileError (no such folder, a file missing or unreadable) or EngineError (damaged, foreign).
    """
    return open_whole(folder)[:4]


def open_whole(folder: Path) -> tuple[LunarVAE, Axes, Floats, dict[str, Any], Prior | None]:
    """As `open_model`, and the prior over the codes where the model has one."""
    try:
        return checkpoint.unpack_whole(read_model_folder(folder))
    except checkpoint.CheckpointError as error:
        raise EngineError(f"{folder.name} can not be used: {error}", "choose_model") from error


def shipped_axes(config: VAEConfig) -> EigenBasis | None:
    """The PCA of the sprites that the shipped model learned from, for a new network of that size to lean on.

    None where sprites are of another size, or the shipped model can not be opened: it is a help alone.
    """
    try:
        eigen = open_model(paths.shipped_model())[0].eigen
    except (EngineError, FileError):
        return None
    fits = eigen is not None and eigen.shape == (config.channels, config.resolution, config.resolution)
    return eigen.basis if eigen is not None and fits else None


def check_model(files: Mapping[str, bytes]) -> None:
    """Card and weights by file name, before they are taken in from elsewhere. FileError when they are
    damaged, foreign, or no model that the engine can load."""
    try:
        checkpoint.check(files)
    except checkpoint.CheckpointError as error:
        raise FileError(str(error)) from error
