"""`decode`: codes in, pictures in latent mode out. Main thread."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

import lunarcore_studio
from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.options import (
    Device,
    DeviceOption,
    ForceOption,
    IdleSeedOption,
    JsonOption,
    ModelOption,
    QuietOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files import reading
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.given_time import in_time
from lunarcore_studio.files.image_writing import write_png

MAX_CODES = 100_000
MAX_BYTES = 256 * 2**20  # of all arrays, unpacked
# What zipfile, zlib and numpy are known to raise for bytes that are no codes.
_DAMAGES = (
    *(ValueError, KeyError, TypeError, OSError, EOFError, RuntimeError, MemoryError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error),
)
UNSAFE = '/\\:*?"<>|\0'


def decode(
    codes: Annotated[Path, typer.Argument(metavar="CODES.NPZ", help="What `encode` wrote.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the PNGs.")],
    palette: Annotated[str, typer.Option(help="A palette file, or none.")] = "none",
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write the picture of each code, in latent mode."""
    report = Report(as_json, quiet)
    colors = None if palette == "none" else pictures.read_palette_option(palette)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    mean, names = read_codes(codes, core.latent)
    targets = [out / f"{name}.png" for name in names]
    pictures.require_free(targets, force)
    pictures.make_folder(out)
    for picture, target in zip(core.snap(core.decode(mean), colors), targets, strict=True):
        write_png(target, picture, overwrite=force)
    report.result(
        {"written": [str(target) for target in targets]}, f"{len(targets)} pictures written to {out}"
    )


def read_codes(path: Path, latent: int) -> tuple[NDArray[np.float32], list[str]]:
    """The means float32 (N, `latent`) of a codes file and a distinct, harmless name for each. FileError."""
    data = in_time(path, lambda: reading.read_bytes(path))
    try:
        mean, given = _arrays(data)
    except _DAMAGES as error:
        raise FileError(f"{path} holds no codes: it is damaged or not an .npz file of `encode`.") from error
    if mean.ndim != 2 or mean.shape[1] != latent or not 0 < len(mean) <= MAX_CODES:
        raise FileError(f"{path} holds codes of the shape {mean.shape}; this model needs (N, {latent}).")
    if not np.isfinite(mean).all():
        raise FileError(f"{path} holds codes that are not finite numbers.")
    names = given if len(given) == len(mean) else [f"{index:05}" for index in range(len(mean))]
    return mean, _distinct([_harmless(name) for name in names])


def _arrays(data: bytes) -> tuple[NDArray[np.float32], list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
            raise ValueError("more than any codes")
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        names = [str(name) for name in arrays["names"].reshape(-1)] if "names" in arrays else []
        return np.asarray(arrays["mean"], np.float32), names


def _harmless(name: str) -> str:
    kept = "".join("_" if letter in UNSAFE or not letter.isprintable() else letter for letter in name)
    return kept.strip(". ")[:100] or "sprite"


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return result
