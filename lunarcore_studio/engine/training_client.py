"""A training run as the window sees it: methods in, signals out. GUI thread only.

Part of the engine's client, which gives it the way to the worker and hands it the worker's replies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    MeasurePace,
    PaceMeasured,
    Steering,
    SteerTraining,
    TrainingBegan,
    TrainingCommand,
    TrainingEnded,
    TrainingLooked,
    TrainingReply,
    TrainingTold,
    UseLearning,
)

INTERRUPTED = "The engine was stopped in the middle of the training; it can go on from its last checkpoint."


@dataclass(frozen=True)
class TrainingState:
    """What is known of the run under way: how it began, how far it is, what it last showed."""

    began: TrainingBegan
    told: TrainingTold | None = None
    looked: TrainingLooked | None = None


class TrainingClient(QObject):
    """Steers the one run that an engine can have. A run that can not begin is the engine client's `failed`,
    with "BeginTraining" as its request."""

    began = Signal(object)  # TrainingBegan
    told = Signal(object)  # TrainingTold
    looked = Signal(object)  # TrainingLooked
    ended = Signal(object)  # TrainingEnded
    pace_measured = Signal(object)  # PaceMeasured

    def __init__(self, post: Callable[[TrainingCommand], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post = post
        self._state: TrainingState | None = None
        self._using = False

    @property
    def state(self) -> TrainingState | None:
        """The run under way, None when there is none."""
        return self._state

    @property
    def using(self) -> bool:
        """Whether the network that is being trained answers the hand."""
        return self._using

    def begin(self, request: BeginTraining) -> None:
        """Start a run; `began` or the engine client's `failed` answers."""
        self._post(request)

    def measure_pace(self, request: MeasurePace) -> None:
        """Ask how fast this machine would train; `pace_measured` or the engine client's `failed` answers."""
        self._post(request)

    def steer(self, action: Steering) -> None:
        """Pause, continue, keep the best and stop, or discard the run under way."""
        if self._state is not None:
            self._post(SteerTraining(action))

    def use_learning(self, live: bool) -> None:
        """Let the network that is being trained answer the hand, or the model as before."""
        if self._state is not None and live != self._using:
            self._using = live
            self._post(UseLearning(live))

    def receive(self, reply: TrainingReply) -> None:
        """Take a reply of the worker and tell it on."""
        state = self._state
        if isinstance(reply, TrainingBegan):
            self._state, self._using = TrainingState(reply), False
            self.began.emit(reply)
        elif isinstance(reply, PaceMeasured):
            self.pace_measured.emit(reply)
        elif isinstance(reply, TrainingEnded):
            self._state, self._using = None, False
            self.ended.emit(reply)
        elif state is not None and isinstance(reply, TrainingTold):
            self._state = TrainingState(state.began, reply, state.looked)
            self.told.emit(reply)
        elif state is not None and isinstance(reply, TrainingLooked):
            self._state = TrainingState(state.began, state.told, reply)
            self.looked.emit(reply)

    def worker_gone(self) -> None:
        """The worker was stopped or replaced: a run under way is over, with its checkpoint on disk."""
        if self._state is not None:
            began, none = self._state.began, np.zeros((0, 1, 1, 4), np.uint8)
            self.receive(
                TrainingEnded("interrupted", began.out, began.name, {}, none, none, none, INTERRUPTED)
            )
