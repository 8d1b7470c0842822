"""What the numbers of a training mean to somebody who draws. GUI thread, but plain values.

Every sentence has its numbers behind it: the words never stand alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lunarcore_studio.ui.training_presets import duration_text

NONE_HELD_OUT = "There were too few sprites to keep some unseen, so nothing here could be measured."


@dataclass(frozen=True)
class Finding:
    """One thing that was measured: in words, and the numbers behind them."""

    words: str
    numbers: str
    is_good: bool


def findings(metrics: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What `evaluate` measured on the held-out sprites, in words; empty when nothing was held out."""
    detail, latent = metrics.get("detail"), metrics.get("latent")
    if not isinstance(detail, Mapping) or not isinstance(latent, Mapping):
        return ()
    return tuple(
        found
        for found in (_memory(latent), _detail(detail), _learned(latent, metrics), _authority(latent, detail))
        if found is not None
    )


def _memory(latent: Mapping[str, Any]) -> Finding:
    exact = float(latent["exact"])
    words = (
        "From 128 numbers alone it redraws sprites it never saw almost pixel for pixel."
        if exact > 0.95
        else "From 128 numbers alone it redraws sprites it never saw well, with some pixels of its own."
        if exact > 0.8
        else "From 128 numbers alone it gets the shapes of unseen sprites, and many pixels wrong."
        if exact > 0.5
        else "It has not understood unseen sprites yet: train longer, or with more sprites."
    )
    return Finding(
        words, f"latent mode: {_percent(exact)} of pixels exact, {_db(latent['psnr_db'])}", exact > 0.8
    )


def _detail(detail: Mapping[str, Any]) -> Finding:
    exact = float(detail["exact"])
    words = (
        "With the drawing before it, it keeps every pixel in its place."
        if exact > 0.98
        else "With the drawing before it, it keeps nearly every pixel."
        if exact > 0.9
        else "Even with the drawing before it, it loses pixels."
    )
    return Finding(
        words, f"detail mode: {_percent(exact)} of pixels exact, {_db(detail['psnr_db'])}", exact > 0.9
    )


def _learned(latent: Mapping[str, Any], metrics: Mapping[str, Any]) -> Finding | None:
    pca = metrics.get("pca_psnr_db")
    if pca is None:
        return None
    gain = float(latent["psnr_db"]) - float(pca)
    words = (
        "It has learned more than averages: it beats plain statistics of your sprites."
        if gain > 0.1
        else "It is about as good as plain statistics of your sprites: it is not done learning."
        if gain > -0.1
        else "Plain statistics of your sprites still beat it: it is not done learning."
    )
    return Finding(words, f"{_signed(gain)} dB against PCA, which reaches {_db(pca)}", gain > 0.1)


def _authority(latent: Mapping[str, Any], detail: Mapping[str, Any]) -> Finding | None:
    if latent.get("authority") is None or detail.get("authority") is None:
        return None
    low = min(float(latent["authority"]), float(detail["authority"]))
    words = (
        "Its sliders have a grip on the picture."
        if low > 0.7
        else "Its sliders move the picture, in detail mode not with full strength."
        if low > 0.3
        else "Its sliders hardly move the picture."
    )
    numbers = f"authority {float(latent['authority']):.2f} latent, {float(detail['authority']):.2f} detail"
    return Finding(words, numbers, low > 0.7)


def training_text(card: Mapping[str, Any]) -> str:
    """What a model's card says of its training, as one line."""
    said = [f"{int(card.get('sprites', 0)):,} sprites", f"{int(card.get('held_out', 0)):,} kept unseen"]
    if card.get("steps"):
        said.append(f"{int(card['steps']):,} steps")
    if card.get("training_s"):
        said.append(duration_text(float(card["training_s"])))
    return "  ·  ".join(said)


def _percent(share: float) -> str:
    """A share as a percentage; only what is whole is called 100."""
    if share < 0.99:
        return f"{100 * share:.0f} %"
    return "100 %" if share >= 1 else f"{math.floor(1000 * share) / 10:.1f} %"


def _db(value: Any) -> str:
    return f"{float(value):.1f} dB"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
