"""What a picture file holds once it is read; the bounds checked before its pixels exist. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.palette import Palette

MAX_SIDE = 4096
MAX_PIXELS = 1 << 24  # of all frames together: 64 MB as RGBA
MAX_FRAMES = 1024
MAX_LAYERS = 256
MAX_CELS = 4096
MAX_CHUNKS = 1 << 16  # an honest file of the largest size has a tenth of it
USUAL_MS = 100  # what browsers show for a duration of zero


@dataclass(frozen=True)
class Picture:
    """Frames of one size, read-only uint8 (H, W, 4) straight RGBA, each with its duration in milliseconds.

    `palette` is the file's own palette where it has one, in the file's order without repetitions. `table` is
    the same place by place, repetitions and transparent ones too, where the file's pixels are such places.
    """

    frames: tuple[Pixels, ...]
    durations_ms: tuple[int, ...]
    palette: Palette | None = None
    table: Palette | None = None

    def __post_init__(self) -> None:
        for frame in self.frames:
            frame.setflags(write=False)

    @property
    def pixels(self) -> Pixels:
        """The first frame."""
        return self.frames[0]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.frames[0].shape[1], self.frames[0].shape[0]


def check_size(name: Path | str, width: int, height: int, frames: int, max_side: int) -> None:
    """FileError when what a header announces is nothing, or more than is read."""
    if width < 1 or height < 1:
        raise FileError.about(name, "is damaged: its header says that it has no pixels")
    if max(width, height) > max_side or width * height > MAX_PIXELS:
        raise FileError.about(
            name, f"is too large: {width} x {height} pixels, at most {max_side} a side are read"
        )
    if frames > MAX_FRAMES:
        raise FileError.about(name, f"is too long: {frames} frames, at most {MAX_FRAMES} are read")
    if width * height * frames > MAX_PIXELS:
        held = f"{frames} frames of {width} x {height} pixels"
        raise FileError.about(name, f"is too large: {held}, at most {MAX_PIXELS:,} pixels in all are read")


def cut_short(name: Path | str, have: int, want: int = 0) -> FileError:
    """The error for a file that ends before its picture does; sizes in bytes."""
    if want > have:
        return FileError.about(name, f"is cut short: the file ends after {have:,} of at least {want:,} bytes")
    return FileError.about(name, f"is cut short: the file ends after {have:,} bytes")


def palette_of(colors: Sequence[RGBA]) -> Palette | None:
    """The visible colours of an indexed file as a palette; None when there is none."""
    visible = tuple(dict.fromkeys(color for color in colors if color[3]))
    return Palette(visible) if visible else None
