"""Sliders of one's own by the Python face: made, moved, kept with the model, told from an older one's."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio import LunarCore
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.files import paths
from lunarcore_studio.files.axis_store import axes_file, read_axes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import AXES
from lunarcore_studio.starter import draw_family, draw_sprites

GEMS, SWORDS = draw_family("gem", range(12)), draw_family("sword", range(12))
DRAWING = draw_sprites(1, seed=9)[0]


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_model, tmp_path / "mine")


@pytest.fixture
def core(folder: Path) -> LunarCore:
    return LunarCore.load(folder, "cpu")


def names(core: LunarCore) -> list[str]:
    return [axis.name for axis in core.named_axes]


def offsets(core: LunarCore, name: str, sigma: float) -> list[float]:
    return [0.0] * core.named_axes.number_of(name) + [sigma]


def test_a_named_axis_moves_the_drawing_and_rests_at_exactly_it(core: LunarCore) -> None:
    axis = core.named_axes.add("Gem", GEMS, SWORDS)
    assert (axis.these, axis.those) == (12, 12)
    assert core.named_axes.number_of("gem") == 128 == len(core.axes.sigma)
    moved = core.edit(DRAWING, offsets(core, "Gem", axis.reach))
    assert (moved != DRAWING).any()
    np.testing.assert_array_equal(core.edit(DRAWING, offsets(core, "Gem", 0.0)), DRAWING)
    mask = np.zeros((16, 16), bool)
    mask[:8] = True
    half = core.edit(DRAWING, offsets(core, "Gem", axis.reach), mask=mask)
    np.testing.assert_array_equal(half[8:], DRAWING[8:])


def test_it_is_there_when_the_model_is_loaded_again(core: LunarCore, folder: Path) -> None:
    core.named_axes.add("Gem", GEMS, SWORDS)
    again = LunarCore.load(folder, "cpu")
    assert list(again.named_axes) == list(core.named_axes)
    moved = [each.edit(DRAWING, offsets(each, "Gem", 2.0)) for each in (core, again)]
    np.testing.assert_array_equal(*moved)


def test_a_saved_copy_has_it_too(core: LunarCore, tmp_path: Path) -> None:
    core.named_axes.add("Gem", GEMS, SWORDS)
    core.save(tmp_path / "copy", half=True)
    copy = LunarCore.load(tmp_path / "copy", "cpu")
    assert names(copy) == ["Gem"]
    assert not copy.named_axes.older


def test_renamed_removed_and_put_back_in_its_place(core: LunarCore, folder: Path) -> None:
    for name in ("Gem", "Edge", "Shine"):
        core.named_axes.add(name, GEMS[: len(name)], SWORDS)
    core.named_axes.rename("edge", "Edge 2")
    assert names(core) == ["Gem", "Edge 2", "Shine"]
    gone = core.named_axes.remove("Edge 2")
    assert names(core) == ["Gem", "Shine"]
    core.named_axes.put(gone, 1)
    assert names(core) == ["Gem", "Edge 2", "Shine"] == [axis.name for axis in read_axes(folder)]
    core.named_axes.rename("Gem", "GEM")
    assert names(core)[0] == "GEM"


def test_what_two_programs_make_is_all_kept(core: LunarCore, folder: Path) -> None:
    other = LunarCore.load(folder, "cpu")
    assert len(other.named_axes) == 0
    core.named_axes.add("Gem", GEMS, SWORDS)
    other.named_axes.add("Sword", SWORDS, GEMS)
    assert [axis.name for axis in read_axes(folder)] == ["Gem", "Sword"]
    assert names(other) == ["Gem", "Sword"]


def test_a_retrained_model_says_that_the_axis_is_of_an_older_one(core: LunarCore, folder: Path) -> None:
    core.named_axes.add("Gem", GEMS, SWORDS)
    for _ in core.train(np.concatenate([GEMS, SWORDS]), steps=2, batch_size=8, precision="float32"):
        pass
    assert names(core) == [], "a direction of the former network means nothing to this one"
    core.save(folder, overwrite=True)
    again = LunarCore.load(folder, "cpu")
    assert names(again) == []
    assert [axis.name for axis in again.named_axes.older] == ["Gem"]
    with pytest.raises(EngineError, match="Gem is of an older training of this model; make it anew"):
        again.named_axes.number_of("Gem")
    again.named_axes.add("gem", GEMS, SWORDS)
    assert (names(again), again.named_axes.older) == (["gem"], ())


def test_axes_of_the_shipped_model_go_to_my_own_folder() -> None:
    core = LunarCore.load(device="cpu")
    core.named_axes.add("Gem", GEMS, SWORDS)
    assert axes_file(paths.shipped_model()).is_file()
    assert not (paths.shipped_model() / AXES).exists()
    assert names(LunarCore.load(device="cpu")) == ["Gem"]


def test_bad_selections_and_names_are_sentences_and_leave_nothing(core: LunarCore, folder: Path) -> None:
    add = core.named_axes.add
    for these, those, why in (
        (GEMS[:0], SWORDS, "at least one sprite on each side"),
        (GEMS, GEMS, "are the same to the model"),
        (np.zeros((2, 8, 8, 4), np.uint8), SWORDS, "needs sprites of 16x16"),
    ):
        with pytest.raises(EngineError, match=why):
            add("Gem", these, those)
    with pytest.raises(FileError, match="needs a name"):
        add(" ", GEMS, SWORDS)
    assert not (folder / AXES).exists()
    add("Gem", GEMS, SWORDS)
    with pytest.raises(EngineError, match="There is a slider GEM already"):
        add("GEM", SWORDS, GEMS)
    with pytest.raises(EngineError, match="no slider Fire; it has Gem"):
        core.named_axes.number_of("Fire")
    with pytest.raises(EngineError, match="no slider Fire"):
        core.named_axes.remove("Fire")


def test_a_damaged_file_stops_nobody_from_drawing_and_is_not_written_over(folder: Path) -> None:
    (folder / AXES).write_bytes(b"{")
    core = LunarCore.load(folder, "cpu")
    assert names(core) == []
    assert "axes.json holds no sliders" in core.named_axes.trouble
    np.testing.assert_array_equal(core.edit(DRAWING, ()), DRAWING)
    with pytest.raises(FileError, match="move it away"):
        core.named_axes.add("Gem", GEMS, SWORDS)
    assert (folder / AXES).read_bytes() == b"{"


def test_an_axis_of_another_model_is_not_put_on_this_one(core: LunarCore, tmp_path: Path) -> None:
    other = LunarCore.untrained(width=8, device="cpu")
    for _ in other.train(draw_sprites(40, seed=6), steps=1, batch_size=8, precision="float32"):
        pass
    other.save(tmp_path / "other")
    gem = LunarCore.load(tmp_path / "other", "cpu").named_axes.add("Gem", GEMS, SWORDS)
    with pytest.raises(EngineError, match="Gem is of another model"):
        core.named_axes.put(gem)
