"""Homes: the checkout's folders here, the person's folders where the system puts them."""

from __future__ import annotations

import os
from pathlib import Path

from lunarcore_studio.files import paths


def test_what_is_shipped_lies_beside_the_package() -> None:
    assert paths.palettes_dir().is_dir()
    assert paths.resources_dir().name == "resources"
    assert paths.models_dir().parent == paths.resources_dir().parent
    assert paths.shipped_model() == paths.models_dir() / "lunarcore-16"
    assert paths.starter_sheet().parent == paths.starter_dir() == paths.starter_names().parent


def test_what_the_person_keeps_lies_in_the_persons_folders() -> None:
    homes = {Path(os.environ[f"XDG_{name}_HOME"]) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    own = (paths.user_config_dir(), paths.user_data_dir(), paths.user_state_dir(), paths.user_cache_dir())
    assert {folder.parent for folder in own} == homes
    for folder in own:
        assert folder.name == "lunarcore-studio"
    assert paths.settings_file().parent == paths.user_config_dir()
    assert paths.user_models_dir().parent == paths.user_data_dir()
    assert paths.scans_dir().parent == paths.user_cache_dir()
