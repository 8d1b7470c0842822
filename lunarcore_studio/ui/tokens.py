"""The measures and colours every widget is painted from, in one place. GUI thread only.

Widgets ask `tokens()` while they paint, never earlier: a theme switch is then one repaint.
"""

from __future__ import annotations

from dataclasses import dataclass

PANEL_MARGIN = 8
GAP = 8
TIGHT = 4
TITLE = 24
TOOL_BUTTON = 32
SMALL_BUTTON = 24
ICON = 18
SWATCH = 22
TEXT_PX = 13
CAPTION_PX = 11
OPTIONS_ROW = 40
STATUS_ROW = 26
MODEL_COLUMN = 288
LATENT_COLUMN = 312
SEES_ROW = 308
STRIP_ROW = 104
LIBRARY_ROW = 106
TIMELINE_ROW = 180


@dataclass(frozen=True)
class Tokens:
    """Colours by role, as "#rrggbb". On window, panel, well and field, text keeps 4.5 to 1 and edge 3."""

    name: str
    window: str
    panel: str
    well: str
    field: str
    line: str
    edge: str
    raised: str
    hover: str
    chosen: str
    text: str
    quiet: str
    faint: str
    accent: str
    on_accent: str
    error: str
    checker_a: str
    checker_b: str


DARK = Tokens(
    name="dark",
    window="#1f1f1f",
    panel="#262626",
    well="#171717",
    field="#171717",
    line="#3a3a3a",
    edge="#767676",
    raised="#323232",
    hover="#3a3a3a",
    chosen="#37435f",
    text="#e6e6e6",
    quiet="#9a9a9a",
    faint="#6a6a6a",
    accent="#8fb2ff",
    on_accent="#10151f",
    error="#ff7a70",
    checker_a="#2b2b2b",
    checker_b="#333333",
)

LIGHT = Tokens(
    name="light",
    window="#e0e0e0",
    panel="#ececec",
    well="#d2d2d2",
    field="#f7f7f7",
    line="#bdbdbd",
    edge="#757575",
    raised="#f7f7f7",
    hover="#dadada",
    chosen="#c5d4f7",
    text="#1c1c1c",
    quiet="#545454",
    faint="#8c8c8c",
    accent="#274fb3",
    on_accent="#ffffff",
    error="#a8160f",
    checker_a="#dedede",
    checker_b="#d4d4d4",
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
_current = DARK


def tokens() -> Tokens:
    """The tokens of the theme that is on."""
    return _current


def choose(name: str) -> Tokens:
    """Make the theme `name` ("dark" or "light"; anything else counts as dark) the current one."""
    global _current
    _current = THEMES.get(name, DARK)
    return _current
