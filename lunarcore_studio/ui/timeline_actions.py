"""The actions of the timeline, a part of the table of actions. GUI thread, but nothing here needs Qt."""

from __future__ import annotations

from lunarcore_studio.ui.action_entry import Entry, line

_LAYER, _FRAME, _TAG = "Sprite/Layer", "Sprite/Frame", "Sprite/Tag"

TIMELINE = (
    line("Sprite"),
    Entry("layer-add", _LAYER, "New layer", "timeline.layers.add", ("Shift+N",), icon="plus"),
    Entry("layer-duplicate", _LAYER, "Duplicate layer", "timeline.layers.duplicate", icon="copy"),
    Entry(
        "layer-merge", _LAYER, "Merge down", "timeline.layers.merge_down", icon="arrow-line-down",
        hint="This layer and the one below become one, in all frames",
    ),
    Entry("layer-delete", _LAYER, "Delete layer", "timeline.layers.delete", icon="trash"),
    line(_LAYER),
    Entry("layer-rename", _LAYER, "Rename layer…", "timeline.rename_layer", ("Shift+P",)),
    Entry("layer-visible", _LAYER, "Show or hide layer", "timeline.layers.toggle_visible", ("Shift+X",)),
    Entry("layer-lock", _LAYER, "Lock or unlock layer", "timeline.layers.toggle_lock"),
    line(_LAYER),
    Entry("layer-raise", _LAYER, "Move layer up", "timeline.layers.raise_by", argument=1),
    Entry("layer-lower", _LAYER, "Move layer down", "timeline.layers.raise_by", argument=-1),
    line(_LAYER),
    Entry("layer-above", _LAYER, "Layer above", "timeline.layers.go", ("Alt+Up",), argument=1),
    Entry("layer-below", _LAYER, "Layer below", "timeline.layers.go", ("Alt+Down",), argument=-1),
    Entry(
        "frame-add", _FRAME, "New frame", "timeline.frames.add", ("Alt+N",), icon="plus",
        hint="A copy of this one, behind it",
    ),
    Entry("frame-add-empty", _FRAME, "New empty frame", "timeline.frames.add_empty", ("Alt+B",)),
    Entry("frame-delete", _FRAME, "Delete frame", "timeline.frames.delete", ("Alt+C",), icon="trash"),
    line(_FRAME),
    Entry("frame-duration", _FRAME, "Duration…", "timeline.ask_duration", ("P",)),
    Entry("frame-durations", _FRAME, "All frames as long as this one", "timeline.frames.equal_durations"),
    line(_FRAME),
    Entry("frame-earlier", _FRAME, "Move frame back", "timeline.frames.shift", argument=-1),
    Entry("frame-later", _FRAME, "Move frame on", "timeline.frames.shift", argument=1),
    line(_FRAME),
    Entry(
        "frame-previous", _FRAME, "Previous frame", "timeline.frames.go", (",", "Alt+Left"), argument=-1,
    ),
    Entry("frame-next", _FRAME, "Next frame", "timeline.frames.go", (".", "Alt+Right"), argument=1),
    Entry("frame-first", _FRAME, "First frame", "timeline.frames.go_to_end", ("Home",), argument=False),
    Entry("frame-last", _FRAME, "Last frame", "timeline.frames.go_to_end", ("End",), argument=True),
    Entry(
        "tag-add", _TAG, "New tag…", "timeline.add_tag", icon="tag",
        hint="Name a run of frames that begins at this one",
    ),
    Entry("tag-edit", _TAG, "Change tag…", "timeline.edit_tag"),
    Entry("tag-delete", _TAG, "Delete tag", "timeline.delete_tag"),
)  # fmt: skip

PLAYING = (
    Entry("timeline", "View", "Timeline", "layout_of_docks.toggle_timeline", ("Tab",)),
    Entry(
        "play", "View", "Play or stop", "timeline.playback.toggle", ("Return", "Enter"),
        hint="The tag around this frame, or all frames",
    ),
    Entry(
        "play-all", "View", "Play all frames", "timeline.playback.toggle_all",
        ("Shift+Return", "Shift+Enter"),
    ),
    Entry(
        "onion", "View", "Onion skin", "timeline.show_onion", ("F3",), checkable=True,
        hint="The frames beside the active one, faint: red before, blue after",
    ),
    line("View"),
)  # fmt: skip

# These keys mean something else where a hand writes or goes from button to button.
KEYS_ON_CANVAS = ("timeline", "play", "play-all", "frame-first", "frame-last")
