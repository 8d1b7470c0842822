"""What tests of scans compare."""

from __future__ import annotations

from lunarcore_studio.files import paths
from lunarcore_studio.files.dataset import Scan

Read = list[str]  # the names of the files whose bytes were taken


def told(found: Scan) -> list[object]:
    """All of a scan that can be compared."""
    names = [(s.name, s.source, s.cell, s.digest, s.frame, s.tags) for s in found.sprites]
    rest = (found.left_out, found.findings, found.wanted, found.resolution, found.was_cancelled)
    return [names, found.pixels.tobytes(), *rest]


def stores() -> list[str]:
    return sorted(path.name for path in paths.scans_dir().iterdir()) if paths.scans_dir().is_dir() else []
