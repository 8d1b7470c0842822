"""Decide where, in which precision and with how many threads the model computes; the model's own thread.

OpenMP's waiting policy is settled in the package's `__init__`, before anything can import torch. Measured on
the 2-core machine: with both cores busy, two intra-op torch threads took a batch-1 pass of a small net from
0.74 ms to 95 ms, because idle OpenMP workers spin on the core that the other thread needs. With
`OMP_WAIT_POLICY=PASSIVE` set before torch is imported it is 0.79 ms. A value that the user has set stays.

With threads that sleep, a second one pays also where others want the cores. Medians in milliseconds on that
machine, one thread beside two, while it had other work and so many more processes that never rest:

    training step, width 32, batch 32   1 busy  456 | 321   2 busy  932 | 505   4 busy  1752 | 1109
    the same, OMP_WAIT_POLICY=ACTIVE    1 busy 1124 | 4392 (95th percentile 13092)
    live reconstruction, not spinning   1 busy   38 | 32    2 busy   51 | 17    4 busy    61 | 16
    live slider, not spinning           1 busy   15 | 11    2 busy   19 | 3     4 busy    27 | 6

So a live answer gets a thread a core (`onnx_inference`), and a training step's threads are chosen by
measuring as it goes: at full width one can be the faster on a busy machine (`threads.py`). Spinning only
during an answer saved a tenth of it on an idle machine and doubled it or worse on a busy one.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Final

import torch
from torch import nn

DEVICES: Final = ("auto", "cpu", "cuda", "mps")
PRECISIONS: Final = ("auto", "float32", "bfloat16", "float16")

# bf16 has to win clearly, since it costs accuracy: below this ratio the machine only emulates it.
GAIN_NEEDED: Final = 1.15


class DeviceError(Exception):
    """The asked-for device or precision is not to be had here; the message is one sentence."""


def choose_device(name: str = "auto") -> torch.device:
    """The device called `name`; "auto" is CUDA where there is one, then MPS, then the CPU.

    Raises DeviceError for an unknown name or a device this machine lacks.
    """
    if name not in DEVICES:
        raise DeviceError(f"There is no device {name!r}; choose one of {', '.join(DEVICES)}.")
    has_cuda = torch.cuda.is_available()
    has_mps = torch.backends.mps.is_available()
    if name == "auto":
        name = "cuda" if has_cuda else "mps" if has_mps else "cpu"
    if (name == "cuda" and not has_cuda) or (name == "mps" and not has_mps):
        raise DeviceError(f"This machine has no usable {name} device; choose auto or cpu.")
    return torch.device(name)


def choose_precision(device: torch.device, name: str = "auto") -> torch.dtype:
    """The number type of the convolutions in training: float32, or what autocast should use.

    "auto": CUDA takes bfloat16 where the card has it, else float16 (with a gradient scaler); a CPU with
    AVX512-BF16 or AMX takes bfloat16 when `bfloat16_gain` measures a clear win; anything else float32.
    Raises DeviceError for an unknown name.
    """
    if name not in PRECISIONS:
        raise DeviceError(f"There is no precision {name!r}; choose one of {', '.join(PRECISIONS)}.")
    if name != "auto":
        return {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}[name]
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if device.type == "cpu" and _cpu_has_bfloat16() and bfloat16_gain() > GAIN_NEEDED:
        return torch.bfloat16
    return torch.float32


def autocast(device: torch.device, precision: torch.dtype) -> contextlib.AbstractContextManager[object]:
    """The context in which forward passes run: torch's autocast, or nothing for float32."""
    if precision == torch.float32:
        return contextlib.nullcontext()
    return torch.autocast(device.type, dtype=precision)


def full_precision(tensor: torch.Tensor) -> contextlib.AbstractContextManager[object]:
    """A context without autocast on `tensor`'s device, for sums whose eight bits would show in a picture."""
    return torch.autocast(tensor.device.type, enabled=False)


def bfloat16_gain() -> float:
    """How many times faster bf16 autocast is than float32 here, by a tenth of a second of one convolution.

    The probe is the widest layer of the decoder, there and back, at a fifth of its training batch.
    """
    layer = nn.Conv2d(128, 128, 3, padding=1)
    features = torch.zeros(12, 128, 16, 16).to(memory_format=torch.channels_last).requires_grad_()
    device = torch.device("cpu")

    def pass_in(precision: torch.dtype) -> Callable[[], None]:
        def run() -> None:
            with autocast(device, precision):
                torch.autograd.backward(layer(features).sum())

        return run

    full, half = _fastest(pass_in(torch.float32)), _fastest(pass_in(torch.bfloat16))
    return full / half


def _fastest(run: Callable[[], None], repeats: int = 4) -> float:
    run()
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return min(durations)


def _cpu_has_bfloat16() -> bool:
    """Whether the CPU multiplies bf16 in hardware. torch < 2.6 lacks the questions: the probe decides."""
    questions = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    answers = [getattr(torch.cpu, question, None) for question in questions]
    return any(bool(answer()) for answer in answers if answer is not None) or not any(answers)
