"""The Python face of a model: what the window, the verbs and a script all use. One thread at a time owns a
core.

Pictures are uint8 straight RGBA, (N, R, R, 4) or (R, R, 4) for one; "raw" ones are the model's own, float32
premultiplied RGBA in [0, 1]. Nothing here knows threads, Qt or torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from lunarcore_studio.engine import strips
from lunarcore_studio.engine.axis_protocol import USUAL_AMOUNT
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.model_opening import open_whole
from lunarcore_studio.engine.named_axes import NamedAxes
from lunarcore_studio.engine.protocol import Mask, WalkPath
from lunarcore_studio.engine.remembering import RememberingCodec
from lunarcore_studio.engine.restyling import Restyling
from lunarcore_studio.engine.sampling import Source, own_colours, sampled
from lunarcore_studio.engine.snapping import finished, finite, seen_through
from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import write_model_folder
from lunarcore_studio.pixels.color import Floats, Pixels, premultiply, unpremultiply
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.projection import Projection, project
from lunarcore_studio.vae import checkpoint, edits, metrics
from lunarcore_studio.vae.codec import Axes, Code, Skips
from lunarcore_studio.vae.config import ConfigError, VAEConfig
from lunarcore_studio.vae.device import DeviceError, choose_device
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.prior import Prior
from lunarcore_studio.vae.prior_learning import MOST_S, learned
from lunarcore_studio.vae.trainer import StepReport, Trainer, TrainingError, TrainingPlan

OWN_COLOURS = Projection("sprite")


class LunarCore:
    """A model in use. Make one with `LunarCore.load`; every method raises EngineError with one sentence."""

    def __init__(
        self,
        model: LunarVAE,
        axes: Axes,
        bank: Floats,
        card: Mapping[str, Any],
        path: Path,
        device: str = "auto",
        prior: Prior | None = None,
    ) -> None:
        self._model, self._prior = model, prior
        self._is_trained = True
        self.card = dict(card)
        self.path = path
        try:
            self._use(RememberingCodec(model, str(choose_device(device)), axes, bank), path)
        except DeviceError as error:
            raise EngineError(str(error), "restart") from error

    @classmethod
    def load(cls, path: Path | str | None = None, device: str = "auto") -> LunarCore:
        """The model folder at `path` (None: the shipped model) on `device`: auto, cpu, cuda or mps.

        Raises FileError (no such folder, a file missing or unreadable) or EngineError (damaged, no such
        device).
        """
        folder = paths.shipped_model() if path is None else Path(path)
        model, axes, bank, card, prior = open_whole(folder)
        return cls(model, axes, bank, card, folder, device, prior)

    def save(self, path: Path | str, half: bool = True, overwrite: bool = False) -> None:
        """Write the model folder at `path`, weights as float16 when `half`. Raises FileError."""
        try:
            files = checkpoint.pack(self._model, self.axes, self._codec.bank, self.card, half, self._prior)
        except checkpoint.CheckpointError as error:
            raise EngineError(str(error)) from error
        write_model_folder(Path(path), files | self.named_axes.packed(), overwrite)

    @classmethod
    def untrained(
        cls, width: int = 64, channels: int = 4, resolution: int = 16, device: str = "auto"
    ) -> LunarCore:
        """A studio network that has learned nothing: `train` fits its eigen path to the sprites first.

        Raises EngineError for numbers that no network has.
        """
        try:
            model = LunarVAE(VAEConfig.studio(width, channels, resolution))
        except ConfigError as error:
            raise EngineError(str(error)) from error
        axes, bank = Axes.plain(model.config.latent), np.zeros((0, model.config.latent), np.float32)
        core = cls(model.eval(), axes, bank, {}, Path("untrained"), device)
        core._is_trained = False
        return core

    @property
    def resolution(self) -> int:
        """R: the side of a sprite in pixels."""
        return self._codec.resolution

    @property
    def latent(self) -> int:
        """L: how many numbers a code has."""
        return self._codec.latent

    @property
    def axes(self) -> Axes:
        """directions (K, L) unit vectors by size of effect, their sigma, reach and effect (K,)."""
        return self._codec.axes

    @property
    def config(self) -> dict[str, Any]:
        """The fields of VAEConfig, as JSON values."""
        return self._codec.config.to_dict()

    @property
    def facts(self) -> dict[str, Any]:
        """What the model is, as JSON values: its config, what its card says, and where it runs."""
        return {
            "name": str(self.card.get("name") or self.path.name),
            "device": self._codec.device.type,
            "parameters": sum(weight.numel() for weight in self._model.parameters()),
            "axes": len(self.axes.sigma),
            "sprites": int(self.card.get("sprites", 0)),
            "has_prior": self._prior is not None,
            "knows_sprites": self._prior is not None and self._prior.knows_sprites,
            "tags": list(self.tags),
        } | self.config

    def encode(self, pixels: Pixels) -> Code:
        """Code of sprites (N, R, R, 4): mean and logvar float32 (N, L), and the skips for `decode`."""
        with self._one_sentence():
            code = self._codec.encode(pixels)
        return Code(code.mean.copy(), code.logvar.copy(), code.skips)

    def decode(self, mean: Floats, skips: Skips | None = None, detail: float = 1.0) -> Pixels:
        """Pictures (N, R, R, 4) of codes (N, L), unprojected; without skips in latent mode."""
        with self._one_sentence():
            return unpremultiply(finite(self._codec.decode(mean, skips, detail)))

    def snap(self, pictures: Pixels, palette: Palette | None) -> Pixels:
        """True pixel art of (..., R, R, 4): alpha 0 or 255, colours of `palette` (None: as they are)."""
        return project(premultiply(pictures), palette)

    def reconstruct(self, pixels: Pixels) -> tuple[Code, Floats, Floats]:
        """The code of sprites (N, R, R, 4) and the raw pictures in detail mode and in latent mode."""
        with self._one_sentence():
            code, detail, latent = self._codec.reconstruct(pixels)
        seen = [seen_through(finite(raw), pixels, self._codec.config.channels) for raw in (detail, latent)]
        return code, seen[0], seen[1]

    def finish(self, raw: Floats, original: Pixels | None, projection: Projection) -> Pixels:
        """True pixel art of one raw picture (R, R, 4); where it is the original's, the original's bytes."""
        return finished(raw, original, projection)

    def edit_raw(
        self, pixels: Pixels, offsets: Floats, detail: float = 1.0, mask: Mask | None = None
    ) -> Floats:
        """The drawing (R, R, 4) moved by each row of `offsets` (B, K') in sigma by axis: raw (B, R, R, 4)."""
        moves = self.named_axes.moves(offsets)
        with self._one_sentence():
            raw = edits.edit(self._codec, pixels, moves, detail, mask)
        return seen_through(finite(raw), pixels, self._codec.config.channels)

    def edit(
        self,
        pixels: Pixels,
        offsets: Sequence[float],
        detail: float = 1.0,
        projection: Projection = OWN_COLOURS,
        mask: Mask | None = None,
    ) -> Pixels:
        """What the sliders do: the drawing (R, R, 4) at `offsets` (sigma, by axis), where `mask` is True."""
        raw = self.edit_raw(pixels, np.array([offsets], np.float32).reshape(1, -1), detail, mask)
        return finished(raw[0], pixels, projection)

    def restyle(
        self, pixels: Pixels, like: Pixels, unlike: Pixels | None = None, amount: float = USUAL_AMOUNT,
        mask: Mask | None = None,
    ) -> Pixels:  # fmt: skip
        """The drawing (R, R, 4) made like others (N, R, R, 4), also in colours: see `engine.restyling`."""
        with self._one_sentence():
            return self._restyling.restyled(pixels, like, unlike, amount, mask)

    def interpolate(
        self, a: Pixels, b: Pixels, frames: int, path: WalkPath = "line", projection: Projection = OWN_COLOURS
    ) -> Pixels:
        """From a to b (R, R, 4) in `frames` >= 2 pictures (frames, R, R, 4); both ends exactly a and b.

        "sprite" means the colours of both.
        """
        with self._one_sentence():
            raw = finite(edits.interpolate(self._codec, a, b, frames, path))
        return strips.finished_strip(raw, a, b, self._codec.config.channels, projection)

    def smoothness(
        self, a: Pixels, b: Pixels, frames: int, path: WalkPath = "line", projection: Projection = OWN_COLOURS
    ) -> dict[str, dict[str, float]]:
        """How evenly `interpolate` goes from a to b, beside a cross-fade and a PCA: see `engine.strips`."""
        with self._one_sentence():
            return strips.smoothness(self._codec, a, b, frames, path, projection)

    def sample(
        self,
        count: int,
        seed: int = 0,
        near: Pixels | None = None,
        sigma: float = 1.0,
        projection: Projection | None = None,
        tag: str | None = None,
        by: Source = "prior",
    ) -> Pixels:
        """`count` new pictures (count, R, R, 4), the same for the same seed; with `near`, relatives of it.

        tag: one of `tags`.   by, sigma: see `engine.sampling.sampled`. Without a projection: the colours of
        `near`, else colours that go together in the training sprites, else the sixteen that stand best.
        """
        with self._one_sentence():
            raw = finite(sampled(self._codec, self._prior, count, seed, near, sigma, tag, by))
        if near is not None:
            raw = seen_through(raw, near, self._codec.config.channels)
        if not count:
            return np.zeros((0, self.resolution, self.resolution, 4), np.uint8)
        usual = OWN_COLOURS if near is not None else None
        return np.stack(
            [finished(each, near, projection or usual or own_colours(self._prior, each)) for each in raw]
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """What `sample` can be asked for; none for a model without a prior."""
        return () if self._prior is None else self._prior.tags

    def evaluate(self, pixels: Pixels) -> dict[str, Any]:
        """The metrics of `evaluate --json` on sprites (N, R, R, 4) that the model should not have seen."""
        with self._one_sentence():
            return metrics.evaluate(self._codec, pixels)

    def train(
        self,
        pixels: Pixels,
        holdout: Pixels | None = None,
        *,
        steps: int | None = None,
        minutes: float | None = None,
        **plan: Any,
    ) -> Iterator[StepReport]:
        """Train on sprites (N, R, R, 4), a report a step; leaving the loop stops and keeps what was learned.

        `plan` takes the other fields of TrainingPlan: recipe, batch_size, seed, device... When the loop ends
        the core has become the trained model, where there is a holdout as it was best on that, with its skips
        polished and its axes fitted anew, which takes a moment.
        """
        start = self._model if self._is_trained else None
        try:
            chosen = TrainingPlan(self._codec.config, steps=steps, minutes=minutes, **plan)
            trainer = Trainer(chosen, pixels, holdout, start)
        except (TrainingError, DeviceError, ConfigError) as error:
            raise EngineError(str(error)) from error
        try:
            with self._one_sentence():
                yield from trainer
        finally:
            if trainer.step:
                self._become(trainer)

    def _use(self, codec: RememberingCodec, home: Path | None) -> None:
        self._codec, self._restyling = codec, Restyling(codec)
        self.named_axes = NamedAxes(self._model, codec, home)

    def _become(self, trainer: Trainer) -> None:
        model = trainer.finished(best=len(trainer.holdout) > 0)
        fitted = trainer.codec(model)
        self._model, self._is_trained = model.cpu(), True
        self._use(RememberingCodec(self._model, str(fitted.device), fitted.axes, fitted.bank), None)
        self._prior, facts = learned(
            fitted, trainer.pixels, trainer.holdout.sprites, seed=trainer.plan.seed,
            limit_s=min(MOST_S, trainer.plan.prior_share * trainer.elapsed_s),
        )  # fmt: skip
        self.card |= {
            "prior": facts,
            "recipe": trainer.plan.recipe,
            "seed": trainer.plan.seed,
            "steps": int(self.card.get("steps", 0)) + trainer.step,
            "sprites": len(trainer.pixels),
        }

    @contextmanager
    def _one_sentence(self) -> Iterator[None]:
        """The errors that the model's own functions are known to raise, as EngineError."""
        try:
            yield
        except (ValueError, TrainingError) as error:
            raise EngineError(str(error)) from error
