"""What can be done to the frames and tags of a sprite, each outcome a new sprite. Any thread; pure.

Frames are counted from 0. A tag goes with its frames: it grows when one comes into it or is copied at its
end, shrinks when one goes, and goes with its last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.indexed import brought
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite, Tag

LONGEST_MS = 65_535  # as .aseprite keeps it


def frame_copied(sprite: Sprite, index: int) -> Sprite:
    """A copy of a frame behind it, in all layers, with its duration."""
    return _inserted(sprite, index, [index])


def frames_copied(sprite: Sprite, run: range) -> Sprite:
    """Copies of a run of frames behind its last one, in all layers, with their durations."""
    return _inserted(sprite, run[-1], run)


def frame_added(sprite: Sprite, index: int) -> Sprite:
    """An empty frame behind the frame `index`, with its duration."""
    return _inserted(sprite, index, [None])


def pictures_added(
    sprite: Sprite, index: int, pictures: Sequence[Pixels], layer: int, duration_ms: int
) -> Sprite:
    """Frames behind the frame `index`, each with one of `pictures`, uint8 (H, W, 4), on `layer`.

    An indexed sprite takes them in its palette's colours.
    """
    if sprite.mode == "indexed":
        pictures = [brought(picture, sprite.palette) for picture in pictures]
    out = _inserted(sprite, index, [None] * len(pictures))
    cels = dict(out.cels)
    for at, picture in enumerate(pictures, start=index + 1):
        cels[layer, at] = Cel(picture)
    durations = dict.fromkeys(range(index + 1, index + 1 + len(pictures)), duration_ms)
    return replace(with_durations(out, durations), cels=cels)


def frame_removed(sprite: Sprite, index: int) -> Sprite:
    """Without a frame and its pictures; ValueError for the only one."""
    order = [frame for frame in range(len(sprite.frames)) if frame != index]
    tags = []
    for tag in sprite.tags:
        last = tag.last - (index <= tag.last)
        if last >= (first := tag.first - (index < tag.first)):
            tags.append(replace(tag, first=first, last=last))
    return _arranged(replace(sprite, tags=()), order, index, tuple(tags))


def frames_removed(sprite: Sprite, run: range) -> Sprite:
    """Without a run of frames and their pictures; ValueError for all of them."""
    for index in reversed(run):
        sprite = frame_removed(sprite, index)
    return sprite


def frame_moved(sprite: Sprite, index: int, to: int) -> Sprite:
    """A frame at another place; `to` is its index afterwards. Tags stay where they are."""
    order = list(range(len(sprite.frames)))
    order.insert(to, order.pop(index))
    return _arranged(sprite, order, index, sprite.tags)


def with_durations(sprite: Sprite, durations_ms: dict[int, int]) -> Sprite:
    """Frames by index with other durations; ValueError unless each is 1..65535 ms."""
    if any(not 1 <= duration <= LONGEST_MS for duration in durations_ms.values()):
        raise ValueError(f"A frame lasts 1 to {LONGEST_MS} ms.")
    frames = tuple(
        Frame(durations_ms.get(index, frame.duration_ms)) for index, frame in enumerate(sprite.frames)
    )
    return sprite if frames == sprite.frames else replace(sprite, frames=frames)


def tag_added(sprite: Sprite, tag: Tag) -> Sprite:
    """One tag more, the tags in the order of their frames."""
    return replace(sprite, tags=_sorted((*sprite.tags, tag)))


def tag_changed(sprite: Sprite, index: int, tag: Tag) -> Sprite:
    """Another tag in place of one."""
    return replace(sprite, tags=_sorted((*sprite.tags[:index], tag, *sprite.tags[index + 1 :])))


def tag_removed(sprite: Sprite, index: int) -> Sprite:
    """Without a tag; its frames stay."""
    return replace(sprite, tags=(*sprite.tags[:index], *sprite.tags[index + 1 :]))


def tag_of(sprite: Sprite, frame: int) -> int | None:
    """The index of the shortest tag around a frame; None where there is none."""
    around = [
        (tag.last - tag.first, at) for at, tag in enumerate(sprite.tags) if tag.first <= frame <= tag.last
    ]
    return min(around)[1] if around else None


def _sorted(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    return tuple(sorted(tags, key=lambda tag: (tag.first, -tag.last)))


def _inserted(sprite: Sprite, index: int, sources: Sequence[int | None]) -> Sprite:
    """Frames behind the frame `index`: copies of frames, or empty ones for None."""
    count = len(sources)
    order = [*range(index + 1), *sources, *range(index + 1, len(sprite.frames))]
    tags = tuple(
        replace(
            tag, first=tag.first + count * (index < tag.first), last=tag.last + count * (index <= tag.last)
        )
        for tag in sprite.tags
    )
    return _arranged(replace(sprite, tags=()), order, index, tags)


def _arranged(sprite: Sprite, order: Sequence[int | None], usual: int, tags: tuple[Tag, ...]) -> Sprite:
    """The frames that `order` names; an empty one, for None, lasts as long as the frame `usual`."""
    frames = tuple(sprite.frames[usual if was is None else was] for was in order)
    cels = {
        (layer, at): sprite.cels[layer, was]
        for at, was in enumerate(order)
        for layer in range(len(sprite.layers))
        if was is not None and (layer, was) in sprite.cels
    }
    return replace(sprite, frames=frames, cels=cels, tags=tags)
