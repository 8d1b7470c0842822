"""What a model's card says, in words and with the numbers behind them. GUI thread, but plain values."""

from __future__ import annotations

from datetime import datetime, timedelta

from lunarcore_studio.files.model_card import Measured, ModelCard
from lunarcore_studio.files.model_library import Model
from lunarcore_studio.language import mark, say, say_filled, say_many

MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
NO_NUMBERS = mark("Not measured: no sprites were kept unseen")


def when(moment: datetime | None, now: datetime) -> str:
    """ "today, 14:02", "yesterday, 9:30", "3 March", "3 March 2025"; both are moments with a zone, `now`'s
    counts."""
    if moment is None:
        return say("no date")
    local = moment.astimezone(now.tzinfo)
    clock = f"{local.hour}:{local.minute:02}"
    if local.date() == now.date():
        return say("today, {clock}").format(clock=clock)
    if local.date() == now.date() - timedelta(days=1):
        return say("yesterday, {clock}").format(clock=clock)
    told = say("{day} {month}") if local.year == now.year else say("{day} {month} {year}")
    return told.format(day=local.day, month=say(MONTHS[local.month - 1]), year=local.year)


def sprites_text(count: int) -> str:
    """ "1 sprite", "39,989 sprites"."""
    return say_many("{count:,} sprite", "{count:,} sprites", count).format(count=count)


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
        return (
            say("unfinished, step {steps:,}").format(steps=model.card.steps)
            if model.card
            else say("unfinished")
        )
    return say("unfinished, {progress} %").format(progress=int(100 * progress))


def how_good(measured: Measured) -> str:
    """The third line: what it learned beyond the plainest way to the same numbers."""
    above, detail = measured.above_pca_db, measured.detail_db
    if above is None:
        return "" if detail is None else say("detail {detail:.1f} dB").format(detail=detail)
    beats = (
        say("beats PCA by {above:.1f} dB").format(above=above)
        if above >= 0.05
        else say("{above:.1f} dB below PCA").format(above=-above)
    )
    return (
        beats
        if detail is None
        else say("{beats} · detail {detail:.1f} dB").format(beats=beats, detail=detail)
    )


def numbers(measured: Measured) -> tuple[tuple[str, str], ...]:
    """Names and values of all that was measured on unseen sprites; empty when nothing was."""
    rows = (
        (say("Detail mode"), measured.detail_db, measured.detail_exact),
        (say("Latent mode"), measured.latent_db, measured.latent_exact),
        (say("PCA of as many numbers"), measured.pca_db, measured.pca_exact),
    )
    return tuple(
        (
            name,
            f"{db:.1f} dB"
            if exact is None
            else say("{db:.1f} dB, {exact} of pixels exact").format(db=db, exact=_percent(exact)),
        )
        for name, db, exact in rows
        if db is not None
    )


def _percent(share: float) -> str:
    """A share as a percentage; only what is whole is called 100."""
    return "100 %" if share >= 1 else f"{min(100 * share, 99.9):.1f} %"


def tooltip(model: Model) -> str:
    """A model in some lines: its name in full, the numbers, what a hand can do."""
    if model.card is None:
        return f"{model.name}\n{say_filled(model.trouble)}"
    told = [f"{name}: {value}" for name, value in numbers(model.card.measured)]
    unseen = (
        say("On {held_out} it never saw:").format(held_out=sprites_text(model.card.held_out))
        if told
        else say(NO_NUMBERS)
    )
    lines = [model.name, unseen, *told, say("Double click or Enter: draw with it")]
    return "\n".join(lines)


def card_rows(model: Model, now: datetime) -> tuple[tuple[str, str], ...]:
    """All facts of a model as names and values, for its card."""
    card = model.card
    if card is None:
        return ((say("Folder"), str(model.path)), (say("Trouble"), say_filled(model.trouble)))
    side, made = card.resolution, card.made
    moment = (
        say("not known")
        if made is None
        else f"{when(made, now)} ({made.astimezone(now.tzinfo):%Y-%m-%d %H:%M})"
    )
    rows = (
        (say("Made"), moment),
        (
            say("Trained on"),
            say("{sprites} of {source}").format(
                sprites=sprites_text(card.sprites),
                source=card.source or say("a source that is not told"),
            ),
        ),
        (say("Kept unseen"), sprites_text(card.held_out)),
        (say("Recipe"), _recipe(card)),
        (say("Started from"), card.started_from or say("not known")),
        *numbers(card.measured),
        (
            say("Network"),
            say("{side}×{side} pixels, width {width}, {latent} numbers to a sprite").format(
                side=side, width=card.width, latent=card.latent
            ),
        ),
        (say("Weights, sha256"), card.weights_digest),
        (say("Size"), size_text(model.size_bytes)),
        (say("Folder"), str(model.path)),
    )
    return (*rows, (say("Training"), progress_text(model))) if model.is_unfinished else rows


def _recipe(card: ModelCard) -> str:
    seed = say("not known") if card.seed is None else str(card.seed)
    length = say("{steps:,} steps").format(steps=card.steps)
    if card.training_s is not None:
        length = say("{steps:,} steps in {time}").format(steps=card.steps, time=_minutes(card.training_s))
    return say("{recipe}, seed {seed}, {length}").format(
        recipe=card.recipe or say("not known"), seed=seed, length=length
    )


def _minutes(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
