"""The network rewritten for use: the same pictures by little more than half of the arithmetic; any thread.

Exact rewritings, up to float32 rounding, of a model whose BatchNorm is folded:

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
import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, conv_transpose2d

from lunarcore_studio.vae.blocks import DownBlock, UpBlock
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen_layers import EigenLayers
from lunarcore_studio.vae.graph_layers import Layers
from lunarcore_studio.vae.model import LOGVAR_RANGE, LunarVAE
from lunarcore_studio.vae.rest_skips import RestSkips

# What each skip adds before the ResBlock's LeakyReLU (inner) and after the block's merge (outer).
SKIPS: Final = tuple(
    f"{level}_{part}" for level in ("full", "half", "quarter") for part in ("inner", "outer")
)


@torch.no_grad()
def encoder_graph(model: LunarVAE) -> bytes:
    """x (N, C, R, R) in [-1, 1] -> mean (N, L), logvar (N, L), and SKIPS: rows, those of full maps."""
    graph, width, side = Layers(), model.config.width, model.config.resolution
    x = graph.input("x", ("N", model.config.channels, side, side))
    stem, entry = model.stem.conv, model.down_half.down.conv
    full = graph.bent(graph.map_conv(x, stem.weight, stem.bias))  # (N, 64, 16, 16)
    half = graph.to_rows(graph.map_conv(full, entry.weight, entry.bias, stride=2), 2 * width)
    half = _after_down(graph, half, model.down_half, side // 2)  # (N, 64, 128)
    quarter = _down(graph, half, model.down_quarter, side // 2)  # (N, 16, 256)
    eighth = _down(graph, quarter, model.down_eighth, side // 4)  # (N, 4, 512)
    flat = graph.node("Flatten", eighth)  # (N, 2048)
    mean, logvar = (_head(graph, flat, head, model.bottom) for head in (model.to_mean, model.to_logvar))
    lowest, highest = (graph.constant(np.array(end, np.float32)) for end in LOGVAR_RANGE)
    outputs = {"logvar": graph.node("Clip", logvar, lowest, highest)}
    if (eigen := model.eigen) is not None:
        linear = EigenLayers(graph, eigen)
        mean = graph.add(mean, linear.score(x))
        if model.rest_skips is not None:
            full, half, quarter = _of_rest(graph, linear.rest(x, mean), model.rest_skips, model.config)
    outputs |= {"mean": mean}
    outputs |= _full_skip(graph, full, model)
    outputs |= _row_skip(graph, half, model, 1, "half")
    outputs |= _row_skip(graph, quarter, model, 2, "quarter")
    return graph.model(outputs)


@torch.no_grad()
def decoder_graph(model: LunarVAE) -> bytes:
    """z (N, L), detail (N, 1, 1), SKIPS, each for N sprites or one -> picture (N, C, R, R), not clamped."""
    graph, side = Layers(), model.config.resolution
    z = graph.input("z", ("Z", model.config.latent))
    detail = graph.input("detail", ("D", 1, 1))
    x = _first_up(graph, z, model)  # (N, 16, 256)
    x = _block(graph, x, model, 2, "quarter", detail)
    x = graph.upsampled(x, model.up_half.up.conv, side // 4)  # (N, 64, 128)
    x = _block(graph, x, model, 1, "half", detail)
    x = graph.upsampled(x, model.up_full.up.conv, side // 2)  # (N, 256, 64)
    picture = _last_block(graph, x, model, detail)  # (N, C, 16, 16)
    if model.eigen is None:
        return graph.model({"picture": graph.node("Tanh", picture)})
    linear = graph.linear(z, model.eigen.writing.T)
    shape = graph.sizes(-1, model.config.channels, side, side)
    return graph.model({"picture": graph.add(picture, graph.node("Reshape", linear, shape))})


def _down(graph: Layers, rows: str, block: DownBlock, side: int) -> str:
    conv = block.down.conv
    return _after_down(graph, graph.conv(rows, conv.weight, conv.bias, side, stride=2), block, side // 2)


def _after_down(graph: Layers, rows: str, block: DownBlock, side: int) -> str:
    rows = graph.bent(rows)
    rows = graph.add(rows, graph.bent(graph.conv(rows, block.res.conv.weight, block.res.conv.bias, side)))
    return graph.attention(rows, block.attention, side)


def _of_rest(graph: Layers, rest: str, skips: RestSkips, config: VAEConfig) -> tuple[str, str, str]:
    """The features of the rest as maps, rows and rows."""
    layers = [(each.conv.weight, each.conv.bias) for each in (skips.at_full, skips.at_half, skips.at_quarter)]
    full = graph.bent(graph.map_conv(rest, *layers[0]))
    maps = graph.bent(graph.map_conv(full, *layers[1], stride=2))
    half = graph.to_rows(maps, 2 * config.width)
    quarter = graph.bent(graph.conv(half, *layers[2], config.resolution // 2, stride=2))
    return full, half, quarter


def _head(graph: Layers, flat: str, head: nn.Linear, bottom: tuple[int, int, int]) -> str:
    """The linear layer `head`, of features that lie pixel by pixel."""
    return graph.linear(flat, _in_rows(head.weight.reshape(-1, *bottom)).flatten(1), head.bias)


def _full_skip(graph: Layers, full: str, model: LunarVAE) -> dict[str, str]:
    inner, outer = _skip_weights(model.up_full)
    offset = graph.node("Sub", full, graph.weights(_null(model, 0)))
    outer = _then_picture(model, outer)
    return {"full_inner": graph.map_conv(offset, inner), "full_outer": graph.spread(offset, outer)}


def _row_skip(graph: Layers, rows: str, model: LunarVAE, index: int, level: str) -> dict[str, str]:
    side = model.config.resolution >> index
    null = _null(model, index)
    offset = graph.node("Sub", rows, graph.weights(_in_rows(null)))
    parts = zip(("inner", "outer"), _skip_weights(_up_block(model, index)), strict=True)
    return {f"{level}_{part}": graph.conv(offset, weight, None, side) for part, weight in parts}


def _block(graph: Layers, x: str, model: LunarVAE, index: int, level: str, detail: str) -> str:
    """What follows the upsampling in an UpBlock, of rows (N, P, C)."""
    block, side = _up_block(model, index), model.config.resolution >> index
    width = block.merge.out_channels
    at_null = [_in_rows(part) for part in _at_null(model, index)]
    inner = _blended(graph, f"{level}_inner", at_null[0], detail, (side * side, 2 * width))
    outer = _blended(graph, f"{level}_outer", at_null[1], detail, (side * side, width))
    weight, merge = block.res.conv.weight[:, :width], block.merge.weight
    bent = graph.bent(graph.add(graph.conv(x, weight, None, side), inner))
    direct = graph.conv(x, merge[:, :width], None, side)
    merged = graph.add(graph.conv(bent, merge, None, side), direct, outer)
    return graph.attention(merged, block.attention, side)


def _last_block(graph: Layers, rows: str, model: LunarVAE, detail: str) -> str:
    """As `_block`, at full resolution and on to the picture's maps (N, C, R, R)."""
    block, side, width = model.up_full, model.config.resolution, model.config.width
    inner, outer = _at_null(model, 0)
    outer = conv2d(outer, model.to_picture.weight, model.to_picture.bias, padding=1)
    if model.eigen is not None:
        outer = outer + model.eigen.centre.reshape(outer.shape)
    share = graph.node("Reshape", detail, graph.sizes(-1, 1, 1, 1))
    inner_name = _blended(graph, "full_inner", inner, share, (2 * width, side, side))
    outer_name = _blended(graph, "full_outer", outer, share, (model.config.channels, side, side))
    x = graph.to_maps(rows, width, side)
    bent = graph.bent(graph.add(graph.map_conv(x, block.res.conv.weight[:, :width]), inner_name))
    direct = graph.spread(x, _then_picture(model, block.merge.weight[:, :width]))
    return graph.add(graph.spread(bent, _then_picture(model, block.merge.weight)), direct, outer_name)


