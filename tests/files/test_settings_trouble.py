"""Whatever lies in the settings' place, the studio has settings, one sentence, and leaves it as it is."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.settings import Settings, load_settings, save_settings

LARGE = 100 << 20
WRITES = """
import sys
from pathlib import Path
from lunarcore_studio.files.settings import Settings, save_settings
for number in range(60):
    save_settings(Settings(palette=sys.argv[2] * 2000), Path(sys.argv[1]))
"""


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("gone.json"))


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGE)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_dangling, "settings.json is a link that leads nowhere."),
        (lambda path: path.symlink_to(path), "settings.json can not be read: its links lead in a circle."),
        (Path.mkdir, "settings.json is a folder."),
        (os.mkfifo, "settings.json is not an ordinary file."),
        (_large, "settings.json is too large: files of this kind may have 4 MB."),
    ],
)
def test_anything_in_its_place_is_one_sentence(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "settings.json"
    make(path)
    before = path.lstat()
    settings, notice = load_settings(path)
    assert settings == Settings()
    assert notice == f"{said} The studio starts with its own settings."
    assert path.lstat() == before
    is_kind = stat.S_ISDIR(before.st_mode) or stat.S_ISFIFO(before.st_mode)
    if is_kind:  # nothing can be kept there, and that is told too
        with pytest.raises(FileError, match=r"settings\.json can not be written"):
            save_settings(Settings(theme="light"), path)
        assert path.lstat().st_mode == before.st_mode
        return
    save_settings(Settings(theme="light"), path)
    assert load_settings(path) == (Settings(theme="light"), "")
    former = tmp_path / "settings.former.json"
    assert former.exists() is stat.S_ISREG(before.st_mode)
    if former.exists():
        assert former.stat().st_size == before.st_size


def test_a_file_that_can_not_be_read_is_told_and_kept(plain_user: Path) -> None:
    path = plain_user / "settings.json"
    path.write_text('{"version": 1, "theme": "light"}')
    path.chmod(0o000)
    assert load_settings(path) == (
        Settings(),
        "settings.json can not be read: permission denied. The studio starts with its own settings.",
    )
    path.chmod(0o200)
    save_settings(Settings(strip_frames=3), path)
    assert (plain_user / "settings.former.json").stat().st_size == 32
    assert load_settings(path) == (Settings(strip_frames=3), "")


def test_a_file_that_can_not_be_written_is_read_and_stays(plain_user: Path) -> None:
    path = plain_user / "settings.json"
    save_settings(Settings(theme="light"), path)
    data = path.read_bytes()
    path.chmod(0o444)
    assert load_settings(path) == (Settings(theme="light"), "")
    with pytest.raises(FileError, match="it is read-only"):
        save_settings(Settings(), path)
    path.chmod(0o644)
    plain_user.chmod(0o555)
    with pytest.raises(FileError, match="permission denied"):
        save_settings(Settings(), path)
    plain_user.chmod(0o755)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("new_width", 10**9),
        ("new_height", 0),
        ("onion_before", -1),
        ("tool_options", [["pencil", [["brush_size", 1.5]]]]),
        ("tool_options", {"pencil": {"brush_size": 2}}),
        ("extract_count", 10**30),
        ("onion_percent", 101),
        ("last_folder", "a\0b"),
        ("library", "\ud800"),
        ("model", "/\0"),
        ("recent", ["/fine.png", "\0"]),
        ("window_state", "\udfff"),
        ("shortcuts", [["undo", "\0"]]),
        ("strip_frames", float("inf")),
    ],
)
def test_a_value_that_would_bring_the_studio_down_gets_its_default(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 1, "theme": "light", name: value}))
    settings, notice = load_settings(path)
    assert settings == Settings(theme="light")
    assert notice == f"settings.json has something unusable for {name}; that is as new."


@given(data=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_random_bytes_are_settings_and_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("random") / "settings.json"
    path.write_bytes(data)
    settings, notice = load_settings(path)
    assert settings == Settings()
    assert notice


def test_two_studios_never_tear_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(Settings(palette="a" * 2000), path)
    command = [sys.executable, "-c", WRITES, str(path)]
    with subprocess.Popen([*command, "a"]) as one, subprocess.Popen([*command, "b"]) as two:
        while one.poll() is None or two.poll() is None:
            settings, notice = load_settings(path)
            assert notice == ""
            assert settings.palette in ("a" * 2000, "b" * 2000)
    assert (one.returncode, two.returncode) == (0, 0)
    assert list(tmp_path.iterdir()) == [path]
