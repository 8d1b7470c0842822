"""Tell when a device or the machine had no memory left, in all the ways that torch says so; any thread."""

from __future__ import annotations

import torch


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether `error` means that. CUDA and Python have an error of their own for it; MPS and the CPU's
    allocator only say so."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and ("out of memory" in said or "can't allocate memory" in said)


def release_cached(device: torch.device) -> None:
    """Give back what torch's allocator keeps for later, so that a smaller attempt finds room."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
