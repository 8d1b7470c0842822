"""Several processes that train one model together, as torchrun starts them; each runs on its main thread.

Every process deals the same batch and takes its share of it, gradients are averaged by torch's
DistributedDataParallel and BatchNorm's statistics are those of the whole batch (`shared_norm`), so that
the result is that of one process up to the order of sums. Rank 0 alone looks, prints and writes; what it
decides by its clock or by a look is told to the others.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel

from lunarcore_studio.vae.plan import TrainingError


class Ranks:
    """This process, number `rank` of `size`, and what it does together with the others. Alone: `ALONE`."""

    def __init__(self, rank: int = 0, size: int = 1, device: str = "cpu") -> None:
        self.rank, self.size, self._device = rank, size, device

    @property
    def is_first(self) -> bool:
        """Whether this process looks, prints and writes."""
        return self.rank == 0

    def share(self, count: int) -> slice:
        """The sprites of a batch of `count` that are this process' own: as many for each, whole pairs.

        Raises TrainingError where `count` can not be shared out like that.
        """
        each = count // self.size
        if count % (2 * self.size) and self.size > 1:
            raise TrainingError(
                f"A batch of {count} can not be shared by {self.size} processes in pairs; "
                f"choose a multiple of {2 * self.size}."
            )
        return slice(self.rank * each, (self.rank + 1) * each)

    def together(self, objective: nn.Module, some_unused: bool) -> nn.Module:
        """`objective`, its gradients averaged over all processes at every backward pass.

        Several processes exchange gradients that lie in one row, so the weights are laid out that way.
        """
        if self.size == 1:
            return objective
        for parameter in objective.parameters():
            parameter.data = parameter.data.contiguous()
        with warnings.catch_warnings():
            # newer versions call broadcast_buffers another name, which older ones do not know
            warnings.simplefilter("ignore", FutureWarning)
            return DistributedDataParallel(
                objective, broadcast_buffers=False, find_unused_parameters=some_unused
            )

    def sums(self, values: Sequence[float]) -> list[float]:
        """Each value summed over the processes."""
        return self._reduced(values, distributed.ReduceOp.SUM)

    def most(self, value: float) -> float:
        """The largest of the processes' values."""
        return self._reduced([value], distributed.ReduceOp.MAX)[0]

    def firsts(self, values: Sequence[float]) -> list[float]:
        """Rank 0's values."""
        if self.size == 1:
            return list(values)
        told = torch.tensor(values, dtype=torch.float64, device=self._device)
        with self.one_sentence():
            distributed.broadcast(told, src=0)
        return [float(value) for value in told]

    def _reduced(self, values: Sequence[float], operation: distributed.ReduceOp.RedOpType) -> list[float]:
        if self.size == 1:
            return list(values)
        told = torch.tensor(values, dtype=torch.float64, device=self._device)
        with self.one_sentence():
            distributed.all_reduce(told, operation)
        return [float(value) for value in told]

    @contextmanager
    def one_sentence(self) -> Iterator[None]:
        """What torch raises when a neighbour is gone, as a TrainingError."""
        try:
            yield
        except RuntimeError as error:
            if self.size == 1:
                raise
            raise TrainingError("Another process of this training has ended.") from error

    def meet(self) -> None:
        """Wait until every process has come here."""
        self.sums([0.0])

    @contextmanager
    def first_goes_first(self) -> Iterator[None]:
        """Rank 0 does what is within, then the others do: they find what it has written."""
        if not self.is_first:
            self.meet()
        try:
            yield
        finally:
            if self.is_first:
                self.meet()


ALONE = Ranks()


@contextmanager
def joined(device: str = "auto") -> Iterator[Ranks]:
    """The processes that torchrun has started with this one; ALONE where it was not started by torchrun.

    NCCL where they run on GPUs, one for each process, gloo otherwise. Raises TrainingError.
    """
    if not {"RANK", "MASTER_ADDR"} <= os.environ.keys() or int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield ALONE
        return
    on_gpu = device in ("auto", "cuda") and torch.cuda.is_available()
    if on_gpu:
        place = int(os.environ.get("LOCAL_RANK", "0"))
        if place >= torch.cuda.device_count():
            raise TrainingError(f"There are {torch.cuda.device_count()} GPUs; start as many processes.")
        torch.cuda.set_device(place)
    distributed.init_process_group("nccl" if on_gpu else "gloo")
    # it says so of 1x1 kernels, whose strides may be read in several ways; nothing is impaired
    warnings.filterwarnings("ignore", "Grad strides do not match bucket view strides")
    try:
        yield Ranks(distributed.get_rank(), distributed.get_world_size(), "cuda" if on_gpu else "cpu")
    finally:
        distributed.destroy_process_group()


class SumOverRanks(torch.autograd.Function):
    """The sum of a tensor over all processes; its gradient is the sum of theirs."""

    @staticmethod
    def forward(ctx: object, tensor: Tensor) -> Tensor:
        total = tensor.clone()
        distributed.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx: object, *gradients: Tensor) -> Tensor:
        total = gradients[0].contiguous().clone()
        distributed.all_reduce(total)
        return total
