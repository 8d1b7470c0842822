"""Palettes that are texts: .gpl, .hex, JASC .pal, Lospec's .json. Any thread; pure functions.

GIMP's .gpl has Aseprite's extension for alpha ("GIMP Palette File Format Extension",
https://github.com/aseprite/aseprite/blob/main/docs/gpl-palette-extension.md). Readers raise ValueError or
IndexError for what is no such palette; numbers of colours that a file announces are never used.
"""

from __future__ import annotations

import json
from typing import Any

from lunarcore_studio.files.json_reading import load_json
from lunarcore_studio.pixels.color import RGBA, from_hex, to_hex
from lunarcore_studio.pixels.palette import Palette

Named = tuple[str, list[RGBA]]  # a palette's name, empty where it has none, and its colours in order
_GPL, _JASC = "GIMP Palette", "JASC-PAL"
_CHANNELS = "channels:"


def text_of(data: bytes) -> str:
    """The text of a palette file: UTF-8, with or without a mark in front, anything else replaced."""
    return data.decode("utf-8-sig", "replace")


def read_gpl(data: bytes) -> Named:
    """A .gpl file; the fourth number of a line is alpha where the file says "Channels: RGBA"."""
    lines = text_of(data).splitlines()
    if lines[0].strip() != _GPL:
        raise ValueError(lines[0])
    name, colors, parts = "", [], 3
    for line in map(str.strip, lines[1:]):
        head = line.lower()
        if head.startswith("name:"):
            name = line[5:].strip()
        elif head.startswith(_CHANNELS):
            parts = 4 if head[len(_CHANNELS) :].strip() == "rgba" else 3
        elif line and not line.startswith("#") and not head.startswith("columns:"):
            colors.append(_numbers(line, parts))
    return name, colors


def write_gpl(palette: Palette, name: str) -> bytes:
    """A .gpl file, with alpha only where a colour has any: GIMP itself does not know it."""
    has_alpha = any(color[3] < 255 for color in palette)
    head = f"{_GPL}\n" + ("Channels: RGBA\n" if has_alpha else "") + f"Name: {name}\nColumns: 8\n#\n"
    rows = (
        " ".join(f"{part:3d}" for part in color[: 4 if has_alpha else 3]) + f"\t{to_hex(color)[1:]}\n"
        for color in palette
    )
    return (head + "".join(rows)).encode()


def read_hex(data: bytes) -> Named:
    """One colour a line, rrggbb or rrggbbaa, with or without #; lines that begin with ; are comments."""
    written = dict.fromkeys(line.strip() for line in text_of(data).splitlines())
    return "", [from_hex(line) for line in written if line and not line.startswith(";")]


def write_hex(palette: Palette, name: str) -> bytes:
    """One colour a line as Lospec writes them: six digits, no alpha."""
    return "".join(f"{_digits(color)}\n" for color in palette).encode()


def read_jasc(data: bytes) -> Named:
    """A .pal file of Paint Shop Pro."""
    lines = text_of(data).splitlines()
    if lines[0].strip() != _JASC:
        raise ValueError(lines[0])
    return "", [_numbers(line, 3) for line in lines[3:] if line.strip()]


def write_jasc(palette: Palette, name: str) -> bytes:
    """A .pal file of Paint Shop Pro, with the line ends that it wants; no alpha."""
    rows = [f"{red} {green} {blue}" for red, green, blue, _ in palette]
    return "".join(f"{line}\r\n" for line in (_JASC, "0100", str(len(rows)), *rows)).encode()


def read_lospec(data: bytes) -> Named:
    """Lospec's .json: an object with "name" and "colors", which are hex."""
    facts: Any = load_json(text_of(data).encode("utf-8"))
    if not isinstance(facts, dict) or not isinstance(facts.get("colors"), list):
        raise ValueError("no list of colours")
    return str(facts.get("name") or ""), [from_hex(str(color)) for color in facts["colors"]]


def write_lospec(palette: Palette, name: str) -> bytes:
    """Lospec's .json; no alpha."""
    facts = {"name": name, "author": "", "colors": [_digits(color) for color in palette]}
    return (json.dumps(facts) + "\n").encode()


def _numbers(line: str, parts: int) -> RGBA:
    numbers = [int(part) for part in line.split()[:parts]]
    if len(numbers) != parts or not all(0 <= number <= 255 for number in numbers):
        raise ValueError(line)
    red, green, blue, alpha = (*numbers, 255)[:4]
    return red, green, blue, alpha


def _digits(color: RGBA) -> str:
    return to_hex((*color[:3], 255))[1:]
