"""Where the sliders stand and on which picture: the rules of the latent panel without a widget. GUI thread.

All sliders add up on one base, the drawing as it was when they were at rest. A picture that the sliders made
is remembered with their position, so that undo and redo bring both back; a drawing that is not remembered,
because a hand changed it, becomes the new base and the sliders go to rest.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

REMEMBERED = 1024
# Twelve sliders add up: with a sixth of its reach each, a roll is still a relative of the drawing, as contact
# sheets of rolls showed; with a third of it the shapes fall apart.
ROLL_SPREAD = 0.16


@dataclass(frozen=True, eq=False)
class Position:
    """The sliders over a picture: `offsets` in sigma by axis, changing it only where `mask` is True.

    `base` is read-only uint8 (R, R, 4), `mask` bool (R, R) or None for all over. `detail` in [0, 1] is how
    much of the drawing's own detail the decoder keeps while it edits.
    """

    base: Pixels
    mask: Mask | None
    offsets: tuple[float, ...]
    detail: float

    @property
    def at_rest(self) -> bool:
        """Whether every slider is at 0, which makes the picture exactly the base."""
        return not any(self.offsets)

    def sigma(self, axis: int) -> float:
        """Where one slider stands; one that is not told is at rest."""
        return self.offsets[axis] if axis < len(self.offsets) else 0.0

    def moved(self, axis: int, sigma: float) -> Position:
        """The same with one slider elsewhere."""
        before = self.offsets[:axis]
        absent = (0.0,) * (axis - len(before))
        return replace(self, offsets=(*before, *absent, sigma, *self.offsets[axis + 1 :]))

    def carried(self, kept: Sequence[int]) -> Position | None:
        """The same among other sliders: `kept` tells of each which it was, -1 for a new one. None when one
        that is gone is not at rest."""
        stood = dict(enumerate(self.offsets))
        if any(sigma for axis, sigma in stood.items() if axis not in kept):
            return None
        return replace(self, offsets=tuple(stood.get(axis, 0.0) for axis in kept))


def picture_key(pixels: Pixels, mask: Mask | None) -> bytes:
    """Digest of a picture and of where it may change, by which a position is remembered."""
    digest = hashlib.blake2b(np.ascontiguousarray(pixels).tobytes(), digest_size=16)
    digest.update(b"all" if mask is None else np.packbits(mask).tobytes())
    return digest.digest()


class LatentSession:
    """The sliders' position, their locks, and the memory of positions by picture."""

    def __init__(self, detail: float = 1.0) -> None:
        self.reach: tuple[float, ...] = ()
        self.locked: frozenset[int] = frozenset()
        self._memory: OrderedDict[bytes, Position] = OrderedDict()
        self._shown = b""
        self.position = Position(np.zeros((0, 0, 4), np.uint8), None, (), detail)

    def open_model(self, reach: Iterable[float]) -> None:
        """Another model has other axes: nothing that was remembered holds."""
        self.reach = tuple(reach)
        self.locked = frozenset()
        self._memory.clear()
        self._shown = b""

    def change_axes(self, reach: Iterable[float], kept: Sequence[int]) -> None:
        """The same model has other sliders: `kept` tells of each which it was, -1 for a new one.

        Positions that need one which is gone are forgotten: what it made of a drawing becomes a new base.
        """
        self.reach = tuple(reach)
        self.locked = frozenset(axis for axis, was in enumerate(kept) if was in self.locked)
        carried = {key: position.carried(kept) for key, position in self._memory.items()}
        self._memory = OrderedDict((key, there) for key, there in carried.items() if there is not None)
        position = self.position.carried(kept)
        if position is None:
            self._shown = b""
        else:
            self.position = position

    def observe(self, pixels: Pixels, mask: Mask | None, initiator: str) -> bool:
        """The drawing became `pixels`; whether the sliders stand elsewhere now, or on another base."""
        key = picture_key(pixels, mask)
        if key == self._shown:
            return False
        self._shown = key
        if initiator == "file":
            self._memory.clear()
        self.position = self._memory.get(key) or self._rest_on(pixels, mask)
        return True

    def expect(self, pixels: Pixels, mask: Mask | None) -> None:
        """The sliders themselves made the drawing `pixels`: it is no new base."""
        self._shown = picture_key(pixels, mask)

    def remember(self, pixels: Pixels, position: Position) -> None:
        """`position` is what made the drawing `pixels`; the oldest memory beyond the bound is lost."""
        key = picture_key(pixels, position.mask)
        self._memory.pop(key, None)
        if not position.at_rest:
            self._memory[key] = position
        if len(self._memory) > REMEMBERED:
            self._memory.popitem(last=False)

    def pulled(self, axis: int, sigma: float) -> Position:
        """The position with one slider at `sigma`, held within its reach; a locked one stays."""
        if axis in self.locked:
            return self.position
        reach = self.reach[axis]
        return self.position.moved(axis, min(max(sigma, -reach), reach))

    def with_detail(self, detail: float) -> Position:
        """The position with another share of the drawing's own detail."""
        return replace(self.position, detail=detail)

    def reset(self) -> Position:
        """The position with every unlocked slider at rest."""
        kept = (sigma if axis in self.locked else 0.0 for axis, sigma in enumerate(self.position.offsets))
        return replace(self.position, offsets=tuple(kept))

    def rolled(self, axes: Iterable[int], rng: np.random.Generator) -> Position:
        """The position with the unlocked ones of `axes` thrown anew around the base."""
        offsets = list(self.position.offsets)
        for axis in axes:
            if axis not in self.locked:
                reach = self.reach[axis]
                thrown = float(np.clip(rng.normal(0.0, ROLL_SPREAD * reach), -reach, reach))
                offsets[axis] = round(thrown, 1)
        return replace(self.position, offsets=tuple(offsets))

    def toggle_lock(self, axis: int) -> bool:
        """Lock or unlock a slider; whether it is locked now."""
        self.locked = self.locked ^ {axis}
        return axis in self.locked

    def _rest_on(self, pixels: Pixels, mask: Mask | None) -> Position:
        base = np.array(pixels, np.uint8)
        base.flags.writeable = False
        return Position(base, mask, (0.0,) * len(self.reach), self.position.detail)
