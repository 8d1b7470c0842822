"""What an engine is at, as the window shows it. Any thread; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lunarcore_studio.engine.protocol import WayOut

Phase = Literal["stopped", "starting", "ready", "failed"]


@dataclass(frozen=True)
class EngineState:
    """What the engine is at; `sentence` is for the status line, `way_out` for the button beside it."""

    phase: Phase
    sentence: str = ""
    way_out: WayOut = "none"
