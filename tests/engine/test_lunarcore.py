"""The Python face, as the contract writes it down: load, encode, decode, axes, snap, train, save."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import lunarcore_studio
from lunarcore_studio import LunarCore
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

SPRITES = draw_sprites(24, seed=9)


@pytest.fixture(scope="module")
def core(tiny_model: Path) -> LunarCore:
    return LunarCore.load(tiny_model, device="cpu")


def test_the_page_of_the_contract(core: LunarCore) -> None:
    code = core.encode(SPRITES)
    assert code.mean.shape == code.logvar.shape == (24, 128)
    assert code.mean.dtype == code.logvar.dtype == np.float32
    latent, detail = core.decode(code.mean), core.decode(code.mean, skips=code.skips)
    assert latent.shape == detail.shape == SPRITES.shape
    assert latent.dtype == detail.dtype == np.uint8
    assert not np.array_equal(latent, detail)
    np.testing.assert_allclose(np.linalg.norm(core.axes.directions, axis=1), 1, rtol=1e-5)
    assert core.axes.sigma.shape == (128,)
    snapped = core.snap(detail, FALLBACK)
    assert set(np.unique(snapped[..., 3])) <= {0, 255}
    assert set(Palette.of(snapped).colors) <= set(FALLBACK.colors)


def test_a_code_may_be_written_to_without_harm(core: LunarCore) -> None:
    one = SPRITES[:1]
    before = core.decode(core.encode(one).mean)
    core.encode(one).mean[:] = 9
    np.testing.assert_array_equal(core.decode(core.encode(one).mean), before)


def test_what_is_remembered_is_what_would_be_computed(core: LunarCore, tiny_model: Path) -> None:
    for sprite in SPRITES[:12]:
        core.edit(sprite, (1.0,))
    fresh = LunarCore.load(tiny_model, "cpu")
    for sprite in SPRITES[:12]:
        np.testing.assert_array_equal(core.edit(sprite, (1.0,)), fresh.edit(sprite, (1.0,)))


@pytest.mark.slow
def test_leaving_the_loop_stops_training_and_keeps_it(tmp_path: Path) -> None:
    core = LunarCore.untrained(width=4, device="cpu")
    before = core.decode(np.zeros((1, 128), np.float32))
    for report in core.train(SPRITES, SPRITES[:4], steps=500, batch_size=8):
        assert set(report.losses) >= {"total", "mse", "kl"}
        assert report.sprites_per_s > 0
        if report.step == 2:
            break
    assert core.card["steps"] == 2
    assert core.facts["sprites"] == 24
    assert not np.array_equal(core.decode(np.zeros((1, 128), np.float32)), before)
    for _ in core.train(SPRITES, steps=1, batch_size=8):
        pass
    assert core.card["steps"] == 3


def test_a_saved_model_draws_the_same(tmp_path: Path, core: LunarCore) -> None:
    core.save(tmp_path / "whole", half=False)
    again = LunarCore.load(tmp_path / "whole", "cpu")
    np.testing.assert_array_equal(again.edit(SPRITES[0], (2.0,)), core.edit(SPRITES[0], (2.0,)))
    again.save(tmp_path / "half")
    sizes = [(tmp_path / name / "weights.safetensors").stat().st_size for name in ("half", "whole")]
    assert sizes[0] < 0.8 * sizes[1]
    with pytest.raises(FileError, match="half"):
        again.save(tmp_path / "half")
    again.save(tmp_path / "half", overwrite=True)


def test_a_model_without_alpha_keeps_the_drawing_alpha() -> None:
    core = LunarCore.untrained(width=4, channels=3, device="cpu")
    for _ in core.train(SPRITES, steps=1, batch_size=8):
        pass
    a, b = SPRITES[:2]
    np.testing.assert_array_equal(core.edit(a, ()), a)
    moved = core.edit(a, (6.0,), projection=Projection("none"))
    np.testing.assert_array_equal(moved[..., 3], a[..., 3])
    walk = core.interpolate(a, b, 3, projection=Projection("none"))
    np.testing.assert_array_equal(walk[[0, -1]], SPRITES[:2])
    assert core.evaluate(SPRITES)["sprites"] == 24


def test_every_failure_is_one_sentence(core: LunarCore, tmp_path: Path) -> None:
    big = np.zeros((1, 20, 20, 4), np.uint8)
    failures = [
        lambda: core.encode(big),
        lambda: core.evaluate(SPRITES[:0]),
        lambda: core.interpolate(SPRITES[0], SPRITES[1], 1),
        lambda: core.edit(SPRITES[0], (0.0,) * 129),
        lambda: list(core.train(big, steps=1)),
        lambda: list(core.train(SPRITES)),
        lambda: LunarCore.untrained(width=7),
        lambda: LunarCore.load(core.path, device="abacus"),
    ]
    for fail in failures:
        with pytest.raises(EngineError) as caught:
            fail()
        assert str(caught.value).endswith(".")
        assert "\n" not in str(caught.value)
    with pytest.raises(FileError, match="nowhere"):
        LunarCore.load(tmp_path / "nowhere")


def test_the_package_has_no_other_lazy_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        lunarcore_studio.Nothing  # noqa: B018
