"""Two folders change places in one step, or nothing happens at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lunarcore_studio.files import atomic, exchange
from lunarcore_studio.files.atomic import write_folder


def two(folder: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (folder / name).mkdir()
        (folder / name / "what").write_text(name)
    return folder / "one", folder / "other"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges names")
def test_two_folders_change_places(tmp_path: Path) -> None:
    one, other = two(tmp_path)
    assert exchange.exchange(one, other)
    assert ((one / "what").read_text(), (other / "what").read_text()) == ("other", "one")


def test_nothing_happens_where_one_is_missing(tmp_path: Path) -> None:
    one, _ = two(tmp_path)
    assert not exchange.exchange(one, tmp_path / "nowhere")
    assert (one / "what").read_text() == "one"


def test_a_system_without_it_renames_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    one, other = two(tmp_path)
    assert not exchange.exchange(one, other)
    write_folder(one, {"new": b"1"}, overwrite=True, stale={"what"})
    assert [path.name for path in one.iterdir()] == ["new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges names")
def test_a_replaced_folder_is_never_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "model"
    write_folder(folder, {"a": b"1"})
    renamed: list[Path] = []
    real = Path.rename
    monkeypatch.setattr(Path, "rename", lambda self, to: (renamed.append(self), real(self, to))[1])
    write_folder(folder, {"a": b"2"}, overwrite=True)
    assert (folder / "a").read_bytes() == b"2"
    assert folder not in renamed
    assert list(tmp_path.iterdir()) == [folder]
    assert atomic.exchange is exchange.exchange
