"""The verbs that draw: what they write, that it is true pixel art, and the same for the same call."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio import LunarCore, starter
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.images import read_image, read_pixels
from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from tests.cli.conftest import Run


def colours(pixels: np.ndarray) -> set[tuple[int, ...]]:
    return set(Palette.of(pixels).colors)


@pytest.fixture
def model(tiny_model: Path) -> tuple[str, ...]:
    return ("--model", str(tiny_model), "--device", "cpu", "--json")


@pytest.fixture
def palette(tmp_path: Path) -> Path:
    path = tmp_path / "moonrise.png"
    write_png(path, np.array([FALLBACK.colors], np.uint8))
    return path


@pytest.mark.parametrize("mode", ["detail", "latent"])
def test_reconstruct_writes_one_png_of_the_same_name_and_size(
    run: Run, model: tuple[str, ...], pictures: Path, tmp_path: Path, mode: str
) -> None:
    facts = run("reconstruct", pictures, "--out", tmp_path / "out", "--mode", mode, *model).facts
    names = ["door.png", "key.png", "potion.png", "sheet.png"]
    assert [Path(each).name for each in facts["written"]] == names
    assert facts["sprites"] == 3 + 6
    for name in names:
        drawn, given = read_pixels(tmp_path / "out" / name), read_pixels(pictures / name)
        assert drawn.shape == given.shape
        assert colours(drawn) <= colours(given)
        assert set(np.unique(drawn[..., 3])) <= {0, 255}


def test_reconstruct_snaps_each_cell_of_a_sheet_to_its_own_colours(
    run: Run, model: tuple[str, ...], pictures: Path, tmp_path: Path
) -> None:
    run("reconstruct", pictures / "sheet.png", "--out", tmp_path / "out", "--mode", "latent", *model)
    drawn, given = read_pixels(tmp_path / "out" / "sheet.png"), read_pixels(pictures / "sheet.png")
    for y, x in ((0, 0), (0, 16), (0, 32), (16, 0), (16, 16)):
        cell = np.s_[y : y + 16, x : x + 16]
        assert colours(drawn[cell]) <= colours(given[cell])


def test_a_palette_file_is_kept_to(
    run: Run, model: tuple[str, ...], pictures: Path, palette: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run("reconstruct", pictures / "key.png", "--out", out, "--mode", "latent", "--palette", palette, *model)
    kept = colours(read_pixels(pictures / "key.png"))
    assert colours(read_pixels(out / "key.png")) <= set(FALLBACK.colors) | kept


def test_encode_and_decode_are_the_latent_mode_there_and_back(
    run: Run, model: tuple[str, ...], tiny_model: Path, pictures: Path, tmp_path: Path
) -> None:
    codes = tmp_path / "codes.npz"
    facts = run("encode", pictures, "--out", codes, *model).facts
    assert (facts["sprites"], facts["latent"]) == (9, 128)
    with np.load(codes, allow_pickle=False) as arrays:
        assert set(arrays) == {"mean", "logvar", "names"}
        assert arrays["mean"].shape == arrays["logvar"].shape == (9, 128)
        assert arrays["mean"].dtype == arrays["logvar"].dtype == np.float32
        assert list(arrays["names"][:4]) == ["door", "key", "potion", "sheet (0,0)"]
    written = run("decode", codes, "--out", tmp_path / "out", *model).facts["written"]
    assert len(written) == 9
    core = LunarCore.load(tiny_model, "cpu")
    door = read_pixels(pictures / "door.png")
    expected = core.snap(core.decode(core.encode(door[None]).mean), None)[0]
    got = read_pixels(tmp_path / "out" / "door.png")
    assert np.abs(got.astype(int) - expected).max() <= 1


def test_names_in_a_codes_file_stay_in_the_folder(run: Run, model: tuple[str, ...], tmp_path: Path) -> None:
    codes, out = tmp_path / "codes.npz", tmp_path / "deep" / "out"
    names = np.array(["../../evil", "same", "same", "", "a\nb", "/etc/x"])
    np.savez(codes, mean=np.zeros((6, 128), np.float32), names=names)
    written = [Path(each) for each in run("decode", codes, "--out", out, *model).facts["written"]]
    assert len(set(written)) == 6
    assert {path.parent for path in written} == {out}
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in written)


def test_edit_does_what_the_slider_does(
    run: Run, model: tuple[str, ...], tiny_model: Path, pictures: Path, tmp_path: Path
) -> None:
    door, out = pictures / "door.png", tmp_path / "edited.png"
    axes = ("--axis", 3, "--sigma", 4, "--axis", 1, "--sigma", -2)
    facts = run("edit", door, *axes, "--out", out, *model).facts
    core = LunarCore.load(tiny_model, "cpu")
    expected = core.edit(read_pixels(door), (-2.0, 0.0, 4.0))
    np.testing.assert_array_equal(read_pixels(out), expected)
    assert facts["changed_pixels"] == (expected != read_pixels(door)).any(axis=-1).sum() > 0


def test_edit_at_rest_gives_the_picture_back(
    run: Run, model: tuple[str, ...], pictures: Path, tmp_path: Path
) -> None:
    out = tmp_path / "edited.png"
    run("edit", pictures / "door.png", "--axis", 1, "--sigma", 0, "--out", out, *model)
    np.testing.assert_array_equal(read_pixels(out), read_pixels(pictures / "door.png"))


@pytest.mark.parametrize("suffix", [".png", ".gif", ".apng", ".webp"])
def test_a_strip_begins_with_a_and_ends_with_b(
    run: Run, model: tuple[str, ...], pictures: Path, tmp_path: Path, suffix: str
) -> None:
    a, b, out = pictures / "door.png", pictures / "key.png", tmp_path / f"strip{suffix}"
    assert run("interpolate", a, b, "--frames", 5, "--out", out, *model).facts["frames"] == 5
    frames = read_image(out).frames
    if suffix == ".png":
        assert frames[0].shape == (16, 80, 4)
        frames = tuple(np.split(frames[0], 5, axis=1))
    assert len(frames) == 5
    np.testing.assert_array_equal(frames[0], read_pixels(a))
    np.testing.assert_array_equal(frames[-1], read_pixels(b))
    both = colours(frames[0]) | colours(frames[-1])
    assert all(colours(frame) <= both for frame in frames)


def test_interpolate_tells_how_even_its_strip_is(
    run: Run, model: tuple[str, ...], tiny_model: Path, pictures: Path, tmp_path: Path
) -> None:
    a, b, out = pictures / "door.png", pictures / "key.png", tmp_path / "strip.png"
    told = run("interpolate", a, b, "--frames", 5, "--out", out, *model).facts["smoothness"]
    assert told == LunarCore.load(tiny_model, "cpu").smoothness(read_pixels(a), read_pixels(b), 5)
    frames = premultiply(np.stack(np.split(read_pixels(out), 5, axis=1)))
    steps = np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))
    assert told["model"]["projected"] == pytest.approx(steps.max() / steps.mean(), rel=1e-4)


def test_the_same_seed_samples_the_same_sheet(
    run: Run, model: tuple[str, ...], pictures: Path, tmp_path: Path
) -> None:
    sheets = {}
    for name, extra in (
        ("a", ()),
        ("b", ()),
        ("c", ("--seed", 1)),
        ("near", ("--near", pictures / "key.png")),
    ):
        out = tmp_path / f"{name}.png"
        assert run("sample", "--count", 6, "--out", out, *extra, *model).facts["count"] == 6
        sheets[name] = read_pixels(out)
    assert sheets["a"].shape == (32, 48, 4)
    np.testing.assert_array_equal(sheets["a"], sheets["b"])
    assert not np.array_equal(sheets["a"], sheets["c"])
    assert colours(sheets["near"]) <= colours(read_pixels(pictures / "key.png"))


def test_a_model_without_a_prior_says_what_it_samples_by(run: Run, tmp_path: Path) -> None:
    LunarCore.untrained(width=8, device="cpu").save(tmp_path / "young")
    told = run("sample", "--count", 2, "--out", tmp_path / "s.png", "--model", tmp_path / "young", "--json")
    assert told.facts["by"] == "codes"
    assert "no prior" in told.err


def test_a_model_with_a_prior_samples_by_it_by_tag_and_as_before_by_noise(
    run: Run, tiny_model: Path, tmp_path: Path
) -> None:
    art, model = tmp_path / "art", tmp_path / "drawn"
    for folder, seed in (("gem", 1), ("potion", 2)):
        (art / folder).mkdir(parents=True)
        for index, sprite in enumerate(starter.draw_family(folder, range(40 * seed, 40 * seed + 40))):
            write_png(art / folder / f"{index}.png", sprite)
    told = run("prior", tiny_model, art, "--out", model, "--minutes", 0.1, "--json").facts
    assert told["tags"] == ["gem", "potion"]
    card = run("inspect", model, "--json").facts
    assert (card["has_prior"], card["tags"]) == (True, ["gem", "potion"])
    assert card["facts"]["prior"]["nearness"] > 0
    sheets = {}
    for name, extra in (("any", ()), ("gem", ("--tag", "gem")), ("normal", ("--by", "normal"))):
        out = tmp_path / f"{name}.png"
        asked = ("sample", "--count", 6, "--out", out, "--model", model, "--device", "cpu", "--json")
        assert run(*asked, *extra).facts["by"] == ("normal" if name == "normal" else "prior")
        sheets[name] = read_pixels(out)
    assert not np.array_equal(sheets["any"], sheets["gem"])
    assert not np.array_equal(sheets["any"], sheets["normal"])
    known = {
        tuple(color)
        for folder in art.iterdir()
        for each in folder.iterdir()
        for color in colours(read_pixels(each))
    }
    assert colours(sheets["any"]) <= known
    unknown = run("sample", "--out", tmp_path / "x.png", "--model", model, "--tag", "dragon")
    assert (unknown.code, "no tag 'dragon'" in unknown.err) == (1, True)
    judged = run(
        "sample", "--count", 12, "--out", tmp_path / "y.png", "--model", model, "--judge", art, "--json"
    )
    assert 0 <= judged.facts["told_apart"] <= 1


def test_quiet_says_nothing_and_a_person_hears_one_line(
    run: Run, tiny_model: Path, pictures: Path, tmp_path: Path
) -> None:
    common = ("reconstruct", pictures / "door.png", "--model", tiny_model, "--device", "cpu")
    quiet = run(*common, "--out", tmp_path / "a", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    told = run(*common, "--out", tmp_path / "b")
    assert (told.code, told.err) == (0, "")
    assert told.out == f"1 pictures written to {tmp_path / 'b'}\n"
