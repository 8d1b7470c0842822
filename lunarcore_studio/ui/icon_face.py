"""The face whose characters are the icons: Phosphor, as the package qtawesome brings it. GUI thread only.

Only its two files are read. The package itself would first load eleven other faces and every name of Qt,
which a person who waits for the window pays with a third of a second and forty megabytes.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

PACKAGE: Final = "qtawesome"


def icon_font(height: float) -> QFont:
    """The face at `height` in pixels."""
    font = QFont(_family())
    font.setPixelSize(max(1, round(height)))
    return font


def glyph(name: str) -> str:
    """The character of the icon `name` ("pencil", "dice-five"). KeyError when the face has no such icon."""
    return chr(int(_places()[name], 16))


@cache
def _places() -> dict[str, str]:
    """Where in the face each icon stands, "0xf371"."""
    places: dict[str, str] = json.loads(_file("phosphor-charmap-*.json").read_text("utf-8"))
    return places


@cache
def _family() -> str:
    """The name under which Qt knows the face; needs an application."""
    number = QFontDatabase.addApplicationFont(str(_file("phosphor-*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _file(pattern: str) -> Path:
    """The package's newest font file of that name; its version is part of the name."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"No module named {PACKAGE!r}", name=PACKAGE)
    return max((Path(spec.submodule_search_locations[0]) / "fonts").glob(pattern))
