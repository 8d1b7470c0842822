"""How fast a folder is scanned: `python tests/bench/bench_scan.py [--count 100000]`.

Makes a folder of PNG files, scans it into an empty cache and then once more, and prints files a second, the
second scan's share of the first, and how much the memory of the process grew. Nothing is asserted: times
belong to a machine and to what else it does.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.image_writing import encode_png

SIDE = 16
COLORS = 12


def make_folder(folder: Path, count: int, a_folder: int = 1000) -> int:
    """`count` different sprites, a thousand in a folder; their size in bytes."""
    rng = np.random.default_rng(7)
    size = 0
    for number in range(count):
        palette = rng.integers(0, 256, (COLORS, 4), dtype=np.uint8)
        palette[:, 3] = 255
        palette[0] = 0
        # areas of one colour, as drawings have them
        coarse = rng.integers(0, COLORS, (SIDE // 2, SIDE // 2))
        picture = palette[coarse.repeat(2, 0).repeat(2, 1)]
        picture[rng.integers(0, SIDE, 12), rng.integers(0, SIDE, 12)] = palette[1]
        path = folder / f"{number // a_folder:03}" / f"{number}.png"
        path.parent.mkdir(exist_ok=True)
        data = encode_png(picture)
        path.write_bytes(data)
        size += len(data)
    return size


def resident_mb() -> float:
    """The most memory that this process has held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def scanned_s(folder: Path, cache: Path) -> tuple[float, int]:
    """Seconds and sprites of one scan."""
    began = time.perf_counter()
    found = scan_cached([folder], folder=cache)
    return time.perf_counter() - began, len(found.sprites)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, cache = Path(temporary) / "sprites", Path(temporary) / "cache"
        folder.mkdir()
        size = make_folder(folder, arguments.count)
        gc.collect()
        before = resident_mb()
        first, sprites = scanned_s(folder, cache)
        grown = resident_mb() - before
        second, again = scanned_s(folder, cache)
    figures = {
        "files": arguments.count, "sprites": sprites, "sprites_again": again, "bytes": size,
        "first_files_per_s": arguments.count / first, "second_files_per_s": arguments.count / second,
        "second_over_first": second / first, "grown_mb": grown, "pixels_mb": sprites * SIDE * SIDE / 2**18,
    }  # fmt: skip
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:20} {figure:12,.3f}" if isinstance(figure, float) else f"{name:20} {figure:12,}")


if __name__ == "__main__":
    main()
