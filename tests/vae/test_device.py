"""The machine is asked before it is used, and a wish it can not grant is one sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch

from lunarcore_studio.vae.device import (
    DeviceError,
    autocast,
    bfloat16_gain,
    choose_device,
    choose_precision,
)


@pytest.mark.parametrize(
    "entry",
    [
        "engine.core",
        *(
            pytest.param(entry, marks=pytest.mark.slow)
            for entry in ("cli.train", "engine.inline", "engine.lunarcore", "vae.config")
        ),
    ],
)
def test_waiting_policy_is_passive_when_torch_comes(entry: str) -> None:
    script = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'torch': print(os.environ.get('OMP_WAIT_POLICY'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        f"import lunarcore_studio.{entry}\n"
        "import torch\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "PASSIVE"


def test_the_processor_is_always_there() -> None:
    assert choose_device("cpu").type == "cpu"
    assert choose_device("auto").type in ("cpu", "cuda", "mps")


@pytest.mark.parametrize("name", ["gpu", "", "cuda:7"])
def test_unknown_device_is_a_sentence(name: str) -> None:
    with pytest.raises(DeviceError, match="There is no device"):
        choose_device(name)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA")
def test_missing_device_is_a_sentence() -> None:
    with pytest.raises(DeviceError, match="no usable cuda"):
        choose_device("cuda")


def test_precision_follows_the_measurement() -> None:
    cpu = torch.device("cpu")
    assert choose_precision(cpu, "float32") == torch.float32
    assert choose_precision(cpu, "bfloat16") == torch.bfloat16
    assert choose_precision(cpu) in (torch.float32, torch.bfloat16)
    assert bfloat16_gain() > 0
    with pytest.raises(DeviceError, match="no precision"):
        choose_precision(cpu, "int3")


def test_autocast_changes_what_convolutions_compute_in() -> None:
    cpu, layer = torch.device("cpu"), torch.nn.Conv2d(2, 2, 1)
    picture = torch.zeros(1, 2, 4, 4)
    with autocast(cpu, torch.bfloat16):
        assert layer(picture).dtype == torch.bfloat16
    with autocast(cpu, torch.float32):
        assert layer(picture).dtype == torch.float32
