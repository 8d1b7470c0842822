"""Valid files of every kind, small, made by the studio's own writers or byte by byte where it has none."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import asdict
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from lunarcore_studio.files import images, palette_files, project
from lunarcore_studio.files.aseprite_writing import encode_aseprite
from lunarcore_studio.files.axis_store import NamedAxis, pack_axes
from lunarcore_studio.files.settings import VERSION, Settings
from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag
from tests.files import aseprite_files as ase
from tests.files.drawn import gif, gif_frame, png, sprite
from tests.files.models import model_files
from tests.files.test_png_reading import apng

FRAMES = np.stack([sprite(1, 8), sprite(2, 8)])
WALK = Sprite(
    4, 3,
    layers=(Layer("body"), Layer("light", opacity=99, blend="add")), frames=(Frame(40), Frame(250)),
    cels={(0, 0): Cel(sprite(1, 4)[:3]), (1, 1): Cel(sprite(2, 4)[:3])},
    tags=(Tag("go", 0, 1, "ping-pong", 2),),
)  # fmt: skip
GLASS = np.full((3, 3, 4), (9, 99, 9, 77), np.uint8)


def pngs() -> tuple[bytes, ...]:
    """Every colour type, 16 bits, tRNS of both kinds, Adam7."""
    grid = np.arange(64).reshape(8, 8, 1)
    return (
        images.encode_png(sprite()),
        png(grid % 4, 2, 3, table=bytes(range(12)), transparency=b"\0"),
        png(grid, 16, 0, transparency=b"\0\5", interlaced=True),
        png(np.repeat(grid, 3, axis=2), 8, 2, transparency=bytes(6)),
        png(np.repeat(grid, 2, axis=2), 8, 4),
        png(grid % 2, 1, 0),
    )


def apngs() -> tuple[bytes, ...]:
    """As the studio writes it, and with patches that are laid over and taken away."""
    patch = np.full((1, 2, 4), 200, np.uint8)
    return images.encode_apng(FRAMES), apng(
        [(GLASS, (0, 0), 0, 0), (patch, (1, 1), 2, 1), (patch, (1, 2), 1, 0)]
    )


def gifs() -> tuple[bytes, ...]:
    """As the studio writes it, and with patches."""
    frames = [gif_frame(np.ones((3, 3))), gif_frame(np.ones((1, 1)), (1, 1), 3, 0)]
    return images.encode_gif(FRAMES), gif((3, 3), [(0, 0, 0), (9, 9, 9)], frames)


def webps() -> tuple[bytes, ...]:
    """Still, moving, and with loss."""
    lossy = io.BytesIO()
    Image.fromarray(sprite()).save(lossy, "WEBP", quality=50)
    return images.encode_webp(FRAMES[:1]), images.encode_webp(FRAMES), lossy.getvalue()


def bmps() -> tuple[bytes, ...]:
    """Of 24, 8, 4 and 1 bits; top down; and run-length packed."""
    colors = Image.fromarray(sprite()[..., :3])
    found = []
    for image in (colors, colors.quantize(200), colors.quantize(8), colors.convert("1")):
        held = io.BytesIO()
        image.save(held, "BMP")
        found.append(held.getvalue())
    upside = bytearray(found[0])
    upside[22:26] = struct.pack("<i", -16)
    rows = 16 * (b"".join(bytes((1, value)) for value in range(16)) + b"\0\0")
    packed = bytearray(found[1][: int.from_bytes(found[1][10:14], "little")] + rows + b"\0\1")
    packed[30:38] = struct.pack("<II", 1, len(rows) + 2)
    return (*found, bytes(upside), bytes(packed))


def aseprites() -> tuple[bytes, ...]:
    """Indexed with groups and a link, a tilemap, and as the studio writes it."""
    indices = np.arange(12).reshape(3, 4, 1) % 4
    colors = ase.palette([(0, 0, 0, 0), (9, 9, 9, 255), (8, 8, 8, 255), (7, 7, 7, 255)], names=True)
    layers = [ase.layer("g", kind=ase.GROUP), ase.layer("a", level=1)]
    grouped = ase.file(
        [[colors, ase.old_palette([(1, 2, 3)]), *layers, ase.cel(indices, 1)], [ase.link(0, 1)]], depth=8
    )
    tiles = np.arange(3 * 4).reshape(3, 2, 2, 1) % 4
    cel = ase.tilemap([[1, 2 | ase.DIAGONAL], [0, 1 | ase.UPENDED]])
    parts = [colors, ase.tileset(tiles), ase.layer("t", kind=ase.TILEMAP), ase.tags(("a", 0, 0, 0, 0)), cel]
    return (
        grouped,
        ase.file([parts], depth=8),
        encode_aseprite(WALK),
        ase.file([[ase.layer()], [ase.cel(GLASS)]]),
    )


def lunars() -> tuple[bytes, ...]:
    """Layers, frames and tags; and a history with a selection."""
    history = History.begin(State(WALK))
    for number in range(3):
        pixels = WALK.pixels().copy()
        pixels[0, number] = (number, 7, 7, 255)
        selection = Selection.rectangle(WALK.size, (0, 0, 1, 2)) if number else None
        history = history.pushed(State(WALK.with_pixels(pixels), selection), "Pencil")
    history = history.saved(history.state.sprite)
    return project.encode_project(WALK), project.encode_project(history.state.sprite, history)


def palettes() -> dict[str, tuple[bytes, ...]]:
    """By suffix: what the studio writes, and other ways to write the same."""
    found: dict[str, tuple[bytes, ...]] = {}
    for kind in palette_files.KINDS:
        found[kind.suffix] = (*found.get(kind.suffix, ()), kind.encode(FALLBACK, "Ours"))
    found[".gpl"] += (b"GIMP Palette\nChannels: RGBA\nName: x\nColumns: 8\n# by\n255 0 0 77 red\n1 2 3 4\n",)
    found[".hex"] += (b"\xef\xbb\xbf#ff0000\r\n;\r\n01020344\r\n",)
    found[".act"] += (found[".act"][0][:768],)
    lab = struct.pack(">Hxx4s3fH", 1, b"LAB ", 0.5, 20.0, -20.0, 2)
    inks = struct.pack(">Hxx4s4fH", 1, b"CMYK", 0.1, 0.2, 0.3, 0.4, 2)
    grey = struct.pack(">Hxx4sfH", 1, b"Gray", 0.5, 2)
    blocks = b"".join(struct.pack(">HI", 1, len(each)) + each for each in (lab, inks, grey))
    found[".ase"] += (b"ASEF" + struct.pack(">HHI", 1, 0, 3) + blocks,)
    return found


def settings_files() -> tuple[bytes, ...]:
    """As new, and with something in every field that can be empty."""
    full = Settings(shortcuts=(("undo", "Ctrl+Z"),), model="/m", recent=("/a.png",), library="/s")
    return tuple(json.dumps({"version": VERSION, **asdict(each)}).encode() for each in (Settings(), full))


def axes_files() -> tuple[bytes, ...]:
    gold = NamedAxis("Gold", (0.6, 0.8), 1.5, 2.0, 0.03, 12, 244, "ab" * 32)
    return (pack_axes([gold, gold]),)


def shortcut_files() -> tuple[bytes, ...]:
    keys = {"undo": ["Ctrl+Z"], "redo": []}
    return (
        json.dumps(
            {"format": "lunarcore-shortcuts", "version": 1, "profile": "aseprite", "keys": keys}
        ).encode(),
    )


@cache
def model() -> dict[str, bytes]:
    """Card and weights of the smallest network there is, untrained."""
    from lunarcore_studio.vae import checkpoint
    from lunarcore_studio.vae.codec import Axes
    from lunarcore_studio.vae.config import VAEConfig
    from lunarcore_studio.vae.model import LunarVAE

    network = LunarVAE(VAEConfig(8, 4, 4, 2))
    return checkpoint.pack(network, Axes.plain(2), np.zeros((1, 2), np.float32), {"name": "Small"}, True)


def model_facts() -> tuple[bytes, ...]:
    return (model()["model.json"],)


def model_weights() -> tuple[bytes, ...]:
    return (model()["weights.safetensors"],)


def cards() -> tuple[bytes, ...]:
    """A card as the trainer writes it."""
    return (model_files()["model.json"],)


def scan_folder(folder: Path) -> Path:
    """Sprites, a copy, an animation, a sheet and a broken file: all that an index can tell."""
    folder.mkdir(parents=True)
    for number, name in enumerate(("a", "b", "c")):
        images.write_png(folder / f"{name}.png", sprite(number % 2))
    images.write_gif(folder / "walk.gif", np.stack([sprite(20), sprite(21)]))
    images.write_png(folder / "sheet.png", np.concatenate([sprite(30), sprite(31)], axis=1))
    images.write_png(folder / "large.png", sprite(40).repeat(2, axis=0).repeat(2, axis=1))
    (folder / "broken.png").write_bytes(b"hello")
    return folder
