"""The walk from sprite A to sprite B: choose the ends, look, take a frame, export. GUI thread only."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from lunarcore_studio.engine.protocol import Interpolate, Interpolated
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import write_any
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.ui.file_kinds import file_kinds
from lunarcore_studio.ui.frame_commands import FrameCommands
from lunarcore_studio.ui.nearest_session import NearestSession
from lunarcore_studio.ui.palette_ends import EndColors
from lunarcore_studio.ui.patient_writing import write_patiently
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.several_pictures import Several
from lunarcore_studio.ui.strip_controls import FRAME_MS, StripControls
from lunarcore_studio.ui.strip_player import StripPlayer
from lunarcore_studio.ui.strip_row import StripRow
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, TIGHT

EXPORTS = (
    (mark("PNG strip"), (".png",)),
    (mark("Animated GIF"), (".gif",)),
    (mark("Animated PNG"), (".apng",)),
    (mark("Animated WebP"), (".webp",)),
)


def there_and_back(frames: np.ndarray) -> np.ndarray:
    """(N, R, R, 4) to (2N - 2, R, R, 4): the walk and its way back, no end twice."""
    return np.concatenate([frames, frames[-2:0:-1]])


class StripPanel(QWidget):
    """Holds A and B, uint8 (R, R, 4) each, and shows the walk between them."""

    def __init__(
        self, session: Session, nearest: NearestSession | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._nearest = nearest or NearestSession(session, self)
        self._ends: dict[str, np.ndarray] = {}
        self._colors = EndColors(session)
        self._frames: np.ndarray | None = None
        self.setAccessibleName(say("Strip from A to B"))
        self.row = StripRow()
        self.controls = StripControls(session.settings.strip_frames, session.settings.strip_path)
        self.player = StripPlayer(self.controls.play)
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(PANEL_MARGIN, TIGHT, PANEL_MARGIN, PANEL_MARGIN)
        line.setSpacing(GAP)
        line.addWidget(self.controls.ends)
        line.addWidget(self.row, 1)
        line.addWidget(self.player)
        line.addWidget(self.controls.outcome)

    def _connect(self) -> None:
        controls, client = self.controls, self._session.client
        controls.end_asked.connect(lambda end: self.set_end(end, self._session.model_pixels(), "drawing"))
        controls.swap_asked.connect(self.swap)
        controls.walk_changed.connect(self._keep_walk)
        controls.colors_changed.connect(self._walk)
        controls.loop_changed.connect(self._show_player)
        controls.frames_asked.connect(self.add_as_frames)
        controls.export_asked.connect(self.export)
        self.row.taken.connect(self.take_frame)
        self.row.end_dropped.connect(self.set_end)
        self.row.refused.connect(self._session.tell)
        client.interpolated.connect(self._show_walk)
        client.model_loaded.connect(lambda _facts: self._walk())
        client.state_changed.connect(lambda _state: self._refresh())
        self._session.document_changed.connect(self._on_document_changed)

    @property
    def frames(self) -> np.ndarray | None:
        """The walk as it is shown, uint8 (N, R, R, 4); None without one."""
        return self._frames

    def end(self, which: str) -> np.ndarray | None:
        """The sprite in "A" or "B", uint8 (R, R, 4)."""
        return self._ends.get(which)

    def set_end(self, which: str, pixels: np.ndarray, name: str) -> bool:
        """Put a sprite into "A" or "B"; False, with a status line, when it does not fit the model."""
        side = self._session.model_pixels().shape[0]
        height, width = pixels.shape[:2]
        if height > side or width > side:
            self._session.tell(
                say("{which} takes a sprite of {side}x{side} pixels, not {width}x{height}.").format(
                    which=which, side=side, width=width, height=height
                )
            )
            return False
        whole = np.zeros((side, side, 4), np.uint8)
        whole[:height, :width] = pixels
        if not whole[..., 3].any():
            self._session.tell(
                say("{which} stays as it is: there is nothing drawn to put there.").format(which=which)
            )
            return False
        self._ends[which] = whole
        self._colors.keep(which, whole)
        self.row.well(which).name = name or which
        self.row.well(which).setAccessibleName(f"{which}: {name}" if name else which)
        self._walk()
        return True

    def swap(self) -> None:
        """Exchange A and B."""
        names = {end: self.row.well(end).name for end in ("A", "B")}
        self._ends = {{"A": "B", "B": "A"}[end]: pixels for end, pixels in self._ends.items()}
        self._colors.swap()
        for end, other in (("A", "B"), ("B", "A")):
            self.row.well(end).name = names[other]
        self._walk()

    def take_frame(self, index: int) -> None:
        """Put a frame of the walk, or an end, into the drawing as one undo step."""
        pixels = self.row.views[index].pixels
        if pixels is not None:
            self.row.show_current(index)
            self._session.take(pixels, mark(f"Take frame {index + 1} of {len(self.row.views)}"))

    def add_as_frames(self) -> bool:
        """Put the walk into the timeline as it is played, one undo step; False when there is none."""
        frames = self._played()
        if frames is None:
            return False
        return FrameCommands(self._session).add_pictures(list(frames), FRAME_MS, mark("Add as frames"))

    def export(self) -> None:
        """Ask for a file, and write the walk there."""
        path, chosen = QFileDialog.getSaveFileName(
            self, say("Export the strip"), "strip.png", file_kinds(*EXPORTS)
        )
        if not path:
            return
        target = Path(path)
        if not target.suffix:
            target = target.with_suffix(chosen[chosen.index("*") + 1 : chosen.index(")")])
        self.export_to(target)

    def export_to(self, path: Path) -> bool:
        """Write the walk by suffix: .png side by side; .gif, .apng and .webp moving, as it is played.

        False, with the reason as a status line, when it could not be written.
        """
        if self._frames is None:
            return False
        moving = self.controls.loops and path.suffix.lower() != ".png"
        frames = there_and_back(self._frames) if moving else self._frames
        try:
            write_patiently(path, partial(write_any, path, frames, FRAME_MS), self)
        except FileError as error:
            self._session.tell(str(error))
            return False
        self._session.tell(say("{name} has {count} frames.").format(name=path.name, count=len(frames)))
        return True

    def _on_document_changed(self, change: Change) -> None:
        if not change.what & What.PALETTE:
            return
        before, self._ends = self._ends, self._colors.shown()
        recoloured = any(not np.array_equal(before[end], self._ends[end]) for end in before)
        if recoloured or self.controls.colors == "document":
            self._walk()

    def _keep_walk(self) -> None:
        self._session.set_settings(strip_frames=self.controls.count, strip_path=self.controls.path)
        self._walk()

    def _walk(self) -> None:
        if len(self._ends) == 2:
            self._session.client.interpolate(
                self._ends["A"],
                self._ends["B"],
                self.controls.count,
                self._projection(),
                self.controls.path,
            )
        else:
            self._session.client.withdraw(Interpolate)
        self._refresh()

    def _projection(self) -> Projection:
        if self.controls.colors == "document":
            return Projection("document", self._session.document.sprite.palette)
        return Projection("document", Palette.of(np.stack([self._ends["A"], self._ends["B"]])))

    def _show_walk(self, reply: Interpolated) -> None:
        if len(self._ends) == 2:
            self._frames = reply.frames
            self.row.show_frames(reply.frames)
            self._nearest.want("strip", reply.frames[1:-1], self.row.show_nearest)
            self._refresh()

    def _refresh(self) -> None:
        a, b = self._ends.get("A"), self._ends.get("B")
        stale = self._frames is None or not (
            a is not None and b is not None and self._between(self._frames, a, b)
        )
        if stale:
            self._frames = None
            self.row.show_ends(a, b, self._hint())
        self.controls.show_ready(self._frames is not None, len(self._ends) == 2)
        self._show_player()

    @staticmethod
    def _between(frames: np.ndarray, a: np.ndarray, b: np.ndarray) -> bool:
        return np.array_equal(frames[0], a) and np.array_equal(frames[-1], b)

    def _hint(self) -> str:
        state = self._session.client.state
        if not self._ends:
            return say(
                "Choose two sprites and the model walks from A to B: drop them here, or press “A = drawing”."
            )
        if len(self._ends) == 1:
            other = "B" if "A" in self._ends else "A"
            return say("Now {other}: drop a sprite on it, or press “{other} = drawing”.").format(other=other)
        if state.phase == "failed":
            return say("{sentence} A and B stay where they are.").format(sentence=say_filled(state.sentence))
        return (
            say("The walk waits for the model.") if state.phase != "ready" else say("The model is walking.")
        )

    def _show_player(self) -> None:
        played = self._played()
        self.player.show_frames(played)
        self.row.carry(None if played is None else Several.of(list(played), FRAME_MS))

    def _played(self) -> np.ndarray | None:
        """The walk, with the way back where it loops."""
        if self._frames is None or not self.controls.loops:
            return self._frames
        return there_and_back(self._frames)
