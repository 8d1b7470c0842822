"""The rows of the table of actions that are about the palette and the colour mode. GUI thread, without Qt."""

from __future__ import annotations

from lunarcore_studio.ui.action_entry import Entry, line

_MENU = "Sprite/Palette"
_MODE = "Sprite/Colour mode"

COLOURS = (
    line(_MENU),
    Entry(
        "palette-recolour", _MENU, "Recolour the drawing…", "palette_panel.recolour",
        hint="With another palette, seen while you go over them. Or drop a palette on the drawing",
    ),
    Entry(
        "palette-remap", _MENU, "Remap the picture", "palette_panel.editing.remap",
        hint="Edited colours take their pixels along, others go to the nearest one",
    ),
    line(_MENU),
    Entry("palette-extract", _MENU, "Extract from the picture…", "palette_panel.editing.extract"),
    Entry(
        "palette-ramp", _MENU, "Insert ramp…", "palette_panel.editing.insert_ramp",
        hint="Between two colours that are chosen with Ctrl and a click",
    ),
    line(_MENU),
    Entry(
        "palette-sort-lightness", _MENU, "Sort by lightness", "palette_panel.editing.sort",
        argument="lightness", hint="What is chosen, or all",
    ),
    Entry(
        "palette-sort-hue", _MENU, "Sort by hue", "palette_panel.editing.sort", argument="hue",
        hint="What is chosen, or all",
    ),
    Entry(
        "palette-sort-use", _MENU, "Sort by use", "palette_panel.editing.sort", argument="use",
        hint="What is chosen, or all",
    ),
    line(_MENU),
    Entry("palette-merge", _MENU, "Merge duplicates", "palette_panel.editing.merge"),
    Entry("palette-unused", _MENU, "Remove unused colours", "palette_panel.editing.remove_unused"),
    line(_MENU),
    Entry(
        "palette-lock", _MENU, "Lock the palette", "palette_panel.editing.lock", checkable=True,
        hint="Nothing changes it until it is unlocked",
    ),
    Entry(
        "mode-rgba", _MODE, "RGBA", "palette_panel.editing.choose_mode", argument="rgba", checkable=True,
        group="mode", hint="Any colour may be drawn",
    ),
    Entry(
        "mode-indexed", _MODE, "Indexed", "palette_panel.editing.choose_mode", argument="indexed",
        checkable=True, group="mode", hint="Only colours of the palette; to edit one recolours its pixels",
    ),
)  # fmt: skip
