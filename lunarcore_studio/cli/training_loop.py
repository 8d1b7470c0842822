"""Take the steps of a run from the command line, until its end or Ctrl+C, and tell what came of it. Main
thread."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from lunarcore_studio.cli.evaluate import lines_of
from lunarcore_studio.cli.report import Report, Ticker
from lunarcore_studio.files.errors import FileError

if TYPE_CHECKING:
    from lunarcore_studio.engine.training_run import TrainingRun
    from lunarcore_studio.vae.trainer import StepReport, Trainer


def trained(run: TrainingRun, report: Report) -> tuple[dict[str, Any], str]:
    """Train, write the model and tell the facts, as JSON values and as a line.

    Raises TrainingError for a training that broke, the best model written and the rest resumable.
    """
    from lunarcore_studio.vae.trainer import TrainingError

    with report.progress("training", 1) as bar, stopping() as stopped:
        try:
            last = taken(run, report, bar, stopped)
        except TrainingError:
            kept(run, report, resumable=True)
            raise
        if last is None:
            raise FileError(
                f"The training in {run.out} is at its end already; there is nothing to go on with."
            )
        was_stopped = bool(stopped) and last.fraction < 1
        card = kept(run, report, resumable=was_stopped)
    facts = {"out": str(run.out), "stopped": was_stopped, "sprites_per_s": last.sprites_per_s}
    facts |= {"best_psnr_db": last.best_psnr_db, "kept_step": card["kept_step"]}
    facts |= {name: card[name] for name in ("steps", "sprites", "held_out", "metrics")}
    line = f"{card['steps']} steps, {last.sprites_per_s:.0f} sprites a second; "
    end = " Stopped early: --resume goes on from here." if was_stopped else ""
    return facts, line + "; ".join(lines_of(card["metrics"])) + end


def taken(run: TrainingRun, report: Report, bar: Ticker, stopped: list[int]) -> StepReport | None:
    """Step until the end or a stop -> the last step's report; None where there was none left to take."""
    told: str | None = None
    last: StepReport | None = None
    for last in run:
        seen = "" if last.best_psnr_db is None else f", unseen {last.best_psnr_db:.1f} dB"
        bar.to(last.fraction, f"step {last.step}, loss {last.losses['total']:.4f}{seen}")
        if run.trouble is not None and run.trouble != told:
            told = run.trouble
            report.note(f"Training goes on in memory: {told}")
        if last.note is not None:
            report.note(last.note)
        if run.trainer.ranks.most(len(stopped)):
            stopped.append(signal.SIGINT)
            break
    return last


def follow(trainer: Trainer) -> None:
    """Take the same steps in a process beside the first, and stop when it does."""
    with stopping() as stopped:
        for _ in trainer:
            if trainer.ranks.most(len(stopped)):
                break


def kept(run: TrainingRun, report: Report, resumable: bool) -> dict[str, Any]:
    """Write the model as it was best -> its card. Few sprites are known by heart long before the time is up.

    Where the disk refuses it and somebody sits here, they can make room. Raises FileError.
    """
    while True:
        try:
            return run.finish(resumable=resumable, best=True)
        except FileError as error:
            if not sys.stdin.isatty():
                raise
            report.note(
                f"{error} The model is in memory: make room and press Enter, or Ctrl+D to give it up."
            )
            if not sys.stdin.readline():
                raise


@contextmanager
def stopping() -> Iterator[list[int]]:
    """Ctrl+C or a termination fills the list instead of raising, so that a step ends whole and is kept.

    A second Ctrl+C is the usual one.
    """
    received: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        received.append(number)
        signal.signal(signal.SIGINT, former[signal.SIGINT])

    former = {number: signal.signal(number, remember) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
