"""What a report of a problem says: versions, screens, engine, settings, the end of the log. GUI thread only.

No picture, no list of a person's files, of a folder in the settings its last part, and for the home folder a
tilde.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path, PurePath
from typing import Final

from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from lunarcore_studio.files.log_format import cut
from lunarcore_studio.files.logbook import last_lines
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui.session import Session

# torch among them: asked for by name, because importing it would take the window's thread for seconds.
PACKAGES: Final = ("PySide6-Essentials", "torch", "onnxruntime", "numpy", "pillow", "safetensors", "filelock")
LOG_LINES: Final = 80
LONGEST: Final = 40_000  # characters: what a person can be asked to paste
_PATHS: Final = ("model", "library", "last_folder")
_COUNTED: Final = ("recent", "window_geometry", "window_state")


def report_text(session: Session) -> str:
    """The whole report, at most `LONGEST` characters."""
    sections = (
        ("", _versions()),
        ("Screen", _screens()),
        ("Model", _model(session)),
        ("Settings", _settings(session.settings)),
        ("Log", last_lines(LOG_LINES) or ("nothing was logged",)),
    )
    parts = ["\n".join([f"{title}:"] * bool(title) + list(lines)) for title, lines in sections]
    return cut(without_home("\n\n".join(parts)), LONGEST)


def without_home(text: str, home: Path | None = None) -> str:
    """`text` with a tilde for the home folder, under any name that the system gives it."""
    home = home or Path.home()
    for name in sorted({str(home), str(home.resolve()), home.as_posix()}, key=len, reverse=True):
        if len(PurePath(name).parts) > 1:
            text = text.replace(name, "~")
    return text


def _versions() -> Iterator[str]:
    yield f"LunarCore Studio {_version('lunarcore-studio')}"
    yield f"{QSysInfo.prettyProductName()}, {platform.system()} {platform.release()}, {platform.machine()}"
    yield f"Python {platform.python_version()}, Qt {qVersion()}"
    yield ", ".join(f"{name} {_version(name)}" for name in PACKAGES)


def _version(package: str) -> str:
    from importlib import metadata  # only for a report: the start of the window has no time for it

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _screens() -> Iterator[str]:
    yield f"platform {QGuiApplication.platformName()}"
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield f"{size.width()} x {size.height()} at {screen.devicePixelRatio():g} times"


def _model(session: Session) -> Iterator[str]:
    state, facts = session.client.state, session.client.facts
    yield f"engine {state.phase}" + (f": {state.sentence}" if state.sentence else "")
    if facts is not None:
        yield f"{facts.name} on {facts.device}, {facts.resolution} x {facts.resolution} pixels"


def _settings(settings: Settings) -> Iterator[str]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        if field.name in _PATHS and value:
            value = f"…/{PurePath(value).name}"
        elif field.name in _COUNTED:
            kind = "file" if field.name == "recent" else "character"
            value = f"{len(value):,} {kind}{'s' if len(value) != 1 else ''}"
        yield f"{field.name}: {value}"
