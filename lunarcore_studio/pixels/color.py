"""Colour arithmetic every level stands on: sRGB, OKLab, premultiplied and straight alpha. Any thread.

OKLab is Björn Ottosson's "A perceptual color space for image processing" (2020,
https://bottosson.github.io/posts/oklab/): distances in it agree with the eye, distances in sRGB do not.
"""

from __future__ import annotations

import string

import numpy as np
import numpy.typing as npt

RGBA = tuple[int, int, int, int]
Pixels = npt.NDArray[np.uint8]  # (..., 4) straight RGBA, 0..255
Floats = npt.NDArray[np.float32]

TRANSPARENT: RGBA = (0, 0, 0, 0)

_BYTES = np.arange(256) / 255.0
_LINEAR_OF_BYTE = np.where(_BYTES <= 0.04045, _BYTES / 12.92, ((_BYTES + 0.055) / 1.055) ** 2.4)
_LMS_OF_RGB = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB_OF_LMS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_RGB_OF_LMS = np.linalg.inv(_LMS_OF_RGB)
_LMS_OF_LAB = np.linalg.inv(_LAB_OF_LMS)


def srgb_to_oklab(rgb: Pixels) -> Floats:
    """OKLab of sRGB bytes, after Ottosson 2020.

    `rgb` is uint8 (..., 3); the result float32 (..., 3): L in 0..1, a and b within about -0.32..0.28.
    """
    lms = np.cbrt(_LINEAR_OF_BYTE[rgb] @ _LMS_OF_RGB.T)
    return np.asarray(lms @ _LAB_OF_LMS.T, dtype=np.float32)


def oklab_to_srgb(lab: npt.ArrayLike) -> Pixels:
    """sRGB bytes of OKLab (..., 3), after Ottosson 2020; colours outside the gamut are clipped by channel."""
    lms = (np.asarray(lab, dtype=np.float64) @ _LMS_OF_LAB.T) ** 3
    linear = np.clip(lms @ _RGB_OF_LMS.T, 0.0, 1.0)
    srgb = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(srgb * 255.0), dtype=np.uint8)


def in_gamut(lab: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which of the OKLab colours (..., 3) sRGB has, to the tenth of a byte in linear light; bool (...).

    Near black, where a tenth of a byte is a colour of its own, to a fiftieth of the brightest channel.
    """
    lms = (np.asarray(lab, dtype=np.float64) @ _LMS_OF_LAB.T) ** 3
    linear = lms @ _RGB_OF_LMS.T
    least = -np.clip(0.02 * linear.max(axis=-1, keepdims=True), 0, 4e-4)
    return np.asarray(((linear >= least) & (linear < 1 + 4e-4)).all(axis=-1))


def premultiply(pixels: Pixels) -> Floats:
    """Premultiplied colour and alpha, float32 (..., 4) in [0, 1], of straight uint8 (..., 4)."""
    out = pixels.astype(np.float32) / np.float32(255)
    out[..., :3] *= out[..., 3:]
    return out


def unpremultiply(values: npt.ArrayLike) -> Pixels:
    """Straight uint8 (..., 4) of premultiplied floats (..., 4) in [0, 1]; all 0 where alpha rounds to 0."""
    clipped = np.clip(np.asarray(values, dtype=np.float32), 0.0, 1.0)
    alpha = clipped[..., 3:]
    colour = np.clip(clipped[..., :3] / np.maximum(alpha, np.float32(1e-6)), 0.0, 1.0)
    out: Pixels = np.rint(np.concatenate([colour, alpha], axis=-1) * 255.0).astype(np.uint8)
    out[out[..., 3] == 0] = 0
    return out


def over(below: Pixels, above: Pixels, opacity: int = 255) -> Pixels:
    """`above` laid over `below`, both straight uint8 (..., 4); `opacity` 0..255 scales the alpha of `above`.

    Source-over for straight alpha (Porter and Duff 1984). Where either side is empty, or `above` is opaque,
    the bytes of the other pass unrounded, hidden colours of `below` included.
    """
    below, above = np.broadcast_arrays(below, above)
    if opacity == 255 and not ((above[..., 3] != 0) & (above[..., 3] != 255)).any():
        return np.where(above[..., 3:] == 255, above, below)
    source = above[..., 3:].astype(np.float32) * (opacity / (255.0 * 255.0))
    backdrop = below[..., 3:].astype(np.float32) / 255.0 * (1.0 - source)
    alpha = source + backdrop
    colour = (above[..., :3] * source + below[..., :3] * backdrop) / np.maximum(alpha, np.float32(1e-6))
    out: Pixels = np.rint(np.concatenate([colour, alpha * 255.0], axis=-1)).astype(np.uint8)
    lands_whole = (below[..., 3] == 0) | (above[..., 3] == 255) if opacity == 255 else np.False_
    out = np.where(np.expand_dims(lands_whole, -1), above, out)
    return np.where(source == 0, below, out)


def to_hex(rgba: RGBA) -> str:
    """`#rrggbb`, or `#rrggbbaa` where alpha is below 255."""
    return "#" + bytes(rgba[:3] if rgba[3] == 255 else rgba).hex()


def from_hex(text: str) -> RGBA:
    """The colour of `#rgb`, `#rrggbb` or `#rrggbbaa`, with or without `#`; ValueError with a sentence."""
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(d + d for d in digits)
    if len(digits) not in (6, 8) or not set(digits) <= set(string.hexdigits):
        raise ValueError(f"{text!r} is not a colour: write it like #8fb2ff or #8fb2ff80.")
    red, green, blue, alpha = bytes.fromhex(digits.ljust(8, "f"))
    return red, green, blue, alpha
