"""All that the studio promises of time and memory: `python tests/bench/how_fast.py [--json FILE]`.

Runs the other benches one after another, each in a process of its own, and prints what was measured, the
target, and the measured share of it: up to 1 the target is met, of a ratio to a plain program from 1 on.
Takes some five minutes. Nothing is asserted: times belong to a machine and to what else it does.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lunarcore_studio.files.atomic import write_bytes

BENCHES: dict[str, tuple[str, ...]] = {
    "bench_beside_training": (),
    "bench_living": (),
    "bench_inference": (),
    "bench_training": ("--steps", "8"),
    "bench_stroke": (),
}
STROKE = "stroke point to reconstruction on screen"
SLIDER = "slider movement to picture on canvas"
STRIP = "strip of 9 frames"
DRIFT = "GUI timer drift"


@dataclass(frozen=True)
class Row:
    """measured and target in one unit; `at_least` where more is better."""

    name: str
    measured: float
    target: float
    unit: str
    at_least: bool = False

    @property
    def share(self) -> float:
        """What was measured, in targets."""
        return self.measured / self.target

    @property
    def is_met(self) -> bool:
        """Whether it is as good as it shall be."""
        return self.share >= 1 if self.at_least else self.share <= 1


def told_by(bench: str, options: tuple[str, ...]) -> Any:
    """What a bench prints as JSON."""
    command = [sys.executable, str(Path(__file__).with_name(f"{bench}.py")), *options, "--json"]
    print(f"running {bench} …", file=sys.stderr)
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)


def rows_of(told: Mapping[str, Any], starts: tuple[float, float]) -> list[Row]:
    """The table, from what each bench told and the milliseconds of a start."""
    by_row, living = told["bench_beside_training"]["rows"], told["bench_living"]
    idle = {name: row["idle"] for name, row in by_row.items()}
    beside = {name: row["training"] for name, row in by_row.items()}
    rows = [
        Row(f"{STROKE}, p50", idle[STROKE]["p50_ms"], 12, "ms"),
        Row(f"{STROKE}, p95", idle[STROKE]["p95_ms"], 25, "ms"),
        Row(f"{SLIDER}, p50", idle[SLIDER]["p50_ms"], 8, "ms"),
        Row(f"{SLIDER}, p95", idle[SLIDER]["p95_ms"], 16, "ms"),
        Row(f"{STRIP}, p95", idle[STRIP]["p95_ms"], 80, "ms"),
    ]
    for name in (STROKE, SLIDER, STRIP):
        rows.append(Row(f"{name}, training, first", beside[name]["first_ms"], 150, "ms"))
        rows.append(Row(f"{name}, training, p95", beside[name]["p95_ms"], 2 * idle[name]["p95_ms"], "ms"))
    hands = [hand["p95_ms"] for hand in told["bench_stroke"].values()]
    network, trainer = told["bench_inference"]["rows"]["encode and both decodes"], told["bench_training"]
    return [
        *rows,
        Row("stroke point to canvas, slowest hand, p95", max(hands), 8, "ms"),
        Row(f"{DRIFT}, idle, p99", idle[DRIFT]["p99_ms"], 4, "ms"),
        Row(f"{DRIFT}, training, p99", beside[DRIFT]["p99_ms"], 16, "ms"),
        Row(f"{DRIFT}, scanning 10,000 files, p99", living["scanning_p99_ms"], 16, "ms"),
        Row("window visible", starts[0] / 1000, 1.0, "s"),
        Row("first reconstruction", starts[1] / 1000, 4.0, "s"),
        Row("idle, share of a core", 100 * living["idle_share"], 0.5, "%"),
        Row("memory of the window", living["window_mb"], 150, "MB"),
        Row("memory with the model", living["model_mb"], 500, "MB"),
        Row("memory while training", living["training_mb"], 1536, "MB"),
        Row("encode and both decodes beside plain", network["onnx"]["times_plain"], 4, "times", True),
        Row("training beside plain", trainer["trainer_over_plain"], gain_wanted(trainer), "times", True),
        Row("training, share of the matrix product", 100 * trainer["share_of_peak"], 100, "%", True),
    ]


def gain_wanted(trainer: Mapping[str, Any]) -> float:
    """Of training over a plain float32 loop: CPUs that multiply bf16 shall gain, others lose nothing."""
    return 1.7 if "bfloat16" in str(trainer["precision"]) else 1.0


def started() -> tuple[float, float]:
    """The faster of two starts: the first one warms the system's cache of files."""
    command = [sys.executable, "-c", "import bench_window; print(*bench_window.starts())"]
    here = Path(__file__).parent
    runs = [
        subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, cwd=here).stdout.split()
        for _ in range(2)
    ]
    return min((float(shown), float(answered)) for shown, answered in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the table")
    chosen = parser.parse_args()
    rows = rows_of({bench: told_by(bench, options) for bench, options in BENCHES.items()}, started())
    print(f"{'measure':62} {'measured':>10} {'target':>8} {'share':>7}")
    for row in rows:
        sign = "" if row.is_met else "  not met"
        print(f"{row.name:62} {row.measured:10.1f} {row.target:8.1f} {row.share:7.2f} {row.unit}{sign}")
    if chosen.json is not None:
        machine = {"processor": platform.processor() or platform.machine(), "system": platform.platform()}
        table = [asdict(row) | {"share": row.share, "is_met": row.is_met} for row in rows]
        write_bytes(chosen.json, json.dumps({"machine": machine, "rows": table}, indent=1).encode())


if __name__ == "__main__":
    main()
