"""The commands of the frames and tags, each one step of history. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lunarcore_studio.files.picture import MAX_FRAMES
from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels import frames
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.sprite import Sprite, Tag
from lunarcore_studio.ui.session import Session


class FrameCommands:
    """Acts on the active frame of the session's document, or on the one that is named."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self) -> None:
        """A copy of the active frame behind it, and the hand on it."""
        if self._has_room(1):
            frame = self._session.document.frame
            self._apply(
                frames.frame_copied(self._session.document.sprite, frame), mark("New frame"), frame + 1
            )

    def add_empty(self) -> None:
        """An empty frame behind the active one, and the hand on it."""
        if self._has_room(1):
            frame = self._session.document.frame
            self._apply(
                frames.frame_added(self._session.document.sprite, frame), mark("New empty frame"), frame + 1
            )

    def add_pictures(self, pictures: Sequence[Pixels], duration_ms: int, label: str) -> bool:
        """Pictures of the model, uint8 (R, R, 4), as frames behind the active one, on the active layer.

        They come where the model's cell is, and the hand goes to the first. False when there are too many.
        """
        document = self._session.document
        if not self._has_room(len(pictures)):
            return False
        x, y, width, height = self._session.cell_rect
        placed = []
        for picture in pictures:
            whole = np.zeros((document.sprite.height, document.sprite.width, 4), np.uint8)
            whole[y : y + height, x : x + width] = picture[:height, :width]
            placed.append(whole)
        frame, layer = document.frame, document.layer
        sprite = frames.pictures_added(document.sprite, frame, placed, layer, duration_ms)
        document.apply(sprite, label, "model", place=(layer, frame + 1))
        self._session.tell(
            say("Frames {first} to {last} are new.").format(first=frame + 2, last=frame + 1 + len(pictures))
        )
        return True

    def delete(self) -> None:
        """The active frame goes; the last one stays."""
        document = self._session.document
        if len(document.sprite.frames) == 1:
            self._session.tell(say("A drawing has at least one frame."))
            return
        self._apply(
            frames.frame_removed(document.sprite, document.frame),
            mark("Delete frame"),
            max(0, document.frame - 1),
        )

    def shift(self, steps: int) -> None:
        """The active frame goes to a later, or an earlier, place as far as there are others."""
        document = self._session.document
        self.move(document.frame, min(len(document.sprite.frames) - 1, max(0, document.frame + steps)))

    def move(self, frame: int, to: int) -> None:
        """A frame goes to another place, and the hand with it."""
        if to != frame:
            self._apply(frames.frame_moved(self._session.document.sprite, frame, to), mark("Move frame"), to)

    def set_duration(self, duration_ms: int) -> None:
        """How long the active frame is seen."""
        document = self._session.document
        sprite = frames.with_durations(document.sprite, {document.frame: duration_ms})
        document.apply(sprite, mark("Frame duration"))

    def equal_durations(self) -> None:
        """All frames are seen as long as the active one."""
        document = self._session.document
        duration = document.sprite.frames[document.frame].duration_ms
        sprite = frames.with_durations(
            document.sprite, dict.fromkeys(range(len(document.sprite.frames)), duration)
        )
        document.apply(sprite, mark("Frame durations"))

    def keep_tag(self, index: int | None, tag: Tag) -> None:
        """A tag in place of one, or a new one."""
        sprite = self._session.document.sprite
        if index is None:
            self._session.document.apply(frames.tag_added(sprite, tag), mark("New tag"))
        else:
            self._session.document.apply(frames.tag_changed(sprite, index, tag), mark("Change tag"))

    def delete_tag(self, index: int) -> None:
        """A tag goes; its frames stay."""
        self._session.document.apply(
            frames.tag_removed(self._session.document.sprite, index), mark("Delete tag")
        )

    def go(self, steps: int) -> None:
        """The hand goes to a later, or an earlier, frame; around the ends."""
        document = self._session.document
        document.go_to(document.layer, (document.frame + steps) % len(document.sprite.frames))

    def go_to_end(self, last: bool) -> None:
        """The hand goes to the last frame, or to the first."""
        document = self._session.document
        document.go_to(document.layer, len(document.sprite.frames) - 1 if last else 0)

    def _has_room(self, count: int) -> bool:
        fits = len(self._session.document.sprite.frames) + count <= MAX_FRAMES
        if not fits:
            self._session.tell(
                say("A drawing has at most {max_frames} frames.").format(max_frames=MAX_FRAMES)
            )
        return fits

    def _apply(self, sprite: Sprite, label: str, frame: int) -> None:
        self._session.document.apply(sprite, label, place=(self._session.document.layer, frame))
