"""What goes wrong on the model's thread, as one sentence for a person. Values in, values out."""

from __future__ import annotations

from typing import Final

from lunarcore_studio.engine.axis_protocol import AxisCommand
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.protocol import Failed, Request
from lunarcore_studio.engine.training_protocol import TrainingCommand
from lunarcore_studio.vae.memory import ran_out_of_memory

OUT_OF_MEMORY: Final = "The engine ran out of memory; close other programs and restart it."


def failed(request: Request, error: EngineError) -> Failed:
    """A training that can not begin, or a slider that can not be made, leaves the engine as good as it was:
    no way out is needed."""
    way_out = "none" if isinstance(request, TrainingCommand | AxisCommand) else error.way_out
    return Failed(getattr(request, "stamp", None), type(request).__name__, str(error), way_out)


def sentence_of(error: Exception) -> str:
    """The error's own sentence, or one around what torch, numpy or Python say."""
    if isinstance(error, EngineError):
        return str(error)
    if ran_out_of_memory(error):
        return OUT_OF_MEMORY
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return f"The engine failed ({said:.200})."
