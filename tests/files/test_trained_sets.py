"""The sprites of a training, kept in the cache and found again by what the card says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.trained_sets import KEPT, digest_of, keep_set, kept_digest, kept_set, starter_set
from lunarcore_studio.starter import draw_sprites


@pytest.fixture(scope="module")
def sprites() -> np.ndarray:
    return draw_sprites(12, seed=5)


def test_a_set_comes_back_with_its_names(sprites: np.ndarray) -> None:
    files = [{"name": "gem\n1.png", "sha256": digest_of(sprites[3])}, {"name": 7}, "nothing"]
    found = kept_set({KEPT: keep_set(sprites), "files": files}, 16)
    assert found is not None
    assert np.array_equal(found.pixels, sprites)
    assert (found.name_of(3), found.name_of(4)) == ("gem 1.png", "sprite 5")


def test_to_keep_it_again_changes_nothing(sprites: np.ndarray) -> None:
    told = keep_set(sprites)
    assert keep_set(sprites.copy()) == told
    assert kept_digest({KEPT: told}) == told["sha256"]
    assert len(list(paths.scans_dir().iterdir())) == 1


def test_an_emptied_cache_and_a_damaged_file_are_none(sprites: np.ndarray) -> None:
    told = {KEPT: keep_set(sprites)}
    (file,) = paths.scans_dir().iterdir()
    whole = bytearray(file.read_bytes())
    whole[-5] ^= 1
    file.write_bytes(bytes(whole))
    assert kept_set(told, 16) is None
    file.unlink()
    assert kept_set(told, 16) is None


def test_of_another_size_or_number_it_is_none(sprites: np.ndarray) -> None:
    told = keep_set(sprites)
    assert kept_set({KEPT: told}, 32) is None
    assert kept_set({KEPT: told | {"sprites": 11}}, 16) is None


def test_where_the_disk_refuses_nothing_is_told(sprites: np.ndarray, tmp_path: Path) -> None:
    paths.user_cache_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.user_cache_dir().write_bytes(b"a file in the place of the folder")
    assert keep_set(sprites) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.recursive(
    st.none() | st.integers() | st.text() | st.booleans(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([KEPT, "sha256", "sprites"]), inner),
))  # fmt: skip
def test_what_a_card_says_otherwise_is_none(told: object) -> None:
    assert kept_set(told, 16) is None
    assert isinstance(kept_digest(told), str)


def test_the_starter_sprites_have_their_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = starter_set()
    assert found.pixels.shape == (256, 16, 16, 4)
    assert found.name_of(0) == "potion 1"
    broken = tmp_path / "starter.json"
    broken.write_text("[]")
    monkeypatch.setattr(paths, "starter_names", lambda: broken)
    with pytest.raises(FileError, match=r"starter\.json is damaged"):
        starter_set()
