"""Both themes keep the contrasts they promise, and the frame of a panel keeps its measures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import PanelFrame, tip
from lunarcore_studio.ui.tokens import DARK, LIGHT, Tokens


def luminance(color: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", ["window", "panel", "well", "field"])
def test_text_and_controls_stand_out(look: Tokens, ground: str) -> None:
    for role in ("text", "quiet", "accent", "error"):
        assert contrast(getattr(look, role), getattr(look, ground)) >= 4.5, role
    assert contrast(look.edge, getattr(look, ground)) >= 3


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=["dark", "light"])
def test_text_on_accents_stands_out(look: Tokens) -> None:
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.text, look.chosen) >= 4.5
    assert contrast(look.text, look.hover) >= 4.5


def painted(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """The opaque colours of an icon."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        icon.paint(painter, QRect(0, 0, 32, 32), mode=mode)
    image = pixmap.toImage()
    colors = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    return {color.name() for color in colors if color.alpha() == 255}


def test_icons_follow_the_theme(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "dark")
    icon = theme.icon("rectangle")
    assert DARK.text in painted(icon)
    theme.apply_theme(qapp, "light")
    assert LIGHT.text in painted(icon)
    assert LIGHT.faint in painted(icon, QIcon.Mode.Disabled)
    theme.apply_theme(qapp, "dark")


def test_a_misspelt_icon_is_found_at_once(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")


def test_an_unknown_theme_is_dark(qapp: QApplication) -> None:
    assert theme.apply_theme(qapp, "sepia") is DARK


def test_the_title_row_is_24_pixels_and_leaves_its_name_to_a_tab(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    frames = [PanelFrame(name, QLabel(name)) for name in ("One", "Two")]
    for frame in frames:
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, frame)
    window.resize(600, 400)
    window.show()
    assert frames[0].title_row.height() == theme.TITLE
    window.tabifyDockWidget(*frames)
    QApplication.processEvents()
    assert not frames[1].title_row.label.isVisible()
    frames[0].hide()
    QApplication.processEvents()
    assert frames[1].title_row.label.isVisible()


def test_actions_of_a_panel_are_buttons_with_names_and_keys(qtbot: QtBot) -> None:
    action = QAction("Reset…")
    action.setShortcut("Ctrl+9")
    frame = PanelFrame("Panel", QLabel(), [action])
    qtbot.addWidget(frame)
    button = frame.title_row.layout().itemAt(2).widget()
    assert button.accessibleName() == "Reset"
    assert "Ctrl+9" in button.toolTip()


def test_tips() -> None:
    assert tip("Pencil", "B", "Draws") == "Pencil  (B)\nDraws"
    assert tip("Dismiss") == "Dismiss"
