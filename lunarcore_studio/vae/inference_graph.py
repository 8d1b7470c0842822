"""The network rewritten for use: the same pictures by little more than half of the arithmetic.

Any thread, without torch. Exact rewritings, up to float32 rounding, of a network whose BatchNorm is folded:

- A convolution of [features, skip] is the sum of one of the features and one of the skip. The skip's half is
  computed by the encoder, once for however many codes are decoded with it, and the null's half is a constant.
  Blending is linear, so `detail` blends these halves; a batch of [1, 0] decodes both modes of one code, and
  the layers below the first skip run once for both.
- The linear layer from the latent and the first transposed convolution have nothing between them: one matrix.
- The last merge and the convolution to the picture have nothing between them either: one convolution.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.vae.array_convolutions import convolved, upsampled
from lunarcore_studio.vae.eigen_layers import EigenLayers
from lunarcore_studio.vae.graph_layers import Layers
from lunarcore_studio.vae.live_weights import LiveWeights
from lunarcore_studio.vae.network_numbers import LOGVAR_RANGE

LEVELS: Final = ("full", "half", "quarter")  # of side R, R / 2 and R / 4
# What each skip adds before the ResBlock's LeakyReLU (inner) and after the block's merge (outer).
SKIPS: Final = tuple(f"{level}_{part}" for level in LEVELS for part in ("inner", "outer"))


def encoder_graph(net: LiveWeights) -> bytes:
    """x (N, C, R, R) in [-1, 1] -> mean (N, L), logvar (N, L), and SKIPS: rows, those of full maps."""
    graph, width, side = Layers(), net.config.width, net.config.resolution
    x = graph.input("x", ("N", net.config.channels, side, side))
    stem, entry = net.normed("stem"), net.normed("down_half.down")
    full = graph.bent(graph.map_conv(x, stem.weight, stem.bias))  # (N, 64, 16, 16)
    half = graph.to_rows(graph.map_conv(full, entry.weight, entry.bias, stride=2), 2 * width)
    half = _after_down(graph, half, net, "down_half", side // 2)  # (N, 64, 128)
    quarter = _down(graph, half, net, "down_quarter", side // 2)  # (N, 16, 256)
    eighth = _down(graph, quarter, net, "down_eighth", side // 4)  # (N, 4, 512)
    flat = graph.node("Flatten", eighth)  # (N, 2048)
    mean, logvar = (_head(graph, flat, net, name) for name in ("to_mean", "to_logvar"))
    lowest, highest = (graph.constant(np.array(end, np.float32)) for end in LOGVAR_RANGE)
    outputs = {"logvar": graph.node("Clip", logvar, lowest, highest)}
    if net.config.eigen_path:
        linear = EigenLayers(graph, net)
        mean = graph.add(mean, linear.score(x))
        if net.config.rest_skips:
            full, half, quarter = _of_rest(graph, linear.rest(x, mean), net)
    outputs |= {"mean": mean}
    outputs |= _full_skip(graph, full, net)
    outputs |= _row_skip(graph, half, net, 1)
    outputs |= _row_skip(graph, quarter, net, 2)
    return graph.model(outputs)


def decoder_graph(net: LiveWeights) -> bytes:
    """z (N, L), detail (N, 1, 1), SKIPS, each for N sprites or one -> picture (N, C, R, R), not clamped."""
    graph, side = Layers(), net.config.resolution
    z = graph.input("z", ("Z", net.config.latent))
    detail = graph.input("detail", ("D", 1, 1))
    x = _first_up(graph, z, net)  # (N, 16, 256)
    x = _block(graph, x, net, 2, detail)
    x = graph.upsampled(x, net.normed("up_half.up", transposed=True), side // 4)  # (N, 64, 128)
    x = _block(graph, x, net, 1, detail)
    x = graph.upsampled(x, net.normed("up_full.up", transposed=True), side // 2)  # (N, 256, 64)
    picture = _last_block(graph, x, net, detail)  # (N, C, 16, 16)
    if not net.config.eigen_path:
        return graph.model({"picture": graph.node("Tanh", picture)})
    linear = graph.linear(z, net.array("eigen.writing").T)
    shape = graph.sizes(-1, net.config.channels, side, side)
    return graph.model({"picture": graph.add(picture, graph.node("Reshape", linear, shape))})


def _down(graph: Layers, rows: str, net: LiveWeights, block: str, side: int) -> str:
    conv = net.normed(f"{block}.down")
    rows = graph.conv(rows, conv.weight, conv.bias, side, stride=2)
    return _after_down(graph, rows, net, block, side // 2)


def _after_down(graph: Layers, rows: str, net: LiveWeights, block: str, side: int) -> str:
    rows, conv = graph.bent(rows), net.normed(f"{block}.res")
    rows = graph.add(rows, graph.bent(graph.conv(rows, conv.weight, conv.bias, side)))
    return graph.attention(rows, net, f"{block}.attention", side)


def _of_rest(graph: Layers, rest: str, net: LiveWeights) -> tuple[str, str, str]:
    """The features of the rest as maps, rows and rows."""
    config = net.config
    at_full, at_half, at_quarter = (net.normed(f"rest_skips.at_{level}") for level in LEVELS)
    full = graph.bent(graph.map_conv(rest, at_full.weight, at_full.bias))
    maps = graph.bent(graph.map_conv(full, at_half.weight, at_half.bias, stride=2))
    half = graph.to_rows(maps, 2 * config.width)
    rows = graph.conv(half, at_quarter.weight, at_quarter.bias, config.resolution // 2, stride=2)
    return full, half, graph.bent(rows)


def _head(graph: Layers, flat: str, net: LiveWeights, name: str) -> str:
    """The linear layer `name`, of features that lie pixel by pixel."""
    head = net.layer(name)
    return graph.linear(flat, _flat_rows(head.weight.reshape(-1, *net.bottom)), head.bias)


def _full_skip(graph: Layers, full: str, net: LiveWeights) -> dict[str, str]:
    inner, outer = _skip_weights(net, 0)
    offset = graph.node("Sub", full, graph.weights(net.null(0)))
    outer = _then_picture(net, outer)
    return {"full_inner": graph.map_conv(offset, inner), "full_outer": graph.spread(offset, outer)}


def _row_skip(graph: Layers, rows: str, net: LiveWeights, index: int) -> dict[str, str]:
    side = net.config.resolution >> index
    offset = graph.node("Sub", rows, graph.weights(_in_rows(net.null(index))))
    parts = zip(("inner", "outer"), _skip_weights(net, index), strict=True)
    return {f"{LEVELS[index]}_{part}": graph.conv(offset, weight, None, side) for part, weight in parts}


def _block(graph: Layers, x: str, net: LiveWeights, index: int, detail: str) -> str:
    """What follows the upsampling in an UpBlock, of rows (N, P, C)."""
    level, side, width = LEVELS[index], net.config.resolution >> index, net.config.width << index
    at_null = [_in_rows(part) for part in _at_null(net, index)]
    inner = _blended(graph, f"{level}_inner", at_null[0], detail, (side * side, 2 * width))
    outer = _blended(graph, f"{level}_outer", at_null[1], detail, (side * side, width))
    weight, merge = net.normed(f"up_{level}.res").weight[:, :width], net.layer(f"up_{level}.merge").weight
    bent = graph.bent(graph.add(graph.conv(x, weight, None, side), inner))
    direct = graph.conv(x, merge[:, :width], None, side)
    merged = graph.add(graph.conv(bent, merge, None, side), direct, outer)
    return graph.attention(merged, net, f"up_{level}.attention", side)


def _last_block(graph: Layers, rows: str, net: LiveWeights, detail: str) -> str:
    """As `_block`, at full resolution and on to the picture's maps (N, C, R, R)."""
    config, side, width = net.config, net.config.resolution, net.config.width
    inner, outer = _at_null(net, 0)
    to_picture, merge = net.layer("to_picture"), net.layer("up_full.merge").weight
    outer = convolved(outer, to_picture.weight, to_picture.bias)
    if config.eigen_path:
        outer = outer + net.array("eigen.centre").reshape(outer.shape)
    share = graph.node("Reshape", detail, graph.sizes(-1, 1, 1, 1))
    inner_name = _blended(graph, "full_inner", inner, share, (2 * width, side, side))
    outer_name = _blended(graph, "full_outer", outer, share, (config.channels, side, side))
    x = graph.to_maps(rows, width, side)
    weight = net.normed("up_full.res").weight[:, :width]
    bent = graph.bent(graph.add(graph.map_conv(x, weight), inner_name))
    direct = graph.spread(x, _then_picture(net, merge[:, :width]))
    return graph.add(graph.spread(bent, _then_picture(net, merge)), direct, outer_name)


