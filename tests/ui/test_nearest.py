"""The nearest training sprite beside the model's picture: asked at rest, told in words, honest when gone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.protocol import Failed, NearestFound, NearestSource, Neighbour
from lunarcore_studio.ui.nearest_line import NOT_HERE, NearestLine, distance_text, nearest_text
from lunarcore_studio.ui.nearest_session import NearestSession
from lunarcore_studio.ui.preview_panel import PreviewPanel
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.strip_panel import StripPanel


def neighbour(differing: int = 34, distance: float = 0.04, mirrored: bool = False) -> Neighbour:
    return Neighbour("potion_12", np.full((16, 16, 4), 255, np.uint8), mirrored, distance, differing)


class Asked:
    """In the place of the engine's answer: notes what is asked, and answers when told to."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.client = session.client
        self.pictures: list[np.ndarray] = []
        monkeypatch.setattr(session.client, "find_nearest", self._note)

    def _note(self, pictures: np.ndarray) -> int:
        self.pictures.append(pictures)
        return len(self.pictures)

    def answer(self, *found: Neighbour, source: NearestSource = "trained", taken_in: float = 1.0) -> None:
        self.client.nearest_found.emit(NearestFound(len(self.pictures), 1, source, taken_in, found))


@pytest.fixture
def asked(session: Session, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(session, monkeypatch)


def test_the_line_says_who_is_near_and_how_far(qtbot: QtBot) -> None:
    line = NearestLine()
    qtbot.addWidget(line)
    line.show()
    line.show_nearest((neighbour(),), "trained")
    assert line.words.whole == "nearest trained: potion_12"
    assert line.distance.text() == "34 px · 4 %"
    assert "nearest trained: potion_12 · 34 px differ (4 %)" in line.toolTip()
    assert line.picture.isVisible()
    assert "4.0 %" in line.toolTip()
    assert nearest_text(neighbour(mirrored=True), "starter").startswith(
        "nearest starter sprite: potion_12, mir"
    )
    assert distance_text(neighbour(0, 0.0)) == "the same"
    assert distance_text(neighbour(1, 0.0004)) == "1 px differs (< 0.1 %)"
    assert distance_text(neighbour(2, 0.0044)) == "2 px differ (0.4 %)"


def test_where_the_sprites_are_gone_only_the_tooltip_says_so(qtbot: QtBot) -> None:
    line = NearestLine()
    qtbot.addWidget(line)
    line.show()
    line.show_nearest((neighbour(),), "trained")
    line.show_nearest((), "")
    assert line.words.whole == ""
    assert not line.picture.isVisible()
    assert line.toolTip() == NOT_HERE
    line.clear()
    assert line.toolTip() == ""


def test_it_is_asked_when_the_drawing_rests(session: Session, asked: Asked, qtbot: QtBot) -> None:
    panel = PreviewPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    before = len(asked.pictures)
    session.document.stroke_begin(session.hand, (0, 0))
    for point in ((5, 5), (10, 3), (15, 15)):
        session.document.stroke_to(point)
    assert len(asked.pictures) == before
    session.document.stroke_end()
    assert len(asked.pictures) == before + 1
    assert np.array_equal(asked.pictures[-1][0], panel.picture)
    asked.answer(neighbour())
    assert "potion_12" in panel.nearest.words.whole
    assert len(asked.pictures) == before + 1, "the same picture is not asked about again"
    qtbot.mouseClick(panel.views["latent"].picture, Qt.MouseButton.LeftButton)
    assert np.array_equal(asked.pictures[-1][0], panel.picture)


def test_it_asks_again_while_the_sprites_are_taken_in(session: Session, asked: Asked) -> None:
    told: list[tuple[tuple[Neighbour, ...], str]] = []
    nearest, picture = NearestSession(session), session.document.pixels[None]
    nearest.want("a", picture, lambda found, source: told.append((found, source)))
    asked.answer(taken_in=0.25)
    asked.answer(taken_in=0.5)
    assert told == []
    found = neighbour()
    asked.answer(found)
    assert told == [((found,), "trained")]
    assert len(asked.pictures) == 3


def test_many_pictures_are_asked_about_a_few_at_a_time(session: Session, asked: Asked) -> None:
    told: list[int] = []
    nearest = NearestSession(session)
    nearest.want("a", np.zeros((6, 16, 16, 4), np.uint8), lambda found, _source: told.append(len(found)))
    nearest.want("b", np.ones((1, 16, 16, 4), np.uint8), lambda found, _source: told.append(len(found)))
    asked.answer(*[neighbour()] * 4)
    asked.answer(*[neighbour()] * 2)
    asked.answer(neighbour())
    assert [len(pictures) for pictures in asked.pictures] == [4, 2, 1]
    assert told == [6, 1]


def test_only_the_newest_wish_of_a_word_is_told(session: Session, asked: Asked) -> None:
    told: list[str] = []
    nearest = NearestSession(session)
    for tone in (1, 2):
        picture = np.full((1, 16, 16, 4), tone, np.uint8)
        nearest.want("a", picture, lambda _found, _source, tone=tone: told.append(str(tone)))
    asked.answer(neighbour())
    asked.answer(neighbour())
    assert told == ["2"]
    nearest.want("a", np.full((1, 16, 16, 4), 3, np.uint8), lambda _found, _source: told.append("3"))
    nearest.want("a", None, lambda _found, _source: told.append("none"))
    asked.answer(neighbour())
    assert told == ["2"]


def test_another_model_is_asked_anew_and_a_failure_ends_the_wait(session: Session, asked: Asked) -> None:
    nearest, told = NearestSession(session), []
    picture = np.ones((1, 16, 16, 4), np.uint8)
    nearest.want("a", picture, lambda _found, source: told.append(source))
    asked.answer(source="")
    session.client.model_refreshed.emit()
    assert len(asked.pictures) == 2
    session.client.failed.emit(Failed(2, "FindNearest", "It failed.", "none"))
    nearest.want("a", 2 * picture, lambda _found, source: told.append(source))
    asked.answer(neighbour())
    assert told == ["", "trained"]


def test_the_real_engine_is_honest_about_sprites_it_does_not_have(session: Session, qtbot: QtBot) -> None:
    panel = PreviewPanel(session)
    qtbot.addWidget(panel)
    session.document.apply(session.document.sprite.with_pixels(session.document.pixels[::-1].copy()), "Flip")
    assert panel.nearest.toolTip() == NOT_HERE


def test_frames_of_the_strip_tell_it_in_their_tooltips(
    session: Session, asked: Asked, qtbot: QtBot, drawings: np.ndarray
) -> None:
    strip = StripPanel(session)
    qtbot.addWidget(strip)
    strip.set_end("A", drawings[0], "a")
    strip.set_end("B", drawings[1], "b")
    between = strip.row.views[1:-1]
    while "potion_12" not in between[-1].toolTip():
        count = len(asked.pictures[-1])
        asked.answer(*[neighbour()] * count)
    assert all("nearest trained: potion_12" in view.toolTip() for view in between)
    assert "potion_12" not in strip.row.views[0].toolTip()
