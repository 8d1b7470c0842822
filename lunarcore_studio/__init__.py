"""LunarCore Studio: a pixel-art editor with a model of the artist's own sprites under the pencil.

Importing the package is instant; torch is loaded at the first use of `LunarCore`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
