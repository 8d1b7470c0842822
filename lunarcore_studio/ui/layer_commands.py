"""The commands of the layers, each one step of history. GUI thread only."""

from __future__ import annotations

from typing import Any

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels import layers
from lunarcore_studio.pixels.blending import Blend
from lunarcore_studio.pixels.sprite import Layer, Sprite
from lunarcore_studio.ui.session import Session


class LayerCommands:
    """Acts on the active layer of the session's document, or on the one that is named."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self) -> None:
        """An empty layer above the active one, and the hand on it."""
        sprite, layer = self._session.document.sprite, self._session.document.layer
        added = layers.layer_added(sprite, layer + 1, Layer(layers.unused_name(sprite)))
        self._apply(added, mark("New layer"), layer + 1)

    def duplicate(self) -> None:
        """A copy above the active layer, and the hand on it."""
        layer = self._session.document.layer
        self._apply(
            layers.layer_duplicated(self._session.document.sprite, layer), mark("Duplicate layer"), layer + 1
        )

    def delete(self) -> None:
        """The active layer goes, with its pictures in all frames; the last one stays."""
        document = self._session.document
        if len(document.sprite.layers) == 1:
            self._session.tell(say("A drawing has at least one layer."))
            return
        self._apply(
            layers.layer_removed(document.sprite, document.layer),
            mark("Delete layer"),
            max(0, document.layer - 1),
        )

    def merge_down(self) -> None:
        """The active layer and the one below become one, in all frames."""
        document = self._session.document
        layer, facts = document.layer, document.sprite.layers
        if layer == 0:
            self._session.tell(say("There is no layer below this one."))
        elif not (facts[layer].editable and facts[layer - 1].editable):
            self._session.tell(say("A hidden or locked layer can not be merged."))
        else:
            self._apply(layers.merged_down(document.sprite, layer), mark("Merge down"), layer - 1)

    def raise_by(self, steps: int) -> None:
        """The active layer goes up, or down, as far as there are others."""
        document = self._session.document
        self.move(document.layer, min(len(document.sprite.layers) - 1, max(0, document.layer + steps)))

    def move(self, layer: int, to: int) -> None:
        """A layer goes to another height, and the hand with it."""
        if to != layer:
            self._apply(layers.layer_moved(self._session.document.sprite, layer, to), mark("Move layer"), to)

    def rename(self, layer: int, name: str) -> None:
        """Another name; an empty one changes nothing."""
        if name.strip():
            self._change(layer, mark("Rename layer"), name=name.strip())

    def set_blend(self, blend: Blend) -> None:
        """How the active layer mixes with what is below."""
        self._change(self._session.document.layer, mark("Blend layer"), blend=blend)

    def pull_opacity(self, opacity: int) -> None:
        """Show the active layer's opacity, 0..255, while a hand pulls; `keep_opacity` makes it a step."""
        document = self._session.document
        document.propose(
            layers.with_layer(document.ground, document.layer, opacity=opacity),
            "hand",
            label=mark("Layer opacity"),
        )

    def keep_opacity(self) -> None:
        """The hand has let go of the opacity."""
        if self._session.document.gesture == "Layer opacity":
            self._session.document.commit(mark("Layer opacity"))

    def toggle_visible(self, layer: int | None = None) -> None:
        """Show or hide a layer; without one, the active layer."""
        at = self._session.document.layer if layer is None else layer
        shown = not self._session.document.sprite.layers[at].visible
        self._change(at, mark("Show layer") if shown else mark("Hide layer"), visible=shown)

    def toggle_lock(self, layer: int | None = None) -> None:
        """Lock or unlock a layer; without one, the active layer."""
        at = self._session.document.layer if layer is None else layer
        locked = not self._session.document.sprite.layers[at].locked
        self._change(at, mark("Lock layer") if locked else mark("Unlock layer"), locked=locked)

    def go(self, steps: int) -> None:
        """The hand goes to a layer above, or below; around the ends."""
        document = self._session.document
        document.go_to((document.layer + steps) % len(document.sprite.layers), document.frame)

    def _change(self, layer: int, label: str, **fields: Any) -> None:
        document = self._session.document
        document.apply(layers.with_layer(document.sprite, layer, **fields), label)

    def _apply(self, sprite: Sprite, label: str, layer: int) -> None:
        self._session.document.apply(sprite, label, place=(layer, self._session.document.frame))
