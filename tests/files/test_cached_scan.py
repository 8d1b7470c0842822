"""A second scan reads only what has changed and says the same; a cache that fails costs no sprite."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import cached_scan, images, paths, sprite_file, sprite_store
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import Scan, ScanOptions, scan
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.sheets import pack
from lunarcore_studio.files.sprite_file import FileSprites
from tests.files.drawn import sprite
from tests.files.test_enlarged import larger
from tests.files.test_grids import full

Read = list[str]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """The names of the files whose bytes were taken, in order."""
    names: Read = []
    real = images.read_bytes

    def counted(path: Path, *more: int) -> bytes:
        names.append(Path(path).name)
        return real(path, *more)

    monkeypatch.setattr(images, "read_bytes", counted)
    return names


@pytest.fixture
def art(tmp_path: Path) -> Path:
    """Sprites in folders, a copy, a moving one, a sheet with lines between, an enlarged one, a text."""
    folder = tmp_path / "art"
    for name in ("animals/cat", "animals/wild/fox", "key", "zebra"):
        path = folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        images.write_png(path, sprite(len(name)))
    images.write_png(folder / "again.png", sprite(len("key")))
    images.write_gif(folder / "walk.gif", np.stack([sprite(20), sprite(21), sprite(20)]))
    tiles = [full(30), full(31), full(30), np.zeros((16, 16, 4), np.uint8), full(32), full(33)]
    images.write_png(folder / "tiles.png", pack(tiles, 3, 0, 1))
    images.write_png(folder / "hero.png", larger(sprite(40), 8))
    (folder / "notes.txt").write_text("hello")
    (folder / "broken.png").write_bytes(b"hello")
    return folder


def told(found: Scan) -> list[object]:
    """All of a scan that can be compared."""
    names = [(s.name, s.source, s.cell, s.digest, s.frame, s.tags) for s in found.sprites]
    rest = (found.left_out, found.findings, found.wanted, found.resolution, found.was_cancelled)
    return [names, found.pixels.tobytes(), *rest]


def stores() -> list[str]:
    return sorted(path.name for path in paths.scans_dir().iterdir()) if paths.scans_dir().is_dir() else []


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


@pytest.mark.parametrize("where", [0, 70, 127, 128, 5000, -1])
def test_a_damaged_store_is_made_again(art: Path, read: Read, where: int) -> None:
    first = told(scan_cached([art]))
    (store,) = paths.scans_dir().glob("*.npy")
    data = bytearray(store.read_bytes())
    data[where] ^= 1
    store.write_bytes(data)
    read.clear()
    again = scan_cached([art])
    assert told(again) == first
    assert again.notice == ""
    assert len(read) == 9
    assert bytes(data) != store.read_bytes()


def damages(data: bytes) -> dict[str, bytes]:
    middle = len(data) // 2
    return {
        "empty": b"",
        "no JSON": b"\0" * 100,
        "another version": data.replace(b'"version":1', b'"version":2'),
        "one letter": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "cut short": data[:middle],
        "a list": b"[]\n[]",
    }


@pytest.mark.parametrize("damage", damages(b"0"))
def test_a_damaged_index_is_made_again(art: Path, read: Read, damage: str) -> None:
    first = told(scan_cached([art]))
    (index,) = paths.scans_dir().glob("*.json")
    data = index.read_bytes()
    index.write_bytes(damages(data)[damage])
    read.clear()
    assert told(scan_cached([art])) == first
    assert len(read) == 9
    # its times are those of the files, so it is as it was
    assert index.read_bytes() == data


def test_without_a_folder_for_the_cache_the_sprites_stay_in_memory(art: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    found = scan_cached([art], folder=blocked / "scans")
    assert told(found) == told(scan([art], options=ScanOptions()))
    assert found.notice.startswith("The sprites are not kept for the next time: scans ")
    assert blocked.read_text() == "no folder"


@pytest.mark.parametrize("room", [0, 1000, 5000])
def test_a_full_disk_costs_no_sprite(
    art: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(sprite_store, "_CHUNK", 700)
    real, left = os.write, [room]

    def write(descriptor: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = real(descriptor, bytes(data)[: left[0]])
        left[0] -= done
        return done

    monkeypatch.setattr(os, "write", write)
    found = scan_cached([art], folder=tmp_path / "full")
    assert "the disk is full" in found.notice
    assert told(found) == told(scan([art], options=ScanOptions()))
    assert list((tmp_path / "full").iterdir()) == []


def test_an_index_that_can_not_be_written_is_told(art: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: object) -> None:
        raise FileError.about(path, "can not be written: the disk is full")

    monkeypatch.setattr(cached_scan, "write_index", refuse)
    found = scan_cached([art])
    assert "the disk is full" in found.notice
    assert told(found) == told(scan([art], options=ScanOptions()))


def test_a_disk_that_did_not_answer_is_asked_again(art: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sprite_file.images.read_bytes

    def fail(path: Path, *more: int) -> bytes:
        if path.name == "key.png":
            raise FileError.from_os(path, OSError(errno.EIO, "")) from OSError(errno.EIO, "")
        return real(path, *more)

    monkeypatch.setattr(images, "read_bytes", fail)
    failed = {left.path.name: left.reason for left in scan_cached([art]).left_out}
    assert failed["key.png"] == "can not be read: the disk reports an error"
    monkeypatch.setattr(images, "read_bytes", real)
    assert told(scan_cached([art])) == told(scan([art], options=ScanOptions()))


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
