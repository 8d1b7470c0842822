"""LunarCore Studio: a pixel-art editor with a model of the artist's own sprites under the pencil.

Importing the package is instant; torch is loaded at the first use of `LunarCore`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# OpenMP reads it once, when torch is loaded, whoever loads it first; `vae/device.py` has the measurements.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

if TYPE_CHECKING:
    from lunarcore_studio.engine.lunarcore import LunarCore

__all__ = ["LunarCore", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "LunarCore":
        from lunarcore_studio.engine.lunarcore import LunarCore

        return LunarCore
    if name == "__version__":
        from importlib.metadata import version

        return version("lunarcore-studio")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
