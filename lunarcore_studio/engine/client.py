"""The engine as the window sees it: methods in, signals out. GUI thread only.

It sends requests to the worker, hands on the replies that are not stale (`ledger.py` decides) and turns
what goes wrong into one state that has a sentence and a way out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from lunarcore_studio.engine.axis_client import AxisClient
from lunarcore_studio.engine.axis_protocol import AxesChanged, Restyle
from lunarcore_studio.engine.engine_state import EngineState, Phase
from lunarcore_studio.engine.ledger import Kind, Ledger
from lunarcore_studio.engine.protocol import (
    Edit,
    Failed,
    FindNearest,
    Interpolate,
    LiveRequest,
    LoadModel,
    Mask,
    ModelFacts,
    ModelLoaded,
    ModelRefreshed,
    Pixels,
    Reconstruct,
    Reply,
    Request,
    Sample,
    SliderEnds,
    WalkPath,
    WayOut,
    frozen,
)
from lunarcore_studio.engine.training_client import TrainingClient
from lunarcore_studio.engine.training_protocol import TrainingReply
from lunarcore_studio.engine.workers import Workers
from lunarcore_studio.pixels.projection import Projection

__all__ = ["EngineClient", "EngineState", "Phase"]

DIED = "The engine stopped unexpectedly."


class EngineClient(QObject):
    """The window's end of the engine thread.

    Every request method copies what it is given and returns the stamp that the reply will carry; a reply
    comes as one signal with one protocol value. Requests sent before a model is loaded wait for it, the
    newest of each kind.
    """

    state_changed = Signal(object)  # EngineState
    model_loaded = Signal(object)  # ModelFacts
    model_refreshed = Signal()  # the same axes, but the model has learned on
    reconstructed = Signal(object)  # Reconstructed
    edited = Signal(object)  # Edited
    ends_drawn = Signal(object)  # SliderEndsDrawn
    interpolated = Signal(object)  # Interpolated
    sampled = Signal(object)  # Sampled
    nearest_found = Signal(object)  # NearestFound
    failed = Signal(object)  # Failed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = self._told = EngineState("stopped")
        self._facts: ModelFacts | None = None
        self._ledger = Ledger()
        self._wanted = LoadModel(or_shipped=True)
        self._good: LoadModel | None = None  # the last that answered
        self._workers = Workers(self)
        self._workers.replied.connect(self._receive)
        self._workers.ended.connect(self._on_ended)
        self._workers.watch.changed.connect(self._tell_state)
        self.training = TrainingClient(self._post, self)
        self.axes = AxisClient(self._post, self._send, self._ledger.stamp, self)
        self._signals: dict[Kind, SignalInstance] = {
            Reconstruct: self.reconstructed,
            Edit: self.edited,
            SliderEnds: self.ends_drawn,
            Interpolate: self.interpolated,
            Sample: self.sampled,
            FindNearest: self.nearest_found,
            Restyle: self.axes.restyled,
        }

    @property
    def state(self) -> EngineState:
        """What the engine is at; "failed" also while the worker does not answer."""
        return self._workers.watch.state or self._state

    @property
    def facts(self) -> ModelFacts | None:
        """The loaded model, or None while there is none."""
        return self._facts

    @property
    def answers(self) -> bool:
        """Whether the worker answers: there is a model, or the first pictures of one that is still loaded."""
        return self._facts is not None or self._ledger.has_shown

    def start(self, path: Path | None = None, device: str = "auto") -> None:
        """Start the worker and load a model (None: the shipped one, which also stands in where that at `path`
        can not be used). Once only; afterwards `load_model`."""
        self._wanted = LoadModel(path, device, or_shipped=True)
        self._begin()

    def load_model(self, path: Path | None, device: str | None = None) -> None:
        """Load another model; the present one answers on until then, and stays when the other can not be
        loaded."""
        request = LoadModel(path, device or self._wanted.device)
        if self._facts is None:
            self._wanted = replace(request, or_shipped=True)
        self._set_state("starting", "Loading the model.")
        self._post(request)

    def tell_name(self, name: str) -> None:
        """The model in use is called `name` from now on."""
        if self._facts is not None and self._facts.name != name and self._state.phase == "ready":
            self._facts = replace(self._facts, name=name)
            self._set_ready()

    def restart(self) -> None:
        """Replace the worker by a fresh one with the last model that answered, or the shipped one where that
        can not be used any more; unanswered requests go to the new one."""
        self._abandon()
        self._wanted = self._good or self._wanted
        self._begin()

    def stop(self) -> None:
        """Stop the worker, and wait for it as long as it has something to save; no reply comes after this."""
        self._abandon()
        self._workers.join()
        self._facts = None
        self._set_state("stopped")

    def reconstruct(self, pixels: Pixels, projection: Projection) -> int:
        """Ask for the model's picture of `pixels`; what was asked last is not sent again."""
        standing = self._ledger.standing(pixels, projection)
        if standing is not None:
            return standing
        return self._send(Reconstruct(self._ledger.stamp(), frozen(pixels), projection))

    def edit(
        self,
        pixels: Pixels,
        offsets: Sequence[float],
        projection: Projection,
        detail: float = 1.0,
        mask: Mask | None = None,
    ) -> int:
        """Ask for `pixels` moved by `offsets` (sigma, by axis), changed only where `mask` is True (None:
        all over)."""
        moved, where = tuple(map(float, offsets)), None if mask is None else frozen(mask)
        return self._send(Edit(self._ledger.stamp(), frozen(pixels), moved, detail, projection, where))

    def slider_ends(
        self,
        pixels: Pixels,
        offsets: Sequence[float],
        axes: Sequence[int],
        projection: Projection,
        detail: float = 1.0,
        mask: Mask | None = None,
    ) -> int:
        """Ask for the pictures at both ends of the sliders `axes`, the other sliders staying at `offsets`."""
        moved, where = tuple(map(float, offsets)), None if mask is None else frozen(mask)
        stamp, which = self._ledger.stamp(), tuple(map(int, axes))
        return self._send(SliderEnds(stamp, frozen(pixels), moved, which, detail, projection, where))

    def interpolate(
        self, a: Pixels, b: Pixels, frames: int, projection: Projection, path: WalkPath = "line"
    ) -> int:
        """Ask for a walk of `frames` pictures from `a` to `b`."""
        return self._send(Interpolate(self._ledger.stamp(), frozen(a), frozen(b), frames, path, projection))

    def sample(
        self,
        count: int,
        seed: int,
        projection: Projection | None,
        near: Pixels | None = None,
        sigma: float = 1.0,
        tag: str | None = None,
    ) -> int:
        """Ask for `count` new pictures, with `near` variations of it, with `tag` of a kind; the same seed
        draws the same pictures."""
        start = None if near is None else frozen(near)
        return self._send(Sample(self._ledger.stamp(), count, start, sigma, seed, projection, tag))

    def find_nearest(self, pictures: Pixels) -> int:
        """Ask which training sprite is nearest to each of `pictures` (K, R, R, 4)."""
        return self._send(FindNearest(self._ledger.stamp(), frozen(pictures)))

    def withdraw(self, kind: Kind) -> None:
        """Forget every request of one kind: what is still under way will not be shown."""
        self._ledger.withdraw(kind)
        self._workers.withdraw(kind)

    def _send(self, request: LiveRequest) -> int:
        self._ledger.asked(request)
        self._post(request)
        return request.stamp

    def _post(self, request: Request) -> None:
        self._workers.put(request)

    def _begin(self) -> None:
        self._facts = None
        self._ledger.worker_replaced()
        self._set_state("starting", "Loading the model.")
        self._open()
        for request in (self._wanted, *self._ledger.unanswered):
            self._post(request)

    def _open(self) -> None:
        self._workers.open()

    def _abandon(self) -> None:
        """Let go of the worker without waiting for it."""
        self._workers.let_go(saves=self.training.state is not None)
        self.training.worker_gone()

    def _receive(self, reply: Reply) -> None:
        if isinstance(reply, ModelLoaded):
            self._on_loaded(reply)
        elif isinstance(reply, ModelRefreshed):
            self._on_refreshed(reply)
        elif isinstance(reply, Failed):
            self._on_failed(reply)
        elif isinstance(reply, TrainingReply):
            self.training.receive(reply)
        elif isinstance(reply, AxesChanged):
            self._on_axes(reply)
        elif (kind := self._ledger.fresh(reply)) is not None:
            if kind is not FindNearest:  # the only answer that takes no network
                self._good = self._wanted
                if self._state.phase == "failed":
                    self._set_ready()
            self._signals[kind].emit(reply)

    def _on_loaded(self, reply: ModelLoaded) -> None:
        self._facts = reply.facts
        if not reply.facts.learning and not reply.facts.stands_in:
            self._wanted = LoadModel(reply.facts.path, self._wanted.device, or_shipped=True)
        former = self._ledger.model_changed(reply.epoch)
        self._set_ready()
        self.model_loaded.emit(reply.facts)
        self._draw_again(former)
        if reply.instead:
            self.failed.emit(Failed(None, LoadModel.__name__, reply.instead, "none"))

    def _on_refreshed(self, reply: ModelRefreshed) -> None:
        former = self._ledger.model_changed(reply.epoch)
        self.model_refreshed.emit()
        self._draw_again(former)

    def _on_axes(self, reply: AxesChanged) -> None:
        if self._facts is not None:
            self._facts = replace(self._facts, named=reply.named, older_axes=reply.older)
            self.axes.changed.emit(reply)

    def _draw_again(self, former: Reconstruct | None) -> None:
        if former is not None and not self._ledger.has_picture:
            self.reconstruct(former.pixels, former.projection)

    def _on_failed(self, reply: Failed) -> None:
        if not self._ledger.counts(reply):
            return
        if reply.request == LoadModel.__name__ and self._facts is not None:
            self._set_ready()
        elif reply.way_out != "none":
            self._set_state("failed", reply.sentence, reply.way_out)
        self.failed.emit(reply)

    def _on_ended(self) -> None:
        """The worker has ended by itself. It has said why, unless it could not any more."""
        if self._state.phase != "failed":
            self._set_state("failed", DIED, "restart")
        self._tell_state()
        self.training.worker_gone()

    def _set_ready(self) -> None:
        if self._facts is not None:
            self._set_state("ready", f"{self._facts.name} on {self._facts.device}")

    def _set_state(self, phase: Phase, sentence: str = "", way_out: WayOut = "none") -> None:
        self._state = EngineState(phase, sentence, way_out)
        self._workers.watch.is_starting = phase == "starting"
        self._tell_state()

    def _tell_state(self) -> None:
        if self.state != self._told:
            self._told = self.state
            self.state_changed.emit(self._told)
