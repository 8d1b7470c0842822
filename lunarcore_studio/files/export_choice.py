"""An export as a value: which frames, how large, as what; told before it is written. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lunarcore_studio.files.documents import export_document
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.frame_files import numbered, part, write_frames
from lunarcore_studio.files.picture import MAX_PIXELS, MAX_SIDE
from lunarcore_studio.files.sheet_data import Form
from lunarcore_studio.files.sheet_export import Arrangement, enlarged_sprite, sheet_of, write_sheet
from lunarcore_studio.files.sheet_layout import Layout, Size, in_rows, packed, rows_of
from lunarcore_studio.pixels.sprite import Sprite

Kind = Literal["frame", "frames", "strip", "sheet", "gif", "apng", "webp", "aseprite"]
SUFFIXES: dict[Kind, str] = {
    "frame": ".png",
    "frames": ".png",
    "strip": ".png",
    "sheet": ".png",
    "gif": ".gif",
    "apng": ".apng",
    "webp": ".webp",
    "aseprite": ".aseprite",
}
MOVING: tuple[Kind, ...] = ("gif", "apng", "webp")
LARGEST_SCALE = 64


@dataclass(frozen=True)
class ExportChoice:
    """What is to be written where. `tag` is the name of the run of frames, None for all of them.

    All from `arrangement` on is of a "sheet". It has `columns` in "rows", 0 for all in one, `margin` and
    `spacing` in pixels of the sheet, and without a `form` no JSON beside it.
    """

    path: Path
    kind: Kind = "frame"
    scale: int = 1
    tag: str | None = None
    arrangement: Arrangement = "packed"
    form: Form | None = "hash"
    columns: int = 0
    margin: int = 0
    spacing: int = 0

    def files(self, sprite: Sprite) -> tuple[Path, ...]:
        """All that is written of a sprite."""
        if self.kind == "frames":
            return numbered(self.path, len(frames_of(self, sprite, 0)))
        has_data = self.kind == "sheet" and self.form is not None
        return (self.path, self.path.with_suffix(".json")) if has_data else (self.path,)


def frames_of(choice: ExportChoice, sprite: Sprite, frame: int) -> Sequence[int]:
    """The frames of a sprite that are exported, `frame` being the active one; all where the tag is gone.

    What moves has them in the order in which the tag plays, once there and, where it says so, back.
    """
    if choice.kind == "frame":
        return (frame,)
    tag = next((tag for tag in sprite.tags if tag.name == choice.tag), None)
    if tag is None:
        return range(len(sprite.frames))
    frames = range(tag.first, tag.last + 1)
    if choice.kind not in MOVING:
        return frames
    order = frames[::-1] if tag.direction.endswith("reverse") else frames
    # the ends are not shown twice: what moves is repeated
    return (*order, *order[-2:0:-1]) if tag.direction.startswith("ping-pong") else order


def size_of(choice: ExportChoice, sprite: Sprite, frame: int) -> tuple[int, int]:
    """Width and height in pixels of the picture that would be written, or of each.

    FileError, about its path, for one that is larger than what is read back.
    """
    count = len(frames_of(choice, sprite, frame))
    width, height = sprite.width * choice.scale, sprite.height * choice.scale
    sizes = [(width, height)] * count
    # the place of every picture on a sheet is looked for only where it can be one
    if width * height * count <= MAX_PIXELS and choice.kind in ("strip", "sheet"):
        width, height = _layout(choice, sizes).size
        count = 1
    if choice.kind == "frames":
        count = 1
    if max(width, height) > MAX_SIDE or width * height * count > MAX_PIXELS:
        size = f"{width} × {height} pixels"
        if count > 1:
            size = f"{count} times {size}"
        most = f"at most {MAX_SIDE:,} a side and {MAX_PIXELS:,} in all are written"
        raise FileError.about(choice.path, f"would be too large: {size}, {most}")
    return width, height


def told(choice: ExportChoice, sprite: Sprite, frame: int) -> str:
    """In a line: "64 × 16 pixels, 4 frames". FileError as `size_of`."""
    width, height = size_of(choice, sprite, frame)
    count = len(frames_of(choice, sprite, frame))
    if count == 1:
        return f"{width} × {height} pixels, 1 frame"
    return f"{width} × {height} pixels, {count} frames"


def write_export(
    choice: ExportChoice, sprite: Sprite, frame: int, version: str, *, overwrite: bool = False
) -> Sequence[Path]:
    """Write it; the files written. `version` is the studio's, which the JSON names.

    FileExists or FileError, and then a sheet's JSON may be there alone, or some frames, which it says.
    """
    size_of(choice, sprite, frame)
    shown = part(sprite, frames_of(choice, sprite, frame))
    if choice.kind == "sheet":
        lengths = choice.scale, choice.margin, choice.spacing, choice.columns
        sheet = sheet_of([(choice.path.name, shown)], choice.arrangement, *lengths)
        return write_sheet(choice.path, sheet, choice.form, version, overwrite=overwrite)
    shown = enlarged_sprite(shown, choice.scale)
    if choice.kind == "frames":
        return write_frames(choice.path, shown, overwrite=overwrite)
    export_document(choice.path, shown, overwrite=overwrite)
    return [choice.path]


def _layout(choice: ExportChoice, sizes: Sequence[Size]) -> Layout:
    if choice.kind == "strip":
        return in_rows([sizes])
    if choice.arrangement == "packed":
        return packed(sizes, choice.margin, choice.spacing)
    return in_rows(rows_of(sizes, choice.columns), choice.margin, choice.spacing)
