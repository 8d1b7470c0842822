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
    """Acts on the active frame of the session's document, on all of its `run`, or on one that is named."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._run, self._run_is_of = range(0), self._now(-1)

    @property
    def run(self) -> range:
        """The frames chosen together, as long as the hand stays at their end; else the active one."""
        frame = self._session.document.frame
        return self._run if self._run_is_of == self._now(frame) else range(frame, frame + 1)

    def go_to(self, layer: int, frame: int, extends: bool) -> None:
        """The hand goes to a cel; `extends` chooses the frames from where it was up to there together."""
        document, run = self._session.document, self.run
        anchor = run[0] if document.frame == run[-1] else run[-1]
        if not extends:
            anchor = frame
        self._run, self._run_is_of = range(min(anchor, frame), max(anchor, frame) + 1), self._now(frame)
        document.go_to(layer, frame)
        if len(self.run) > 1:
            told = say("Frames {first} to {last}: to copy, to delete, to tag, and to be as long as one says.")
            self._session.tell(told.format(first=self.run[0] + 1, last=self.run[-1] + 1))

    def _now(self, frame: int) -> tuple[str, int, int]:
        document = self._session.document
        return document.key, frame, len(document.sprite.frames)

    def add(self) -> None:
        """A copy of the active frame, or of all that are chosen, behind it, and the hand on it."""
        run = self.run
        if self._has_room(len(run)):
            label = mark("New frame") if len(run) == 1 else mark("Copy frames")
            self._apply(frames.frames_copied(self._session.document.sprite, run), label, run[-1] + 1)

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
        ms = [duration_ms] * len(pictures)
        return self.insert(pictures, ms, self._session.document.frame + 1, label, "model")

    def insert(
        self,
        pictures: Sequence[Pixels],
        durations_ms: Sequence[int | None],
        at: int,
        label: str,
        initiator: str = "hand",
    ) -> bool:
        """Pictures, uint8 (H, W, 4) of any sizes, as frames before the frame `at`, or behind the last one.

        They come on the active layer, one of the model's size into its cell, and the hand goes to the first.
        None lasts as long as the frame before it. False, with the reason told, when they can not be.
        """
        document = self._session.document
        if not self._has_room(len(pictures)) or not self._session.may_draw():
            return False
        layer, sprite = document.layer, document.sprite
        usual = sprite.frames[max(0, at - 1)].duration_ms
        placed = [self._placed(picture) for picture in pictures]
        sprite = frames.pictures_added(sprite, at - 1, placed, layer, usual)
        own = {at + index: _bounded(ms) for index, ms in enumerate(durations_ms) if ms is not None}
        document.apply(frames.with_durations(sprite, own), label, initiator, place=(layer, at))
        first, last = at + 1, at + len(pictures)
        told = say("Frames {first} to {last} are new.") if last > first else say("Frame {first} is new.")
        self._session.tell(told.format(first=first, last=last))
        return True

    def _placed(self, picture: Pixels) -> Pixels:
        """An empty cel with a picture in it, cut where that is larger."""
        width, height = self._session.document.sprite.size
        high, wide = picture.shape[:2]
        x, y, room_wide, room_high = self._session.cell_rect
        if not wide == high == self._session.resolution:
            if wide > room_wide or high > room_high:
                x, y, room_wide, room_high = 0, 0, width, height
            x, y = x + max(0, (room_wide - wide) // 2), y + max(0, (room_high - high) // 2)
        whole = np.zeros((height, width, 4), np.uint8)
        part = picture[: height - y, : width - x]
        whole[y : y + part.shape[0], x : x + part.shape[1]] = part
        return whole

    def delete(self) -> None:
        """The active frame goes, or all that are chosen; the last one stays."""
        sprite, run = self._session.document.sprite, self.run
        if len(sprite.frames) == len(run):
            self._session.tell(say("A drawing has at least one frame."))
            return
        label = mark("Delete frame") if len(run) == 1 else mark("Delete frames")
        self._apply(frames.frames_removed(sprite, run), label, max(0, run[0] - 1))

    def shift(self, steps: int) -> None:
        """The active frame goes to a later, or an earlier, place as far as there are others."""
        document = self._session.document
        self.move(document.frame, min(len(document.sprite.frames) - 1, max(0, document.frame + steps)))

    def move(self, frame: int, to: int) -> None:
        """A frame goes to another place, and the hand with it."""
        if to != frame:
            self._apply(frames.frame_moved(self._session.document.sprite, frame, to), mark("Move frame"), to)

    def set_duration(self, duration_ms: int) -> None:
        """How long the active frame is seen, or each that is chosen."""
        document = self._session.document
        sprite = frames.with_durations(document.sprite, dict.fromkeys(self.run, duration_ms))
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


def _bounded(duration_ms: int) -> int:
    return min(max(duration_ms, 1), frames.LONGEST_MS)
