"""What a hand has set up is there again at the next start, for each tool its own; nonsense is as new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.app import keep_settings, new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings, load_settings, save_settings
from lunarcore_studio.pixels.hand_options import OF_A_TOOL, USUAL, options_of
from lunarcore_studio.pixels.tools import Hand, Symmetry, ToolName
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.hand_memory import kept, remembered, starting_hand
from lunarcore_studio.ui.session import Session
from tests.ui.studio import CTRL, EMPTY, LEFT, RED, Studio


def started(settings: Settings) -> Session:
    session = new_session(settings, EngineClient())
    session.close()
    return session


def test_each_tool_has_options_of_its_own(studio: Studio) -> None:
    session = studio.session
    for _ in range(2):
        studio.key(Qt.Key.Key_Plus)
    studio.key(Qt.Key.Key_E)
    assert session.hand.brush_size == 1
    studio.turn(7, studio.at((8, 8)).toPointF(), CTRL)
    assert session.hand.brush_size == 8
    studio.key(Qt.Key.Key_B)
    assert session.hand.brush_size == 3
    studio.key(Qt.Key.Key_E)
    studio.key(Qt.Key.Key_X)
    assert (session.hand.brush_size, session.hand.background) == (8, RED)


def test_a_hand_comes_back_with_the_window(studio: Studio, qtbot: QtBot) -> None:
    keep_settings(studio.session)
    studio.canvas.setFocus()
    studio.drag([(3, 3), (4, 4)])
    studio.key(Qt.Key.Key_M)
    studio.drag([(3, 3), (5, 4)])
    studio.key(Qt.Key.Key_B)
    studio.window.actions_by_id["brush-take"].trigger()
    studio.session.set_hand(dither=4, dither_percent=25)
    studio.key(Qt.Key.Key_G)
    studio.session.set_hand(tolerance=30, contiguous=False)
    for name in ("mirror-diagonal", "mirror-vertical", "tiled"):
        studio.window.actions_by_id[name].trigger()
    studio.session.set_hand(by_pressure=False)
    before = {**studio.session.other_tools, ToolName.FILL: options_of(studio.session.hand)}
    studio.mark_all_saved()
    studio.window.close()

    settings, notice = load_settings()
    assert notice == ""
    session = started(settings)
    hand = session.hand
    assert (hand.tool, hand.brush_shape, hand.dither, hand.dither_percent) == ("pencil", "custom", 4, 25)
    assert hand.stamp == studio.session.hand.stamp
    assert hand.stamp is not None
    assert hand.stamp.pixels[0, 0].tolist() == list(RED)
    assert hand.stamp.pixels[0, 1].tolist() == list(EMPTY)
    assert hand.symmetry == Symmetry.DIAGONAL | Symmetry.VERTICAL
    assert (hand.tiled, hand.by_pressure) == (True, False)
    session.choose_tool("fill")
    assert (session.hand.tolerance, session.hand.contiguous, session.hand.dither) == (30, False, 0)
    for tool, options in before.items():
        session.choose_tool(tool.value)
        assert options_of(session.hand) == options


def test_what_is_as_always_is_not_written() -> None:
    session = started(Settings())
    for tool in ToolName:
        session.set_hand(tool=tool)
    assert kept(session.hand, session.other_tools) == {
        "tool_options": (), "mirrors": (), "tiled": False, "by_pressure": True, "stamp": "",
    }  # fmt: skip
    assert set(USUAL) == set(OF_A_TOOL)


@pytest.mark.parametrize(
    "stamp", ["!", "iVBORw0KGgo=", "AAAA", "é", "A" * 300_000, "iVBORw0KGgoAAAANSUhEUgAA//8AAP//CAYAAAA="]
)
def test_a_stamp_that_is_none_is_left(stamp: str) -> None:
    session = started(Settings(stamp=stamp, tool_options=(("pencil", (("brush_shape", "custom"),)),)))
    assert (session.hand.stamp, session.hand.brush_shape) == (None, "custom")
    assert session.hand.brush.shape == (1, 1)


def test_nonsense_costs_only_itself(tmp_path: Path) -> None:
    odd = Settings(
        tool_options=(
            (
                "pencil",
                (("brush_size", 5), ("brush_size", 99), ("dither", 3), ("tool", "fill"), ("tiled", 1)),
            ),
            ("chainsaw", (("brush_size", 9),)),
            ("fill", (("tolerance", True), ("contiguous", 0), ("contiguous", False))),
            ("gradient", (("gradient_shape", "spiral"), ("gradient_dither", 0), ("stamp", "x"))),
        ),
        mirrors=("vertical", "sideways", "none"),
    )
    path = tmp_path / "settings.json"
    save_settings(odd, path)
    settings, notice = load_settings(path)
    assert (settings, notice) == (odd, "")
    session = started(settings)
    assert (session.hand.brush_size, session.hand.dither, session.hand.tiled) == (5, 0, False)
    assert session.hand.symmetry == Symmetry.VERTICAL
    assert remembered(settings) == {
        ToolName.PENCIL: {"brush_size": 5},
        ToolName.FILL: {"contiguous": False},
        ToolName.GRADIENT: {"gradient_dither": 0},
    }
    session.choose_tool("gradient")
    assert session.hand == replace(
        Hand(ToolName.GRADIENT, session.hand.foreground, session.hand.background),
        gradient_dither=0, symmetry=Symmetry.VERTICAL,
    )  # fmt: skip


def test_a_window_opens_on_what_was_kept(qtbot: QtBot) -> None:
    theme.apply_theme(QApplication.instance(), "dark")
    options = (("pencil", (("brush_size", 4), ("brush_shape", "round"))),)
    studio = Studio(settings=Settings(tool_options=options, mirrors=("vertical",)))
    qtbot.addWidget(studio.window, before_close_func=lambda _: studio.mark_all_saved())
    studio.window.show()
    assert studio.window.options.brush.value() == 4
    assert studio.window.actions_by_id["mirror-vertical"].isChecked()
    QApplication.processEvents()
    studio.drag([(2, 4)], LEFT)
    assert {x for x, _ in studio.drawn()} == {1, 2, 0, 3, 12, 13, 14, 15}
    palette = studio.document.sprite.palette
    assert starting_hand(palette, Settings()) == replace(
        studio.session.hand, brush_size=1, brush_shape="square", symmetry=Symmetry.NONE,
        foreground=starting_hand(palette, Settings()).foreground,
        background=starting_hand(palette, Settings()).background,
    )  # fmt: skip
