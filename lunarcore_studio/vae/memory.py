"""Tell when a device or the machine had no memory left, and give back what is not needed; any thread."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

import torch

SAID: Final = ("out of memory", "can't allocate memory", "failed to allocate memory", "bad allocation")


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether `error` means that. CUDA and Python have an error of their own for it; MPS, the CPU's allocator
    and ONNX Runtime only say so."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    can_say = isinstance(error, RuntimeError) or type(error).__module__.startswith("onnxruntime")
    said = str(error).lower()
    return can_say and any(words in said for words in SAID)


def release_cached(device: torch.device) -> None:
    """Give back what torch's allocator keeps for later, so that a smaller attempt finds room."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def release_freed() -> None:
    """Let the C library hand freed memory back to the system, where it is glibc; a few milliseconds.

    Loading a model copies its weights several times, and what was freed of that would stay with the program:
    77 MB of the shipped model's.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
