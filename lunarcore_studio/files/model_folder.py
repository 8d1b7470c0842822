"""A model on disk is a folder of named files; here only bytes move, `vae/checkpoint.py` knows what they mean.

Any thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lunarcore_studio.files import images
from lunarcore_studio.files.atomic import write_folder
from lunarcore_studio.files.errors import FileError

WEIGHTS = "weights.safetensors"
CARD = "model.json"
TRAINING = "training.safetensors"
_CAPS = {WEIGHTS: 512 * 2**20, CARD: 16 * 2**20, TRAINING: 4 * 2**30}


def read_model_folder(path: Path, with_training: bool = False) -> dict[str, bytes]:
    """The files of the model folder at `path`: weights, card and, if asked for and there, the training state.

    Raises FileError when the folder or one of its two files is missing, unreadable or too large.
    """
    path = Path(path)
    if not path.is_dir():
        what = "is not a folder" if path.exists() else "does not exist"
        raise FileError(f"The model {path} {what}.")
    names = [CARD, WEIGHTS]
    if with_training and (path / TRAINING).exists():
        names.append(TRAINING)
    for name in names:
        if not (path / name).exists():
            raise FileError(f"The model {path} has no {name}.")
    return {name: images.read_file(path / name, _CAPS[name]) for name in names}


def write_model_folder(path: Path, files: Mapping[str, bytes], overwrite: bool = False) -> None:
    """Put a model folder at `path`, whole or not at all; an older one is replaced as one.

    With `overwrite` only a folder that holds a model (or nothing) is replaced, never a folder of other things.
    """
    path = Path(path)
    if overwrite and path.is_dir() and any(entry.name not in _CAPS for entry in path.iterdir()):
        raise FileError(f"{path} holds other files than a model and was not overwritten.")
    write_folder(path, files, overwrite)
