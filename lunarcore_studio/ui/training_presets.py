"""How long a training shall take, and what that comes to on this machine. GUI thread, but plain values.

A preset is a length of time; what a machine does in it is measured (`PaceMeasured`) and never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lunarcore_studio.engine.training_protocol import PaceMeasured, TrainingOptions, TrainingTold
from lunarcore_studio.language import mark, say

# The engine's own ends of a run without a length, as its widths (engine/training_plans.py); tests hold them
# together.
LONGEST_MINUTES: Final = 180.0
# Warm-up, the looks without a gain that end it, and the tail in which the learning rate falls.
FEWEST_OPEN_STEPS: Final = 750


@dataclass(frozen=True)
class Preset:
    """`minutes` of training, None for as long as it improves; `width` is what a new network gets on a CPU."""

    id: str
    name: str
    minutes: float | None
    width: int
    promise: str


PRESETS: Final = (
    Preset("sketch", mark("Sketch"), 2.0, 24, mark("A first look at what your sprites have in common.")),
    Preset("solid", mark("Solid"), 10.0, 32, mark("A model to draw with every day.")),
    Preset(
        "thorough", mark("Thorough"), None, 32, mark("As long as it improves. Stop it whenever you like.")
    ),
)


def options_for(preset: Preset, advanced: TrainingOptions, is_fresh: bool) -> TrainingOptions:
    """The options of a run of the preset's length, or of `advanced.steps` where a person gave a number.

    is_fresh: whether it is a new network on a CPU, to which the preset gives the width; else the engine does.
    """
    if advanced.steps is not None:
        return advanced
    chooses = is_fresh and advanced.width is None and advanced.recipe == "studio"
    return replace(advanced, minutes=preset.minutes, width=preset.width if chooses else advanced.width)


def pace_key(options: TrainingOptions, start: Path | None) -> tuple[object, ...]:
    """What the speed of a run depends on; runs with the same key need no second measurement."""
    return options.recipe, options.resolution, options.width, options.batch_size, options.device, start


def duration_text(seconds: float) -> str:
    """A length of time as one says it: "45 s", "3 min 20 s", "12 min", "1 h 20 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 300:
        minutes, rest = divmod(whole // 10 * 10, 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def length_text(preset: Preset, pace: PaceMeasured | None) -> str:
    """The headline of a preset: how long it takes here."""
    if preset.minutes is not None:
        return say("about {time}").format(time=duration_text(60 * preset.minutes))
    if pace is None:
        return say("as long as it improves")
    least = min(FEWEST_OPEN_STEPS * pace.step_s, 60 * LONGEST_MINUTES)
    return say("{time} or more").format(time=duration_text(least))


def yield_text(preset: Preset, pace: PaceMeasured | None, sprites: int) -> str:
    """What this machine does in that time, by its measured pace; "" before it is measured."""
    if pace is None:
        return ""
    if preset.minutes is None:
        return say("{time} at most").format(time=duration_text(60 * LONGEST_MINUTES))
    steps = max(1, round(60 * preset.minutes / pace.step_s))
    return say("{steps:,} steps, {rounds}").format(steps=steps, rounds=rounds_text(steps, pace, sprites))


def steps_text(steps: int, pace: PaceMeasured | None, sprites: int) -> str:
    """How long a given number of steps takes here."""
    if pace is None:
        return say("{steps:,} steps").format(steps=steps)
    rounds = rounds_text(steps, pace, sprites)
    return say("{steps:,} steps: about {time}, {rounds}").format(
        steps=steps, time=duration_text(steps * pace.step_s), rounds=rounds
    )


def progress_text(told: TrainingTold) -> str:
    """How far a run is, in two words: of one whose end is open nobody knows the percentage."""
    is_open = told.seconds_left is None and told.step > 0
    said = say("step {step:,}").format(step=told.step) if is_open else f"{100 * told.fraction:.0f} %"
    return say("{progress}, paused").format(progress=said) if told.paused else said


def rounds_text(steps: int, pace: PaceMeasured, sprites: int) -> str:
    """How often each sprite is seen in so many steps."""
    seen = steps * pace.sprites_per_s * pace.step_s / max(1, sprites)
    return (
        say("each sprite {seen:,.0f} times").format(seen=seen) if seen >= 2 else say("not every sprite twice")
    )
