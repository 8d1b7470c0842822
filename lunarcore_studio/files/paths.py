"""Where things live: the one place that knows checkout, wheel and the user's own folders. Any thread."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_APP = "lunarcore-studio"
_PACKAGE = Path(__file__).resolve().parent.parent


def _shipped(name: str) -> Path:
    """In the wheel the folder lies inside of the package, in a checkout beside it."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources_dir() -> Path:
    """Palettes, starter sprites, icons; read-only."""
    return _shipped("resources")


def models_dir() -> Path:
    """The models that come with the studio; read-only."""
    return _shipped("models")


def shipped_model() -> Path:
    """The folder of the model that is used when none is named."""
    return models_dir() / "lunarcore-16"


def palettes_dir() -> Path:
    """The shipped palettes, one .gpl each."""
    return resources_dir() / "palettes"


def languages_dir() -> Path:
    """The catalogues of the languages but English, `de.mo` and others."""
    return resources_dir() / "languages"


def starter_dir() -> Path:
    """The folder of the starter sprites."""
    return resources_dir() / "starter"


def starter_sheet() -> Path:
    """The sheet of the starter sprites that the library shows at the first start."""
    return starter_dir() / "starter.png"


def starter_names() -> Path:
    """JSON: the names of the sheet's sprites, row by row."""
    return starter_dir() / "starter.json"


def user_config_dir() -> Path:
    """Settings; need not exist yet."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def user_data_dir() -> Path:
    """What the person makes and keeps; need not exist yet."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def user_models_dir() -> Path:
    """Where models trained in the studio are offered to be kept; need not exist yet."""
    return user_data_dir() / "models"


def user_axes_dir() -> Path:
    """Named sliders of models whose own folders are not to be written to; need not exist yet."""
    return user_data_dir() / "axes"


def user_state_dir() -> Path:
    """Journal, log, what may be lost without harm to the drawings; need not exist yet."""
    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def user_cache_dir() -> Path:
    """What can be made again at any time; need not exist yet."""
    return Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def scans_dir() -> Path:
    """The sprites of scanned folders and what is remembered of their files; need not exist yet."""
    return user_cache_dir() / "scans"


def dragged_dir() -> Path:
    """Files of what was dragged into other programs; need not exist yet."""
    return user_cache_dir() / "dragged"


def settings_file() -> Path:
    """The settings of this person."""
    return user_config_dir() / "settings.json"


def journal_dir() -> Path:
    """Every step of the open drawings, and what was not saved; need not exist yet."""
    return user_state_dir() / "journal"


def backups_dir() -> Path:
    """The former versions of saved documents; need not exist yet."""
    return user_state_dir() / "backups"


def locks_dir() -> Path:
    """What studios that run at once tell each other by; need not exist yet."""
    return user_state_dir() / "locks"


def log_dir() -> Path:
    """The log of the studio; need not exist yet."""
    return user_state_dir() / "log"
