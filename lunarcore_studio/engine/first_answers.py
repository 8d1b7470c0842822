"""The first pictures of a session: answered while torch is still being imported. Worker thread.

A person who opens the studio draws at once; the import of torch is half of the time until the engine answers.
Live pictures need no torch. Nothing is refused or explained here: what can not be answered waits for the
engine itself.
"""

from __future__ import annotations

import contextlib
import logging

from lunarcore_studio.engine.protocol import LoadModel, Reconstruct, Reconstructed, Request
from lunarcore_studio.engine.reconstructing import reconstructed
from lunarcore_studio.engine.snapping import finite, seen_through
from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import read_model_folder
from lunarcore_studio.vae.first_sight import FirstSight

NO_MODEL_YET = 0  # the epoch before the first model
ON_CPU = ("auto", "cpu")
_log = logging.getLogger(__name__)


def first_answers(request: Request) -> FirstAnswers | None:
    """By the model that a worker's first request asks for; None where it, or what would draw it, is not to
    be had."""
    if not isinstance(request, LoadModel) or request.device not in ON_CPU:
        return None
    folder = paths.shipped_model() if request.path is None else request.path
    try:
        return FirstAnswers(FirstSight(read_model_folder(folder)))
    except Exception as error:
        _log.info("no first answers (%s)", type(error).__name__)
        return None


class FirstAnswers:
    """Answers one kind of request with one model."""

    def __init__(self, sight: FirstSight) -> None:
        self._sight = sight

    def answer(self, request: Reconstruct) -> Reconstructed | None:
        """What the engine would answer, within a level of 255; None where it is to say why it can not."""
        with contextlib.suppress(Exception):
            return self._answer(request)
        return None

    def _answer(self, request: Reconstruct) -> Reconstructed:
        drawing, channels = request.pixels, self._sight.config.channels
        mean, *raws = self._sight.reconstruct(drawing[None])
        detail, latent = (seen_through(finite(raw), drawing[None], channels)[0] for raw in raws)
        return reconstructed(request, NO_MODEL_YET, mean[0], detail, latent)
