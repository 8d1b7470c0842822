"""What can be done to the layers of a sprite, each outcome a new sprite. Any thread; pure.

Layers are counted from 0 at the bottom. Nothing here asks whether a layer is hidden or locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from lunarcore_studio.pixels.blending import laid_over
from lunarcore_studio.pixels.indexed import brought
from lunarcore_studio.pixels.sprite import Cel, Layer, Sprite

T = TypeVar("T")


def unused_name(sprite: Sprite, stem: str = "Layer") -> str:
    """ "Layer 3" where "Layer 1" and "Layer 2" are taken."""
    taken = {layer.name for layer in sprite.layers}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem} {n}") not in taken)


def layer_added(sprite: Sprite, index: int, layer: Layer) -> Sprite:
    """An empty layer at `index`; those from there on go up."""
    order: list[int | None] = list(range(len(sprite.layers)))
    order.insert(index, None)
    return _arranged(sprite, order, _inserted(sprite.layers, index, layer))


def layer_duplicated(sprite: Sprite, index: int) -> Sprite:
    """A copy of a layer above it, with a name of its own."""
    copy = replace(sprite.layers[index], name=unused_name(sprite, f"{sprite.layers[index].name} copy"))
    order = _inserted(range(len(sprite.layers)), index + 1, index)
    return _arranged(sprite, order, _inserted(sprite.layers, index + 1, copy))


def layer_removed(sprite: Sprite, index: int) -> Sprite:
    """Without a layer and its pictures; ValueError for the only one."""
    order = [layer for layer in range(len(sprite.layers)) if layer != index]
    return _arranged(sprite, order, [sprite.layers[layer] for layer in order])


def layer_moved(sprite: Sprite, index: int, to: int) -> Sprite:
    """A layer at another height; `to` is its index afterwards."""
    order = list(range(len(sprite.layers)))
    order.insert(to, order.pop(index))
    return _arranged(sprite, order, [sprite.layers[layer] for layer in order])


def merged_down(sprite: Sprite, index: int) -> Sprite:
    """A layer and the one below it as one, in all frames; ValueError for the lowest layer.

    Their opacities and the upper one's way to blend go into the pixels. A lower layer that blends goes on to
    do so, now with what was laid on it, which can look different; so can the colours of an indexed sprite,
    which stay those of its palette.
    """
    if index < 1:
        raise ValueError("There is no layer below the lowest one.")
    below, above = sprite.layers[index - 1], sprite.layers[index]
    cels = dict(sprite.cels)
    for frame in range(len(sprite.frames)):
        if (index, frame) in cels or (below.opacity < 255 and (index - 1, frame) in cels):
            ground = sprite.pixels(index - 1, frame)
            if below.opacity < 255:
                ground = laid_over(ground * 0, ground, below.opacity)
            merged = laid_over(ground, sprite.pixels(index, frame), above.opacity, above.blend)
            indexed = sprite.mode == "indexed"
            cels[index - 1, frame] = Cel(brought(merged, sprite.palette) if indexed else merged)
    return layer_removed(replace(with_layer(sprite, index - 1, opacity=255), cels=cels), index)


def with_layer(sprite: Sprite, index: int, **fields: Any) -> Sprite:
    """A layer with other facts: `with_layer(sprite, 0, opacity=128)`; the sprite itself when they hold."""
    changed = replace(sprite.layers[index], **fields)
    if changed == sprite.layers[index]:
        return sprite
    return replace(sprite, layers=(*sprite.layers[:index], changed, *sprite.layers[index + 1 :]))


def _inserted(row: Iterable[T], index: int, value: T) -> list[T]:
    out = list(row)
    out.insert(index, value)
    return out


def _arranged(sprite: Sprite, order: Sequence[int | None], layers: Sequence[Layer]) -> Sprite:
    """`layers`, each with the cels of the layer that `order` names; None is an empty one."""
    cels = {
        (at, frame): sprite.cels[was, frame]
        for at, was in enumerate(order)
        for frame in range(len(sprite.frames))
        if was is not None and (was, frame) in sprite.cels
    }
    return replace(sprite, layers=tuple(layers), cels=cels)
