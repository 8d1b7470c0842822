"""Opening and saving the document of a person, in every kind of file that can hold one. Any thread."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lunarcore_studio.files import images
from lunarcore_studio.files.aseprite_file import is_aseprite
from lunarcore_studio.files.aseprite_layers import Layered, decode_layered
from lunarcore_studio.files.aseprite_writing import encode_aseprite
from lunarcore_studio.files.atomic import Keep, write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.indexing import PLACES
from lunarcore_studio.files.own_palette import own_palette
from lunarcore_studio.files.picture import MAX_SIDE, Picture
from lunarcore_studio.files.project import SUFFIX, read_project, too_large, write_project
from lunarcore_studio.files.reading import FILE_LIMIT, read_bytes
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.history import History
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite

SAVABLE = (SUFFIX, ".aseprite", ".ase", ".png")
OPENABLE = images.READABLE | {SUFFIX}
EXPORTABLE = tuple(dict.fromkeys((*images.WRITABLE, *SAVABLE)))
EXPORTS = f"{', '.join(EXPORTABLE[:-1])} or {EXPORTABLE[-1]}"


def open_document(path: Path | str) -> Sprite:
    """The sprite in a .lunar or Aseprite file, or any readable picture as one layer with its frames.

    An indexed picture brings its palette, any other the colours it is made of. Raises FileError.
    """
    return open_layered(path).sprite


def open_layered(path: Path | str) -> Layered:
    """As `open_document`, with what of the file the sprite is without, and its history. Raises FileError."""
    path = Path(path)
    if path.suffix.lower() == SUFFIX:
        found = read_project(path)
        left = ("its undo history, which is damaged",) if found.is_history_damaged else ()
        return Layered(found.sprite, left, found.history)
    data = read_bytes(path)
    if is_aseprite(data):
        return decode_layered(data, path)
    return Layered(_of_picture(images.decode(data, path)), ())


def _of_picture(picture: Picture) -> Sprite:
    width, height = picture.size
    palette = picture.table or picture.palette
    return Sprite(
        width,
        height,
        palette if palette is not None and palette.has_visible else own_palette(picture.pixels),
        frames=tuple(Frame(ms) for ms in picture.durations_ms),
        cels={(0, index): Cel(pixels) for index, pixels in enumerate(picture.frames)},
        mode="rgba" if picture.table is None else "indexed",
    )


def save_document(
    path: Path | str,
    sprite: Sprite,
    history: History | None = None,
    *,
    overwrite: bool = True,
    keep: Keep | None = None,
) -> None:
    """Save a sprite by suffix: .lunar keeps all, .aseprite all but the palette's name, .png one picture.

    Only .lunar keeps the history. `keep` may copy the former file, see `atomic.write_bytes`.
    An indexed sprite stays so in .aseprite and .png. FileError for another suffix and for what the file can
    not hold; FileExists.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == SUFFIX:
        write_project(path, sprite, history, overwrite=overwrite, keep=keep)
    elif suffix in (".aseprite", ".ase"):
        _write_aseprite(path, sprite, overwrite, keep)
    elif suffix != ".png":
        known = f"{', '.join(SAVABLE[:-1])} or {SAVABLE[-1]}"
        raise FileError.about(path, f"can not be saved: documents are saved as {known}")
    elif not holds(path, sprite):
        raise FileError.about(path, "can not hold layers and frames: save as .lunar, or export")
    else:
        write_bytes(path, _png(sprite.pixels(), sprite), overwrite, keep)


def holds(path: Path | str, sprite: Sprite) -> bool:
    """Whether a file of this name may hold a sprite: a .png takes one frame of one layer that is all seen."""
    if Path(path).suffix.lower() != ".png":
        return True
    return len(sprite.frames) == len(sprite.layers) == 1 and not _is_veiled(sprite.layers[0])


def export_document(path: Path | str, sprite: Sprite, *, overwrite: bool = True) -> None:
    """Write a sprite by suffix as it is seen: .gif, .apng and .webp move, .png has its frames side by side.

    .lunar and .aseprite keep its layers. An indexed sprite gives an indexed .png. FileError for another
    suffix, for more than is read back and as `save_document`; FileExists.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in SAVABLE and suffix != ".png":
        save_document(path, sprite, overwrite=overwrite)
        return
    if suffix not in EXPORTABLE:
        raise FileError.about(path, f"can not be written: drawings are exported as {EXPORTS}")
    frames = [sprite.flatten(index) for index in range(len(sprite.frames))]
    if suffix != ".png":
        durations_ms = [frame.duration_ms for frame in sprite.frames]
        images.write_any(path, frames, durations_ms, overwrite=overwrite)
        return
    strip = frames[0] if len(frames) == 1 else np.concatenate(frames, axis=1)
    if strip.shape[1] > MAX_SIDE:
        raise FileError.about(path, f"would be {strip.shape[1]} pixels wide, it may be {MAX_SIDE}")
    write_bytes(path, _png(strip, sprite), overwrite)


def _png(pixels: Pixels, sprite: Sprite) -> bytes:
    indexed = images.encode_indexed_png(pixels, sprite.palette) if sprite.mode == "indexed" else None
    return images.encode_png(pixels) if indexed is None else indexed


def _write_aseprite(path: Path, sprite: Sprite, overwrite: bool, keep: Keep | None) -> None:
    reason = too_large(sprite)
    if len(sprite.palette) > PLACES:
        reason = f"can not hold a palette of {len(sprite.palette)} colours: Aseprite has {PLACES} places"
    data = b"" if reason else encode_aseprite(sprite)
    if len(data) > FILE_LIMIT:
        reason = "is too large to be read back"
    if reason:
        raise FileError.about(path, reason)
    write_bytes(path, data, overwrite, keep)


def _is_veiled(layer: Layer) -> bool:
    return not layer.visible or layer.opacity < 255
