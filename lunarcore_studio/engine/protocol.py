"""Every request to the engine and every reply of it, on one page. Any thread: all of it is frozen.

Those of a training run stand beside it, in `training_protocol.py`, those of named axes and of restyling in
`axis_protocol.py`.

Pictures are uint8 (R, R, 4) straight RGBA, R the model's resolution; every array that crosses is read-only
(`frozen`). A stamp is the client's growing count of requests; an epoch is the worker's growing count of
loaded models, so that an answer of a former model is told from one of the present model. Values that hold
arrays compare by identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.engine.axis_protocol import AxesChanged, AxisCommand, NamedAxis, Restyle, Restyled
from lunarcore_studio.engine.training_protocol import TrainingCommand, TrainingReply
from lunarcore_studio.pixels.projection import Projection

Scalar = TypeVar("Scalar", bound=np.generic)
Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
WayOut = Literal["restart", "choose_model", "none"]
WalkPath = Literal["line", "sphere"]
NearestSource = Literal["trained", "starter", ""]


def frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A read-only copy of `array`, so that neither side can change what the other one reads."""
    copy = np.array(array, order="C")
    copy.flags.writeable = False
    return copy


@dataclass(frozen=True)
class LoadModel:
    """Load the model folder at `path` (None: the shipped model) on `device` (auto, cpu, cuda or mps); with
    `or_shipped` the shipped model where that one can not be used."""

    path: Path | None = None
    device: str = "auto"
    or_shipped: bool = False


@dataclass(frozen=True, eq=False)
class Reconstruct:
    """What the model makes of `pixels`, in both modes."""

    stamp: int
    pixels: Pixels
    projection: Projection


@dataclass(frozen=True, eq=False)
class Edit:
    """The picture moved along the axes by `offsets` (sigma, by axis; absent axes rest at 0); `mask` True
    may change."""

    stamp: int
    pixels: Pixels
    offsets: tuple[float, ...]
    detail: float
    projection: Projection
    mask: Mask | None = None


@dataclass(frozen=True, eq=False)
class SliderEnds:
    """For each of `axes`, the picture with that slider at its low and its high end and the others as in
    `offsets`."""

    stamp: int
    pixels: Pixels
    offsets: tuple[float, ...]
    axes: tuple[int, ...]
    detail: float
    projection: Projection
    mask: Mask | None = None


@dataclass(frozen=True, eq=False)
class Interpolate:
    """A walk of `frames` pictures from `a` to `b`; both ends come back as exactly `a` and `b`."""

    stamp: int
    a: Pixels
    b: Pixels
    frames: int
    path: WalkPath
    projection: Projection


@dataclass(frozen=True, eq=False)
class Sample:
    """`count` new pictures, the same for the same seed; with `near`, variations of it of strength `sigma`.

    tag: what they are to be, of `ModelFacts.tags`.   projection: None is colours that suit each.
    """

    stamp: int
    count: int
    near: Pixels | None
    sigma: float
    seed: int
    projection: Projection | None
    tag: str | None = None


@dataclass(frozen=True, eq=False)
class FindNearest:
    """Which sprite that the model was trained on is nearest to each of `pictures`, uint8 (K, R, R, 4)?"""

    stamp: int
    pictures: Pixels


LiveRequest = Reconstruct | Edit | SliderEnds | Interpolate | Sample | FindNearest | Restyle
Command = LoadModel | TrainingCommand | AxisCommand
Request = Command | LiveRequest


@dataclass(frozen=True)
class ModelFacts:
    """What the window tells of a model. `sigma` and `reach` have one entry an axis, axes by size of effect:
    sigma in latent units, reach the slider's half range in sigma. In an edit's offsets the `named` ones
    follow after these; `older_axes` are names of ones that an older training had, `axes_trouble` a sentence
    where they can not be read."""

    name: str
    device: str
    resolution: int
    axis_count: int
    sigma: tuple[float, ...]
    reach: tuple[float, ...]
    sprites: int
    path: Path
    tags: tuple[str, ...] = ()  # what new pictures can be asked to be
    has_prior: bool = False
    knows_sprites: bool = False  # whether new pictures are sprites of their own, and not only variations
    learning: bool = False  # the network of the run under way, which goes on learning
    stands_in: bool = False  # the shipped model, for one that can not be used now
    named: tuple[NamedAxis, ...] = ()
    older_axes: tuple[str, ...] = ()
    axes_trouble: str = ""

    @property
    def slider_reach(self) -> tuple[float, ...]:
        """The reach of every slider, in the order of an edit's offsets."""
        return (*self.reach, *(axis.reach for axis in self.named))


@dataclass(frozen=True)
class ModelLoaded:
    """instead: where the shipped model stands in for the one asked for, the sentence why; else ""."""

    epoch: int
    facts: ModelFacts
    instead: str = ""


@dataclass(frozen=True)
class ModelRefreshed:
    """The model in use has learned on: the axes are the same, what it drew before is old."""

    epoch: int


@dataclass(frozen=True, eq=False)
class Reconstructed:
    """`detail` and `latent` are true pixel art, `raw_*` the model's own colours; `mean` is float32 (L,)."""

    stamp: int
    epoch: int
    mean: NDArray[np.float32]
    detail: Pixels
    latent: Pixels
    raw_detail: Pixels
    raw_latent: Pixels


@dataclass(frozen=True, eq=False)
class Edited:
    stamp: int
    epoch: int
    pixels: Pixels
    raw: Pixels


@dataclass(frozen=True, eq=False)
class SliderEndsDrawn:
    """`low` and `high` are uint8 (K, R, R, 4), one row for each of `axes`."""

    stamp: int
    epoch: int
    axes: tuple[int, ...]
    low: Pixels
    high: Pixels


@dataclass(frozen=True, eq=False)
class Interpolated:
    """`frames` is uint8 (N, R, R, 4)."""

    stamp: int
    epoch: int
    frames: Pixels


@dataclass(frozen=True, eq=False)
class Sampled:
    """`pictures` is uint8 (N, R, R, 4)."""

    stamp: int
    epoch: int
    pictures: Pixels


@dataclass(frozen=True, eq=False)
class Neighbour:
    """A training sprite (R, R, 4), mirrored where that is nearer. `distance` is the mean absolute difference
    of premultiplied RGBA, 0 to 1, `differing` the number of pixels that look different."""

    name: str
    pixels: Pixels
    is_mirrored: bool
    distance: float
    differing: int


@dataclass(frozen=True, eq=False)
class NearestFound:
    """One neighbour for each picture. While `taken_in` is below 1 there are none: ask again.

    source: "starter" where the sprites that come with the studio stand for those of the training, "" where
    the training's are not on this machine (and there are no neighbours).
    """

    stamp: int
    epoch: int
    source: NearestSource
    taken_in: float
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Failed:
    """One sentence for a person and a way out; `request` names the request's class, stamp None when it had
    none."""

    stamp: int | None
    request: str
    sentence: str
    way_out: WayOut


LiveReply = Reconstructed | Edited | SliderEndsDrawn | Interpolated | Sampled | NearestFound | Restyled
Reply = ModelLoaded | ModelRefreshed | LiveReply | TrainingReply | AxesChanged | Failed
