"""What lies below a folder, with the folders between; where a walk ends that would have no end."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunarcore_studio.files import folder_walk
from lunarcore_studio.files.folder_walk import Walked, found_files, walked

PNG = frozenset({".png"})


def nothing_left(path: Path, reason: str) -> None:
    raise AssertionError((path, reason))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.png", "one/b.png", "one/two/c.PNG", "three/d.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def test_each_file_knows_the_folders_below_the_given_one(folder: Path) -> None:
    found = walked([folder, folder / "one", folder / "a.png"], PNG, nothing_left)
    assert [(each.inside, each.folders) for each in found] == [
        ("a.png", ()),
        ("one/b.png", ("one",)),
        ("one/two/c.PNG", ("one", "two")),
        ("three/d.png", ("three",)),
        ("b.png", ()),
        ("two/c.PNG", ("two",)),
        ("a.png", ()),
    ]
    assert [Path(each.path) for each in found] == found_files(
        [folder, folder / "one", folder / "a.png"], PNG, nothing_left
    )


def test_a_folder_that_is_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert found_files([Path()], PNG, nothing_left)[1] == Path("one/b.png")
    assert walked([Path()], PNG, nothing_left)[2].folders == ("one", "two")
    assert Walked("/a.png", "/").inside == "a.png"


def test_a_walk_can_be_cancelled(folder: Path) -> None:
    found = walked([folder], PNG, nothing_left, lambda: True)
    assert [each.inside for each in found] == ["a.png"]


def test_a_disk_of_other_things_is_not_walked_to_its_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_walk, "MAX_LEFT", 3)
    for number in range(9):
        (folder / "one" / f"{number}.txt").write_bytes(b"")
    left: list[str] = []
    found = walked([folder], PNG, lambda path, reason: left.append(reason))
    assert left == ["not a picture"] * 3 + ["not looked at: more than 3 files are no sprites"]
    assert [each.inside for each in found] == ["a.png"]


def test_more_files_than_the_limit_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_walk, "MAX_FILES", 2)
    left: list[tuple[str, str]] = []
    found = walked([folder], PNG, lambda path, reason: left.append((path.name, reason)))
    assert [each.inside for each in found] == ["a.png", "one/b.png"]
    assert left == [("one", "not looked at: more than 2 files")]
