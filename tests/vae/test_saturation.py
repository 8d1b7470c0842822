"""What the clamp at use forgives is no error, and everything else is."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.vae.losses import reconstruction_error, saturating_error
from lunarcore_studio.vae.saturation import shortfall

VALUES = st.floats(-3, 3, width=32)
LEVELS = st.integers(0, 255).map(lambda level: level / 127.5 - 1)


@given(LEVELS, VALUES)
def test_shortfall_is_zero_only_where_the_clamped_picture_is_right(target: float, output: float) -> None:
    missing = float(shortfall(torch.tensor(target), torch.tensor(output)))
    seen = target - min(max(output, -1.0), 1.0)
    assert (missing == 0) == (abs(seen) < 1e-7)
    assert missing * seen >= 0
    assert abs(missing) >= abs(seen) - 1e-6


def test_overshooting_an_end_costs_nothing_and_teaches_nothing() -> None:
    target = torch.tensor([[[[1.0, -1.0, 1.0, 0.5]]]])
    output = torch.tensor([[[[1.7, -2.0, 0.5, 1.5]]]], requires_grad=True)
    error = saturating_error(output, target)
    torch.testing.assert_close(error, torch.tensor((0.25 + 1.0) / 4))
    error.backward()
    torch.testing.assert_close(output.grad, torch.tensor([[[[0.0, 0.0, -0.25, 0.5]]]]))
    assert bool(reconstruction_error(output.detach(), target) > error.detach())
