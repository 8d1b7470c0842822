"""The model's side of the protocol: a request in, a reply out, never an exception. Worker thread; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NoReturn

import numpy as np

from lunarcore_studio.engine.axis_desk import change_axes
from lunarcore_studio.engine.axis_protocol import (
    AxesChanged,
    AxisCommand,
    MakeAxis,
    PutAxis,
    RemoveAxis,
    RenameAxis,
    Restyle,
    Restyled,
)
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.failing import failed, sentence_of
from lunarcore_studio.engine.loading import load_or_stand_in, proven
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.neighbours import Neighbours
from lunarcore_studio.engine.protocol import (
    Edit,
    Edited,
    FindNearest,
    Interpolate,
    Interpolated,
    LoadModel,
    ModelLoaded,
    ModelRefreshed,
    NearestFound,
    Reconstruct,
    Reconstructed,
    Reply,
    Request,
    Sample,
    Sampled,
    SliderEnds,
    SliderEndsDrawn,
    frozen,
)
from lunarcore_studio.engine.reconstructing import reconstructed
from lunarcore_studio.engine.restyling import colours_of
from lunarcore_studio.engine.telling import facts_of
from lunarcore_studio.engine.training_desk import TrainingDesk
from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    MeasurePace,
    PaceMeasured,
    SteerTraining,
    TrainingEnded,
    TrainingLooked,
    TrainingReply,
    UseLearning,
)
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Floats, Pixels, unpremultiply
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.vae.breathing import StepAbandoned, no_breath
from lunarcore_studio.vae.codec import Axes
from lunarcore_studio.vae.memory import release_freed

PACE_SPRITES: Final = 256
PACE_COLOURS: Final = 8


class EngineCore:
    """Holds the model and answers requests with it. A model that can not be loaded leaves the former one in
    place."""

    def __init__(self, breathe: Callable[[], None] | None = None) -> None:
        """breathe: called in the middle of a training step, to answer a hand; see `Trainer`."""
        self._model: LunarCore | None = None
        self._before_learning: LunarCore | None = None
        self._learning_along: tuple[Axes, Floats] | None = None  # axes and bank of the network that learns
        self._epoch = 0
        self._breathe = breathe or no_breath
        self._desk = TrainingDesk(breathe)
        self._neighbours = Neighbours()
        self._answers: dict[type[Request], Callable[[Any], Reply]] = {
            LoadModel: self._load,
            Reconstruct: self._reconstruct,
            Edit: self._edit,
            SliderEnds: self._slider_ends,
            Interpolate: self._interpolate,
            Sample: self._sample,
            FindNearest: self._find_nearest,
            Restyle: self._restyle,
            **dict.fromkeys((MakeAxis, PutAxis, RenameAxis, RemoveAxis), self._change_axes),
            BeginTraining: self._desk.begin,
            SteerTraining: self._steer,
            UseLearning: self._use_learning,
            MeasurePace: self._measure_pace,
        }

    @property
    def ready(self) -> bool:
        """Whether there is a model to answer with."""
        return self._model is not None

    def handle(self, request: Request) -> Reply:
        """The reply to `request`; whatever goes wrong is a Failed with one sentence."""
        try:
            return self._answers[type(request)](request)
        except EngineError as error:
            return failed(request, error)
        except FileError as error:
            return failed(request, EngineError(str(error), "choose_model"))
        except StepAbandoned:
            return failed(request, EngineError("The engine was stopped."))
        except Exception as error:
            return failed(request, EngineError(sentence_of(error), "restart"))

    @property
    def trains(self) -> bool:
        """Whether a training run wants a step."""
        return self._desk.wants_time

    def train(self) -> list[Reply]:
        """Take one training step -> what is new of it; nothing when a breath called `abandon_step`."""
        try:
            news = self._desk.advance()
        except StepAbandoned:
            return []
        except Exception as error:
            news = [self._desk.give_up(sentence_of(error))]
        try:
            return [*news, *self._after(news)]
        except Exception:
            # what it has learned can not be drawn with just now: the model before can
            return [*news, self._back_from_learning()]

    def abandon_step(self) -> NoReturn:
        """To be called in a breath: the step under way ends there, and nothing is learned from it."""
        raise StepAbandoned

    def close(self) -> None:
        """The worker ends: a run under way leaves a checkpoint."""
        self._desk.close()

    def _after(self, news: list[TrainingReply]) -> list[Reply]:
        """What the news of a run means for the model in use, while that is the one which learns."""
        if any(isinstance(each, TrainingEnded) for each in news):
            release_freed()
        if self._before_learning is None:
            return []
        if any(isinstance(each, TrainingEnded) for each in news):
            return [self._back_from_learning()]
        if any(isinstance(each, TrainingLooked) for each in news):
            self._model = self._learning_model()
            self._epoch += 1
            return [ModelRefreshed(self._epoch)]
        return []

    def _steer(self, request: SteerTraining) -> TrainingReply:
        return self._desk.steer(request)

    def _use_learning(self, request: UseLearning) -> ModelLoaded:
        if not request.live and self._before_learning is not None:
            return self._back_from_learning()
        if request.live and self._before_learning is None and self._model is not None:
            learning = self._learning_model()
            self._before_learning, self._model = self._model, learning
        return self._loaded()

    def _back_from_learning(self) -> ModelLoaded:
        self._model, self._before_learning = self._before_learning, None
        return self._loaded()

    def _learning_model(self) -> LunarCore:
        """The network under training as a model in use; later ones keep the axes of the first."""
        run = self._desk.running()
        if self._before_learning is None or self._learning_along is None:
            codec = run.trainer.quick_codec()
            self._learning_along = codec.axes, codec.bank
        axes, bank = self._learning_along
        card = {"name": self._desk.name, "sprites": len(run.sprites.pixels), "trained_on": run.trained_on}
        return proven(LunarCore(run.trainer.model, axes, bank, card, run.out, str(run.trainer.device)))

    def _measure_pace(self, request: MeasurePace) -> PaceMeasured:
        side = request.options.resolution
        shape = (PACE_SPRITES, side, side)
        few = np.random.default_rng(0).integers(0, 256, (PACE_COLOURS, 4), np.uint8)
        return self._desk.measure(request, few[np.random.default_rng(1).integers(0, PACE_COLOURS, shape)])

    def _load(self, request: LoadModel) -> ModelLoaded:
        self._model, instead = load_or_stand_in(request)
        self._before_learning = None
        release_freed()
        loaded = self._loaded()
        return replace(loaded, facts=replace(loaded.facts, stands_in=bool(instead)), instead=instead)

    def _loaded(self) -> ModelLoaded:
        if self._model is None:
            raise EngineError("There is no model yet; choose one.", "choose_model")
        self._epoch += 1
        return ModelLoaded(self._epoch, facts_of(self._model, self._before_learning is not None))

    def _reconstruct(self, request: Reconstruct) -> Reconstructed:
        model = self._for(request.pixels)
        code, detail, latent = model.reconstruct(request.pixels[None])
        return reconstructed(request, self._epoch, code.mean[0], detail[0], latent[0])

    def _edit(self, request: Edit) -> Edited:
        model = self._for(request.pixels)
        offsets = np.array([request.offsets], np.float32).reshape(1, -1)
        raw = model.edit_raw(request.pixels, offsets, request.detail, request.mask)[0]
        picture = model.finish(raw, request.pixels, request.projection)
        return Edited(request.stamp, self._epoch, frozen(picture), frozen(unpremultiply(raw)))

    def _slider_ends(self, request: SliderEnds) -> SliderEndsDrawn:
        model = self._for(request.pixels)
        reach, count = model.named_axes.sliders.reach, len(request.axes)
        if any(not 0 <= axis < len(reach) for axis in request.axes):
            raise EngineError(f"The model has {len(reach)} sliders, and one beyond them was asked for.")
        offsets = np.zeros((2 * count, len(reach)), np.float32)
        offsets[:, : len(request.offsets)] = request.offsets
        for row, axis in enumerate(request.axes):
            offsets[row, axis], offsets[count + row, axis] = -reach[axis], reach[axis]
        raw = model.edit_raw(request.pixels, offsets, request.detail, request.mask)
        ends = _finished(model, raw, request.pixels, request.projection)
        return SliderEndsDrawn(
            request.stamp, self._epoch, request.axes, frozen(ends[:count]), frozen(ends[count:])
        )

    def _interpolate(self, request: Interpolate) -> Interpolated:
        model = self._for(request.a, request.b)
        walk = model.interpolate(request.a, request.b, request.frames, request.path, request.projection)
        return Interpolated(request.stamp, self._epoch, frozen(walk))

    def _sample(self, request: Sample) -> Sampled:
        model = self._for(*([] if request.near is None else [request.near]))
        pictures = model.sample(
            request.count, request.seed, request.near, request.sigma, request.projection, request.tag
        )
        return Sampled(request.stamp, self._epoch, frozen(pictures))

    def _find_nearest(self, request: FindNearest) -> NearestFound:
        model = self._for(*request.pictures)
        return self._neighbours.answer(request, self._epoch, model.path, model.card, model.resolution)

    def _restyle(self, request: Restyle) -> Restyled:
        model = self._for(request.pixels)
        made = model.restyle(request.pixels, request.like, request.unlike, request.amount, request.mask)
        return Restyled(request.stamp, self._epoch, frozen(made), colours_of(request.like).colors)

    def _change_axes(self, command: AxisCommand) -> AxesChanged:
        if self._before_learning is not None:
            raise EngineError("This model is still learning: its sliders can be named when it is done.")
        return change_axes(self._for().named_axes, command, self._breathe)

    def _for(self, *pictures: Pixels) -> LunarCore:
        """The model, when there is one and all `pictures` are of its size."""
        model = self._model
        if model is None:
            raise EngineError("There is no model yet; choose one.", "choose_model")
        side = model.resolution
        for picture in pictures:
            if picture.shape != (side, side, 4):
                size = "x".join(map(str, picture.shape[1::-1]))
                raise EngineError(
                    f"The model draws {side}x{side} pixels and can not take a picture of {size}."
                )
        return model


def _finished(model: LunarCore, raw: Floats, drawing: Pixels, projection: Projection) -> Pixels:
    if not len(raw):
        return np.zeros((0, *drawing.shape), np.uint8)
    return np.stack([model.finish(each, drawing, projection) for each in raw])
