"""A model's card: its facts as values, and nothing that a file can say is believed or fatal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_card import ModelCard, SpriteFile, one_line, parse_card, read_card, renamed
from lunarcore_studio.files.paths import shipped_model
from tests.files.models import facts, make_model, model_files

HERE = Path("some-model")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_a_card_is_read(tmp_path: Path) -> None:
    card = read_card(make_model(tmp_path / "mine"))
    assert (card.name, card.recipe, card.seed, card.steps) == ("Mine", "studio", 7, 30)
    assert (card.resolution, card.width, card.latent) == (16, 8, 32)
    assert (card.sprites, card.held_out, card.source) == (4, 1, "sprites")
    assert card.made == datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert card.files == (SpriteFile("gem.png", "cd" * 32),)
    assert card.set_digest == "ab" * 32
    assert card.measured.above_pca_db == 3.0
    assert card.progress == 0.5


def test_the_shipped_card_is_one() -> None:
    card = read_card(shipped_model())
    assert card.name == "lunarcore-16"
    assert card.sprites > 30_000
    assert card.measured.above_pca_db is not None
    assert card.measured.above_pca_db > 0


def test_progress_is_by_steps_by_time_or_unknown() -> None:
    def progress(**card: Any) -> float | None:
        return parse_card(json.dumps(facts(**card)).encode(), HERE).progress

    assert progress(plan={"steps": 40}) == 0.75
    assert progress(plan={"steps": 10}) == 1.0
    assert progress(plan={"minutes": 4.0}) == 0.25
    assert progress(plan={}) is None
    assert progress(plan="soon") is None


def test_renaming_leaves_the_rest_as_it_is() -> None:
    before = facts("Mine", note="ä", numbers=[0.1, 1e-9])
    after = json.loads(renamed(json.dumps(before).encode(), "Fire\n& ice", HERE))
    assert after["card"].pop("name") == "Fire & ice"
    before["card"].pop("name")
    assert after == before


def test_half_a_letter_stays_what_it_was() -> None:
    data = json.dumps(facts("Mine", note="\ud83d")).encode()
    assert json.loads(renamed(data, "New", HERE))["card"]["note"] == "\ud83d"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "damaged or no JSON"),
        (b"{", "damaged or no JSON"),
        (b"\xff\xfe{}", "damaged or no JSON"),
        (b"[" * 100_000, "damaged or no JSON"),
        (b"[]", "not one of LunarCore"),
        (b'{"format": "diffusers"}', "not one of LunarCore"),
        (json.dumps(facts() | {"version": 99}).encode(), "format version that is not known"),
        (json.dumps(facts() | {"card": []}).encode(), "lacks facts"),
        (json.dumps(facts() | {"weights_sha256": "../x"}).encode(), "what its weights are"),
        (json.dumps(facts() | {"config": {"resolution": True}}).encode(), "describes no network"),
        (
            json.dumps(facts() | {"config": {"resolution": -1, "width": 1, "latent": 1}}).encode(),
            "no network",
        ),
        (json.dumps(facts(speed=float("nan"))).encode(), "damaged or no JSON"),
    ],
)
def test_what_is_no_card_is_said_in_a_sentence(data: bytes, says: str, tmp_path: Path) -> None:
    folder = make_model(tmp_path / "odd")
    (folder / "model.json").write_bytes(data)
    with pytest.raises(FileError, match=says) as raised:
        read_card(folder)
    assert str(raised.value).startswith("odd ")
    assert str(raised.value).endswith(".")


def test_a_card_that_is_missing_or_huge_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"empty is no model: there is no model\.json in it"):
        read_card(tmp_path / "empty")
    folder = make_model(tmp_path / "huge")
    with (folder / "model.json").open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(FileError, match=r"huge is no model: its model\.json is too large"):
        read_card(folder)


@given(card=st.dictionaries(
    st.sampled_from(["name", "made", "sprites", "held_out", "recipe", "seed", "steps", "training_s", "plan",
                     "trained_on", "metrics", "started_from"]), anything,
))  # fmt: skip
def test_facts_of_any_type_are_facts_that_are_not_known(card: dict[str, Any]) -> None:
    try:
        data = json.dumps(facts(**card)).encode()
        read = parse_card(data, HERE)
    except FileError as error:
        assert "NaN" in data.decode() or "Infinity" in data.decode(), error  # noqa: PT017
        return
    require_sound(read)


@given(where=st.sampled_from(["trained_on", "metrics", "plan"]), inner=st.dictionaries(
    st.sampled_from(
        ["source", "sha256", "files", "latent", "detail", "pca_psnr_db", "pca_exact", "steps", "minutes"]
    ),
    anything.filter(lambda value: "nan" not in repr(value) and "inf" not in repr(value)),
))  # fmt: skip
def test_nor_are_those_inside(where: str, inner: dict[str, Any]) -> None:
    require_sound(parse_card(json.dumps(facts(**{where: inner})).encode(), HERE))


def require_sound(card: ModelCard) -> None:
    """Every value of the type that is promised, every text one short line."""
    for text in (card.name, card.recipe, card.source, card.started_from, *(one.name for one in card.files)):
        assert one_line(text) == text
    assert card.name
    for count in (card.sprites, card.held_out, card.steps, card.resolution, card.width, card.latent):
        assert type(count) is int
        assert count >= 0
    for number in (card.progress, card.training_s, card.measured.latent_db, card.measured.above_pca_db):
        assert number is None or isinstance(number, float)
    assert card.made is None or card.made.tzinfo is not None


@given(data=st.binary(max_size=200))
def test_bytes_of_any_kind_are_a_sentence(data: bytes) -> None:
    with pytest.raises(FileError, match=r"^some-model .*\.$"):
        parse_card(data, HERE)


@given(data=st.data())
def test_a_damaged_byte_is_a_sentence_or_another_card(data: st.DataObject) -> None:
    whole = bytearray(model_files()["model.json"])
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        require_sound(parse_card(bytes(whole), HERE))
    except FileError as error:
        assert str(error).endswith(".")  # noqa: PT017


@given(text=st.text(max_size=400))
def test_a_line_is_one_and_short(text: str) -> None:
    line = one_line(text)
    assert len(line) <= 80
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
