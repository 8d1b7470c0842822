"""EngineCore answers every request with a reply and every failure with one sentence and a way out."""

from __future__ import annotations

import shutil
from copy import deepcopy
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.failing import OUT_OF_MEMORY
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.protocol import (
    Edit,
    Failed,
    Interpolate,
    LoadModel,
    ModelLoaded,
    Reconstruct,
    Sample,
    SliderEnds,
)
from lunarcore_studio.engine.remembering import RememberingCodec
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

SPRITE, NONE = Projection("sprite"), Projection("none")
DOCUMENT = Projection("document", FALLBACK)
PICTURES = draw_sprites(2, seed=9)
A, B = PICTURES


@pytest.fixture(scope="module")
def core(tiny_model: Path) -> EngineCore:
    core = EngineCore()
    assert isinstance(core.handle(LoadModel(tiny_model, "cpu")), ModelLoaded)
    return core


def colours(pixels: np.ndarray) -> set[tuple[int, ...]]:
    return set(Palette.of(pixels).colors)


def test_the_facts_of_a_loaded_model(tiny_model: Path) -> None:
    core = EngineCore()
    assert not core.ready
    reply = core.handle(LoadModel(tiny_model, "cpu"))
    assert isinstance(reply, ModelLoaded)
    facts = reply.facts
    assert (facts.name, facts.device, facts.resolution, facts.sprites) == ("Tiny", "cpu", 16, 200)
    assert len(facts.sigma) == len(facts.reach) == facts.axis_count == 128
    assert all(1.5 <= reach <= 8 for reach in facts.reach)
    assert facts.path == tiny_model
    assert core.ready


@pytest.mark.parametrize(
    "projection", [SPRITE, NONE, DOCUMENT, Projection("extract", count=3)], ids=lambda p: p.kind
)
def test_a_reconstruction_is_true_pixel_art_in_both_modes(core: EngineCore, projection: Projection) -> None:
    reply = core.handle(Reconstruct(3, A, projection))
    assert reply.stamp == 3
    assert reply.mean.shape == (128,)
    for picture in (reply.detail, reply.latent):
        assert picture.shape == A.shape
        assert picture.dtype == np.uint8
        assert set(np.unique(picture[..., 3])) <= {0, 255}
    allowed = {"sprite": colours(A), "document": set(FALLBACK.colors) | colours(A)}
    if projection.kind in allowed:
        assert colours(reply.latent) <= allowed[projection.kind]
    assert len(colours(reply.raw_latent)) > len(colours(A))


def test_sliders_at_rest_give_exactly_the_drawing(core: EngineCore) -> None:
    for offsets in ((), (0.0,), (0.0,) * 128):
        reply = core.handle(Edit(1, A, offsets, 1.0, DOCUMENT))
        np.testing.assert_array_equal(reply.pixels, A)


def test_a_slider_changes_the_drawing_only_where_the_mask_lets_it(core: EngineCore) -> None:
    mask = np.zeros((16, 16), bool)
    mask[:, :8] = True
    reply = core.handle(Edit(1, A, (4.0, -4.0), 1.0, NONE, mask))
    changed = (reply.pixels != A).any(axis=-1)
    assert changed[:, :8].any()
    assert not changed[:, 8:].any()


def test_slider_ends_are_what_the_slider_itself_shows_there(core: EngineCore, tiny_model: Path) -> None:
    reach = LunarCore.load(tiny_model, "cpu").axes.reach
    reply = core.handle(SliderEnds(1, A, (0.5,), (0, 2), 1.0, NONE))
    assert reply.axes == (0, 2)
    assert reply.low.shape == reply.high.shape == (2, 16, 16, 4)
    low = core.handle(Edit(2, A, (-float(reach[0]),), 1.0, NONE))
    high = core.handle(Edit(3, A, (0.5, 0.0, float(reach[2])), 1.0, NONE))
    assert np.abs(reply.low[0].astype(int) - low.pixels).max() <= 1
    assert np.abs(reply.high[1].astype(int) - high.pixels).max() <= 1


def test_no_axes_have_no_ends(core: EngineCore) -> None:
    reply = core.handle(SliderEnds(1, A, (), (), 1.0, NONE))
    assert reply.low.shape == reply.high.shape == (0, 16, 16, 4)


@pytest.mark.parametrize("path", ["line", "sphere"])
def test_a_strip_begins_and_ends_with_exactly_the_drawings(core: EngineCore, path: str) -> None:
    reply = core.handle(Interpolate(1, A, B, 5, path, DOCUMENT))
    assert reply.frames.shape == (5, 16, 16, 4)
    np.testing.assert_array_equal(reply.frames[0], A)
    np.testing.assert_array_equal(reply.frames[-1], B)
    assert not (reply.frames[2] == A).all()


