"""The pieces that the document's encoder and decoder are built of; runs wherever the model runs.

Source: lunarcore-architecture.md, "Component Details". N sprites, C channels, H x W features.
Every normalised layer is called `conv` with its `norm`, which is what `folded` relies on.
"""

from __future__ import annotations

import copy
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

from lunarcore_studio.vae.network_numbers import NORM_EPSILON, SLOPE

AnyModule = TypeVar("AnyModule", bound=nn.Module)


class NormedConv(nn.Module):
    """A convolution (plain, strided or transposed), BatchNorm, LeakyReLU 0.2."""

    def __init__(self, conv: nn.Conv2d | nn.ConvTranspose2d) -> None:
        super().__init__()
        self.conv = conv
        self.norm: nn.Module = nn.BatchNorm2d(conv.out_channels, NORM_EPSILON)
        self.activation = nn.LeakyReLU(SLOPE, inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(self.norm(self.conv(x)))  # type: ignore[no-any-return]


class ResBlock(nn.Module):
    """Conv 3x3, BatchNorm, Dropout, LeakyReLU, added to its input: (N, C, H, W) -> (N, C, H, W)."""

    def __init__(self, channels: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.norm: nn.Module = nn.BatchNorm2d(channels, NORM_EPSILON)
        self.dropout = nn.Dropout(dropout) if dropout else nn.Identity()
        self.activation = nn.LeakyReLU(SLOPE, inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.activation(self.dropout(self.norm(self.conv(x))))  # type: ignore[no-any-return]


class SelfAttention(nn.Module):
    """Every pixel looks at every other: (N, C, H, W) -> (N, C, H, W), added with a gain that starts at 0.

    Query and key have C/8 channels, value C, all by 1x1 convolutions (Zhang et al. 2019, "Self-attention
    generative adversarial networks"). The scores are divided by the root of C/8, on which the document is
    silent, so that the softmax does not saturate at the larger widths.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = max(1, channels // 8)
        self.query = nn.Conv2d(channels, inner, 1)
        self.key = nn.Conv2d(channels, inner, 1)
        self.value = nn.Conv2d(channels, channels, 1)
        self.gain = nn.Parameter(torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        query = self.query(x).flatten(2)  # (N, C/8, HW)
        key = self.key(x).flatten(2)  # (N, C/8, HW)
        value = self.value(x).flatten(2)  # (N, C, HW)
        scores = query.transpose(1, 2) @ key * query.shape[1] ** -0.5  # (N, HW, HW)
        weights = scores.softmax(dim=2)  # rows sum to 1
        seen = (value @ weights.transpose(1, 2)).reshape(x.shape)  # (N, C, H, W)
        return x + self.gain * seen  # type: ignore[no-any-return]


class DownBlock(nn.Module):
    """Halve the side: conv 4x4 stride 2, ResBlock, self-attention where asked."""

    def __init__(self, channels_in: int, channels_out: int, dropout: float, attention: bool) -> None:
        super().__init__()
        self.down = NormedConv(nn.Conv2d(channels_in, channels_out, 4, stride=2, padding=1))
        self.res = ResBlock(channels_out, dropout)
        self.attention = SelfAttention(channels_out) if attention else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:  # (N, Cin, H, W)
        return self.attention(self.res(self.down(x)))  # type: ignore[no-any-return]  # (N, Cout, H/2, W/2)


class UpBlock(nn.Module):
    """Double the side: transposed conv 4x4 stride 2, skip beside it, ResBlock on 2C, 1x1 to C, attention.

    The 1x1 convolution is left unsaid by the document; the next block's input needs it.
    """

    def __init__(self, channels_in: int, channels_out: int, dropout: float, attention: bool) -> None:
        super().__init__()
        self.up = NormedConv(nn.ConvTranspose2d(channels_in, channels_out, 4, stride=2, padding=1))
        self.res = ResBlock(2 * channels_out, dropout)
        self.merge = nn.Conv2d(2 * channels_out, channels_out, 1)
        self.attention = SelfAttention(channels_out) if attention else nn.Identity()

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:  # (N, Cin, H, W), (N, C, 2H, 2W)
        x = self.up(x)  # (N, C, 2H, 2W)
        x = self.res(torch.cat([x, skip.to(x.dtype)], dim=1))  # (N, 2C, 2H, 2W)
        return self.attention(self.merge(x))  # type: ignore[no-any-return]     # (N, C, 2H, 2W)


def folded(model: AnyModule) -> AnyModule:
    """A copy of `model` for use only: every BatchNorm multiplied into its convolution.

    In eval mode BatchNorm is a fixed scale and shift for each channel, so the result is the same up to
    float32 rounding and three passes over the features a layer cheaper.
    """
    result = copy.deepcopy(model).eval()
    for module in result.modules():
        norm = getattr(module, "norm", None)
        if not isinstance(norm, nn.BatchNorm2d):
            continue
        conv = module.conv
        assert isinstance(conv, (nn.Conv2d, nn.ConvTranspose2d))
        assert norm.running_mean is not None
        assert norm.running_var is not None
        conv.weight, bias = fuse_conv_bn_weights(
            conv.weight, conv.bias, norm.running_mean, norm.running_var, norm.eps,
            norm.weight, norm.bias, transpose=isinstance(conv, nn.ConvTranspose2d),
        )  # fmt: skip
        conv.bias = bias
        module.norm = nn.Identity()
    return result.requires_grad_(False)
