"""Where things are: the one place that knows the homes of a checkout and of a wheel. Any thread."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "lunarcore-studio"
_PACKAGE = Path(__file__).resolve().parents[1]


def resources_dir() -> Path:
    """The folder of icons, palettes and starter sprites."""
    return _home("resources")


def models_dir() -> Path:
    """The folder of the models that come with the program."""
    return _home("models")


def shipped_model() -> Path:
    """The folder of the model that is used when no other is named."""
    return models_dir() / "lunarcore-16"


def starter_sheet() -> Path:
    """The sheet of the 256 starter sprites; `starter_names` tells their names."""
    return resources_dir() / "starter" / "starter.png"


def starter_names() -> Path:
    """JSON: the names of the sheet's sprites, row by row."""
    return resources_dir() / "starter" / "starter.json"


def settings_file() -> Path:
    """The user's settings (may not exist yet)."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.json"


def user_models_dir() -> Path:
    """The folder of the user's own models (may not exist yet)."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "models"


def state_dir() -> Path:
    """The folder of logs and of what a session leaves behind (may not exist yet)."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def _home(name: str) -> Path:
    in_wheel = _PACKAGE / "_data" / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / name
