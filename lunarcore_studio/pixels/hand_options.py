"""What each tool remembers of the hand while another is held, and from start to start. Any thread; pure.

Size, shape and their like belong to a tool, as in Aseprite: an eraser of eight pixels leaves the pencil at
one. Colours, mirrors and the stamp belong to the hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lunarcore_studio.pixels.hand import Hand, ToolName

Option = int | bool | str
Options = Mapping[str, Option]
OF_A_TOOL = (
    "brush_size",
    "brush_shape",
    "stamp_colors",
    "pixel_perfect",
    "dither",
    "dither_percent",
    "filled",
    "tolerance",
    "contiguous",
    "everywhere",
    "gradient_shape",
    "gradient_dither",
    "bends",
    "spray_px",
    "spray_dots",
    "face",
    "select_op",
)
_KINDS = get_type_hints(Hand)
USUAL: Options = {name: getattr(Hand(), name) for name in OF_A_TOOL}


def options_of(hand: Hand) -> Options:
    """All that the tool in hand is to remember."""
    return {name: getattr(hand, name) for name in OF_A_TOOL}


def unusual(options: Options) -> Options:
    """Those that are not as every tool begins."""
    return {name: value for name, value in options.items() if value != USUAL[name]}


def usable(options: Iterable[tuple[str, Any]]) -> Options:
    """Those that a hand can have; unknown names, other kinds and numbers out of range are passed over."""
    found: dict[str, Option] = {}
    for name, value in options:
        if name in OF_A_TOOL and _fits(value, _KINDS[name]):
            try:
                replace(Hand(), **{name: value})
            except ValueError:
                continue
            found[name] = value
    return found


def known_tool(name: str) -> ToolName | None:
    """The tool of that name, None where there is none."""
    return ToolName(name) if name in set(ToolName) else None


def _fits(value: Any, kind: Any) -> bool:
    if get_origin(kind) is Literal:
        return isinstance(value, str) and value in get_args(kind)
    return type(value) is kind
