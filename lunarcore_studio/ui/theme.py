"""The look of the studio, put on an application as a whole: dark first, light equal. GUI thread only.

This is the one module a widget needs for its looks: measures, `tokens()`, `color()`, `icon()`, `set_role()`.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from lunarcore_studio.ui.icons import icon
from lunarcore_studio.ui.stylesheet import stylesheet
from lunarcore_studio.ui.tokens import (
    CAPTION_PX,
    GAP,
    ICON,
    LATENT_COLUMN,
    LIBRARY_ROW,
    MODEL_COLUMN,
    OPTIONS_ROW,
    PANEL_MARGIN,
    SEES_ROW,
    SMALL_BUTTON,
    STATUS_ROW,
    STRIP_ROW,
    SWATCH,
    TEXT_PX,
    TIGHT,
    TIMELINE_ROW,
    TITLE,
    TOOL_BUTTON,
    Tokens,
    choose,
    tokens,
)

__all__ = [
    "CAPTION_PX",
    "GAP",
    "ICON",
    "LATENT_COLUMN",
    "LIBRARY_ROW",
    "MODEL_COLUMN",
    "OPTIONS_ROW",
    "PANEL_MARGIN",
    "SEES_ROW",
    "SMALL_BUTTON",
    "STATUS_ROW",
    "STRIP_ROW",
    "SWATCH",
    "TEXT_PX",
    "TIGHT",
    "TIMELINE_ROW",
    "TITLE",
    "TOOL_BUTTON",
    "Tokens",
    "apply_theme",
    "color",
    "icon",
    "number_font",
    "set_role",
    "tokens",
]


def apply_theme(app: QApplication, name: str) -> Tokens:
    """Put the theme `name` ("dark" or "light") on the whole application, also while it runs."""
    chosen = choose(name)
    sheet = stylesheet(chosen)
    if app.styleSheet() == sheet:
        return chosen
    app.setStyle(QStyleFactory.create("Fusion"))
    face = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    face.setPixelSize(TEXT_PX)
    app.setFont(face)
    app.setPalette(_palette(chosen))
    app.setStyleSheet(sheet)
    return chosen


def color(role: str) -> QColor:
    """The current theme's colour of a role: `color("accent")`."""
    return QColor(getattr(tokens(), role))


def number_font(pixel_size: int = TEXT_PX) -> QFont:
    """The interface face with digits of one width, for numbers that stand under each other or change."""
    face = QFont(QApplication.font())
    face.setPixelSize(pixel_size)
    face.setFeature(QFont.Tag("tnum"), 1)
    return face


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a look of the stylesheet by name.

    QLabel: caption, quiet, title, heading, error, accent. QPushButton: primary, quiet. QWidget: panel.
    """
    if widget.property("role") == role:
        return  # a look that is put on anew lays the whole window out again, which a stroke would feel
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette(look: Tokens) -> QPalette:
    """What the stylesheet does not reach: native dialogs, text cursors, disabled text, links."""
    role, out = QPalette.ColorRole, QPalette()
    for which, value in (
        (role.Window, look.window),
        (role.WindowText, look.text),
        (role.Base, look.well),
        (role.AlternateBase, look.panel),
        (role.Text, look.text),
        (role.Button, look.raised),
        (role.ButtonText, look.text),
        (role.BrightText, look.error),
        (role.ToolTipBase, look.raised),
        (role.ToolTipText, look.text),
        (role.PlaceholderText, look.quiet),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Link, look.accent),
        (role.LinkVisited, look.accent),
        (role.Mid, look.line),
        (role.Dark, look.line),
        (role.Light, look.raised),
    ):
        out.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        out.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.faint))
    return out
