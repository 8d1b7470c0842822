"""Sliders of one's own over the wire: what changed is told, what can not be done is a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.axis_client import MOST_SENT, _few
from lunarcore_studio.engine.axis_protocol import AxesChanged, MakeAxis, RemoveAxis, Restyled
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.engine.protocol import Edit, Failed, LoadModel, ModelLoaded, SliderEnds
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_family, draw_sprites

NONE = Projection("none")
GEMS, SWORDS = draw_family("gem", range(12)), draw_family("sword", range(12))
DRAWING = draw_sprites(1, seed=9)[0]
LIMIT_MS = 20_000


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_model, tmp_path / "mine")


@pytest.fixture
def client(qapp: object, folder: Path) -> Iterator[InlineEngineClient]:
    client = InlineEngineClient()
    client.start(folder, "cpu")
    yield client
    client.stop()


@pytest.fixture
def told(client: InlineEngineClient) -> list[Any]:
    """What the client said of axes and of what could not be done."""
    told: list[Any] = []
    client.axes.changed.connect(told.append)
    client.failed.connect(told.append)
    return told


def named(client: EngineClient) -> list[str]:
    assert client.facts is not None
    return [axis.name for axis in client.facts.named]


def test_each_change_is_told_with_where_each_slider_was(client: InlineEngineClient, told: list[Any]) -> None:
    client.axes.make("Gem", GEMS, SWORDS)
    client.axes.make("Sword", SWORDS, GEMS)
    client.axes.rename("gem", " Facets ")
    assert named(client) == ["Facets", "Sword"]
    client.axes.remove("Facets")
    assert [change.kept for change in told] == [(-1,), (0, -1), (0, 1), (1,)]
    gone = told[-1].removed
    assert (gone.axis.name, gone.place) == ("Facets", 0)
    client.axes.put(gone.axis, gone.place)
    assert named(client) == ["Facets", "Sword"]
    assert told[-1].kept == (-1, 0)
    assert told[-1].removed is None


def test_an_edit_takes_a_named_axis_after_the_models_own(client: InlineEngineClient, folder: Path) -> None:
    client.axes.make("Gem", GEMS, SWORDS)
    core = EngineCore()
    loaded = core.handle(LoadModel(folder, "cpu"))
    assert isinstance(loaded, ModelLoaded)
    assert loaded.facts.named == client.facts.named
    assert loaded.facts.axis_count == len(loaded.facts.reach) == 128
    reach = loaded.facts.named[0].reach
    ends = core.handle(SliderEnds(1, DRAWING, (), (128,), 1.0, NONE))
    high = core.handle(Edit(2, DRAWING, (*[0.0] * 128, reach), 1.0, NONE))
    assert np.abs(ends.high[0].astype(int) - high.pixels).max() <= 1
    assert (high.pixels != DRAWING).any()
    rest = core.handle(Edit(3, DRAWING, (0.0,) * 129, 1.0, NONE))
    np.testing.assert_array_equal(rest.pixels, DRAWING)


def test_what_can_not_be_done_leaves_the_engine_as_good_as_it_was(
    client: InlineEngineClient, told: list[Any]
) -> None:
    client.axes.make("Gem", GEMS[:0], SWORDS)
    client.axes.make("", GEMS, SWORDS)
    client.axes.make("Gem", np.zeros((3, 8, 8, 4), np.uint8), SWORDS)
    client.axes.remove("Gem")
    assert all(isinstance(each, Failed) for each in told)
    assert [each.request for each in told] == ["MakeAxis"] * 3 + ["RemoveAxis"]
    assert {each.way_out for each in told} == {"none"}
    assert client.state.phase == "ready"


def test_a_full_disk_is_a_sentence_and_no_failed_engine(
    client: InlineEngineClient, told: list[Any], folder: Path
) -> None:
    (folder / "axes.json").mkdir()
    client.axes.make("Gem", GEMS, SWORDS)
    assert isinstance(told[0], Failed)
    assert "axes.json" in told[0].sentence
    assert client.state.phase == "ready"


def test_those_of_an_older_training_are_told_and_can_be_removed(folder: Path) -> None:
    core = EngineCore()
    core.handle(LoadModel(folder, "cpu"))
    changed = core.handle(MakeAxis("Gem", GEMS, SWORDS))
    assert isinstance(changed, AxesChanged)
    data = (folder / "axes.json").read_text().replace(changed.named[0].network, "0" * 64)
    (folder / "axes.json").write_text(data)
    facts = core.handle(LoadModel(folder, "cpu")).facts
    assert (facts.named, facts.older_axes) == ((), ("Gem",))
    assert core.handle(RemoveAxis("Gem")) == AxesChanged((), (), ())


def test_without_a_model_there_is_nothing_to_name() -> None:
    reply = EngineCore().handle(RemoveAxis("Gem"))
    assert reply == Failed(None, "RemoveAxis", "There is no model yet; choose one.", "none")


def test_a_restyled_picture_comes_with_its_colours(client: InlineEngineClient) -> None:
    answers: list[Restyled] = []
    client.axes.restyled.connect(answers.append)
    stamp = client.axes.restyle(DRAWING, GEMS, SWORDS, 0.5)
    (answer,) = answers
    assert answer.stamp == stamp
    assert not answer.pixels.flags.writeable
    assert set(Palette.of(answer.pixels).colors) <= set(answer.colors)
    mask = np.zeros((16, 16), bool)
    client.axes.restyle(DRAWING, GEMS, SWORDS, 0.5, mask)
    np.testing.assert_array_equal(answers[-1].pixels, DRAWING)


def test_restyling_is_refused_for_another_size(client: InlineEngineClient, told: list[Any]) -> None:
    client.axes.restyle(np.zeros((24, 32, 4), np.uint8), GEMS, SWORDS)
    client.axes.restyle(DRAWING, GEMS[:0], SWORDS)
    assert [each.sentence[:24] for each in told] == ["The model draws 16x16 pi", "There is nothing to be l"]


def test_only_the_newest_amount_is_worked_on(qtbot: QtBot, folder: Path) -> None:
    client = EngineClient()
    answers: list[Restyled] = []
    client.axes.restyled.connect(answers.append)
    client.start(folder, "cpu")
    stamps = [client.axes.restyle(DRAWING, GEMS, SWORDS, amount / 10) for amount in range(9)]
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].stamp == stamps[-1], timeout=LIMIT_MS)
    assert len(answers) == 1, "those that waited for the model were replaced"
    client.stop()


def test_the_hand_is_answered_while_many_sprites_are_encoded(folder: Path) -> None:
    breaths: list[int] = []
    core = EngineCore(lambda: breaths.append(1))
    core.handle(LoadModel(folder, "cpu"))
    assert isinstance(core.handle(MakeAxis("Gem", np.tile(GEMS, (16, 1, 1, 1)), SWORDS)), AxesChanged)
    assert len(breaths) == 7


def test_few_enough_sprites_are_sent_and_none_that_can_be_written_to() -> None:
    many = np.zeros((MOST_SENT + 5, 1, 1, 4), np.uint8)
    many[-1] = 7
    sent = _few(many)
    assert len(sent) == MOST_SENT
    assert sent[-1].max() == 7
    assert not sent.flags.writeable
    assert _few(sent) is sent
