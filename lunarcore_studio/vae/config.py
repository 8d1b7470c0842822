"""Say which network a model is, as a frozen value that travels in checkpoints; any thread.

Refuses absurd values here, before anything is allocated for them: a config may come from a stranger's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

RESOLUTIONS: Final = (8, 16, 32)
MAX_WIDTH: Final = 128
MAX_LATENT: Final = 512
MAX_SCORE_STEPS: Final = 64
# Of a studio network that is trained from nothing, unless another is asked for; see `training_width`.
NARROW: Final = 24
WIDTH: Final = 32
# A run that gets more has the time for more channels.
SHORT_MINUTES: Final = 5.0
# What a config of an older file does not name, and what it means there.
LATER_FIELDS: Final = {"rest_skips": False, "score_steps": 0}


class ConfigError(ValueError):
    """A config that no network of this program has; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class VAEConfig:
    """The shape of a LunarVAE. The fields after `latent` are the studio's changes to the document.

    resolution: side of a sprite in pixels, 8, 16 or 32.   channels: 3 (RGB) or 4 (premultiplied RGBA).
    width: channels at full resolution, a multiple of 4 up to 128.   latent: dimensions of the code, 1..512.
    skip_gate: learned null features for the three skips.   eigen_path: a linear way beside the convolutions.
    encoder_dropout, decoder_dropout: probabilities in [0, 1).
    rest_skips: skips of what the eigen path leaves over.   score_steps: 0..64 steps by which the eigen path's
    scores allow for the clamp at use. Both need the eigen path.   Raises ConfigError.
    """

    resolution: int = 16
    channels: int = 4
    width: int = 64
    latent: int = 128
    skip_gate: bool = True
    eigen_path: bool = True
    encoder_dropout: float = 0.0
    decoder_dropout: float = 0.0
    rest_skips: bool = True
    score_steps: int = 16

    def __post_init__(self) -> None:
        _require_int("resolution", self.resolution, RESOLUTIONS)
        _require_int("channels", self.channels, (3, 4))
        _require_int("width", self.width, range(4, MAX_WIDTH + 1, 4))
        _require_int("latent", self.latent, range(1, MAX_LATENT + 1))
        _require_int("score_steps", self.score_steps, range(MAX_SCORE_STEPS + 1))
        for name in ("skip_gate", "eigen_path", "rest_skips"):
            if not isinstance(getattr(self, name), bool):
                raise ConfigError(f"The config's {name} must be true or false.")
        for name in ("encoder_dropout", "decoder_dropout"):
            share = getattr(self, name)
            is_number = isinstance(share, (int, float)) and not isinstance(share, bool)
            if not is_number or not 0 <= share < 1:
                raise ConfigError(f"The config's {name} must be a number from 0 up to, not including, 1.")
        if not self.eigen_path and (self.rest_skips or self.score_steps):
            raise ConfigError("The config has rest skips or score steps without the eigen path they need.")

    @classmethod
    def seed(cls, width: int = 64, channels: int = 3, resolution: int = 16) -> VAEConfig:
        """The document's network, layer for layer (lunarcore-architecture.md)."""
        return cls(resolution, channels, width, 128, False, False, 0.1, 0.2, False, 0)

    @classmethod
    def studio(cls, width: int = 64, channels: int = 4, resolution: int = 16) -> VAEConfig:
        """The studio's network: RGBA, skip gate, eigen path that allows for the clamp, skips of the rest."""
        return cls(resolution, channels, width)

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: object) -> VAEConfig:
        """The config that `to_dict` gave, an older program's too.

        Raises ConfigError when a field is missing, unknown or absurd.
        """
        names = {field.name for field in fields(cls)}
        if isinstance(values, Mapping):
            values = LATER_FIELDS | dict(values)
        if not isinstance(values, Mapping) or set(values) != names:
            raise ConfigError("The config does not have the fields of a LunarCore network.")
        return cls(**values)


def _require_int(name: str, number: object, allowed: tuple[int, ...] | range) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number not in allowed:
        choices = f"{allowed[0]} to {allowed[-1]}" if isinstance(allowed, range) else allowed
        raise ConfigError(f"The config's {name} must be one of {choices}, not {number!r:.40}.")


def training_width(minutes: float | None, on_cpu: bool = True) -> int:
    """Of a studio network trained from nothing for so many minutes (None: nobody knows).

    In a short run on a CPU steps count more than channels. In three minutes of one core width 24, which then
    takes 450 steps for 300 of width 32, described unseen sprites 0.2 dB better; in ten it was as good on game
    tiles and 0.2 dB worse on icons (the card of the shipped model has the figures).
    """
    return NARROW if minutes is not None and minutes <= SHORT_MINUTES and on_cpu else WIDTH
