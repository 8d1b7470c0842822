"""What the window is told of a model that has been loaded. On the model's thread."""

from __future__ import annotations

from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.protocol import ModelFacts


def facts_of(model: LunarCore, learning: bool) -> ModelFacts:
    """The facts of a model; `learning` while it is the one that a training goes on with."""
    facts, axes, named = model.facts, model.axes, tuple(model.named_axes)
    return ModelFacts(
        name=facts["name"],
        device=facts["device"],
        resolution=model.resolution,
        axis_count=len(axes.sigma),
        sigma=tuple(axes.sigma.tolist()),
        reach=tuple(axes.reach.tolist()),
        sprites=facts["sprites"],
        path=model.path,
        tags=tuple(facts["tags"]),
        has_prior=facts["has_prior"],
        knows_sprites=facts["knows_sprites"],
        learning=learning,
        named=named,
        older_axes=tuple(axis.name for axis in model.named_axes.older),
        axes_trouble=model.named_axes.trouble,
    )
