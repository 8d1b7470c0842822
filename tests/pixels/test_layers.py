"""Layers come, go, change places and melt together, and every cel stays with its own."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.pixels.layers import (
    layer_added,
    layer_duplicated,
    layer_moved,
    layer_removed,
    merged_down,
    unused_name,
    with_layer,
)
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite


def plain(value: int, alpha: int = 255) -> Cel:
    pixels = np.full((2, 2, 4), value, np.uint8)
    pixels[..., 3] = alpha
    return Cel(pixels)


@pytest.fixture
def sprite() -> Sprite:
    """Three layers and two frames; the cel of layer L in frame F has the value 10 L + F, the last is none."""
    cels = {(layer, frame): plain(10 * layer + frame) for layer in range(3) for frame in range(2)}
    del cels[2, 1]
    names = tuple(Layer(f"Layer {n}") for n in (1, 2, 3))
    return Sprite(2, 2, layers=names, frames=(Frame(), Frame()), cels=cels)


def values(sprite: Sprite) -> list[list[int]]:
    """By layer, the value of each frame's cel; -1 where there is none."""
    return [
        [int(sprite.pixels(at, f)[0, 0, 0]) if (at, f) in sprite.cels else -1 for f in range(2)]
        for at in range(len(sprite.layers))
    ]


def names(sprite: Sprite) -> list[str]:
    return [layer.name for layer in sprite.layers]


def test_a_new_layer_is_empty_and_lifts_those_above(sprite: Sprite) -> None:
    added = layer_added(sprite, 1, Layer(unused_name(sprite)))
    assert names(added) == ["Layer 1", "Layer 4", "Layer 2", "Layer 3"]
    assert values(added) == [[0, 1], [-1, -1], [10, 11], [20, -1]]
    assert layer_removed(added, 1) == sprite


def test_a_copy_stands_above_with_all_its_cels_and_a_name_of_its_own(sprite: Sprite) -> None:
    twice = layer_duplicated(layer_duplicated(sprite, 1), 1)
    assert names(twice) == ["Layer 1", "Layer 2", "Layer 2 copy 2", "Layer 2 copy 1", "Layer 3"]
    assert values(twice) == [[0, 1], [10, 11], [10, 11], [10, 11], [20, -1]]


@pytest.mark.parametrize(("index", "to", "order"), [(0, 2, [1, 2, 0]), (2, 0, [2, 0, 1]), (1, 1, [0, 1, 2])])
def test_moved_layers_take_their_cels_along(sprite: Sprite, index: int, to: int, order: list[int]) -> None:
    moved = layer_moved(sprite, index, to)
    assert values(moved) == [values(sprite)[was] for was in order]
    assert layer_moved(moved, to, index) == sprite


def test_the_last_layer_does_not_go() -> None:
    with pytest.raises(ValueError, match="a layer"):
        layer_removed(Sprite.blank(), 0)


@pytest.mark.parametrize("blend", ["normal", "multiply", "screen", "add"])
def test_merged_layers_look_as_they_did(sprite: Sprite, blend: str) -> None:
    layered = with_layer(with_layer(sprite, 1, opacity=128, blend=blend), 0, opacity=200)
    merged = merged_down(layered, 1)
    assert names(merged) == ["Layer 1", "Layer 3"]
    assert merged.layers[0].opacity == 255
    for frame in range(2):
        off = merged.flatten(frame).astype(int) - layered.flatten(frame).astype(int)
        assert np.abs(off).max() <= 1


def test_a_layer_is_merged_into_frames_where_the_lower_one_is_empty(sprite: Sprite) -> None:
    bare = Sprite(2, 2, layers=sprite.layers[:2], frames=sprite.frames, cels={(1, 0): plain(90)})
    assert values(merged_down(bare, 1)) == [[90, -1]]
    with pytest.raises(ValueError, match="below"):
        merged_down(bare, 0)


def test_facts_that_hold_change_nothing(sprite: Sprite) -> None:
    assert with_layer(sprite, 1, opacity=255, visible=True) is sprite
    assert with_layer(sprite, 1, locked=True).layers[1] == Layer("Layer 2", locked=True)
