"""Palettes on disk in every kind the studio knows, and those that come with it. Any thread."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lunarcore_studio.files import adobe_swatches, images, paths
from lunarcore_studio.files import palette_tables as tables
from lunarcore_studio.files import palette_text as texts
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.palette_strip import drawn_colors, strip_of, swatches_of
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.palette import Palette

MAX_COLORS = 256
DEFAULT_NAME = "DawnBringer 32"
_LIMIT = 1 << 20  # bytes of a palette that is no picture
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Kind:
    """A kind of palette file: what a person calls it, its suffix, its writer, and whether alpha is kept."""

    text: str
    suffix: str
    encode: Callable[[Palette, str], bytes]
    keeps_alpha: bool = False


KINDS = (
    Kind("GIMP palette", ".gpl", texts.write_gpl, keeps_alpha=True),
    Kind("Hex list", ".hex", texts.write_hex),
    Kind("Paint Shop Pro palette", ".pal", texts.write_jasc),
    Kind("Microsoft palette", ".pal", tables.write_riff),
    Kind("Adobe colour table", ".act", tables.write_act),
    Kind("Adobe swatches", ".ase", adobe_swatches.write_swatches),
    Kind("Lospec palette", ".json", texts.write_lospec),
    Kind(
        "Strip of swatches", ".png", lambda palette, _: images.encode_png(strip_of(palette)), keeps_alpha=True
    ),
)
_READERS: dict[str, Callable[[bytes], texts.Named]] = {
    ".gpl": texts.read_gpl,
    ".hex": texts.read_hex,
    ".pal": lambda data: tables.read_riff(data) if tables.is_riff(data) else texts.read_jasc(data),
    ".act": tables.read_act,
    ".json": texts.read_lospec,
}
WRITABLE = tuple(dict.fromkeys(kind.suffix for kind in KINDS))
OWN_SUFFIXES = frozenset(_READERS)  # files that are palettes and nothing else
READABLE = OWN_SUFFIXES | images.READABLE


def read_palette(path: Path | str) -> Palette:
    """The palette in a .gpl, .hex, .pal, .act or .json file, in Adobe swatches, or that of a picture.

    A picture gives its own palette, or the swatches of a strip, or its colours in reading order. At most 256
    colours; repetitions are left out. Raises FileError.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in _READERS:
        return _named(path, suffix, _READERS[suffix], read_bytes(path, _LIMIT))
    data = read_bytes(path)
    if not data.startswith(adobe_swatches.SIGNATURE):
        return _of_picture(path, data)
    if len(data) > _LIMIT:
        raise FileError.about(path, f"is too large: swatches may have {_LIMIT >> 20} MB")
    return _named(path, ".ase", adobe_swatches.read_swatches, data)


def write_palette(
    path: Path | str, palette: Palette, *, kind: Kind | None = None, overwrite: bool = True
) -> None:
    """Write a palette in `kind`, else in the first kind of the path's suffix; see `loses_alpha`.

    FileError for a suffix of no kind and for more colours than are read back; FileExists.
    """
    path = Path(path)
    kind = kind or kind_of(path)
    if kind is None:
        known = f"{', '.join(WRITABLE[:-1])} and {WRITABLE[-1]}"
        raise FileError.about(path, f"can not be written: palettes are written as {known}")
    if not 0 < len(palette) <= MAX_COLORS:
        raise FileError.about(path, f"can not be written: palette files hold 1 to {MAX_COLORS} colours")
    write_bytes(path, kind.encode(palette, _one_line(palette.name) or path.stem), overwrite)


def is_palette(path: Path | str) -> bool:
    """Whether a file that can be read is a palette and no picture."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix != ".ase":
        return suffix in OWN_SUFFIXES
    try:
        # Aseprite's pictures have the same suffix
        return read_bytes(path).startswith(adobe_swatches.SIGNATURE)
    except FileError:
        return False


def kind_of(path: Path | str) -> Kind | None:
    """The first kind that has the path's suffix."""
    return next((kind for kind in KINDS if kind.suffix == Path(path).suffix.lower()), None)


def loses_alpha(palette: Palette, kind: Kind) -> bool:
    """Whether a colour of the palette is not opaque and would be so in a file of this kind."""
    return not kind.keeps_alpha and any(color[3] < 255 for color in palette)


@lru_cache(maxsize=1)
def shipped_palettes() -> tuple[Palette, ...]:
    """The palettes that come with the studio, fewest colours first; read once."""
    found = [read_palette(path) for path in sorted(paths.palettes_dir().glob("*.gpl"))]
    return tuple(sorted(found, key=lambda palette: (len(palette), palette.name)))


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


def _named(path: Path, what: str, reader: Callable[[bytes], texts.Named], data: bytes) -> Palette:
    try:
        name, colors = reader(data)
    except (ValueError, IndexError, struct.error) as error:
        raise FileError.about(path, f"is not a {what} palette, or it is damaged") from error
    return _checked(path, _one_line(name) or path.stem, colors)


def _of_picture(path: Path, data: bytes) -> Palette:
    picture = images.decode(data, path)
    if picture.palette is not None:
        return Palette(picture.palette.colors, path.stem)
    colors = swatches_of(picture.pixels) or drawn_colors(picture.pixels, MAX_COLORS)
    if len(colors) > MAX_COLORS:
        raise FileError.about(path, f"has more than {MAX_COLORS} colours: they make no palette")
    return _checked(path, path.stem, colors)


def _one_line(name: str) -> str:
    words = " ".join(name.split())
    return "".join(letter for letter in words if letter.isprintable())[:_LONGEST_NAME]
