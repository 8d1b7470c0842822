"""The commands that change how the window shows things, and not the drawing. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lunarcore_studio.pixels.tools import Symmetry
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.grid_dialog import GridDialog
from lunarcore_studio.ui.preview_window import PreviewWindow
from lunarcore_studio.ui.session import Session


class ViewCommands:
    """Keeps what is chosen in the settings; the session tells who shows it."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        self._session, self._canvas = session, canvas
        self.preview: PreviewWindow | None = None

    def choose_theme(self, name: str) -> None:
        """Dark or light, at once."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, name)
        self._session.set_settings(theme=name)

    def choose_profile(self, name: str) -> None:
        """What the square brackets mean: "aseprite" or "brackets"."""
        self._session.set_settings(profile=name)

    def toggle_pixel_grid(self, shown: bool) -> None:
        """Lines between pixels, from 800 percent on."""
        self._session.set_settings(show_pixel_grid=shown)

    def toggle_tile_grid(self, shown: bool) -> None:
        """Lines between the tiles of the grid."""
        self._session.set_settings(show_tile_grid=shown)

    def set_grid(self, grid_px: int) -> None:
        """Show the grid with tiles of so many pixels a side."""
        self._session.set_settings(grid_px=grid_px, show_tile_grid=True)

    def ask_grid(self) -> None:
        """Ask how large the tiles of the grid are, and show it."""
        dialog = GridDialog(self._session.settings.grid_px, self._canvas.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.set_grid)
        dialog.open()

    def toggle_extras(self, hidden: bool) -> None:
        """Hide everything on the canvas that is not the drawing."""
        self._canvas.show_extras(not hidden)

    def toggle_preview(self) -> None:
        """The drawing at its own size in a window beside, or no longer."""
        if self.preview is None:
            self.preview = PreviewWindow(self._session, self._canvas.window())
        self.preview.setVisible(not self.preview.isVisible())

    def show_playing(self, frame: int | None) -> None:
        """Let the window beside show the frame that is played; None is the drawing again."""
        if self.preview is not None:
            self.preview.show_playing(frame)

    def toggle_symmetry(self, name: str) -> None:
        """Mirror the hand in a line, by the line's name, or no longer."""
        self._session.set_hand(symmetry=self._session.hand.symmetry ^ Symmetry[name])
