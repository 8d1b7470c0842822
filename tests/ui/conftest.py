"""A session with a real, tiny model that answers before its method returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import drag_out, errors, palette_hover, patient_reading
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.training_sprites_page import SpritesPage
from lunarcore_studio.ui.training_wizard import TrainingWizard
from tests.opened_once import models_opened_once
from tests.ui.studio import Studio, opened_studio
from tests.ui.training import ended

__all__ = ["models_opened_once"]


@pytest.fixture(autouse=True)
def busy_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is only slow because the machine has other work shows no dialog, which would take the keys.

    A module of drives that do not answer says `SLOW_DRIVES = True`.
    """
    if not getattr(request.module, "SLOW_DRIVES", False):
        for module in (patient_reading, palette_hover, drag_out):
            monkeypatch.setattr(module, "UNNOTICED_S", 10.0)


@pytest.fixture(scope="session")
def drawings() -> np.ndarray:
    """uint8 (4, 16, 16, 4): four different sprites."""
    return draw_sprites(4, seed=11)


@pytest.fixture
def inline(qapp: object, tiny_model: Path) -> Iterator[InlineEngineClient]:
    """A client that is ready."""
    client = InlineEngineClient()
    client.start(tiny_model, "cpu")
    yield client
    client.stop()


@pytest.fixture
def session(inline: InlineEngineClient, drawings: np.ndarray) -> Iterator[Session]:
    """The first drawing is open, the model ready."""
    session = Session(Document(Sprite.from_pixels(drawings[0])), inline, Settings())
    yield session
    session.close()


@pytest.fixture
def unready(qtbot: QtBot, drawings: np.ndarray) -> Iterator[Session]:
    """The first drawing is open, and there is no engine yet."""
    client = InlineEngineClient()
    session = Session(Document(Sprite.from_pixels(drawings[0])), client, Settings())
    yield session
    session.close()
    client.stop()


@pytest.fixture
def studio(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """The whole window on an empty drawing, shown and active, with no engine started.

    A module that says `ONE_WINDOW = True` has one window all along, renewed before each test: for tests that
    are many and leave nothing behind but what `Studio.renew` knows of. One that was closed is replaced.
    """
    if not getattr(request.module, "ONE_WINDOW", False):
        yield request.getfixturevalue("own_studio")
        return
    monkeypatch.setattr(errors, "ask_to_save", lambda *_: pytest.fail("unexpected question"))
    kept: KeptStudio = request.getfixturevalue("kept_studio")
    yield kept.renewed()
    kept.leave()


@pytest.fixture
def own_studio(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """A window that no other test has, also where the others of the module share one."""
    monkeypatch.setattr(errors, "ask_to_save", lambda *_: pytest.fail("unexpected question"))
    with opened_studio() as studio:
        yield studio


class KeptStudio:
    """The window that the tests of a module share."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._studio: Studio | None = None

    def renewed(self) -> Studio:
        """As after a first start."""
        if self._studio is None:
            self._studio = self._open.enter_context(opened_studio())
        else:
            self._studio.renew()
        return self._studio

    def leave(self) -> None:
        """A test is over: what it made of the window beyond renewal goes with it."""
        if self._studio is not None and not self._studio.is_renewable:
            self.close()

    def close(self) -> None:
        """The module is over."""
        self._open.close()
        self._studio = None


@pytest.fixture(scope="module")
def kept_studio(qapp: QApplication) -> Iterator[KeptStudio]:
    """See `studio`."""
    kept = KeptStudio()
    yield kept
    kept.close()


@pytest.fixture
def posted(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the engine was told of trainings."""
    posted: list[Any] = []
    monkeypatch.setattr(studio.session.client.training, "_post", posted.append)
    return posted


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    folder = tmp_path / "icons"
    folder.mkdir()
    for number, pixels in enumerate(draw_sprites(30, seed=3)):
        write_png(folder / f"{number:02}.png", pixels)
    return folder


@pytest.fixture
def wizard(studio: Studio, posted: list[Any], icons: Path, qtbot: QtBot) -> Iterator[TrainingWizard]:
    """Opened by a folder that was dropped on the window, and read."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(icons))])
    studio.drop(mime)
    wizard = studio.window.training.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.sprites.isComplete(), timeout=20_000)
    yield wizard
    studio.session.client.training.receive(ended("discarded"))


@pytest.fixture
def page(unready: Session, qtbot: QtBot) -> Iterator[SpritesPage]:
    """The wizard's first page, shown and empty."""
    page = SpritesPage(unready)
    qtbot.addWidget(page)
    page.resize(720, 560)
    page.show()
    yield page
    page.stop()
