"""What the numbers of a training mean to somebody who draws. GUI thread, but plain values.

Every sentence has its numbers behind it: the words never stand alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.models_words import sprites_text
from lunarcore_studio.ui.training_presets import duration_text

NONE_HELD_OUT = mark("There were too few sprites to keep some unseen, so nothing here could be measured.")


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
        say("From 128 numbers alone it redraws sprites it never saw almost pixel for pixel.")
        if exact > 0.95
        else say("From 128 numbers alone it redraws sprites it never saw well, with some pixels of its own.")
        if exact > 0.8
        else say("From 128 numbers alone it gets the shapes of unseen sprites, and many pixels wrong.")
        if exact > 0.5
        else say("It has not understood unseen sprites yet: train longer, or with more sprites.")
    )
    return Finding(
        words,
        say("latent mode: {exact} of pixels exact, {psnr_db}").format(
            exact=_percent(exact), psnr_db=_db(latent["psnr_db"])
        ),
        exact > 0.8,
    )


def _detail(detail: Mapping[str, Any]) -> Finding:
    exact = float(detail["exact"])
    words = (
        say("With the drawing before it, it keeps every pixel in its place.")
        if exact > 0.98
        else say("With the drawing before it, it keeps nearly every pixel.")
        if exact > 0.9
        else say("Even with the drawing before it, it loses pixels.")
    )
    return Finding(
        words,
        say("detail mode: {exact} of pixels exact, {psnr_db}").format(
            exact=_percent(exact), psnr_db=_db(detail["psnr_db"])
        ),
        exact > 0.9,
    )


def _learned(latent: Mapping[str, Any], metrics: Mapping[str, Any]) -> Finding | None:
    pca = metrics.get("pca_psnr_db")
    if pca is None:
        return None
    gain = float(latent["psnr_db"]) - float(pca)
    words = (
        say("It has learned more than averages: it beats plain statistics of your sprites.")
        if gain > 0.1
        else say("It is about as good as plain statistics of your sprites: it is not done learning.")
        if gain > -0.1
        else say("Plain statistics of your sprites still beat it: it is not done learning.")
    )
    return Finding(
        words,
        say("{gain} dB against PCA, which reaches {pca}").format(gain=_signed(gain), pca=_db(pca)),
        gain > 0.1,
    )


def _authority(latent: Mapping[str, Any], detail: Mapping[str, Any]) -> Finding | None:
    if latent.get("authority") is None or detail.get("authority") is None:
        return None
    low = min(float(latent["authority"]), float(detail["authority"]))
    words = (
        say("Its sliders have a grip on the picture.")
        if low > 0.7
        else say("Its sliders move the picture, in detail mode not with full strength.")
        if low > 0.3
        else say("Its sliders hardly move the picture.")
    )
    numbers = say("authority {authority:.2f} latent, {authority_2:.2f} detail").format(
        authority=float(latent["authority"]), authority_2=float(detail["authority"])
    )
    return Finding(words, numbers, low > 0.7)


def training_text(card: Mapping[str, Any]) -> str:
    """What a model's card says of its training, as one line."""
    said = [
        sprites_text(int(card.get("sprites", 0))),
        say("{held_out:,} kept unseen").format(held_out=int(card.get("held_out", 0))),
    ]
    if card.get("steps"):
        said.append(say("{steps:,} steps").format(steps=int(card["steps"])))
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
