"""Palettes on disk: .gpl, .hex, JASC .pal and strips of pixels. Any thread."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lunarcore_studio.files import images, paths
from lunarcore_studio.files.atomic import write_text
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import RGBA, from_hex, to_hex
from lunarcore_studio.pixels.palette import Palette

MAX_COLORS = 256
DEFAULT_NAME = "DawnBringer 32"
READABLE = frozenset({".gpl", ".hex", ".pal"}) | images.READABLE
_MAX_BYTES = 2**20


def read_palette(path: Path) -> Palette:
    """The palette in a .gpl, .hex or JASC .pal file, or the colours of a picture in reading order.

    At most 256 colours. Raises FileError with one sentence.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in images.READABLE:
        return _from_picture(path)
    readers = {".gpl": _gpl, ".hex": _hex, ".pal": _jasc}
    if suffix not in readers:
        raise FileError(f"{path} is not a palette the studio reads ({', '.join(sorted(READABLE))}).")
    text = images.read_file(path, _MAX_BYTES).decode("utf-8-sig", errors="replace")
    try:
        name, colors = readers[suffix](text.splitlines())
    except (ValueError, IndexError) as error:
        raise FileError(f"{path} is not a {suffix} palette, or it is damaged.") from error
    return _checked(path, name or path.stem, colors)


def write_palette(path: Path, palette: Palette, overwrite: bool = True) -> None:
    """Write a palette as .gpl or .hex by suffix. Raises FileError."""
    path = Path(path)
    if path.suffix.lower() == ".hex":
        text = "".join(f"{to_hex(color)[1:]}\n" for color in palette.colors)
    elif path.suffix.lower() == ".gpl":
        name = " ".join((palette.name or path.stem).split())
        rows = (f"{r:3d} {g:3d} {b:3d}\t{to_hex((r, g, b, 255))[1:]}\n" for r, g, b, _ in palette.colors)
        text = f"GIMP Palette\nName: {name}\nColumns: 8\n" + "".join(rows)
    else:
        raise FileError(f"{path} has a suffix palettes are not written in; use .gpl or .hex.")
    write_text(path, text, overwrite)


def shipped_palettes() -> list[Palette]:
    """The palettes that come with the program, fewest colours first."""
    found = [read_palette(path) for path in sorted((paths.resources_dir() / "palettes").glob("*.gpl"))]
    return sorted(found, key=lambda palette: (len(palette), palette.name))


def default_palette() -> Palette:
    """The palette a new document starts with."""
    return next(palette for palette in shipped_palettes() if palette.name == DEFAULT_NAME)


def _checked(path: Path, name: str, colors: Iterable[RGBA]) -> Palette:
    distinct = tuple(dict.fromkeys(colors))
    if not distinct:
        raise FileError(f"{path} holds no colours.")
    if len(distinct) > MAX_COLORS:
        raise FileError(f"{path} holds {len(distinct)} colours, at most {MAX_COLORS} make a palette.")
    return Palette(distinct, name)


def _from_picture(path: Path) -> Palette:
    picture = images.read_image(path)
    if picture.palette is not None:
        return Palette(picture.palette.colors, path.stem)
    rows = picture.frames[0].reshape(-1, 4)
    return _checked(path, path.stem, ((int(r), int(g), int(b), 255) for r, g, b, a in rows if a))


def _channel(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 255:
        raise ValueError(text)
    return value


def _rgb(line: str) -> RGBA:
    parts = line.split()
    return _channel(parts[0]), _channel(parts[1]), _channel(parts[2]), 255


def _gpl(lines: list[str]) -> tuple[str, list[RGBA]]:
    if lines[0].strip() != "GIMP Palette":
        raise ValueError("no GIMP Palette")
    name, colors = "", []
    for line in map(str.strip, lines[1:]):
        if line.lower().startswith("name:"):
            name = line[5:].strip()
        elif line and not line.startswith("#") and not line.lower().startswith(("columns:", "channels:")):
            colors.append(_rgb(line))
    return name, colors


def _hex(lines: list[str]) -> tuple[str, list[RGBA]]:
    return "", [from_hex("#" + line.strip().lstrip("#")) for line in lines if line.strip()]


def _jasc(lines: list[str]) -> tuple[str, list[RGBA]]:
    if lines[0].strip() != "JASC-PAL":
        raise ValueError("no JASC-PAL")
    return "", [_rgb(line) for line in lines[3:] if line.strip()]