def _blended(graph: Layers, name: str, null: Tensor, detail: str, shape: tuple[int, ...]) -> str:
    """What the skip `name` adds at `detail`, and the layer's bias."""
    skip = graph.input(name, (f"N_{name}", *shape))
    return graph.add(graph.weights(null), graph.node("Mul", detail, skip))


def _first_up(graph: Layers, z: str, model: LunarVAE) -> str:
    """Codes (N, L) -> rows (N, P, C) behind the first upsampling."""
    start, conv = model.from_latent, model.up_quarter.up.conv
    weight = conv_transpose2d(start.weight.T.reshape(-1, *model.bottom), conv.weight, None, 2, 1)
    bias = conv_transpose2d(start.bias.reshape(1, *model.bottom), conv.weight, conv.bias, 2, 1)
    flat = graph.bent(graph.linear(z, _in_rows(weight).flatten(1).T, _in_rows(bias).flatten()))
    return graph.node("Reshape", flat, graph.sizes(-1, weight.shape[2] ** 2, weight.shape[1]))


def _at_null(model: LunarVAE, index: int) -> tuple[Tensor, Tensor]:
    """What the null feature adds inside and after the block, with the biases of both, (1, C, H, W)."""
    block, side = _up_block(model, index), model.config.resolution >> index
    null = _null(model, index).expand(1, -1, side, side)
    inner, outer = _skip_weights(block)
    return conv2d(null, inner, block.res.conv.bias, padding=1), conv2d(null, outer, block.merge.bias)


def _null(model: LunarVAE, index: int) -> Tensor:
    """The null feature of a level, (1, C, 1, 1)."""
    null = getattr(model.gate, f"null{index}")
    assert isinstance(null, Tensor)
    return null


def _skip_weights(block: UpBlock) -> tuple[Tensor, Tensor]:
    """The parts of a block's two convolutions that read the skip."""
    width = block.merge.out_channels
    return block.res.conv.weight[:, width:], block.merge.weight[:, width:]


def _then_picture(model: LunarVAE, merge: Tensor) -> Tensor:
    """The 3x3 weight of a merge (O, I, 1, 1) and the convolution to the picture behind it."""
    return torch.einsum("poyx,oi->piyx", model.to_picture.weight, merge[:, :, 0, 0])


def _in_rows(maps: Tensor) -> Tensor:
    return maps.flatten(2).transpose(1, 2)


def _up_block(model: LunarVAE, index: int) -> UpBlock:
    return (model.up_full, model.up_half, model.up_quarter)[index]
