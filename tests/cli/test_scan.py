"""`scan` prints what it found, counts it and warns; `--json` has all of it; `train` tells of the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import MAX_FILES_TOLD, sprites_of
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.sheets import pack
from lunarcore_studio.starter import draw_sprites
from tests.cli.conftest import Run

SILENT = Report(as_json=True, quiet=True)


@pytest.fixture
def art(tmp_path: Path) -> Path:
    folder = tmp_path / "art"
    (folder / "heroes").mkdir(parents=True)
    sprites = draw_sprites(40, seed=21)
    write_png(folder / "sheet.png", pack(list(sprites[:24]), 8, 0, 1))
    write_png(folder / "heroes" / "elf.png", sprites[24].repeat(8, 0).repeat(8, 1))
    write_png(folder / "heroes" / "again.png", sprites[0])
    (folder / "notes.txt").write_text("hello")
    return folder


def test_findings_counts_and_reasons_for_a_person(run: Run, art: Path) -> None:
    ran = run("scan", art)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert f"{art / 'sheet.png'}: 16x16 cells, 1 px between, 8x3; cut" in lines
    assert f"{art / 'heroes' / 'elf.png'}: enlarged 8 times; shrunk" in lines
    assert f"{art / 'heroes' / 'again.png'}: duplicate of sheet.png (0,0)" in lines
    assert lines[-2].startswith("25 sprites, ")
    assert lines[-2].endswith(" colours, 2 left out")
    assert lines[-1] == "left out: 1 duplicate, 1 not a picture"


def test_json_has_all_of_it(run: Run, art: Path) -> None:
    facts = run("scan", art, "--json").facts
    assert (facts["sprites"], facts["resolution"], len(facts["kept"])) == (25, 16, 25)
    assert facts["colors"] > 10
    assert facts["left_out_counts"] == {"duplicate": 1, "not a picture": 1}
    found = {Path(each["path"]).name: each for each in facts["findings"]}
    assert found["elf.png"]["enlarged"] == 8
    assert found["elf.png"]["sheet"] is None
    assert found["sheet.png"]["sheet"] == {"cell": 16, "margin": 0, "spacing": 1, "columns": 8, "rows": 3}
    assert all(each["applied"] for each in facts["findings"])
    assert (facts["warning"], facts["suggested_resolution"]) == ("", None)
    elf = facts["kept"][-1]
    assert (elf["name"], elf["tags"], len(elf["sha256"])) == ("elf.png", ["heroes"], 64)
    assert run("scan", art, "--json").facts == facts


def test_another_size_is_suggested_and_too_few_are_told(run: Run, tmp_path: Path) -> None:
    for number, pixels in enumerate(draw_sprites(3, seed=2)):
        write_png(tmp_path / f"{number}.png", np.ascontiguousarray(pixels[4:12, 4:12]))
    told = run("scan", tmp_path).out.splitlines()
    assert told[-2].startswith("Warning: There are no sprites, at least 24 are needed: ")
    assert told[-1] == "3 pictures are 8x8 and 0 16x16: resolution 8 fits better."
    facts = run("scan", tmp_path, "--json").facts
    assert facts["suggested_resolution"] == 8
    assert "24" in facts["warning"]
    assert run("scan", tmp_path, "--resolution", 8, "--json").facts["suggested_resolution"] is None


def test_a_cache_that_can_not_be_used_is_told_and_changes_nothing(
    run: Run, art: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = run("scan", art, "--json").facts
    (tmp_path / "blocked").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    ran = run("scan", art, "--json")
    assert ran.facts == usual
    assert ran.err.startswith("The sprites are not kept for the next time: ")
    assert ran.err.count("\n") == 1


def test_what_a_card_tells_has_names_and_digests_and_no_place(art: Path) -> None:
    sprites = sprites_of(art, 16, SILENT, 0)
    again = sprites_of(art, 16, SILENT, 0)
    assert np.array_equal(sprites.pixels, again.pixels)
    assert sprites.facts == again.facts
    assert sprites.facts["source"] == "art"
    assert [each["name"] for each in sprites.facts["files"]][-1] == "elf.png"
    assert str(art) not in str(sprites.facts)
    assert isinstance(sprites.pixels.base, np.memmap)


def test_a_card_of_very_many_sprites_stays_small(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    tiles = np.zeros((MAX_FILES_TOLD + 4, 8, 8, 4), np.uint8)
    tiles[:, 1:3, 1:3] = rng.integers(1, 256, (len(tiles), 1, 1, 4), dtype=np.uint8)
    tiles[:, 1, 1] = (1, 2, 3, 255)
    write_png(tmp_path / "tiles.png", pack(tiles, 50))
    sprites = sprites_of(tmp_path, 8, SILENT, 0)
    assert len(sprites.pixels) > MAX_FILES_TOLD
    assert len(sprites.facts["files"]) == MAX_FILES_TOLD
    assert len(sprites.facts["sha256"]) == 64


def test_a_folder_of_nothing_to_learn_from_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(FileError, match=r"holds no sprites of 16x16 pixels: empty\."):
        sprites_of(tmp_path, 16, SILENT, 0)
