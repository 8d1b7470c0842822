"""A second scan reads only what has changed and says the same; one that is cancelled leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import cached_scan, images, sprite_store
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import ScanOptions, scan
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.sprite_file import FileSprites
from tests.files.drawn import sprite
from tests.files.scanned import Read, stores, told


def test_the_disk_gives_what_memory_gives(art: Path) -> None:
    cached = scan_cached([art])
    assert told(cached) == told(scan([art], options=ScanOptions()))
    assert cached.notice == ""
    assert len(cached.sprites) == 11
    fox = next(one for one in cached.sprites if one.name == "fox.png")
    assert (fox.tags, fox.source) == (("animals", "wild"), art / "animals" / "wild" / "fox.png")
    assert not cached.pixels.flags.writeable
    assert np.shares_memory(cached.sprites[3].pixels, cached.pixels)
    assert [each.name for each in cached.sprites[-2:]] == [cached.sprites[9].name, cached.sprites[10].name]
    with pytest.raises(IndexError):
        cached.sprites[11]


def test_the_second_scan_of_an_unchanged_folder_reads_nothing(art: Path, read: Read) -> None:
    first = told(scan_cached([art]))
    assert len(read) == 9
    read.clear()
    files = stores()
    progress: list[tuple[int, int]] = []
    assert told(scan_cached([art], progress=lambda done, total: progress.append((done, total)))) == first
    assert read == []
    assert progress[-1] == (9, 9)
    assert stores() == files


def test_one_changed_file_is_read_and_no_other(art: Path, read: Read) -> None:
    scan_cached([art])
    read.clear()
    images.write_png(art / "key.png", sprite(50))
    changed = scan_cached([art])
    assert read == ["key.png"]
    assert told(changed) == told(scan([art], options=ScanOptions()))
    assert [left.path.name for left in changed.left_out if left.reason.startswith("duplicate")] != []


Change = Callable[[Path], None]
CHANGES: dict[str, tuple[Change, list[str]]] = {
    "the first goes": (lambda art: (art / "again.png").unlink(), []),
    "the last goes": (lambda art: (art / "animals" / "wild" / "fox.png").unlink(), []),
    "one comes": (lambda art: images.write_png(art / "aa.png", sprite(60)), ["aa.png"]),
    "one is renamed": (lambda art: (art / "zebra.png").rename(art / "ass.png") and None, ["ass.png"]),
    "a copy comes": (lambda art: images.write_png(art / "zz.png", sprite(40)), ["zz.png"]),
    "a text comes": (lambda art: (art / "more.txt").write_text("hello") and None, []),
    "all go": (lambda art: [path.unlink() for path in art.rglob("*.*")] and None, []),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_result_is_that_of_a_first_scan(art: Path, read: Read, change: str) -> None:
    scan_cached([art])
    read.clear()
    CHANGES[change][0](art)
    second = told(scan_cached([art]))
    assert read == CHANGES[change][1]
    read.clear()
    assert second == told(scan([art], options=ScanOptions()))
    read.clear()
    assert told(scan_cached([art])) == second
    assert read == []


def test_a_choice_reads_again_only_what_it_is_about(art: Path, read: Read) -> None:
    both = scan_cached([art])
    assert [(each.path.name, each.is_applied) for each in both.findings] == [
        ("hero.png", True),
        ("tiles.png", True),
    ]
    read.clear()
    declined = scan_cached([art], ScanOptions(declined=frozenset({art / "tiles.png"})))
    assert read == ["tiles.png"]
    assert [each.is_applied for each in declined.findings] == [True, False]
    reasons = {left.path.name: left.reason for left in declined.left_out}
    assert reasons["tiles.png"] == "a sheet of 3 x 2 sprites, not cut"
    read.clear()
    large = scan_cached([art], ScanOptions(shrink_upscaled=False, cut_sheets=False))
    assert sorted(read) == ["hero.png", "tiles.png"]
    reasons = {left.path.name: left.reason for left in large.left_out}
    assert reasons["hero.png"] == "enlarged 8 times, not shrunk"
    read.clear()
    assert told(scan_cached([art])) == told(both)
    assert sorted(read) == ["hero.png", "tiles.png"]


def test_enlarged_art_that_is_left_as_it_stands_is_a_sheet(art: Path) -> None:
    found = scan_cached([art / "hero.png"], ScanOptions(shrink_upscaled=False))
    assert {one.cell is None for one in found.sprites} == {False}
    assert [each.what for each in found.findings] == ["enlarged 8 times"]
    assert not found.findings[0].is_applied


@pytest.mark.parametrize("after", [0, 1, 5, 8])
def test_a_cancelled_scan_leaves_nothing_behind(
    art: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(sprite_store, "_CHUNK", 700)
    looked: list[Path] = []
    real = cached_scan.read_sprites

    def counted(path: Path, options: ScanOptions) -> FileSprites:
        looked.append(path)
        return real(path, options)

    monkeypatch.setattr(cached_scan, "read_sprites", counted)
    found = scan_cached([art], cancelled=lambda: len(looked) >= after and bool(looked or not after))
    assert found.was_cancelled
    assert len(looked) == after
    assert found.pixels.shape == (len(found.sprites), 16, 16, 4)
    whole = scan([art], options=ScanOptions())
    assert [one.digest for one in found.sprites] == [
        one.digest for one in whole.sprites[: len(found.sprites)]
    ]
    assert stores() == []


def test_a_cancelled_second_scan_keeps_what_the_first_left(art: Path, read: Read) -> None:
    first = told(scan_cached([art]))
    files = stores()
    (art / "more.png").write_bytes(b"")
    assert scan_cached([art], cancelled=lambda: True).was_cancelled
    (art / "more.png").unlink()
    read.clear()
    assert stores() == files
    assert told(scan_cached([art])) == first
    assert read == []


def test_a_scan_that_fails_leaves_nothing_half_written(art: Path) -> None:
    def fail(done: int, total: int) -> None:
        raise RuntimeError("the listener is gone")

    with pytest.raises(RuntimeError, match="gone"):
        scan_cached([art], progress=fail)
    assert stores() == []
    with pytest.raises(FileError, match="does not exist"):
        scan_cached([art / "nowhere"])


def test_inputs_and_resolutions_do_not_meet_in_the_cache(art: Path, read: Read) -> None:
    for resolution in (8, 16, 32):
        options = ScanOptions(resolution)
        assert told(scan_cached([art], options)) == told(scan([art], options=options))
    one = scan_cached([art / "key.png", art / "animals"])
    assert [(each.name, each.tags) for each in one.sprites] == [
        ("key.png", ()),
        ("cat.png", ()),
        ("fox.png", ("wild",)),
    ]
    read.clear()
    assert told(scan_cached([art / "key.png", art / "animals"])) == told(one)
    assert read == []
