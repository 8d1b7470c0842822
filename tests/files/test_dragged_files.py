"""What is dragged out lies in the cache under a name that every system takes, and not for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.dragged_files import (
    MOST_KEPT,
    STALE_S,
    clean_name,
    sweep_dragged,
    write_dragged,
)
from lunarcore_studio.files.errors import FileError


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Mond äö", "Mond äö"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a-b-c-d-e-f-g-h-i"),
        ("line\nbreak\u202egnp", "line-break-gnp"),
        ("half \ud800", "half -"),
        ("con", "_con"),
        ("Lpt1.old", "_Lpt1.old"),
        ("console", "console"),
        (" . ", "sprite"),
        ("", "sprite"),
        ("knight. ", "knight"),
    ],
)
def test_names_are_brought_to_what_every_system_takes(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_an_endless_name_is_cut_between_letters() -> None:
    clean = clean_name("ä" * 10_000)
    assert clean == "ä" * 50


def test_a_file_has_its_plain_name_and_is_never_replaced_by_another() -> None:
    first, other = write_dragged("gem", ".png", b"one"), write_dragged("gem", ".png", b"two")
    assert first.name == other.name == "gem.png"
    assert (first.read_bytes(), other.read_bytes()) == (b"one", b"two")
    assert write_dragged("gem", ".png", b"one") == first
    assert paths.dragged_dir() in first.parents


def test_old_ones_go_and_nothing_else_does() -> None:
    old, new = write_dragged("old", ".png", b"old"), write_dragged("new", ".png", b"new")
    kept = paths.dragged_dir() / "mine"
    kept.mkdir()
    outside = paths.user_cache_dir() / "outside"
    outside.mkdir()
    (outside / "picture.png").write_bytes(b"a person's")
    link = paths.dragged_dir() / "0123456789abcdef"
    link.symlink_to(outside)
    long_ago = time.time() - STALE_S - 60
    for path in (old.parent, kept, outside):
        os.utime(path, (long_ago, long_ago))
    assert sweep_dragged() == 1
    assert (old.exists(), new.exists(), kept.is_dir(), link.is_symlink()) == (False, True, True, True)
    assert (outside / "picture.png").read_bytes() == b"a person's"


def test_there_are_never_very_many() -> None:
    now = time.time()
    for number in range(MOST_KEPT + 3):
        folder = paths.dragged_dir() / f"{number:016x}"
        folder.mkdir(parents=True)
        os.utime(folder, (now - number, now - number))
    assert sweep_dragged(now) == 3
    assert not (paths.dragged_dir() / f"{MOST_KEPT:016x}").exists()
    assert (paths.dragged_dir() / f"{0:016x}").exists()


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    assert sweep_dragged() == 0
    paths.user_cache_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.user_cache_dir().write_bytes(b"a file where the folder should be")
    with pytest.raises(FileError):
        write_dragged("gem", ".png", b"one")