def test_the_same_seed_rolls_the_same_dice(core: EngineCore) -> None:
    first, again, other = (core.handle(Sample(1, 3, None, 1.0, seed, SPRITE)) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first.pictures, again.pictures)
    assert not np.array_equal(first.pictures, other.pictures)
    near = core.handle(Sample(1, 3, A, 0.5, 7, SPRITE))
    assert colours(near.pictures) <= colours(A)


def test_what_crosses_is_read_only(core: EngineCore) -> None:
    replies = [
        core.handle(Reconstruct(1, A, NONE)),
        core.handle(Edit(1, A, (1.0,), 1.0, NONE)),
        core.handle(SliderEnds(1, A, (), (0,), 1.0, NONE)),
        core.handle(Interpolate(1, A, B, 3, "line", NONE)),
        core.handle(Sample(1, 1, None, 1.0, 0, NONE)),
    ]
    arrays = [
        value for r in replies for f in fields(r) if isinstance(value := getattr(r, f.name), np.ndarray)
    ]
    assert len(arrays) == 5 + 2 + 2 + 1 + 1
    assert not any(array.flags.writeable for array in arrays)


def test_soft_alpha_of_the_drawing_stays_soft(core: EngineCore) -> None:
    soft = A.copy()
    soft[2:9, 2:9] = (200, 40, 40, 120)
    reply = core.handle(Edit(1, soft, (), 1.0, DOCUMENT))
    np.testing.assert_array_equal(reply.pixels, soft)


@pytest.mark.parametrize("kind", ["Reconstruct", "Edit", "SliderEnds", "Interpolate", "Sample"])
def test_a_picture_of_another_size_is_refused_in_a_sentence(core: EngineCore, kind: str) -> None:
    big = np.zeros((24, 32, 4), np.uint8)
    request = {
        "Reconstruct": Reconstruct(4, big, NONE),
        "Edit": Edit(4, big, (), 1.0, NONE),
        "SliderEnds": SliderEnds(4, big, (), (0,), 1.0, NONE),
        "Interpolate": Interpolate(4, A, big, 3, "line", NONE),
        "Sample": Sample(4, 1, big, 1.0, 0, NONE),
    }[kind]
    reply = core.handle(request)
    sentence = "The model draws 16x16 pixels and can not take a picture of 32x24."
    assert reply == Failed(4, kind, sentence, "none")


def test_axes_that_the_model_has_not_are_refused(core: EngineCore) -> None:
    assert core.handle(Edit(1, A, (0.0,) * 129, 1.0, NONE)).way_out == "none"
    assert core.handle(SliderEnds(1, A, (), (128,), 1.0, NONE)).way_out == "none"


def test_a_model_that_can_not_be_loaded_leaves_the_former_one(tiny_model: Path, tmp_path: Path) -> None:
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))
    broken = shutil.copytree(tiny_model, tmp_path / "broken")
    (broken / "weights.safetensors").write_bytes(b"no weights")
    for path in (broken, tmp_path / "nowhere"):
        reply = core.handle(LoadModel(path, "cpu"))
        assert isinstance(reply, Failed)
        assert path.name in reply.sentence
        assert reply.way_out == "choose_model"
    assert core.handle(Reconstruct(1, A, NONE)).epoch == 1


def test_without_a_model_the_way_out_is_to_choose_one() -> None:
    assert EngineCore().handle(Reconstruct(1, A, NONE)).way_out == "choose_model"


def test_an_answer_that_is_no_number_is_a_sentence(tiny_model: Path) -> None:
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))
    held = core._model
    held._model = deepcopy(held._model)
    for weight in held._model.parameters():
        weight.data.fill_(float("nan"))
    held._codec = RememberingCodec(held._model, "cpu", held.axes, held._codec.bank)
    for request in (Reconstruct(1, A, NONE), Edit(1, A, (1.0,), 1.0, NONE), Sample(1, 1, None, 1.0, 0, NONE)):
        reply = core.handle(request)
        assert isinstance(reply, Failed)
        assert "not a number" in reply.sentence
        assert reply.way_out == "restart"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MemoryError(), OUT_OF_MEMORY),
        (RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"), OUT_OF_MEMORY),
        (RuntimeError("a\nbug"), "The engine failed (RuntimeError: a bug)."),
    ],
)
def test_anything_else_asks_for_a_restart(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(LunarCore, "reconstruct", fail)
    assert core.handle(Reconstruct(5, A, NONE)) == Failed(5, "Reconstruct", sentence, "restart")
