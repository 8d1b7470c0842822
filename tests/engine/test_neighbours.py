"""Which training sprite a picture is nearest to, as the engine answers it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.engine import neighbours
from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.engine.mailbox import Mailbox
from lunarcore_studio.engine.neighbours import Neighbours
from lunarcore_studio.engine.protocol import Failed, FindNearest, LoadModel, NearestFound, Sample, SliderEnds
from lunarcore_studio.files import paths
from lunarcore_studio.files.trained_sets import KEPT, digest_of, keep_set
from lunarcore_studio.pixels.nearest import NearestSprite
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites


@pytest.fixture(scope="module")
def sprites() -> np.ndarray:
    return draw_sprites(40, seed=9)


def asked(pictures: np.ndarray, stamp: int = 1) -> FindNearest:
    return FindNearest(stamp, pictures)


def test_the_sprites_of_the_training_are_searched(sprites: np.ndarray, tmp_path: Path) -> None:
    files = [{"name": "gem", "sha256": digest_of(sprites[7])}]
    card = {"trained_on": {KEPT: keep_set(sprites), "files": files}}
    touched = sprites[[7, 30]].copy()
    touched[1, 0, :3] = (1, 2, 3, 255)
    touched[1] = touched[1][:, ::-1]
    found = Neighbours().answer(asked(touched, 5), 3, tmp_path, card, 16)
    assert (found.stamp, found.epoch, found.source, found.taken_in) == (5, 3, "trained", 1.0)
    one, two = found.neighbours
    assert (one.name, one.distance, one.differing, one.is_mirrored) == ("gem", 0.0, 0, False)
    assert np.array_equal(one.pixels, sprites[7])
    assert (two.name, two.differing, two.is_mirrored) == ("sprite 31", 3, True)
    assert np.array_equal(two.pixels, sprites[30][:, ::-1])
    assert not two.pixels.flags.writeable


def test_without_them_on_this_machine_there_is_no_neighbour(sprites: np.ndarray, tmp_path: Path) -> None:
    search = Neighbours()
    for card in ({}, {"trained_on": {"source": "sprites"}}, {"trained_on": {KEPT: {"sha256": "a" * 64}}}):
        found = search.answer(asked(sprites[:1]), 1, tmp_path, card, 16)
        assert (found.source, found.neighbours) == ("", ())


def test_many_are_taken_in_a_slice_an_answer(
    sprites: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(NearestSprite):
        def prepare(self, count: int = 15) -> bool:
            return super().prepare(count)

    monkeypatch.setattr(neighbours, "NearestSprite", Slow)
    card = {"trained_on": {KEPT: keep_set(sprites)}}
    search = Neighbours()
    answers = [search.answer(asked(sprites[:1], stamp), 1, tmp_path, card, 16) for stamp in range(3)]
    assert [answer.taken_in for answer in answers] == [0.375, 0.75, 1.0]
    assert [len(answer.neighbours) for answer in answers] == [0, 0, 1]
    answer = search.answer(asked(sprites[:2]), 1, tmp_path, dict(card), 16)
    assert len(answer.neighbours) == 2, "the same set is not opened again"
    other = {"trained_on": {KEPT: keep_set(sprites[:20])}}
    assert search.answer(asked(sprites[:1]), 2, tmp_path, other, 16).taken_in == 0.75


def test_the_shipped_model_has_the_starter_sprites(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    search, blank = Neighbours(), np.zeros((1, 16, 16, 4), np.uint8)
    found = search.answer(asked(blank), 1, paths.shipped_model(), {}, 16)
    assert found.source == "starter"
    assert found.neighbours[0].name
    monkeypatch.setattr(paths, "starter_sheet", lambda: tmp_path / "absent.png")
    with pytest.raises(EngineError, match="absent"):
        Neighbours().answer(asked(blank), 1, paths.shipped_model(), {}, 16)


def test_the_core_answers_and_an_odd_picture_harms_nothing(tiny_model: Path, sprites: np.ndarray) -> None:
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))
    reply = core.handle(asked(sprites[:1], 9))
    assert isinstance(reply, NearestFound)
    assert (reply.stamp, reply.source) == (9, "")
    failure = core.handle(asked(np.zeros((1, 8, 8, 4), np.uint8)))
    assert isinstance(failure, Failed)
    assert failure.way_out == "none"


def test_it_waits_until_nothing_else_does(sprites: np.ndarray) -> None:
    mailbox, free = Mailbox(showing_s=0), Projection("sprite")
    ends = SliderEnds(2, sprites[0], (), (0,), 1.0, free)
    for request in (asked(sprites[:1]), ends, Sample(3, 1, None, 1.0, 0, free)):
        mailbox.put(request)
    served = [type(mailbox.take(wait_s=0)) for _ in range(3)]
    assert served == [Sample, SliderEnds, FindNearest]


def test_the_client_tells_what_was_found(tiny_model: Path, sprites: np.ndarray, qapp: object) -> None:
    client = InlineEngineClient()
    client.start(tiny_model, "cpu")
    found: list[NearestFound] = []
    client.nearest_found.connect(found.append)
    stamp = client.find_nearest(sprites[:1])
    assert [reply.stamp for reply in found] == [stamp]
    client.stop()