def _blended(graph: Layers, name: str, null: Floats, detail: str, shape: tuple[int, ...]) -> str:
    """What the skip `name` adds at `detail`, and the layer's bias."""
    skip = graph.input(name, (f"N_{name}", *shape))
    return graph.add(graph.weights(null), graph.node("Mul", detail, skip))


def _first_up(graph: Layers, z: str, net: LiveWeights) -> str:
    """Codes (N, L) -> rows (N, P, C) behind the first upsampling."""
    start, conv = net.layer("from_latent"), net.normed("up_quarter.up", transposed=True)
    weight = upsampled(start.weight.T.reshape(-1, *net.bottom), conv.weight)
    bias = upsampled(start.bias.reshape(1, *net.bottom), conv.weight, conv.bias)
    flat = graph.bent(graph.linear(z, _flat_rows(weight).T, _flat_rows(bias)[0]))
    return graph.node("Reshape", flat, graph.sizes(-1, weight.shape[2] ** 2, weight.shape[1]))


def _at_null(net: LiveWeights, index: int) -> tuple[Floats, Floats]:
    """What the null feature adds inside and after the block, with the biases of both, (1, C, H, W)."""
    side, block = net.config.resolution >> index, f"up_{LEVELS[index]}"
    null = np.tile(net.null(index), (1, 1, side, side))
    inner, outer = _skip_weights(net, index)
    return (
        convolved(null, inner, net.normed(f"{block}.res").bias),
        convolved(null, outer, net.layer(f"{block}.merge").bias),
    )


def _skip_weights(net: LiveWeights, index: int) -> tuple[Floats, Floats]:
    """The parts of a block's two convolutions that read the skip."""
    block, width = f"up_{LEVELS[index]}", net.config.width << index
    return net.normed(f"{block}.res").weight[:, width:], net.layer(f"{block}.merge").weight[:, width:]


def _then_picture(net: LiveWeights, merge: Floats) -> Floats:
    """The 3x3 weight of a merge (O, I, 1, 1) and the convolution to the picture behind it."""
    weight = net.layer("to_picture").weight  # (P, O, 3, 3)
    joined: Floats = np.moveaxis(np.tensordot(weight, merge[:, :, 0, 0], (1, 0)), 3, 1)
    return joined


def _in_rows(maps: Floats) -> Floats:
    """(N, C, H, W) -> (N, H W, C)."""
    return maps.reshape(*maps.shape[:2], -1).swapaxes(1, 2)


def _flat_rows(maps: Floats) -> Floats:
    """(N, C, H, W) -> (N, H W C)."""
    return _in_rows(maps).reshape(len(maps), -1)
