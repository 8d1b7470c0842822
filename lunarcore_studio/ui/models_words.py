"""What a model's card says, in words and with the numbers behind them. GUI thread, but plain values."""

from __future__ import annotations

from datetime import datetime, timedelta

from lunarcore_studio.files.model_card import Measured, ModelCard
from lunarcore_studio.files.model_library import Model

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
NO_NUMBERS = "Not measured: no sprites were kept unseen"


def when(moment: datetime | None, now: datetime) -> str:
    """ "today, 14:02", "yesterday, 9:30", "3 March", "3 March 2025"; both are moments with a zone, `now`'s
    counts."""
    if moment is None:
        return "no date"
    local = moment.astimezone(now.tzinfo)
    clock = f"{local.hour}:{local.minute:02}"
    if local.date() == now.date():
        return f"today, {clock}"
    if local.date() == now.date() - timedelta(days=1):
        return f"yesterday, {clock}"
    day = f"{local.day} {MONTHS[local.month - 1]}"
    return day if local.year == now.year else f"{day} {local.year}"


def sprites_text(count: int) -> str:
    """ "1 sprite", "39,989 sprites"."""
    return "1 sprite" if count == 1 else f"{count:,} sprites"


def size_text(size_bytes: int) -> str:
    """ "26 MB", "400 KB"."""
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes >= 1e6 else f"{max(1, round(size_bytes / 1e3))} KB"


def what_it_is(card: ModelCard, now: datetime) -> str:
    """The second line of a model: its sprites, their size, its date."""
    side = card.resolution
    return f"{sprites_text(card.sprites)} · {side}×{side} · {when(card.made, now)}"


def progress_text(model: Model) -> str:
    """ "unfinished, 62 %" of a training that stands still."""
    progress = model.card.progress if model.card else None
    if progress is None:
        return f"unfinished, step {model.card.steps:,}" if model.card else "unfinished"
    return f"unfinished, {int(100 * progress)} %"


def how_good(measured: Measured) -> str:
    """The third line: what it learned beyond the plainest way to the same numbers."""
    above, detail = measured.above_pca_db, measured.detail_db
    if above is None:
        return "" if detail is None else f"detail {detail:.1f} dB"
    beats = f"beats PCA by {above:.1f} dB" if above >= 0.05 else f"{-above:.1f} dB below PCA"
    return beats if detail is None else f"{beats} · detail {detail:.1f} dB"


def numbers(measured: Measured) -> tuple[tuple[str, str], ...]:
    """Names and values of all that was measured on unseen sprites; empty when nothing was."""
    rows = (
        ("Detail mode", measured.detail_db, measured.detail_exact),
        ("Latent mode", measured.latent_db, measured.latent_exact),
        ("PCA of as many numbers", measured.pca_db, measured.pca_exact),
    )
    return tuple(
        (name, f"{db:.1f} dB" + ("" if exact is None else f", {_percent(exact)} of pixels exact"))
        for name, db, exact in rows
        if db is not None
    )


def _percent(share: float) -> str:
    """A share as a percentage; only what is whole is called 100."""
    return "100 %" if share >= 1 else f"{min(100 * share, 99.9):.1f} %"


def tooltip(model: Model) -> str:
    """A model in some lines: its name in full, the numbers, what a hand can do."""
    if model.card is None:
        return f"{model.name}\n{model.trouble}"
    told = [f"{name}: {value}" for name, value in numbers(model.card.measured)]
    unseen = f"On {sprites_text(model.card.held_out)} it never saw:" if told else NO_NUMBERS
    lines = [model.name, unseen, *told, "Double click or Enter: draw with it"]
    return "\n".join(lines)


def card_rows(model: Model, now: datetime) -> tuple[tuple[str, str], ...]:
    """All facts of a model as names and values, for its card."""
    card = model.card
    if card is None:
        return (("Folder", str(model.path)), ("Trouble", model.trouble))
    side, made = card.resolution, card.made
    moment = (
        "not known" if made is None else f"{when(made, now)} ({made.astimezone(now.tzinfo):%Y-%m-%d %H:%M})"
    )
    seed = "not known" if card.seed is None else str(card.seed)
    length = f"{card.steps:,} steps" + ("" if card.training_s is None else f" in {_minutes(card.training_s)}")
    rows = (
        ("Made", moment),
        ("Trained on", f"{sprites_text(card.sprites)} of {card.source or 'a source that is not told'}"),
        ("Kept unseen", sprites_text(card.held_out)),
        ("Recipe", f"{card.recipe or 'not known'}, seed {seed}, {length}"),
        ("Started from", card.started_from or "not known"),
        *numbers(card.measured),
        ("Network", f"{side}×{side} pixels, width {card.width}, {card.latent} numbers to a sprite"),
        ("Weights, sha256", card.weights_digest),
        ("Size", size_text(model.size_bytes)),
        ("Folder", str(model.path)),
    )
    return (*rows, ("Training", progress_text(model))) if model.is_unfinished else rows


def _minutes(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
