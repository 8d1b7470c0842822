"""How long the model takes for a live answer, three ways side by side.

    python tests/bench/bench_inference.py [--busy 2] [--json]

Plain is the network as it is trained, in eager float32, each mode decoded by itself; folded is torch with its
BatchNorm folded and both modes in one batch; onnx is what the window uses on a CPU. The three take turns, so
that whatever else the machine does hits all of them. Nothing is asserted: times belong to a machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

import lunarcore_studio.vae  # noqa: F401  (first: it settles how OpenMP waits, before torch is there)
from lunarcore_studio.engine.model_opening import open_model
from lunarcore_studio.engine.remembering import REMEMBERED, RememberingCodec
from lunarcore_studio.files import paths
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae import edits, onnx_inference
from lunarcore_studio.vae.inference import Floats, Inference, Skips
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.torch_inference import TorchInference, live_weights

SPRITES = draw_sprites(2 * REMEMBERED, 5)
BUSY = "while True: pass"


class PlainInference(TorchInference):
    """Torch without any of what this program does to be fast."""

    def __init__(self, folded: TorchInference, model: LunarVAE) -> None:
        self._network, self._device = model, folded._device

    def both(self, z: Floats, skips: Skips) -> Floats:
        return np.concatenate([self.decode(z, skips, 1.0), self.decode(z, None, 1.0)])


def ways(folder: Path) -> dict[str, RememberingCodec]:
    """A codec for each way; they differ in nothing else."""
    model, axes, bank, _ = open_model(folder)
    codecs = {name: RememberingCodec(model, "cpu", axes, bank) for name in ("plain", "folded", "onnx")}
    folded = TorchInference(model, codecs["folded"].device)
    networks: dict[str, Inference] = {"plain": PlainInference(folded, model), "folded": folded}
    for name, network in networks.items():
        codecs[name]._network = network
    return codecs


def measures(codec: RememberingCodec) -> dict[str, Callable[[int], object]]:
    """What is timed, by its row; the argument counts the calls, so that none can be answered from memory."""
    reach = codec.axes.sigma[0] * codec.axes.directions[0]

    def moved(call: int, count: int) -> object:
        steps = np.linspace(0.5, 1.5 + 0.01 * call, count, dtype=np.float32)
        return edits.edit(codec, SPRITES[0], steps[:, None] * reach)

    return {
        "encode and both decodes": lambda call: codec.reconstruct(SPRITES[call % len(SPRITES)][None]),
        "slider, one edit": lambda call: moved(call, 1),
        "24 edits": lambda call: moved(call, 24),
        "strip of 9": lambda call: edits.interpolate(codec, SPRITES[call % 8], SPRITES[8 + call % 8], 9),
    }


def take(codecs: dict[str, RememberingCodec], rounds: int, count: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds by row and way; each round every way gets `count` calls of every row."""
    rows = {name: measures(codec) for name, codec in codecs.items()}
    times: dict[str, dict[str, list[float]]] = {row: {name: [] for name in codecs} for row in rows["plain"]}
    for turn in range(rounds):
        for row, by_way in times.items():
            for name, taken in by_way.items():
                rows[name][row](turn)
                for call in range(count if "24" not in row else max(1, count // 4)):
                    began = time.perf_counter()
                    rows[name][row](1 + turn * count + call)
                    taken.append(1000 * (time.perf_counter() - began))
    return times


@contextmanager
def beside(count: int) -> Iterator[None]:
    """With `count` processes that want a core each."""
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        time.sleep(1 if others else 0)
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def start_ms(folder: Path) -> float:
    """How long an opened model takes until it can answer by ONNX Runtime."""
    model = open_model(folder)[0]
    began = time.perf_counter()
    onnx_inference.OnnxInference(live_weights(model))
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    """Print a table, or with --json the same as one object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, default=paths.shipped_model())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=12, help="calls a way, row and round")
    parser.add_argument("--busy", type=int, default=0, help="processes beside that want a core each")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    ready = start_ms(asked.model)
    codecs = ways(asked.model)
    with beside(asked.busy):
        times = take(codecs, asked.rounds, asked.count)
    told = {
        row: {
            name: dict(zip(("p50", "p95"), np.percentile(taken, (50, 95)).round(2).tolist(), strict=True))
            | {"times_plain": round(float(np.median(by_way["plain"]) / np.median(taken)), 2)}
            for name, taken in by_way.items()
        }
        for row, by_way in times.items()
    }
    if asked.json:
        print(json.dumps({"onnx_ready_ms": round(ready, 1), "busy": asked.busy, "rows": told}))
        return
    print(f"milliseconds; onnx is ready {ready:.0f} ms after the model is open; {asked.busy} busy processes")
    for row, by_way in told.items():
        for name, number in by_way.items():
            ratio = f"{number['times_plain']:6.2f} times"
            print(f"{row:26}{name:8}{number['p50']:9.2f}{number['p95']:9.2f}{ratio:>14}")


if __name__ == "__main__":
    main()
