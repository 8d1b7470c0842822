"""Sliders of one's own and *make this like those* from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio import LunarCore
from lunarcore_studio.cli.several import spread
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.images import read_pixels
from lunarcore_studio.files.sheets import pack
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.starter import draw_family
from tests.cli.conftest import Run


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_model, tmp_path / "mine")


@pytest.fixture
def art(tmp_path: Path) -> Path:
    """A folder of three gems beside three swords, and a sheet of two more gems with an empty cell."""
    art = tmp_path / "art"
    for family in ("gem", "sword"):
        (art / family).mkdir(parents=True)
        for index, sprite in enumerate(draw_family(family, range(3))):
            write_png(art / family / f"{family} {index}.png", sprite)
    write_png(art / "more.png", pack([*draw_family("gem", range(9, 11)), np.zeros((16, 16, 4), np.uint8)]))
    return art


def test_an_option_takes_all_up_to_the_next_one() -> None:
    given = ["Gold", "--these", "a", "b", "--those", "c", "--quiet", "d", "--these", "e"]
    assert spread(given, {"--these", "--those"}) == [
        *("Gold", "--these", "a", "--these", "b", "--those", "c", "--quiet", "d", "--these", "e")
    ]


def test_an_axis_is_added_listed_moved_by_name_renamed_and_removed(
    run: Run, folder: Path, art: Path, tmp_path: Path
) -> None:
    gems, model = sorted((art / "gem").iterdir()), ("--model", folder, "--json")
    sides = ("--these", *gems, art / "more.png", "--those", art / "sword")
    facts = run("axis", "add", "Gem cut", *sides, *model).facts
    assert (facts["name"], facts["these"], facts["those"]) == ("Gem cut", 5, 3)
    assert [axis["name"] for axis in run("axis", "list", *model).facts["axes"]] == ["Gem cut"]
    door, out = gems[0], tmp_path / "bent.png"
    run("edit", door, "--axis", "gem cut", "--sigma", 2, "--axis", 1, "--sigma", 1, "--out", out, *model)
    core = LunarCore.load(folder, "cpu")
    expected = core.edit(read_pixels(door), [1.0, *[0.0] * 127, 2.0])
    np.testing.assert_array_equal(read_pixels(out), expected)
    run("edit", door, "--axis", "Gem cut", "--sigma", 0, "--out", out, "--force", *model)
    np.testing.assert_array_equal(read_pixels(out), read_pixels(door))
    assert run("axis", "rename", "Gem cut", "Facets", *model).facts == {"renamed": "Facets"}
    listed = run("axis", "list", "--model", folder)
    assert listed.out.startswith("Facets: 5 sprites against 3, -")
    assert run("axis", "remove", "facets", *model).facts == {"removed": "Facets"}
    assert run("axis", "list", "--model", folder).out == "No named sliders.\n"


def test_what_is_in_both_sides_is_taken_for_these(run: Run, folder: Path, art: Path) -> None:
    facts = run(
        "axis", "add", "Gem", "--these", art / "gem", "--those", art, "--model", folder, "--json"
    ).facts
    assert (facts["these"], facts["those"]) == (3, 5)


@pytest.mark.slow
def test_the_axis_of_an_older_training_says_so(run: Run, folder: Path, art: Path, tmp_path: Path) -> None:
    run("axis", "add", "Gem", "--these", art / "gem", "--those", art / "sword", "--model", folder)
    core = LunarCore.load(folder, "cpu")
    sprites = draw_family("gem", range(24))
    for _ in core.train(sprites, steps=1, batch_size=8, precision="float32"):
        pass
    core.save(folder, overwrite=True)
    assert run("axis", "list", "--model", folder, "--json").facts == {"axes": [], "older": ["Gem"]}
    door = art / "gem" / "gem 0.png"
    ran = run("edit", door, "--axis", "Gem", "--sigma", 1, "--out", tmp_path / "x.png", "--model", folder)
    assert (ran.code, ran.err) == (1, "The slider Gem is of an older training of this model; make it anew.\n")


def test_a_copy_with_a_prior_has_the_sliders_too(run: Run, folder: Path, art: Path, tmp_path: Path) -> None:
    run("axis", "add", "Gem", "--these", art / "gem", "--those", art / "sword", "--model", folder)
    many = tmp_path / "many.png"
    write_png(many, pack(list(draw_family("gem", range(40)))))
    assert run("prior", folder, many, "--out", tmp_path / "drawn", "--minutes", 0.02).code == 0
    listed = run("axis", "list", "--model", tmp_path / "drawn", "--json").facts
    assert [axis["name"] for axis in listed["axes"]] == ["Gem"]


def test_restyle_takes_the_colours_of_the_others(run: Run, folder: Path, art: Path, tmp_path: Path) -> None:
    gems, sword = sorted((art / "gem").iterdir()), art / "sword" / "sword 0.png"
    common = ("restyle", sword, "--model", folder, "--json", "--like")
    facts = run(*common, *gems, "--unlike", art, "--amount", 0.5, "--out", tmp_path / "a.png").facts
    assert facts["like"] == 3
    made = read_pixels(tmp_path / "a.png")
    known = {color for gem in gems for color in Palette.of(read_pixels(gem)).colors}
    assert set(Palette.of(made).colors) <= known
    assert facts["changed_pixels"] == (made != read_pixels(sword)).any(axis=-1).sum() > 0
    run(*common, art / "gem", "--out", tmp_path / "b.png")
    core = LunarCore.load(folder, "cpu")
    expected = core.restyle(read_pixels(sword), np.stack([read_pixels(gem) for gem in gems]))
    np.testing.assert_array_equal(read_pixels(tmp_path / "b.png"), expected)


def test_bad_selections_are_sentences(run: Run, folder: Path, art: Path, tmp_path: Path) -> None:
    gem, model = art / "gem", ("--model", folder)
    write_png(tmp_path / "small.png", np.full((8, 8, 4), 255, np.uint8))
    write_png(tmp_path / "empty.png", np.zeros((16, 16, 4), np.uint8))
    for arguments, why in (
        (("axis", "add", "Gem", "--these", gem, "--those", gem), "same sprites are on both sides"),
        (("axis", "add", "Gem", "--these", tmp_path / "small.png", "--those", gem), "small.png is 8x8"),
        (("axis", "add", "Gem", "--these", tmp_path / "empty.png", "--those", gem), "only empty sprites"),
        (("axis", "add", "7", "--these", gem, "--those", art), "7 can not be a slider's name"),
        (("axis", "remove", "Gem"), "no slider Gem"),
        (("axis", "rename", "Gem", "Gold"), "no slider Gem"),
    ):
        ran = run(*arguments, *model)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
        assert why in ran.err
