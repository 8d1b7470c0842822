"""Palettes on disk: .gpl, .hex, JASC .pal and pictures; those that come with the studio. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from lunarcore_studio.files import images, paths
from lunarcore_studio.files.atomic import write_text
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.pixels.color import RGBA, from_hex, to_hex
from lunarcore_studio.pixels.palette import Palette

MAX_COLORS = 256
DEFAULT_NAME = "DawnBringer 32"
READABLE = frozenset({".gpl", ".hex", ".pal"}) | images.READABLE
WRITABLE = (".gpl", ".hex")
_LIMIT = 1 << 20  # bytes of a text file


def read_palette(path: Path | str) -> Palette:
    """The palette in a .gpl, .hex or JASC .pal file, or that of a picture (its colours in reading order).

    At most 256 colours; repetitions are left out. Raises FileError.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        return _of_picture(path)
    text = read_bytes(path, _LIMIT).decode("utf-8-sig", "replace")
    try:
        name, colors = reader(text.splitlines())
    except (ValueError, IndexError) as error:
        raise FileError.about(path, f"is not a {suffix} palette, or it is damaged") from error
    return _checked(path, name or path.stem, colors)


def write_palette(path: Path | str, palette: Palette, *, overwrite: bool = True) -> None:
    """Write a palette as .gpl or .hex, by suffix; neither holds alpha. FileExists or FileError."""
    path = Path(path)
    if path.suffix.lower() == ".hex":
        text = "".join(f"{to_hex((*color[:3], 255))[1:]}\n" for color in palette)
    elif path.suffix.lower() == ".gpl":
        name = " ".join((palette.name or path.stem).split())
        rows = (f"{r:3d} {g:3d} {b:3d}\t{to_hex((r, g, b, 255))[1:]}\n" for r, g, b, _ in palette)
        text = f"GIMP Palette\nName: {name}\nColumns: 8\n" + "".join(rows)
    else:
        raise FileError.about(path, f"can not be written: palettes are written as {' and '.join(WRITABLE)}")
    write_text(path, text, overwrite)


def shipped_palettes() -> list[Palette]:
    """The palettes that come with the studio, fewest colours first."""
    found = [read_palette(path) for path in sorted(paths.palettes_dir().glob("*.gpl"))]
    return sorted(found, key=lambda palette: (len(palette), palette.name))


def default_palette() -> Palette:
    """The palette a new document starts with."""
    return next(palette for palette in shipped_palettes() if palette.name == DEFAULT_NAME)


def _checked(path: Path, name: str, colors: Iterable[RGBA]) -> Palette:
    distinct = tuple(dict.fromkeys(colors))
    if not distinct:
        raise FileError.about(path, "holds no colours")
    if len(distinct) > MAX_COLORS:
        raise FileError.about(path, f"holds {len(distinct)} colours, at most {MAX_COLORS} make a palette")
    return Palette(distinct, name)


def _of_picture(path: Path) -> Palette:
    picture = images.read_image(path)
    if picture.palette is not None:
        return Palette(picture.palette.colors, path.stem)
    rows = picture.pixels.reshape(-1, 4)
    values, first = np.unique(rows[rows[:, 3] > 0, :3], axis=0, return_index=True)
    in_order = values[np.argsort(first)].tolist()
    return _checked(path, path.stem, ((red, green, blue, 255) for red, green, blue in in_order))


def _rgb(line: str) -> RGBA:
    red, green, blue = (int(part) for part in line.split()[:3])
    if not all(0 <= part <= 255 for part in (red, green, blue)):
        raise ValueError(line)
    return red, green, blue, 255


def _gpl(lines: list[str]) -> tuple[str, list[RGBA]]:
    if lines[0].strip() != "GIMP Palette":
        raise ValueError(lines[0])
    name, colors = "", []
    for line in map(str.strip, lines[1:]):
        if line.lower().startswith("name:"):
            name = line[5:].strip()
        elif line and not line.startswith("#") and not line.lower().startswith(("columns:", "channels:")):
            colors.append(_rgb(line))
    return name, colors


def _hex(lines: list[str]) -> tuple[str, list[RGBA]]:
    written = [line.strip() for line in lines]
    return "", [from_hex(line) for line in written if line and not line.startswith(";")]


def _jasc(lines: list[str]) -> tuple[str, list[RGBA]]:
    if lines[0].strip() != "JASC-PAL":
        raise ValueError(lines[0])
    return "", [_rgb(line) for line in lines[3:] if line.strip()]


_READERS: dict[str, Callable[[list[str]], tuple[str, list[RGBA]]]] = {
    ".gpl": _gpl,
    ".hex": _hex,
    ".pal": _jasc,
}
