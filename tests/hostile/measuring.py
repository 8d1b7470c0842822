"""What reading one file costs, measured in a process that is forked for it alone: `python -m
tests.hostile.measuring`.

Takes lines of JSON, [reader, path], and answers each with a line of what `Cost` has. Linux keeps count of the
most memory that a process had.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lunarcore_studio.files import images, project
from lunarcore_studio.files.dataset import scan
from lunarcore_studio.files.documents import open_layered
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.palette_files import read_palette
from lunarcore_studio.files.scan_result import ScanOptions
from lunarcore_studio.pixels.sprite import Sprite
from tests.files.drawn import sprite


class Cost(NamedTuple):
    """Of one reading: seconds of the processor's time, MB over the idle program, a type or a sentence."""

    name: str
    seconds: float
    megabytes: float
    said: str


def _scanned(path: Path) -> object:
    found = scan([path], options=ScanOptions())
    if found.left_out:
        raise FileError.about(path, found.left_out[0].reason)
    return found


READERS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "scan": _scanned,
    "open": open_layered,
    "palette": read_palette,
}


def measure(reader: str, path: Path, idle_kb: int = 0) -> Cost:
    """The cost of one reading; `idle_kb` is what a process has that reads nothing."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = type(READERS[reader](path)).__name__
        except FileError as error:
            said = str(error)
        except BaseException as error:
            said = f"! {error!r}"
        os.write(its, said.encode("utf-8", "replace")[:500])
        os._exit(0)
    os.close(its)
    with os.fdopen(ours, "rb") as told:
        said = told.read().decode()
    _, _, usage = os.wait4(child, 0)
    return Cost(path.name, usage.ru_utime + usage.ru_stime, (usage.ru_maxrss - idle_kb) / 1024, said)


def _warm_up() -> None:
    """Load what is loaded at the first file, so that it does not count for one."""
    with tempfile.TemporaryDirectory() as folder:
        path, drawing = Path(folder) / "a.png", Path(folder) / "a.lunar"
        images.write_png(path, sprite())
        project.write_project(drawing, Sprite.from_pixels(sprite()))
        for reader, file in (("scan", path), ("palette", path), ("open", path), ("open", drawing)):
            READERS[reader](file)


if __name__ == "__main__":
    _warm_up()
    idle_kb = round(1024 * measure("nothing", Path()).megabytes)
    for line in sys.stdin:
        name, file = json.loads(line)
        print(json.dumps(measure(name, Path(file), idle_kb)), flush=True)
