"""The commands of the Model menu: which model answers, and what is taken from it. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcore_studio.engine.protocol import ModelFacts, Reconstructed
from lunarcore_studio.files import paths
from lunarcore_studio.language import say
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.cell_drag import let_cell_follow
from lunarcore_studio.ui.latent_panel import LatentPanel
from lunarcore_studio.ui.preview_panel import PreviewPanel
from lunarcore_studio.ui.session import Session


class ModelCommands(QObject):
    """`picture_shown` tells whether the model's picture stands in place of the drawing."""

    picture_shown = Signal(bool)

    def __init__(
        self, session: Session, canvas: Canvas, preview: PreviewPanel, latent: LatentPanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._canvas, self._window = session, canvas, window
        self._preview, self._latent = preview, latent
        self._showing = False
        session.client.reconstructed.connect(self._on_reconstructed)
        session.client.model_loaded.connect(self._on_loaded)

    def take(self) -> None:
        """Put the model's picture into the drawing, as one step."""
        if not self._preview.take():
            self._session.tell(
                say("There is nothing to take: the model's picture is the same, or not there yet.")
            )

    def dice(self) -> None:
        """A new picture from the model."""
        if self._session.client.facts is None:
            self._session.tell(say("The dice wait for the model."))
            return
        self._latent.throw_dice()

    def another(self) -> None:
        """Another like the drawing."""
        if self._knows_sprites():
            self._latent.sprites.another()

    def another_frame(self) -> None:
        """Another like the drawing, as a new frame."""
        if self._knows_sprites():
            self._latent.sprites.another_frame()

    def of_kind(self, tag: str) -> None:
        """A new sprite of a kind that the model knows."""
        if self._knows_sprites():
            self._latent.sprites.of_kind(tag)

    def _knows_sprites(self) -> bool:
        if not self._latent.sprites.can:
            self._session.tell(
                say("This model has not learned what new sprites are like; train one, or throw dice.")
            )
        return self._latent.sprites.can

    def let_cell_follow(self, on: bool) -> None:
        """Let the cell that the model sees go where the hand draws, or stay where it is."""
        let_cell_follow(self._session, on)

    def cancel(self) -> bool:
        """Escape: take back a pulled slider, or a sprite that is on its way; whether one was."""
        return self._latent.sprites.cancel() or self._latent.gesture.cancel()

    def show_picture(self, shown: bool) -> None:
        """Show the model's picture in place of the drawing (T held), or the drawing again."""
        if shown and self._preview.picture is None:
            self._session.tell(say("The model has no picture of this yet."))
            shown = False
        self._showing = shown
        self._refresh()
        self.picture_shown.emit(shown)

    def open_folder(self) -> None:
        """Ask for a model's folder and load it."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, say("Open a model folder"), str(paths.user_models_dir())
        )
        if chosen:
            self.load(Path(chosen))

    def load(self, path: Path) -> None:
        """Load the model in a folder; the present one answers until then, and stays when it can not be."""
        self._session.client.load_model(path)

    def use_shipped(self) -> None:
        """Load the model that comes with the studio."""
        self._session.client.load_model(None)

    def restart(self) -> None:
        """A fresh engine with the same model."""
        self._session.client.restart()

    def _on_loaded(self, facts: ModelFacts) -> None:
        if facts.learning or facts.stands_in:  # on loan from a training, or until the chosen one is there
            return
        shipped = facts.path == paths.shipped_model()
        self._session.set_settings(model=None if shipped else str(facts.path))

    def _on_reconstructed(self, _reply: Reconstructed) -> None:
        if self._showing:
            self._refresh()

    def _refresh(self) -> None:
        if self._showing:
            self._canvas.show_model_picture(
                self._preview.picture, say("The model, {mode}").format(mode=say(self._preview.mode))
            )
        else:
            self._canvas.show_model_picture(None)
