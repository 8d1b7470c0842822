"""A cache that is damaged, full or read-only costs time and not one sprite."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from lunarcore_studio.files import cached_scan, images, paths, sprite_file, sprite_store
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import ScanOptions, scan
from lunarcore_studio.files.errors import FileError
from tests.files.scanned import Read, told


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
