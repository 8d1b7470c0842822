"""Bring a model into use: opened, shown to answer with numbers, or the shipped one in its place.

On the model's thread.
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.protocol import LoadModel
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError

STAND_IN = "{why} The shipped model draws instead."


def load_or_stand_in(request: LoadModel) -> tuple[LunarCore, str]:
    """The model that is asked for and "", or the shipped one and the sentence why, where that is allowed.

    Raises EngineError or FileError about the model that was asked for.
    """
    try:
        return proven(LunarCore.load(request.path, request.device)), ""
    except (EngineError, FileError) as error:
        if not request.or_shipped or request.path in (None, paths.shipped_model()):
            raise
        try:
            return proven(LunarCore.load(None, request.device)), STAND_IN.format(why=error)
        except (EngineError, FileError):
            raise error from None


def proven(model: LunarCore) -> LunarCore:
    """The model itself; EngineError where not even an empty drawing has pictures that are numbers.

    Weights that are numbers may be so large that nothing else is.
    """
    side = model.resolution
    try:
        model.reconstruct(np.zeros((1, side, side, 4), np.uint8))
    except EngineError as error:
        raise EngineError(f"{model.path.name} can not be used: {error}", "choose_model") from error
    return model
