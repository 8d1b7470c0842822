"""What keeps the engine from answering, as one sentence with a way out. Any thread; no torch, no Qt."""

from __future__ import annotations

from lunarcore_studio.engine.protocol import WayOut


class EngineError(Exception):
    """`str(error)` is one sentence for a person; `way_out` is what helps: a fresh engine, another model,
    nothing."""

    def __init__(self, sentence: str, way_out: WayOut = "none") -> None:
        super().__init__(sentence)
        self.way_out: WayOut = way_out
