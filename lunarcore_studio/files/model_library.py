"""A person's models and those that come with the studio: listed, renamed, copied, removed. Any thread.

Of a model that is listed only its card is read and, for the eye, its thumbnails. Copies take what a model
needs to answer: card, weights, thumbnails, named sliders; the state of a training that stands still stays
where it is.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from lunarcore_studio.files import paths
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.axis_store import portable_axes
from lunarcore_studio.files.errors import FileError, FileExists, shown
from lunarcore_studio.files.given_time import in_time
from lunarcore_studio.files.images import encode_png
from lunarcore_studio.files.model_card import (
    LARGEST_CARD,
    ModelCard,
    one_line,
    parse_card,
    read_card,
    renamed,
)
from lunarcore_studio.files.model_folder import (
    AXES,
    CARD,
    THUMBNAILS,
    TRAINING,
    WEIGHTS,
    read_model_folder,
    write_model_folder,
)
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.files.thumbnails import read_thumbnails
from lunarcore_studio.pixels.color import Pixels

Home = Literal["shipped", "mine", "elsewhere"]
Check = Callable[[Mapping[str, bytes]], None]
MOST_LISTED: Final = 500
_LONGEST_FOLDER: Final = 40
_PICKLES: Final = frozenset({".pt", ".pth", ".ckpt", ".bin", ".pkl", ".pickle"})
_REFUSED: Final = "to read it could run code, so it is refused"
_PICKLED: Final = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"PK\x03\x04")
_TAKEN_ON_WINDOWS: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


@dataclass(frozen=True, eq=False)
class Model:
    """A model folder as it is listed.

    card: None where it can not be read, `trouble` then says why.   is_unfinished: its training stands still
    and can go on.   thumbnails: uint8 (H, W, 4), None without any.
    """

    path: Path
    home: Home
    card: ModelCard | None
    trouble: str = ""
    is_unfinished: bool = False
    size_bytes: int = 0
    thumbnails: Pixels | None = None

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.card.name if self.card else one_line(shown(self.path))


def list_models(elsewhere: Path | None = None) -> tuple[Model, ...]:
    """The shipped models, mine from the newest on, and the one in the folder `elsewhere` when it is neither.

    Nothing is raised: what can not be read is listed with a sentence.
    """
    shipped = [look_at(path, "shipped") for path in _folders(paths.models_dir())]
    mine = [look_at(path, "mine") for path in _folders(paths.user_models_dir())]
    mine.sort(key=lambda model: (_age_key(model), model.name.casefold(), model.path.name))
    found = (*shipped, *mine)
    if elsewhere is None or any(_same(elsewhere, model.path) for model in found):
        return found
    return (*found, look_at(elsewhere, "elsewhere"))


def look_at(path: Path, home: Home) -> Model:
    """One model folder as it is listed, also one that its disk does not give in time."""
    try:
        return in_time(path, lambda: _looked_at(path, home))
    except FileError as error:
        return Model(path, home, None, str(error))


def _looked_at(path: Path, home: Home) -> Model:
    try:
        card = read_card(path)
        if not (path / WEIGHTS).is_file():
            raise FileError.about(path, f"is no model: there is no {WEIGHTS} in it")
    except FileError as error:
        return Model(path, home, None, str(error))
    unfinished = home == "mine" and (path / TRAINING).is_file()
    return Model(path, home, card, "", unfinished, _size_of(path), read_thumbnails(path))


def rename_model(path: Path, name: str) -> None:
    """Give the model in `path` another name in its card. FileError.

    The folder keeps its own name, so that nothing that points to it breaks.
    """
    name = one_line(name)
    if not name:
        raise FileError("A model needs a name.")
    card = path / CARD
    write_bytes(card, renamed(read_bytes(card, LARGEST_CARD), name, path))


def duplicate_model(path: Path) -> Path:
    """A copy among mine of the model in `path`, named "... copy"; its folder. FileError."""
    files = _portable(path)
    card = parse_card(files[CARD], path)
    name = _free_name(f"{card.name[:60]} copy")
    return _keep(files | {CARD: renamed(files[CARD], name, path)}, name)


def export_model(path: Path, target: Path, overwrite: bool = False) -> None:
    """Write the model in `path` as the folder `target`.

    FileExists when something is there and `overwrite` is not set; FileError when it can not be written, or
    holds other things than a model.
    """
    write_model_folder(target, _portable(path), overwrite)


def import_model(source: Path, check: Check) -> Path:
    """Take a copy of the model in the folder `source` among mine, with a number where its name is taken; its
    new folder.

    `check` gets the card and the weights by file name and raises where they are no sound model. FileError for
    a folder that holds none, links that lead out of it, pickles, files too large, and a disk that does not
    give them in time.
    """
    files = in_time(source, lambda: _harmless(source))
    if _is_pickle(files[WEIGHTS]):
        raise FileError(f"{WEIGHTS} of {shown(source)} is a pickle: {_REFUSED}.")
    card = parse_card(files[CARD], source)
    check({name: files[name] for name in (CARD, WEIGHTS)})
    name = _free_name(card.name)
    if name != card.name:
        files = files | {CARD: renamed(files[CARD], name, source)}
    return _keep(files, name)


def remove_model(path: Path) -> None:
    """Take a model of mine away for good. FileError when it is none of mine, or the disk refuses."""
    if not _same(path.parent, paths.user_models_dir()):
        raise FileError.about(path, "is not one of my models, and is not removed")
    try:
        path.unlink() if path.is_symlink() else shutil.rmtree(path)
    except OSError as error:
        raise FileError.from_os(path, error, "removed") from error


def folder_name(name: str) -> str:
    """A name for a folder, plain on every system: "Fire & ice" gives "fire-ice"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_FOLDER].strip("-")
    return f"model-{slug}".rstrip("-") if not slug or _TAKEN_ON_WINDOWS.fullmatch(slug) else slug


