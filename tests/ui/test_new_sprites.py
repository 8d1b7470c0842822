"""Dice, another like this, another of a kind: each one undo step, and the hand comes first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.engine.prior_adding import add_prior
from lunarcore_studio.engine.protocol import Sampled, frozen
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.starter import draw_family
from lunarcore_studio.ui.latent_panel import LatentPanel
from lunarcore_studio.ui.new_sprites import NewSprites
from lunarcore_studio.ui.session import Session


@pytest.fixture(scope="module")
def model(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with a prior over gems and potions."""
    out = tmp_path_factory.mktemp("models") / "kinds"
    pixels = np.concatenate([draw_family(kind, range(40)) for kind in ("gem", "potion")])
    tags = [(kind,) for kind in ("gem", "potion") for _ in range(40)]
    told = add_prior(tiny_model, out, pixels, draw_family("gem", range(90, 110)), tags, limit_s=6)
    assert told["tags"] == ["gem", "potion"]
    return out


@pytest.fixture
def client(qapp: object, model: Path) -> Iterator[InlineEngineClient]:
    client = InlineEngineClient()
    client.start(model, "cpu")
    yield client
    client.stop()


@pytest.fixture
def known(client: InlineEngineClient, drawings: np.ndarray) -> Iterator[Session]:
    """The first drawing is open, and the model knows what sprites are like."""
    session = Session(Document(Sprite.from_pixels(drawings[0])), client, Settings())
    yield session
    session.close()


def test_a_throw_is_a_relative_in_one_undo_step(known: Session, drawings: np.ndarray) -> None:
    sprites = NewSprites(known)
    assert sprites.can
    sprites.throw()
    thrown = known.document.pixels.copy()
    assert not np.array_equal(thrown, drawings[0])
    assert known.document.undo_label == "Dice"
    own = {tuple(color) for color in drawings[0].reshape(-1, 4).tolist()}
    assert {tuple(color) for color in thrown.reshape(-1, 4).tolist()} <= own | {(0, 0, 0, 0)}
    known.document.undo()
    assert np.array_equal(known.document.pixels, drawings[0])
    assert not known.document.can_undo


def test_a_sample_becomes_a_frame_behind_the_drawing(known: Session, drawings: np.ndarray) -> None:
    NewSprites(known).another_frame()
    document = known.document
    assert (len(document.sprite.frames), document.place) == (2, (0, 1))
    assert np.array_equal(document.sprite.flatten(0), drawings[0])
    assert document.pixels.any()
    assert document.undo_label == "Another as a frame"
    document.undo()
    assert (len(document.sprite.frames), document.place, document.can_undo) == (1, (0, 0), False)


def test_the_next_throw_departs_from_the_same_drawing(known: Session, drawings: np.ndarray) -> None:
    asked = []
    known.client.sample = lambda *arguments: asked.append(arguments) or 1
    sprites = NewSprites(known)
    sprites.throw()
    answer = np.roll(drawings[0], 3, axis=1)
    known.client.sampled.emit(Sampled(1, 1, frozen(answer[None])))
    assert np.array_equal(known.document.pixels, answer)
    sprites.throw()
    assert np.array_equal(asked[1][3], drawings[0])
    assert asked[0][1] != asked[1][1]


def test_nothing_drawn_gives_a_new_sprite(known: Session) -> None:
    empty = np.zeros((16, 16, 4), np.uint8)
    known.document.apply(known.with_model_pixels(empty), "Clear")
    NewSprites(known).another()
    assert known.document.pixels[..., 3].any()
    assert known.document.undo_label == "Another like this"


def test_another_of_a_kind(known: Session) -> None:
    sprites = NewSprites(known)
    assert known.client.facts is not None
    assert known.client.facts.tags == ("gem", "potion")
    sprites.of_kind("potion")
    assert known.document.undo_label == "Another potion"


def test_a_selection_bounds_it(known: Session, drawings: np.ndarray) -> None:
    mask = np.zeros((16, 16), np.bool_)
    mask[:8] = True
    known.document.select(Selection(mask))
    sprites = NewSprites(known)
    sprites.throw()
    assert np.array_equal(known.document.pixels[8:], drawings[0][8:])
    assert not np.array_equal(known.document.pixels[:8], drawings[0][:8])


def test_a_hand_that_draws_meanwhile_and_escape_keep_the_drawing(
    known: Session, drawings: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known.client, "sample", lambda *arguments: 1)
    reply = Sampled(1, 1, frozen(drawings[2][None]))
    sprites = NewSprites(known)
    sprites.throw()
    mine = known.with_model_pixels(drawings[1])
    known.document.apply(mine, "Pencil")
    known.client.sampled.emit(reply)
    assert np.array_equal(known.document.pixels, drawings[1])
    sprites.throw()
    assert sprites.cancel()
    known.client.sampled.emit(reply)
    assert np.array_equal(known.document.pixels, drawings[1])
    assert not sprites.cancel()


def test_a_model_that_knows_no_sprites_rolls_its_sliders(session: Session, qtbot: object) -> None:
    panel = LatentPanel(session)
    qtbot.addWidget(panel)  # type: ignore[attr-defined]
    assert not panel.sprites.can_throw
    panel.throw_dice()
    assert any(panel.latent.position.offsets)
