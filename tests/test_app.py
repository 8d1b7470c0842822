"""What the composition root does that no window does."""

from __future__ import annotations

import gc
from pathlib import Path

from lunarcore_studio.app import spare_the_collector
from lunarcore_studio.engine.inline import InlineEngineClient


def test_the_collector_passes_over_what_stays(qapp: object, tiny_model: Path) -> None:
    client = InlineEngineClient()
    spare_the_collector(client)
    gc.unfreeze()
    client.start(tiny_model, "cpu")
    client.stop()
    assert gc.get_freeze_count() > 100_000
    assert len(gc.get_objects()) < 10_000