def free_folder(name: str) -> Path:
    """Where a new model of that name can be kept among mine: nothing is there yet."""
    return next(_free_folders(name))


def _keep(files: Mapping[str, bytes], name: str) -> Path:
    for folder in _free_folders(name):
        with contextlib.suppress(FileExists):
            write_model_folder(folder, files)
            return folder
    raise AssertionError("there is always another number")


def _free_folders(name: str) -> Iterator[Path]:
    slug, number = folder_name(name), 1
    while True:
        folder = paths.user_models_dir() / (slug if number == 1 else f"{slug}-{number}")
        if not folder.exists() and not folder.is_symlink():
            yield folder
        number += 1


def _free_name(name: str) -> str:
    taken = {model.name for model in list_models()}
    numbered = (name if number == 1 else f"{name} {number}" for number in range(1, MOST_LISTED + 2))
    return next((one for one in numbered if one not in taken), name)


def _harmless(source: Path) -> dict[str, bytes]:
    _refuse_pickles(source)
    _refuse_links(source)
    return _portable(source)


def _portable(path: Path) -> dict[str, bytes]:
    """Card, weights and, where they can be read, named sliders and thumbnails, made anew: nothing else of the
    files travels."""
    files = read_model_folder(path) | portable_axes(path)
    thumbnails = read_thumbnails(path)
    return files if thumbnails is None else files | {THUMBNAILS: encode_png(thumbnails)}


def _refuse_pickles(source: Path) -> None:
    if (source / WEIGHTS).exists() or not source.is_dir():
        return
    pickled = [one for one in _entries(source) if one.suffix.lower() in _PICKLES]
    if pickled:
        raise FileError(
            f"{shown(source)} holds its weights as a pickle ({shown(pickled[0])}): {_REFUSED}. "
            f"A model is a folder with {CARD} and {WEIGHTS}."
        )


def _is_pickle(weights: bytes) -> bool:
    """By its first bytes; those can be a safetensors file's too, but that has its "{" as the ninth."""
    return weights.startswith(_PICKLED) and weights[8:9] != b"{"


def _refuse_links(source: Path) -> None:
    for name in (CARD, WEIGHTS, THUMBNAILS, AXES):
        path = source / name
        try:
            leads_out = path.is_symlink() and not path.resolve().is_relative_to(source.resolve())
        except (OSError, RuntimeError):
            leads_out = True
        if leads_out:
            raise FileError(
                f"{name} of {shown(source)} is a link that leads out of its folder; it is refused."
            )


def _folders(home: Path) -> list[Path]:
    folders = [one for one in _entries(home) if one.is_dir() and not one.name.startswith(".")]
    return folders[:MOST_LISTED]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _age_key(model: Model) -> float:
    made = model.card.made if model.card else None
    return -made.timestamp() if made else -datetime.min.replace(tzinfo=UTC).timestamp()


def _size_of(path: Path) -> int:
    size = 0
    for name in (CARD, WEIGHTS, TRAINING, THUMBNAILS):
        with contextlib.suppress(OSError):
            size += (path / name).stat().st_size
    return size


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):
        return one == other
