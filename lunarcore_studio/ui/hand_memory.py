"""The hand from one start to the next: what each tool remembers, mirrors, the stamp. GUI thread only.

Settings that make no sense are passed over one by one, and what they spoke of is as new.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.hand_options import (
    Options,
    known_tool,
    options_of,
    unusual,
    usable,
)
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.tools import Hand, Symmetry, ToolName
from lunarcore_studio.ui.stamp_store import stamp_of, text_of

BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)


def starting_hand(palette: Palette, settings: Settings) -> Hand:
    """A pencil with the palette's darkest and lightest colours, and all else as it was left."""
    black, white = (palette.colors[int(palette.nearest(np.array(tone, np.uint8)))] for tone in (BLACK, WHITE))
    symmetry = Symmetry.NONE
    for name in settings.mirrors:
        symmetry |= Symmetry.__members__.get(name.upper(), Symmetry.NONE)
    hand = Hand(
        foreground=black,
        background=white,
        stamp=stamp_of(settings.stamp),
        symmetry=symmetry,
        tiled=settings.tiled,
        by_pressure=settings.by_pressure,
    )
    options: Any = remembered(settings).get(ToolName.PENCIL, {})
    return replace(hand, **options)


def remembered(settings: Settings) -> dict[ToolName, Options]:
    """What each tool remembers."""
    tools = ((known_tool(name), options) for name, options in settings.tool_options)
    return {tool: usable(options) for tool, options in tools if tool is not None}


def kept(hand: Hand, others: dict[ToolName, Options]) -> dict[str, Any]:
    """The fields of the settings that bring the hand back, with what the `others` of its tools remember."""
    tools = {**others, hand.tool: options_of(hand)}
    options = {tool.value: unusual(tools[tool]) for tool in ToolName if tool in tools}
    return {
        "tool_options": tuple((name, tuple(one.items())) for name, one in options.items() if one),
        "mirrors": tuple(str(one.name).lower() for one in Symmetry if one in hand.symmetry),
        "tiled": hand.tiled,
        "by_pressure": hand.by_pressure,
        "stamp": "" if hand.stamp is None else text_of(hand.stamp),
    }
