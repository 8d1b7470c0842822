"""The twin without a thread keeps the client's rules, in the call itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

NONE = Projection("none")
A, B = draw_sprites(2, seed=9)


@pytest.fixture
def client(qapp: object, tiny_model: Path) -> InlineEngineClient:
    client = InlineEngineClient()
    client.start(tiny_model, "cpu")
    return client


def test_every_request_is_answered_before_its_method_returns(client: InlineEngineClient) -> None:
    heard: list[str] = []
    for name in ("reconstructed", "edited", "ends_drawn", "interpolated", "sampled"):
        getattr(client, name).connect(lambda reply, name=name: heard.append(name))
    client.reconstruct(A, NONE)
    client.edit(A, (1.0,), NONE, mask=np.ones((16, 16), bool))
    client.slider_ends(A, (), (0, 1), NONE)
    client.interpolate(A, B, 3, NONE, path="sphere")
    client.sample(2, 1, NONE, near=A, sigma=0.5)
    assert heard == ["reconstructed", "edited", "ends_drawn", "interpolated", "sampled"]


def test_a_listener_that_asks_again_is_answered_in_order(client: InlineEngineClient) -> None:
    heard: list[object] = []

    def ask_again(reply: object) -> None:
        heard.append(reply)
        if len(heard) < 3:
            client.edit(A, (float(len(heard)),), NONE)
            heard.append("asked")

    client.edited.connect(ask_again)
    client.edit(A, (0.5,), NONE)
    assert [each if each == "asked" else each.stamp for each in heard] == [1, "asked", 2]


def test_what_is_asked_before_start_waits_for_the_model(qapp: object, tiny_model: Path) -> None:
    client, heard = InlineEngineClient(), []
    client.reconstructed.connect(lambda reply: heard.append(reply.stamp))
    stamp = client.reconstruct(A, NONE)
    assert heard == []
    client.start(tiny_model, "cpu")
    assert heard == [stamp]


def test_a_listener_to_the_new_model_may_ask_for_another_picture(
    client: InlineEngineClient, tiny_model: Path
) -> None:
    client.reconstruct(A, NONE)
    shown: list[int] = []
    client.reconstructed.connect(lambda reply: shown.append(reply.stamp))
    asked: list[int] = []
    client.model_loaded.connect(lambda facts: asked.append(client.reconstruct(B, NONE)))
    client.load_model(tiny_model)
    assert shown == asked


def test_stop_and_failures_are_states(client: InlineEngineClient, tmp_path: Path) -> None:
    failures: list[object] = []
    client.failed.connect(failures.append)
    client.load_model(tmp_path / "nowhere")
    assert len(failures) == 1
    assert client.state.phase == "ready"
    client.stop()
    assert client.state.phase == "stopped"
    client.restart()
    assert client.state.phase == "ready"
