"""The model's picture beside the drawing: live, honest about its differences, and taken in one step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import paths
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.difference import count_text, difference_picture, differing
from lunarcore_studio.ui.preview_panel import PreviewPanel
from lunarcore_studio.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> PreviewPanel:
    panel = PreviewPanel(session)
    qtbot.addWidget(panel)
    panel.resize(288, 280)
    panel.show()
    session.document.apply(session.document.sprite.with_pixels(session.document.pixels[::-1].copy()), "Flip")
    return panel


def test_both_modes_follow_every_stroke_point(panel: PreviewPanel, session: Session) -> None:
    seen = []
    session.document.stroke_begin(session.hand, (0, 0))
    for point in ((5, 5), (10, 3), (15, 15)):
        session.document.stroke_to(point)
        seen.append(tuple(view.picture.pixels.tobytes() for view in panel.views.values()))
    session.document.abort()
    assert len({detail for detail, _latent in seen}) == 3
    assert not panel.bar.busy


def test_the_pictures_are_true_pixel_art(panel: PreviewPanel, session: Session) -> None:
    colors = {(0, 0, 0, 0), *session.document.sprite.palette.colors}
    for view in panel.views.values():
        assert {tuple(pixel) for pixel in view.picture.pixels.reshape(-1, 4).tolist()} <= colors


def test_take_is_one_undo_step(panel: PreviewPanel, session: Session, qtbot: QtBot) -> None:
    before, picture = session.document.pixels.copy(), panel.views["detail"].picture.pixels
    qtbot.mouseClick(panel.take_button, LEFT)
    assert np.array_equal(session.document.pixels, picture)
    assert session.document.undo_label == "Take detail"
    session.document.undo()
    assert np.array_equal(session.document.pixels, before)


def test_after_a_click_on_take_the_keys_are_still_the_hands(panel: PreviewPanel, qtbot: QtBot) -> None:
    panel.views["detail"].picture.setFocus()
    qtbot.mouseClick(panel.take_button, LEFT)
    assert panel.focusWidget() is panel.views["detail"].picture


def test_the_chosen_picture_is_what_is_taken(panel: PreviewPanel, session: Session, qtbot: QtBot) -> None:
    latent = panel.views["latent"].picture
    qtbot.mouseClick(latent, LEFT)
    assert latent.chosen
    assert not panel.views["detail"].picture.chosen
    picture = latent.pixels
    assert panel.take()
    assert np.array_equal(session.document.pixels, picture)
    session.document.undo()
    panel.choose("detail")
    qtbot.keyClick(panel.views["detail"].picture, Qt.Key.Key_Right)
    assert panel.mode == "latent"
    qtbot.keyClick(latent, Qt.Key.Key_Return)
    assert np.array_equal(session.document.pixels, picture)


def test_raw_can_be_looked_at_and_not_taken(panel: PreviewPanel, session: Session, qtbot: QtBot) -> None:
    before = session.document.pixels.copy()
    qtbot.mouseClick(panel.looks.button("raw"), LEFT)
    shown = panel.views["detail"].picture
    assert len(Palette.of(shown.pixels)) > len(session.document.sprite.palette)
    assert not shown.draggable
    assert not panel.take_button.isEnabled()
    assert not panel.take()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert np.array_equal(session.document.pixels, before)


def test_the_difference_is_counted_and_drawn(panel: PreviewPanel, session: Session, qtbot: QtBot) -> None:
    picture = panel.views["detail"].picture.pixels
    qtbot.mouseClick(panel.looks.button("difference"), LEFT)
    view = panel.views["detail"]
    expected = int(differing(session.model_pixels(), picture).sum())
    assert expected > 0
    assert view.count.text() == count_text(expected)
    assert np.array_equal(view.picture.pixels, difference_picture(session.model_pixels(), picture))
    assert session.settings.show_difference
    session.set_settings(show_difference=False)
    assert panel.look == "picture"
    assert np.array_equal(view.picture.pixels, picture)


def test_a_difference_shows_only_what_looks_different() -> None:
    mine = np.zeros((2, 2, 4), np.uint8)
    theirs = mine.copy()
    mine[0, 0] = theirs[0, 0] = (200, 100, 50, 255)
    mine[0, 1], theirs[0, 1] = (9, 9, 9, 255), (255, 0, 0, 255)
    theirs[1, 0] = (7, 7, 7, 0)
    assert differing(mine, theirs).tolist() == [[False, True], [False, False]]
    drawn = difference_picture(mine, theirs)
    assert drawn[0, 1].tolist() == [255, 0, 0, 255]
    assert drawn[0, 0, 3] < 100
    assert len(set(drawn[0, 0, :3].tolist())) == 1


def test_the_colours_are_chosen_anywhere(panel: PreviewPanel, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.colors.kind, Qt.Key.Key_Down)
    qtbot.keyClick(panel.colors.kind, Qt.Key.Key_Down)
    assert session.projection.kind == "extract"
    assert panel.colors.count.isVisible()
    panel.colors.count.setValue(3)
    assert session.projection.count == 3
    assert len(Palette.of(panel.views["latent"].picture.pixels)) <= 3
    session.projection = Projection("sprite")
    assert panel.colors.kind.currentData() == "sprite"
    assert not panel.colors.count.isVisible()


def test_an_empty_drawing_is_asked_to_be_drawn_on(panel: PreviewPanel, session: Session) -> None:
    session.document.apply(Sprite.blank(), "Clear")
    assert panel.notice.isVisible()
    assert "Draw" in panel.notice.sentence.text()


def test_without_a_model_it_says_so_and_then_recovers(
    unready: Session, qtbot: QtBot, tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped_model", lambda: tmp_path / "no installation")
    panel = PreviewPanel(unready)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.notice.sentence.text() == "No model is loaded."
    unready.client.start(tmp_path / "absent", "cpu")
    assert "absent" in panel.notice.sentence.text()
    assert panel.notice.button.isVisible()
    assert not panel.take()
    unready.client.load_model(tiny_model, "cpu")
    assert not panel.notice.isVisible()
    assert panel.picture is not None


def test_a_low_window_makes_the_pictures_smaller_and_cuts_nothing_off(
    panel: PreviewPanel, qtbot: QtBot
) -> None:
    holder = QWidget()  # a window of its own would not become lower than its layout is
    qtbot.addWidget(holder)
    panel.setParent(holder)
    panel.setMinimumSize(0, 0)
    holder.show()
    panel.show()
    picture = panel.views["detail"].picture
    wide = picture.width()
    for _ in range(2):  # layouts settle in turns
        least = panel.minimumSizeHint().height()
        panel.resize(288, least)
        QApplication.processEvents()
    assert picture.width() == picture.minimumSizeHint().width() < wide
    for part in (panel.views["detail"], panel.views["latent"], panel.looks, panel.colors, panel.nearest):
        assert part.geometry().bottom() < least
        assert part.height() >= part.minimumSizeHint().height()
    panel.resize(288, 280)
    qtbot.waitUntil(lambda: picture.width() == wide)
    panel.setParent(None)  # each is closed by itself
