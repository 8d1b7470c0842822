"""What a person chose in the wizard, as a plan that the trainer can follow. Any thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.training_protocol import TrainingOptions
from lunarcore_studio.engine.training_run import config_of
from lunarcore_studio.vae.config import ConfigError, VAEConfig, training_width
from lunarcore_studio.vae.device import DeviceError, choose_device
from lunarcore_studio.vae.plan import TrainingError, TrainingPlan

# A run that goes on as long as it improves ends here all the same.
LONGEST_MINUTES: Final = 180.0
# Without a gain in so many looks at the held-out sprites in a row, a run does not improve any more.
PATIENCE: Final = 8
# A look costs about as much as a step; this often, the pictures beside the curves move every few seconds.
STEPS_BETWEEN_LOOKS: Final = 25


def plan_of(options: TrainingOptions, start: Path | None) -> TrainingPlan:
    """The plan of a run from the model folder `start`, or from scratch.

    Raises FileError (no such folder) or EngineError, one sentence each.
    """
    try:
        config = _network(options, start)
        length: dict[str, Any] = {"steps": options.steps, "minutes": options.minutes}
        if options.steps is None and options.minutes is None:
            length = {"minutes": LONGEST_MINUTES, "patience": PATIENCE}
        asked = {"learning_rate": options.learning_rate, "kl_weight": options.kl_weight}
        return TrainingPlan(
            config,
            options.recipe,
            batch_size=options.batch_size,
            seed=options.seed,
            device=options.device,
            holdout_every=STEPS_BETWEEN_LOOKS,
            changes={name: value for name, value in asked.items() if value is not None},
            **length,
        )
    except (ConfigError, DeviceError, TrainingError) as error:
        raise EngineError(str(error)) from error


def _network(options: TrainingOptions, start: Path | None) -> VAEConfig:
    side, width = options.resolution, options.width
    if start is not None:
        config = config_of(start)
        if config.resolution != side:
            raise EngineError(
                f"{start.name} draws {config.resolution}x{config.resolution} pixels and can not go on with "
                f"sprites of {side}x{side}; start from scratch."
            )
        if width is not None and width != config.width:
            raise EngineError(
                f"{start.name} has width {config.width}, which can not be changed; start from scratch."
            )
        return config
    usual = training_width(options.minutes, choose_device(options.device).type == "cpu")
    fresh = VAEConfig.studio(usual) if options.recipe == "studio" else VAEConfig.seed()
    asked = {"resolution": side} | ({} if width is None else {"width": width})
    return VAEConfig.from_dict(fresh.to_dict() | asked)
