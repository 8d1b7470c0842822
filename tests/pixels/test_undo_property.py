"""Undo all then redo all passes the same states, whatever was done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lunarcore_studio.pixels import frames, layers
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.raster import Symmetry
from lunarcore_studio.pixels.selection import Selection, moved, paste
from lunarcore_studio.pixels.sprite import Layer, Sprite, Tag
from lunarcore_studio.pixels.tools import Hand, Modifiers, Stamp, ToolName
from lunarcore_studio.pixels.transforms import flipped

SIDE = 9
points = st.tuples(st.integers(-2, SIDE + 1), st.integers(-2, SIDE + 1))
keys = st.builds(lambda bits: Modifiers(bits), st.integers(0, 15))
hands = st.builds(
    Hand,
    tool=st.sampled_from(ToolName),
    foreground=st.sampled_from([*FALLBACK.colors[:4], (90, 0, 0, 100), (0, 0, 0, 0)]),
    background=st.sampled_from(FALLBACK.colors[4:6]),
    brush_size=st.integers(1, 3),
    symmetry=st.builds(lambda bits: Symmetry(bits), st.integers(0, 15)),
    filled=st.booleans(),
    pixel_perfect=st.booleans(),
    select_op=st.sampled_from(["replace", "add", "subtract", "intersect"]),
    tiled=st.booleans(),
    axis=st.none() | points,
    dither=st.sampled_from([0, 2, 4]),
    gradient_dither=st.sampled_from([0, 2, 8]),
    contiguous=st.booleans(),
    everywhere=st.booleans(),
    bends=st.integers(1, 2),
    brush_shape=st.sampled_from(["square", "round", "custom"]),
    stamp=st.none() | st.just(Stamp(FALLBACK.array[:6].reshape(2, 3, 4))),
    text=st.sampled_from(["", "Hi"]),
)
pictures = st.integers(0, 5).map(
    lambda seed: Sprite.from_pixels(
        FALLBACK.array[np.random.default_rng(seed).integers(0, 16, (SIDE, SIDE))], FALLBACK
    )
)


def digest(document: Document) -> str:
    parts = [document.sprite.digest.encode(), repr(document.sprite.palette.colors).encode()]
    parts.append(b"" if document.selection is None else document.selection.mask.tobytes())
    return hashlib.sha256(b"|".join(parts)).hexdigest()


@dataclass
class Session:
    """The document beside a plain list of what its history should hold."""

    document: Document = field(default_factory=lambda: Document(Sprite.blank(SIDE, SIDE)))
    states: list[str] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        self.states = [digest(self.document)]

    def step(self, made: bool) -> None:
        now = digest(self.document)
        assert made is (now != self.states[self.at])
        if made:
            self.states[self.at + 1 :] = [now]
            self.at += 1


Act = Callable[[Session], None]


def stroke(hand: Hand, path: list[tuple], button: str, ends: bool, lifts: bool) -> Act:
    """A gesture along `path`; with `lifts` the button goes up at every point, where only some go on."""

    def act(session: Session) -> None:
        (start, pressed), *way = path
        document, made = session.document, False
        document.stroke_begin(hand, start, button, pressed)  # type: ignore[arg-type]
        for point, modifiers in way:
            made = lifts and document.stroke_end()
            if not document.live:
                break
            document.stroke_to(point, modifiers)
        if ends:
            session.step(made or document.stroke_end() or document.stroke_finish())
        else:
            document.abort()
            session.step(made)

    return act


def proposal(sprites: list[Sprite], ends: bool) -> Act:
    def act(session: Session) -> None:
        for sprite in sprites:
            session.document.propose(sprite, "model")
        if ends:
            session.step(session.document.commit("Slide", "model"))
        else:
            session.document.abort()
            session.step(False)

    return act


def edit(kind: str, point: tuple[int, int]) -> Act:
    def act(session: Session) -> None:
        document = session.document
        pixels, selection = document.pixels, document.selection
        if kind == "flip":
            pixels, selection = flipped(pixels, selection, axis=1)
        elif kind == "nudge":
            pixels, selection = moved(pixels, selection, point)
        else:
            pixels, selection = paste(pixels, FALLBACK.array[:4].reshape(2, 2, 4), point)
        drawn = document.sprite.with_pixels(pixels, *document.place)
        session.step(document.apply(drawn, kind, selection=selection))

    return act


def travel(back: bool) -> Act:
    def act(session: Session) -> None:
        moved_on = session.document.undo() if back else session.document.redo()
        wanted = session.at + (-1 if back else 1)
        assert moved_on is (0 <= wanted < len(session.states))
        session.at = wanted if moved_on else session.at
        assert digest(session.document) == session.states[session.at]

    return act


def other(kind: str, point: tuple[int, int]) -> Act:
    def act(session: Session) -> None:
        document = session.document
        if kind == "select":
            session.step(document.select(Selection.rectangle((SIDE, SIDE), (*point, 4, 3))))
        else:
            palette = document.sprite.palette.added((point[0] + 9, point[1] + 9, 0, 255))
            session.step(document.apply(document.sprite.with_palette(palette), "Palette", "palette"))

    return act


def arrange(kind: str, to: int) -> Act:
    """Layers and frames come, go and change places, as far as they can."""

    def act(session: Session) -> None:
        document = session.document
        sprite, (layer, frame) = document.sprite, document.place
        arranged = {
            "layer": lambda: layers.layer_added(sprite, layer, Layer(f"Layer {to}", opacity=50 * to)),
            "copy": lambda: layers.layer_duplicated(sprite, layer),
            "merge": lambda: layers.merged_down(sprite, layer) if layer else sprite,
            "remove": lambda: layers.layer_removed(sprite, layer) if len(sprite.layers) > 1 else sprite,
            "raise": lambda: layers.layer_moved(sprite, layer, min(to, len(sprite.layers) - 1)),
            "blend": lambda: layers.with_layer(sprite, layer, blend="screen", locked=to > 3),
            "frame": lambda: frames.frame_copied(sprite, frame),
            "cut": lambda: frames.frame_removed(sprite, frame) if len(sprite.frames) > 1 else sprite,
            "later": lambda: frames.frame_moved(sprite, frame, min(to, len(sprite.frames) - 1)),
            "tag": lambda: frames.tag_added(sprite, Tag("tag", 0, frame)),
        }[kind]()
        session.step(document.apply(arranged, kind, place=(to, to)))

    return act


def go(place: tuple[int, int]) -> Act:
    """No step, whatever is open."""

    def act(session: Session) -> None:
        session.document.go_to(*place)
        session.step(False)

    return act


KINDS = ("layer", "copy", "merge", "remove", "raise", "blend", "frame", "cut", "later", "tag")
paths = st.lists(st.tuples(points, keys), min_size=1, max_size=5)
acts = st.one_of(
    st.builds(
        stroke,
        hands,
        paths,
        st.sampled_from(["left", "right"]),
        st.booleans() | st.just(True),
        st.booleans(),
    ),
    st.builds(proposal, st.lists(pictures, min_size=1, max_size=3), st.booleans()),
    st.builds(edit, st.sampled_from(["flip", "nudge", "paste"]), points),
    st.builds(other, st.sampled_from(["select", "palette"]), points),
    st.builds(travel, st.booleans()),
    st.builds(arrange, st.sampled_from(KINDS), st.integers(0, 4)),
    st.builds(go, st.tuples(st.integers(0, 3), st.integers(0, 3))),
)


@settings(max_examples=150)
@given(st.lists(acts, max_size=20))
def test_undo_all_then_redo_all_passes_identical_states(deeds: list[Act]) -> None:
    session = Session()
    for deed in deeds:
        deed(session)
    document = session.document
    while document.redo():
        session.at += 1
    assert digest(document) == session.states[-1]
    back, forth = [digest(document)], []
    while document.undo():
        back.append(digest(document))
    forth.append(digest(document))
    while document.redo():
        forth.append(digest(document))
    assert back[::-1] == forth == session.states
