"""A machine without memory: a process that gets no more of it answers with a sentence, and draws on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lunarcore_studio.engine.failing import OUT_OF_MEMORY

SCRIPT = """
import resource
from pathlib import Path
from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.protocol import Failed, Interpolate, LoadModel
from lunarcore_studio.engine.protocol import Reconstruct, Reconstructed, Sample
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

a, b = draw_sprites(2, seed=1)
none = Projection("none")
core = EngineCore()
core.handle(LoadModel(None, "cpu"))
assert isinstance(core.handle(Reconstruct(1, a, none)), Reconstructed)
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + ({spare} << 20), resource.RLIM_INFINITY))
walk = Interpolate(2, a, b, 200_000, "line", none)
for request in (walk, Sample(3, 3000, None, 1.0, 0, none), LoadModel(None, "cpu")):
    reply = core.handle(request)
    assert isinstance(reply, Failed), request
    print(reply.sentence, reply.way_out)
assert isinstance(core.handle(Reconstruct(4, b, none)), Reconstructed)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="no limit of address space elsewhere")
@pytest.mark.parametrize("spare", [1, 40])  # numpy runs out of it, and ONNX Runtime
def test_out_of_memory_is_a_sentence_and_small_drawings_are_answered(spare: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(spare=spare)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{OUT_OF_MEMORY} restart"] * 3
