"""The models that a training can go on from: the shipped ones and those of this person. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lunarcore_studio.files.model_library import Model, list_models
from lunarcore_studio.language import mark, say


@dataclass(frozen=True)
class ModelStart:
    """A model folder as a beginning; `folder` None stands for a new network."""

    name: str
    folder: Path | None
    resolution: int = 0

    def fits(self, side: int) -> bool:
        """Whether it can go on with sprites of `side` pixels."""
        return self.folder is None or self.resolution == side


SCRATCH = ModelStart(mark("Nothing: a new network"), None)


@dataclass(frozen=True)
class Beginnings:
    """What a training can start from, and the names that a new model can not have."""

    starts: tuple[ModelStart, ...]
    taken: frozenset[str]


def beginnings() -> Beginnings:
    """The shipped models, mine, and none; what can not be read is passed over."""
    models = list_models()
    found = [one for one in map(_start, models) if one is not None]
    return Beginnings((*found, SCRATCH), frozenset(model.name for model in models))


def _start(model: Model) -> ModelStart | None:
    if model.card is None or model.trouble:
        return None
    name = say("{name}, as shipped").format(name=model.name) if model.home == "shipped" else model.name
    return ModelStart(name, model.path, model.card.resolution)
