"""The sliders that a person named on a model: made from sprites, kept with it. On the model's thread.

What is on disk is read anew before each change, so that a verb and the window do not undo each other's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.files.axis_store import (
    MOST_AXES,
    NamedAxis,
    axis_name,
    pack_axes,
    read_axes,
    write_axes,
)
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import AXES
from lunarcore_studio.pixels.color import Floats, Pixels
from lunarcore_studio.vae import edits
from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.named_axes import difference, network_digest

Kept = tuple[NamedAxis, ...]


class NamedAxes:
    """The named axes of one network, in the order in which they were made; iterate over it, or take `len`.

    Every method that changes something raises EngineError or FileError with one sentence.
    """

    def __init__(self, model: LunarVAE, codec: Codec, home: Path | None) -> None:
        """home: the model's folder; without one (None, or not there yet) the axes are in memory only."""
        self._model, self._codec = model, codec
        self._home = home if home is not None and home.is_dir() else None
        self._network = ""
        self._sliders: Axes | None = None
        self._kept: Kept | None = () if self._home is None else None
        self.trouble = ""  # why the file can not be read, one sentence

    def __iter__(self) -> Iterator[NamedAxis]:
        return iter(self._split()[0])

    def __len__(self) -> int:
        return len(self._split()[0])

    @property
    def older(self) -> Kept:
        """Axes in the model's file of a network that it had before: they mean nothing to this one."""
        return self._split()[1]

    @property
    def sliders(self) -> Axes:
        """The model's own axes, then the named ones."""
        own, mine = self._codec.axes, tuple(self)
        if self._sliders is None or len(self._sliders.sigma) != len(own.sigma) + len(mine):
            ways = np.array([axis.direction for axis in mine], np.float32).reshape(-1, self._latent)
            rows = np.array([(one.sigma, one.reach, one.effect) for one in mine], np.float32).reshape(-1, 3)
            self._sliders = Axes(
                np.concatenate([own.directions, ways]),
                np.concatenate([own.sigma, rows[:, 0]]),
                np.concatenate([own.reach, rows[:, 1]]),
                np.concatenate([own.effect, rows[:, 2]]),
            )
        return self._sliders

    def moves(self, offsets: Floats) -> Floats:
        """Where sliders at `offsets` (B, K') in sigma, own axes first, lead a code: (B, L)."""
        if offsets.shape[-1] > len(self.sliders.sigma):
            raise EngineError(f"The model has {len(self.sliders.sigma)} axes, not {offsets.shape[-1]}.")
        return edits.displacement(self.sliders, offsets)

    def number_of(self, name: str) -> int:
        """Which of `sliders` is called `name`, in whatever case. EngineError when none is."""
        return len(self._codec.axes.sigma) + self.place_of(name)

    def place_of(self, name: str) -> int:
        """Which of the named axes is called `name`, in whatever case. EngineError when none is."""
        wanted = _key(name)
        names = [_key(axis.name) for axis in self]
        if wanted in names:
            return names.index(wanted)
        if any(_key(axis.name) == wanted for axis in self.older):
            raise EngineError(f"The slider {name:.40} is of an older training of this model; make it anew.")
        known = ", ".join(axis.name for axis in self)
        raise EngineError(f"The model has no slider {name:.40}; it has {known or 'none with a name'}.")

    def add(self, name: str, these: Pixels, those: Pixels, breathe: Breathe = no_breath) -> NamedAxis:
        """A slider from those sprites to these, uint8 (N, R, R, 4) each, kept with the model.

        EngineError for a name that is taken, for no sprites on a side, for sprites of another size and for
        sides that are the same to the model.
        """
        name = axis_name(name)
        self._require_free(name)
        try:
            found = difference(self._codec, these, those, breathe)
        except ValueError as error:
            raise EngineError(str(error)) from error
        axis = NamedAxis(
            name=name,
            direction=tuple(found.directions[0].tolist()),
            sigma=float(found.sigma[0]),
            reach=float(found.reach[0]),
            effect=float(found.effect[0]),
            these=len(these),
            those=len(those),
            network=self._digest(),
        )
        self.put(axis)
        return axis

    def put(self, axis: NamedAxis, place: int | None = None) -> None:
        """Keep an axis of this network, at a place among the named ones (None: the last). EngineError for a
        name that is taken, for another network's, and when there are too many."""
        if axis.network != self._digest() or len(axis.direction) != self._latent:
            raise EngineError(f"The slider {axis.name} is of another model.")
        self._require_free(axis.name)

        def with_it(kept: Kept) -> Kept:
            mine = [one for one in kept if _key(one.name) != _key(axis.name)]
            if len(mine) >= MOST_AXES:
                raise EngineError(f"A model can have {MOST_AXES} sliders of one's own; delete one first.")
            now = [at for at, one in enumerate(mine) if one.network == axis.network]
            at = len(mine) if place is None or place >= len(now) else now[place]
            return (*mine[:at], axis, *mine[at:])

        self._change(with_it)

    def rename(self, name: str, new_name: str) -> NamedAxis:
        """Call an axis by another name. EngineError when there is none, or the new name is taken."""
        axis, new_name = tuple(self)[self.place_of(name)], axis_name(new_name)
        if _key(new_name) != _key(axis.name):
            self._require_free(new_name)

        def renamed(kept: Kept) -> Kept:
            others = [one for one in kept if one == axis or _key(one.name) != _key(new_name)]
            return tuple(replace(one, name=new_name) if one == axis else one for one in others)

        self._change(renamed)
        return replace(axis, name=new_name)

    def remove(self, name: str) -> NamedAxis:
        """Keep an axis no more, also one of an older network. EngineError when there is none of that name."""
        axis = self._one(name)
        self._change(lambda kept: tuple(one for one in kept if one != axis))
        return axis

    def packed(self) -> dict[str, bytes]:
        """The file that a copy of the model keeps, by its name; nothing when there are no named axes."""
        return {AXES: pack_axes(self)} if len(self) else {}

    @property
    def _latent(self) -> int:
        return self._codec.latent

    def _digest(self) -> str:
        self._network = self._network or network_digest(self._model)
        return self._network

    def _one(self, name: str) -> NamedAxis:
        mine, older = self._split()
        for axis in mine + older:
            if _key(axis.name) == _key(name):
                return axis
        raise EngineError(f"The model has no slider {name:.40}.")

    def _require_free(self, name: str) -> None:
        if any(_key(axis.name) == _key(name) for axis in self):
            raise EngineError(f"There is a slider {name} already; choose another name.")

    def _split(self) -> tuple[Kept, Kept]:
        if self._kept is None:
            self._kept = self._read()
        if not self._kept:
            return (), ()
        digest, latent = self._digest(), self._latent
        mine = tuple(a for a in self._kept if a.network == digest and len(a.direction) == latent)
        return mine, tuple(axis for axis in self._kept if axis not in mine)

    def _read(self) -> Kept:
        """What is on disk; a file that can not be read is `trouble` and stops nobody from drawing."""
        assert self._home is not None
        try:
            return read_axes(self._home)
        except FileError as error:
            self.trouble = str(error)
            return ()

    def _change(self, change: Callable[[Kept], Kept]) -> None:
        if self._home is None:
            self._kept = change(self._kept or ())
        else:
            changed = change(read_axes(self._home))
            write_axes(self._home, changed)
            self._kept = changed
        self._sliders = None


def _key(name: str) -> str:
    """Names that differ in case or in spaces around them are one."""
    return name.strip().casefold()
