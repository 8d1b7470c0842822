"""Recorded hands give the documents they gave when they were looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.pixels.tools import ToolName

RECORDINGS = sorted(Path(__file__).parent.glob("*.txt"))
each_recording = pytest.mark.parametrize("recording", RECORDINGS, ids=[path.stem for path in RECORDINGS])


@each_recording
def test_a_recording_gives_its_digests(recording: Path, replay: Any) -> None:
    outcome = replay(recording)
    assert outcome.expected, "a recording without a digest shows nothing"
    assert outcome.found == outcome.expected


@each_recording
def test_a_recording_can_be_undone_and_redone(recording: Path, replay: Any, state_digest: Any) -> None:
    document = replay(recording).document
    while document.redo():
        pass
    last, steps = state_digest(document), 0
    while document.undo():
        steps += 1
    assert (steps > 0, document.pixels.any(), document.selection) == (True, False, None)
    while document.redo():
        steps -= 1
    assert (steps, state_digest(document)) == (0, last)


def test_every_tool_is_recorded() -> None:
    words = {line.split()[0] for path in RECORDINGS for line in path.read_text().splitlines() if line.strip()}
    assert set(ToolName) <= words
