"""A model on disk is a folder of named files; here are bytes, `vae/` knows their meaning. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lunarcore_studio.files.atomic import write_folder
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.given_time import in_time
from lunarcore_studio.files.reading import read_bytes

WEIGHTS = "weights.safetensors"
CARD = "model.json"
TRAINING = "training.safetensors"
THUMBNAILS = "thumbnails.png"
AXES = "axes.json"
_LIMITS = {CARD: 16 << 20, WEIGHTS: 256 << 20, TRAINING: 2 << 30, THUMBNAILS: 1 << 20}  # bytes


def read_model_folder(path: Path | str, with_training: bool = False) -> dict[str, bytes]:
    """The files of the model folder at `path` by name: card, weights, and the training if asked for.

    FileError when the folder or one of the first two is missing, or a file is unreadable or too large, or the
    disk does not give them within the limit of time for a file.
    """
    path = Path(path)
    return in_time(path, lambda: _files_of(path, with_training))


def _files_of(path: Path, with_training: bool) -> dict[str, bytes]:
    if not path.is_dir():
        what = "is not a folder" if path.exists() else "does not exist"
        raise FileError.about(path, f"{what}: a model is a folder with {CARD} and {WEIGHTS}")
    names = [CARD, WEIGHTS]
    for name in names:
        if not (path / name).exists():
            raise FileError.about(path, f"is no model: there is no {name} in it")
    if with_training and (path / TRAINING).exists():
        names.append(TRAINING)
    return {name: _read(path, name) for name in names}


def read_thumbnail_bytes(path: Path | str) -> bytes | None:
    """The picture that a model folder may have beside card and weights; FileError when it can not be read."""
    path = Path(path)
    return _read(path, THUMBNAILS) if (path / THUMBNAILS).is_file() else None


def write_model_folder(path: Path | str, files: Mapping[str, bytes], overwrite: bool = False) -> None:
    """Put a model folder at `path`, whole or not at all, in place of a former model when `overwrite` is set.

    Former files of a model go with it, also a training state that `files` does not have; a card for people,
    the sliders that a person named or other company is kept. A folder that holds things but no model is never
    written to. FileExists or FileError as `atomic.write_folder`.
    """
    path = Path(path)
    if path.is_dir() and not (path / CARD).exists() and any(path.iterdir()):
        raise FileError.about(path, "holds other files and no model; choose an empty folder or another name")
    write_folder(path, files, overwrite, stale=_LIMITS)


def remove_model_folder(path: Path | str) -> None:
    """Take the files of a model away, and the folder when nothing else is in it; one that is not there is
    fine. FileError when the disk refuses."""
    path = Path(path)
    try:
        for name in (*_LIMITS, AXES):
            (path / name).unlink(missing_ok=True)
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    except OSError as error:
        raise FileError.from_os(path, error, "removed") from error


def _read(path: Path, name: str) -> bytes:
    try:
        return read_bytes(path / name, _LIMITS[name])
    except FileError as error:
        raise FileError(f"{name} of the model {shown(path)} {error.reason}.", path) from error
