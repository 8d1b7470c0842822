"""The verbs that carry drawings from file to file, without a model: onto sheets and off them again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import documents, images, sheets
from lunarcore_studio.files.image_writing import write_apng, write_png
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag
from lunarcore_studio.starter import draw_sprites
from tests.cli.conftest import Run

SPRITES = draw_sprites(4, seed=3)


@pytest.fixture
def art(tmp_path: Path) -> Path:
    """Two pictures, one that moves, one with layers, one that is none."""
    folder = tmp_path / "art"
    (folder / "more").mkdir(parents=True)
    write_png(folder / "door.png", SPRITES[0])
    write_png(folder / "more" / "door.png", SPRITES[1])
    write_apng(folder / "walk.apng", np.stack(list(SPRITES[:3])), [40, 80, 120])
    cels = {(layer, frame): Cel(SPRITES[layer + frame]) for layer in range(2) for frame in range(2)}
    layers = (Layer("low"), Layer("high", opacity=99, blend="screen"))
    hero = Sprite(16, 16, layers=layers, frames=(Frame(10), Frame(30)), cels=cels, tags=(Tag("go", 0, 1),))
    documents.save_document(folder / "hero.aseprite", hero)
    (folder / "broken.png").write_bytes(b"hello")
    return folder


def test_a_folder_is_exported_file_by_file(run: Run, art: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("export", art, "--out", out, "--scale", 2, "--json")
    names = [Path(path).name for path in ran.facts["written"]]
    assert sorted(names) == ["door 2.png", "door.png", "hero.png", "walk.png"]
    assert "broken.png is not a picture" in ran.err
    assert images.read_pixels(out / "hero.png").shape == (32, 64, 4)
    assert np.array_equal(images.read_pixels(out / "door.png")[::2, ::2], SPRITES[0])


def test_every_frame_becomes_a_file_of_its_own(run: Run, art: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("export", art, "--out", out, "--frames", "--json")
    names = sorted(Path(path).name for path in ran.facts["written"])
    walk = ["walk_01.png", "walk_02.png", "walk_03.png"]
    assert names == ["door 2.png", "door.png", "hero_01.png", "hero_02.png", *walk]
    assert sorted(path.name for path in out.iterdir()) == names
    for name, pixels in zip(walk, SPRITES, strict=False):
        assert np.array_equal(images.read_pixels(out / name), pixels)
    again = run("export", art / "walk.apng", "--out", out, "--frames")
    assert (again.code, "walk_01.png already exists; --force overwrites it" in again.err) == (1, True)
    (out / "walk_02.png").write_bytes(b"mine")
    run("export", art / "walk.apng", "--out", out, "--frames", "--force", "--quiet")
    assert np.array_equal(images.read_pixels(out / "walk_02.png"), SPRITES[1])
    one = run("export", art / "walk.apng", "--out", tmp_path / "w.png", "--frames", "--scale", 2, "--json")
    assert [Path(path).name for path in one.facts["written"]] == ["w_01.png", "w_02.png", "w_03.png"]
    assert images.read_pixels(tmp_path / "w_03.png").shape == (32, 32, 4)
    assert not (tmp_path / "w.png").exists()


def test_a_drawing_that_is_named_as_another_ones_frame_loses_nothing(
    run: Run, art: Path, tmp_path: Path
) -> None:
    write_png(art / "walk_02.png", SPRITES[3])
    ran = run("export", art, "--out", tmp_path / "out", "--frames", "--json")
    names = [Path(path).name for path in ran.facts["written"]]
    assert len(names) == len(set(names)) == 8
    assert {"walk 2_01.png", "walk_02.png"} <= set(names) or {"walk_02 2.png", "walk_02.png"} <= set(names)


def test_rows_of_a_sheet_have_as_many_columns_as_was_said(run: Run, art: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    run("export", art / "walk.apng", art / "hero.aseprite", "--out", out, "--sheet", "rows", "--columns", 2)
    pixels = images.read_pixels(out)
    assert pixels.shape == (48, 32, 4)
    assert np.array_equal(pixels[16:32, :16], SPRITES[2])
    assert not pixels[16:32, 16:].any()


@pytest.mark.parametrize("suffix", [".gif", ".apng", ".webp", ".aseprite", ".lunar"])
def test_a_drawing_becomes_another_kind_with_its_durations(
    run: Run, art: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"walk{suffix}"
    assert run("export", art / "walk.apng", "--out", out, "--json").facts["written"] == [str(out)]
    opened = documents.open_document(out)
    assert [frame.duration_ms for frame in opened.frames] == [40, 80, 120]
    assert all(np.array_equal(opened.flatten(index), SPRITES[index]) for index in range(3))


def test_layers_and_tags_go_from_aseprite_to_lunar_and_back(run: Run, art: Path, tmp_path: Path) -> None:
    hero, there, back = art / "hero.aseprite", tmp_path / "hero.lunar", tmp_path / "back.aseprite"
    run("export", hero, "--out", there, "--quiet")
    run("export", there, "--out", back, "--quiet")
    assert documents.open_document(there) == documents.open_document(hero)
    assert back.read_bytes() == hero.read_bytes()
    run("export", hero, "--out", tmp_path / "large.aseprite", "--scale", 3, "--quiet")
    large = documents.open_document(tmp_path / "large.aseprite")
    assert (large.size, len(large.layers)) == ((48, 48), 2)


@pytest.mark.parametrize("form", ["rows", "packed"])
@pytest.mark.parametrize("data", ["hash", "array"])
def test_a_sheet_has_its_json_beside_it(run: Run, art: Path, tmp_path: Path, form: str, data: str) -> None:
    out = tmp_path / "sheet.png"
    ran = run("export", art, "--out", out, "--sheet", form, "--data", data, "--json")
    assert ran.facts["written"] == [str(out), str(tmp_path / "sheet.json")]
    told = json.loads((tmp_path / "sheet.json").read_text())
    frames = told["frames"].values() if data == "hash" else told["frames"]
    assert len(frames) == 7
    pixels = images.read_pixels(out)
    places = [(frame["frame"]["x"], frame["frame"]["y"]) for frame in frames]
    assert any(np.array_equal(pixels[y : y + 16, x : x + 16], SPRITES[1]) for x, y in places)
    refused = run("export", art, "--out", out, "--sheet", form)
    assert (refused.code, "--force overwrites it" in refused.err) == (1, True)


def test_what_was_put_on_a_sheet_is_cut_off_it(run: Run, art: Path, tmp_path: Path) -> None:
    sheet, cells = tmp_path / "sheet.png", tmp_path / "cells"
    walk = art / "walk.apng"
    run("export", walk, "--out", sheet, "--sheet", "rows", "--margin", 3, "--spacing", 2, "--quiet")
    grid = ("--size", "16x16", "--margin", 3, "--spacing", 2)
    told = run("import", sheet, *grid, "--out", cells, "--json").facts
    assert told["cells"] == [[0, 0], [1, 0], [2, 0]]
    assert [path.name for path in sorted(cells.iterdir())] == [f"sheet ({n},0).png" for n in range(3)]
    for number in range(3):
        assert np.array_equal(images.read_pixels(cells / f"sheet ({number},0).png"), SPRITES[number])
    moving = tmp_path / "walk.gif"
    run("import", sheet, *grid, "--out", moving, "--ms", 70, "--quiet")
    assert images.read_image(moving).durations_ms == (70, 70, 70)


def test_blank_cells_are_kept_when_asked_for(run: Run, tmp_path: Path) -> None:
    write_png(tmp_path / "s.png", sheets.pack([SPRITES[0], np.zeros_like(SPRITES[0]), SPRITES[1]], 3))
    common = ("import", tmp_path / "s.png", "--size", "16x16", "--json")
    assert len(run(*common, "--out", tmp_path / "a.lunar").facts["cells"]) == 2
    assert len(run(*common, "--out", tmp_path / "b.lunar", "--blank").facts["cells"]) == 3
    assert len(documents.open_document(tmp_path / "b.lunar").frames) == 3


def test_indexed_sheets_give_indexed_cells(run: Run, tmp_path: Path) -> None:
    whole = Sprite.from_pixels(np.concatenate([SPRITES[0], SPRITES[1]], axis=1))
    indexed = Sprite(32, 16, whole.palette, cels=whole.cels, mode="indexed")
    documents.save_document(tmp_path / "s.png", indexed)
    run("import", tmp_path / "s.png", "--size", "16x16", "--out", tmp_path / "cells", "--quiet")
    cell = documents.open_document(tmp_path / "cells" / "s (1,0).png")
    assert cell.mode == "indexed"
    assert cell.palette.colors[: len(whole.palette)] == whole.palette.colors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "none.png", "--out", "a.gif"), "none.png does not exist"),
        (("export", "art/broken.png", "--out", "a.gif"), "is not a picture"),
        (("export", "art/more", "art/door.png", "--out", "a.gif"), "2 drawings do not fit into one file"),
        (("export", "art/door.png", "--out", "a.gif", "--sheet", "rows"), "a sheet is a .png"),
        (("export", "art/door.png", "--out", "here", "--kind", "bmp"), ".bmp can not be written"),
        (("export", "art", "art", "--out", "a.png", "--sheet", "rows", "--scale", 64), "be too large: 3"),
        (("import", "art/door.png", "--size", "32x32", "--out", "b"), "holds no cells of 32x32"),
        (("import", "art/broken.png", "--size", "8x8", "--out", "b"), "is not a picture"),
    ],
)  # fmt: skip
def test_what_does_not_work_is_one_sentence(
    run: Run, art: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(art.parent)
    before = sorted(art.parent.rglob("*"))
    ran = run(*arguments, "--quiet")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(art.parent.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "a.png", "--out", "b", "--data", "hash"),
        ("export", "a.png", "--out", "b", "--columns", 2),
        ("export", "a.png", "--out", "b.png", "--sheet", "packed", "--columns", 2),
        ("export", "a.png", "--out", "b.png", "--sheet", "rows", "--frames"),
        ("export", "a.png", "--out", "b", "--scale", 0),
        ("export", "a.png", "--out", "b.png", "--sheet", "heap"),
        ("import", "a.png", "--out", "b"),
        ("import", "a.png", "--size", "16", "--out", "b"),
        ("import", "a.png", "--size", "0x16", "--out", "b"),
        ("import", "a.png", "--size", "16x16", "--margin", -1, "--out", "b"),
    ],
)
def test_wrong_usage_is_exit_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2
