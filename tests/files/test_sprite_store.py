"""Sprites in one file under the digest of their pixels: mapped, verified, never half there, never endless."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import sprite_store
from lunarcore_studio.files.sprite_store import SpriteWriter, Stored, header, open_stored, prune
from tests.files.drawn import sprite


def stored(folder: Path, seeds: range, former: Stored | None = None) -> Stored:
    writer = SpriteWriter(folder, 16, former)
    for seed in seeds:
        writer.append(sprite(seed).tobytes())
    assert writer.trouble == ""
    return writer.finish()


@pytest.mark.parametrize("count", [0, 1, 10, 100_000, 99_999_999])
def test_the_header_is_one_that_numpy_reads(tmp_path: Path, count: int) -> None:
    made = header(count, 16)
    assert len(made) == 128
    with (tmp_path / "a.npy").open("w+b") as stream:
        stream.write(made)
        stream.seek(0)
        assert np.lib.format.read_magic(stream) == (1, 0)
        assert np.lib.format.read_array_header_1_0(stream) == ((count, 16, 16, 4), False, np.dtype(np.uint8))
        assert stream.tell() == 128


def test_a_set_is_a_file_that_numpy_loads(tmp_path: Path) -> None:
    made = stored(tmp_path, range(5))
    assert made.path == tmp_path / f"{made.digest}.npy"
    loaded = np.load(made.path, allow_pickle=False)
    assert np.array_equal(loaded, np.stack([sprite(seed) for seed in range(5)]))
    assert np.array_equal(made.pixels, loaded)
    assert [path.name for path in tmp_path.iterdir()] == [made.path.name]
    again = open_stored(tmp_path, made.digest, 5, 16)
    assert again is not None
    assert np.array_equal(again.pixels, loaded)
    with pytest.raises(ValueError, match="read-only"):
        again.pixels[0] = 0


def test_the_same_sprites_are_one_file_and_others_another(tmp_path: Path) -> None:
    assert stored(tmp_path, range(3)).digest == stored(tmp_path, range(3)).digest
    assert stored(tmp_path, range(4)).digest != stored(tmp_path, range(3)).digest
    assert len(list(tmp_path.iterdir())) == 2


def test_no_sprites_are_a_set_too(tmp_path: Path) -> None:
    made = stored(tmp_path, range(0))
    assert made.pixels.shape == (0, 16, 16, 4)
    assert open_stored(tmp_path, made.digest, 0, 16) is not None


def test_what_is_of_another_size_or_name_is_not_opened(tmp_path: Path) -> None:
    made = stored(tmp_path / "in", range(3))
    assert open_stored(tmp_path / "in", made.digest, 2, 16) is None
    assert open_stored(tmp_path / "in", made.digest, 12, 8) is None
    assert open_stored(tmp_path / "in" / "deeper", f"../{made.digest}", 3, 16) is None
    assert open_stored(tmp_path / "in", "0" * 64, 3, 16) is None
    (tmp_path / "in" / ("0" * 64 + ".npy")).write_bytes((tmp_path / "in" / f"{made.digest}.npy").read_bytes())
    assert open_stored(tmp_path / "in", "0" * 64, 3, 16) is None
    os.mkfifo(tmp_path / "in" / ("1" * 64 + ".npy"))
    assert open_stored(tmp_path / "in", "1" * 64, 3, 16) is None


def test_a_former_set_is_used_as_long_as_it_is_the_same(tmp_path: Path) -> None:
    former = stored(tmp_path, range(4))
    same = SpriteWriter(tmp_path, 16, former)
    for number in range(4):
        same.append_former(number)
    assert same.finish() is former
    fewer = SpriteWriter(tmp_path, 16, former)
    for number in range(3):
        fewer.append_former(number)
    assert fewer.finish().digest == stored(tmp_path, range(3)).digest
    other = SpriteWriter(tmp_path, 16, former)
    other.append_former(0)
    other.append_former(2)
    other.append(sprite(9).tobytes())
    other.append_former(1)
    assert np.array_equal(other.finish().pixels, np.stack([sprite(seed) for seed in (0, 2, 9, 1)]))


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    made = stored(tmp_path, range(3))
    assert made.path is not None
    made.path.write_bytes(b"damaged")
    assert np.array_equal(stored(tmp_path, range(3)).pixels[2], sprite(2))
    assert open_stored(tmp_path, made.digest, 3, 16) is not None


def test_what_is_not_finished_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sprite_store, "_CHUNK", 100)
    writer = SpriteWriter(tmp_path, 16)
    writer.append(sprite(1).tobytes())
    assert len(list(tmp_path.iterdir())) == 1
    assert np.array_equal(writer.in_memory(), sprite(1)[None])
    writer.discard()
    assert list(tmp_path.iterdir()) == []
    writer.discard()


def aged(path: Path, size: int, age_s: int) -> Path:
    path.write_bytes(bytes(size))
    now = path.stat().st_mtime_ns
    os.utime(path, ns=(now, now - age_s * 10**9))
    return path


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    oldest, old, new = (
        aged(tmp_path / f"{name}.npy", 100, age) for name, age in (("a", 9), ("b", 5), ("c", 1))
    )
    index = aged(tmp_path / "d.json", 100, 7)
    other = aged(tmp_path / "notes.txt", 1000, 99)
    prune(tmp_path, (oldest,), 250)
    assert sorted(tmp_path.iterdir()) == [oldest, new, other]
    assert not old.exists()
    assert not index.exists()
    prune(tmp_path, (), 250)
    assert oldest.exists()
    prune(tmp_path / "nowhere", ())


def test_what_another_program_is_writing_stays_for_a_day(tmp_path: Path) -> None:
    fresh, stale = aged(tmp_path / ".a.tmp", 10, 3600), aged(tmp_path / ".b.tmp", 10, 25 * 3600)
    prune(tmp_path, ())
    assert fresh.exists()
    assert not stale.exists()


def test_what_was_opened_lately_is_not_the_oldest(tmp_path: Path) -> None:
    first = stored(tmp_path, range(2))
    second = stored(tmp_path, range(2, 4))
    assert first.path is not None
    assert second.path is not None
    for path in (first.path, second.path):
        os.utime(path, (1, 1))
    assert open_stored(tmp_path, first.digest, 2, 16) is not None
    prune(tmp_path, (), first.path.stat().st_size)
    assert first.path.exists()
    assert not second.path.exists()
