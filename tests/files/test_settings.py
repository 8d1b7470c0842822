"""Settings there and back; a damaged or newer file is told of and not lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.settings import MAX_RECENT, Settings, load_settings, save_settings

OURS = Settings(
    theme="light",
    profile="brackets",
    shortcuts=(("undo", "Ctrl+Z"), ("redo", "")),
    model="/models/mine",
    recent=("/a/grün.png", "/b.lunar"),
    window_geometry="AdnQywAD",
    show_tile_grid=True,
    strip_frames=5,
    strip_path="sphere",
)


def test_settings_come_back_from_the_persons_folder() -> None:
    assert load_settings() == (Settings(), "")
    assert not paths.settings_file().exists()
    save_settings(OURS)
    assert load_settings() == (OURS, "")
    assert json.loads(paths.settings_file().read_text())["version"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is damaged"),
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"theme": "light"}', "is damaged"),
        ("[" * 100_000, "is damaged"),
        ("\udcff", "is damaged"),
        ('{"version": 2, "theme": "light"}', "is from a newer studio"),
    ],
)
def test_what_can_not_be_used_is_told_and_kept(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "settings.json"
    data = text.encode("utf-8", "surrogateescape")
    path.write_bytes(data)
    settings, notice = load_settings(path)
    assert settings == Settings()
    assert notice.startswith("settings.json ")
    assert said in notice
    assert path.read_bytes() == data
    save_settings(OURS, path)
    assert load_settings(path) == (OURS, "")
    assert (tmp_path / "settings.former.json").read_bytes() == data


def test_a_wrong_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    facts = {
        "version": 1,
        "theme": "purple",
        "onion_before": True,
        "recent": ["a", 1],
        "strip_frames": 7,
        "device": 3,
    }
    path.write_text(json.dumps({**facts, "shortcuts": [["undo"]], "model": None, "library": "/s"}))
    settings, notice = load_settings(path)
    assert settings == replace(Settings(), strip_frames=7, library="/s")
    odd = "theme, shortcuts, device, recent, onion_before"
    assert notice == f"settings.json has something unusable for {odd}; that is as new."
    data = path.read_bytes()
    save_settings(settings, path)
    assert (tmp_path / "settings.former.json").read_bytes() == data


def test_what_another_version_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"version": 1, "night_light": 3}')
    save_settings(OURS, path)
    assert json.loads(path.read_text())["night_light"] == 3
    assert not (tmp_path / "settings.former.json").exists()


def test_a_folder_in_its_place_is_a_notice_and_an_error(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    assert load_settings(tmp_path / "settings.json").notice.startswith("settings.json is a folder.")
    with pytest.raises(FileError, match="it is a folder"):
        save_settings(OURS, tmp_path / "settings.json")
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="there is a file where its folder should be"):
        save_settings(OURS, tmp_path / "file" / "settings.json")


def test_recent_files_are_few_and_the_newest_first() -> None:
    settings = Settings()
    for number in [*range(20), 15]:
        settings = settings.with_recent(Path(f"/{number}.png"))
    assert len(settings.recent) == MAX_RECENT
    assert settings.recent[:3] == ("/15.png", "/19.png", "/18.png")
    assert len(set(settings.recent)) == MAX_RECENT
