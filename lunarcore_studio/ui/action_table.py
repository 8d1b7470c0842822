"""Every action of the window in one table: menus, tool buttons, tooltips and keys are all made from it.

GUI thread, but nothing here needs Qt. A handler is a path from the window, `files.save`; an argument is
handed to it. Actions of a `group` exclude each other. `brackets` are the keys of the second profile. A `held`
action is on as long as its key is down.
"""

from __future__ import annotations

from lunarcore_studio.ui.action_entry import Entry, line
from lunarcore_studio.ui.file_actions import FILE
from lunarcore_studio.ui.palette_table import COLOURS
from lunarcore_studio.ui.timeline_actions import PLAYING, TIMELINE

GRID_SIDES = (4, 8, 16, 32)  # pixels


def _tool(
    name: str, text: str, keys: tuple[str, ...], icon: str, hint: str = "", handler: str = "choose_tool"
) -> Entry:
    path = f"session.{handler}"
    return Entry(f"tool-{name}", "Edit/Tool", text, path, keys, None, icon, hint, name, True, "tool")


TOOLS = (
    _tool("pencil", "Pencil", ("B",), "pencil", "Right button: background. Shift and click: straight line"),
    _tool("spray", "Spray", ("Shift+B",), "dots-nine", "Hold still for more. Right button: background"),
    _tool("eraser", "Eraser", ("E",), "eraser", "Right button: foreground becomes background"),
    _tool("fill", "Fill", ("G",), "paint-bucket", "Right button: background"),
    _tool(
        "gradient", "Gradient", ("Shift+G",), "circle-half-tilt",
        "From foreground to background, right button the other way. Shift: clean angles",
    ),
    _tool("line", "Line", ("L",), "line-segment", "Shift: clean angles. Ctrl: from the centre"),
    _tool("curve", "Curve", ("Shift+L",), "path", "Drag a line, then bend it and click. Enter: as it is"),
    _tool("rectangle", "Rectangle", ("U",), "rectangle", "Again: outline or filled", "choose_shape"),
    _tool("ellipse", "Ellipse", ("Shift+U",), "circle", "Again: outline or filled", "choose_shape"),
    _tool(
        "polygon", "Polygon", ("Shift+D",), "polygon",
        "A click for each corner. Enter, or a click on the first or last one, ends it", "choose_shape",
    ),
    _tool("contour", "Contour", ("Shift+C",), "cloud", "A freehand line, closed and filled"),
    _tool("shade", "Shade", ("Shift+S",), "sun-dim", "Lighter by the palette's ramps. Right button: darker"),
    _tool("replace", "Replace colour", ("Shift+R",), "swap", "What is clicked takes the foreground colour"),
    _tool("text", "Text", ("Shift+T",), "text-t", "Write it here, then click where it goes"),
    _tool("eyedropper", "Eyedropper", ("I",), "eyedropper", "Or hold Alt. Right button: background"),
    _tool("select", "Rectangle select", ("M",), "selection", "Shift adds, Alt and Shift take away"),
    _tool(
        "select-ellipse", "Ellipse select", ("Shift+M",), "circle-dashed",
        "Shift adds, Alt and Shift take away",
    ),
    _tool("lasso", "Lasso", ("Q",), "scribble-loop", "Shift adds, Alt and Shift take away"),
    _tool(
        "select-polygon", "Polygon select", ("Shift+Q",), "line-segments",
        "A click for each corner. Enter, or a click on the first or last one, ends it",
    ),
    _tool("wand", "Magic wand", ("W",), "magic-wand", "Shift adds, Alt and Shift take away"),
    _tool(
        "move", "Move", ("V",), "arrows-out-cardinal",
        "Or hold Ctrl. Arrows move by one pixel. Alt while dragging turns",
    ),
    _tool("hand", "Hand", ("H",), "hand", "Or drag with the middle button, or hold Space"),
    _tool("zoom", "Zoom", ("Z",), "magnifying-glass", "Right button: out. The wheel zooms with any tool"),
)  # fmt: skip

EDIT = (
    Entry("undo", "Edit", "Undo", "edits.undo", ("Ctrl+Z",), icon="arrow-counter-clockwise"),
    Entry("redo", "Edit", "Redo", "edits.redo", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="arrow-clockwise"),
    line("Edit"),
    Entry("cut", "Edit", "Cut", "edits.cut", ("Ctrl+X", "Shift+Del")),
    Entry("copy", "Edit", "Copy", "edits.copy", ("Ctrl+C", "Ctrl+Ins")),
    Entry("paste", "Edit", "Paste", "edits.paste", ("Ctrl+V", "Shift+Ins")),
    Entry("delete", "Edit", "Delete", "edits.delete", ("Del", "Backspace")),
    line("Edit"),
    Entry("fill-selection", "Edit", "Fill selection", "selections.fill", ("F",)),
    Entry("stroke-selection", "Edit", "Stroke selection", "selections.stroke", ("S",)),
    Entry("outline", "Edit/Outline", "Outline", "selections.outline", ("Shift+O",), argument="sides"),
    Entry(
        "outline-corners", "Edit/Outline", "Outline with corners", "selections.outline", argument="corners",
    ),
    Entry("hue", "Edit", "Hue and saturation…", "adjusting.hue", ("Ctrl+U",)),
    Entry("contrast", "Edit", "Brightness and contrast…", "adjusting.contrast"),
    Entry("posterise", "Edit", "Posterise…", "adjusting.posterise", hint="Fewer tones"),
    line("Edit"),
    *TOOLS,
    Entry(
        "brush-larger", "Edit/Brush", "Larger", "session.step_brush", ("+", "="), ("]", "+", "="), argument=1,
    ),
    Entry("brush-smaller", "Edit/Brush", "Smaller", "session.step_brush", ("-",), ("[", "-"), argument=-1),
    Entry(
        "brush-pressure", "Edit/Brush", "Size by pen pressure", "brushes.size_by_pressure", checkable=True,
        hint="A pen that is pressed lightly draws thinner",
    ),
    Entry(
        "brush-take", "Edit/Brush", "From the selection", "brushes.take", ("Ctrl+B",),
        hint="Stamp with what is selected",
    ),
    Entry("color-next", "Edit/Colour", "Next colour", "session.step_color", ("]", "0"), ("0",), argument=1),
    Entry(
        "color-back", "Edit/Colour", "Previous colour", "session.step_color", ("[", "9"), ("9",), argument=-1
    ),
    Entry("color-swap", "Edit/Colour", "Swap foreground and background", "session.swap_colors", ("X",)),
    Entry(
        "color-foreground", "Edit/Colour", "Choose foreground…", "palette_panel.edit_hand",
        argument="foreground",
    ),
    Entry(
        "color-background", "Edit/Colour", "Choose background…", "palette_panel.edit_hand",
        argument="background",
    ),
    line("Edit"),
    Entry(
        "keys-aseprite", "Edit/Keys", "As in Aseprite", "views.choose_profile",
        argument="aseprite", checkable=True, group="profile",
    ),
    Entry(
        "keys-brackets", "Edit/Keys", "Brackets change the brush", "views.choose_profile",
        argument="brackets", checkable=True, group="profile",
    ),
    line("Edit/Keys"),
    Entry("shortcuts", "Edit/Keys", "Keyboard shortcuts…", "studio.edit_shortcuts", ("Ctrl+Alt+Shift+K",)),
    Entry("commands", "Edit", "Command palette…", "studio.find_action", ("Ctrl+Space",)),
    Entry("preferences", "Edit", "Preferences…", "studio.edit_preferences", ("Ctrl+K",)),
)  # fmt: skip

SPRITE = (
    Entry(
        "flip-horizontal", "Sprite", "Flip horizontally", "edits.flip_horizontal", ("Shift+H",),
        icon="arrows-left-right", hint="What is selected, or the sprite",
    ),
    Entry(
        "flip-vertical", "Sprite", "Flip vertically", "edits.flip_vertical", ("Shift+V",),
        icon="arrows-down-up", hint="What is selected, or the sprite",
    ),
    Entry(
        "turn-right", "Sprite/Rotate", "Turn right", "selections.turn_quarters", icon="arrow-clockwise",
        argument=1, hint="By 90 degrees: what is selected, or the sprite",
    ),
    Entry(
        "turn-left", "Sprite/Rotate", "Turn left", "selections.turn_quarters", icon="arrow-counter-clockwise",
        argument=-1, hint="By 90 degrees: what is selected, or the sprite",
    ),
    Entry("turn-around", "Sprite/Rotate", "Turn around", "selections.turn_quarters", argument=2),
    Entry(
        "scale-2", "Sprite/Scale", "Double", "selections.scale", icon="corners-out", argument=2,
        hint="Every pixel becomes four: of what is selected, or of the sprite",
    ),
    Entry("scale-3", "Sprite/Scale", "Triple", "selections.scale", argument=3),
    Entry("scale-4", "Sprite/Scale", "Fourfold", "selections.scale", argument=4),
    Entry(
        "scale-half", "Sprite/Scale", "Half", "selections.scale", icon="corners-in", argument=-2,
        hint="Keep every second pixel: of what is selected, or of the sprite",
    ),
    Entry("scale-third", "Sprite/Scale", "Third", "selections.scale", argument=-3),
    Entry("scale-fourth", "Sprite/Scale", "Fourth", "selections.scale", argument=-4),
    Entry(
        "canvas-size", "Sprite", "Canvas size…", "canvas_sizes.ask", ("C",),
        hint="More room around the drawing, or less",
    ),
    Entry("crop", "Sprite", "Crop to selection", "canvas_sizes.crop", icon="crop"),
    Entry("trim", "Sprite", "Trim", "canvas_sizes.trim", hint="Cut off the edges where nothing is drawn"),
    line("Sprite"),
    Entry(
        "tiled", "Sprite", "Tiled drawing", "brushes.draw_tiled", icon="grid-four", checkable=True,
        hint="What leaves the drawing at one side comes in at the other",
    ),
    Entry(
        "mirror-vertical", "Sprite/Symmetry", "Left and right", "views.toggle_symmetry",
        icon="square-half", argument="VERTICAL", checkable=True, hint="Mirror every mark left and right",
    ),
    Entry(
        "mirror-horizontal", "Sprite/Symmetry", "Top and bottom", "views.toggle_symmetry",
        icon="square-half", argument="HORIZONTAL", checkable=True, hint="Mirror every mark top and bottom",
    ),
    Entry(
        "mirror-diagonal", "Sprite/Symmetry", "Falling diagonal", "views.toggle_symmetry",
        icon="line-segment", argument="DIAGONAL", checkable=True,
        hint="Mirror every mark in the diagonal from the top left",
    ),
    Entry(
        "mirror-antidiagonal", "Sprite/Symmetry", "Rising diagonal", "views.toggle_symmetry",
        icon="line-segment", argument="ANTIDIAGONAL", checkable=True,
        hint="Mirror every mark in the diagonal from the bottom left",
    ),
    line("Sprite/Symmetry"),
    Entry(
        "mirror-centre", "Sprite/Symmetry", "Axes to the middle", "brushes.centre_axes",
        hint="Drag the grips at their ends to move them",
    ),
    line("Sprite"),
    *TIMELINE,
    line("Sprite"),
    Entry("open-palette", "Sprite/Palette", "Open palette…", "palette_panel.files.open"),
    Entry("save-palette", "Sprite/Palette", "Save palette…", "palette_panel.files.save"),
    *COLOURS,
)  # fmt: skip

SELECT = (
    Entry("select-all", "Select", "All", "edits.select_all", ("Ctrl+A",)),
    Entry("deselect", "Select", "Deselect", "edits.deselect", ("Ctrl+D",)),
    Entry("reselect", "Select", "Reselect", "edits.reselect", ("Ctrl+Shift+D",)),
    Entry("invert", "Select", "Invert", "edits.invert", ("Ctrl+Shift+I",)),
    line("Select"),
    Entry("select-color", "Select", "All of the foreground colour", "selections.select_color"),
)

VIEW = (
    *(
        Entry(f"zoom-{zoom}", "View/Zoom", f"{zoom} %", "canvas.set_zoom", (str(key),), argument=zoom // 100)
        for key, zoom in enumerate((100, 200, 400, 800, 1600, 3200), start=1)
    ),
    Entry("fit", "View", "Fit to window", "canvas.fit", ("Ctrl+0",)),
    Entry("centre", "View", "Centre", "canvas.centre", ("Shift+Z",)),
    line("View"),
    *PLAYING,
    Entry(
        "pixel-grid", "View", "Pixel grid", "views.toggle_pixel_grid", ("Ctrl+Shift+'", 'Ctrl+"'),
        checkable=True,
    ),
    Entry("tile-grid", "View", "Grid", "views.toggle_tile_grid", ("Ctrl+'",), checkable=True),
    *(
        Entry(
            f"grid-{side}", "View/Grid size", f"{side} × {side}", "views.set_grid", argument=side,
            checkable=True, group="grid", hint="Pixels between lines, and by which Shift and an arrow move",
        )
        for side in GRID_SIDES
    ),
    Entry("grid-other", "View/Grid size", "Other grid size…", "views.ask_grid"),
    Entry(
        "reference", "View", "Reference image…", "references.ask",
        hint="A picture to draw after, behind the drawing and no part of it. Or drop one with Alt",
    ),
    Entry("preview", "View", "Preview window", "views.toggle_preview", ("F7",), hint="At its own size"),
    Entry("hide-extras", "View", "Hide extras", "views.toggle_extras", ("Ctrl+H",), checkable=True),
    Entry(
        "model-picture", "View", "Model's picture", "model.show_picture", ("T",), checkable=True, held=True,
        hint="The model's picture in place of the drawing",
    ),
    line("View"),
    Entry(
        "theme-dark", "View/Theme", "Dark", "views.choose_theme", argument="dark",
        checkable=True, group="theme",
    ),
    Entry(
        "theme-light", "View/Theme", "Light", "views.choose_theme", argument="light",
        checkable=True, group="theme",
    ),
)  # fmt: skip

MODEL = (
    Entry("take", "Model", "Take the reconstruction", "model.take", ("Ctrl+R",)),
    Entry("dice", "Model", "Dice: a new sample", "model.dice", ("D",), icon="dice-five"),
    Entry("another", "Model", "Another like this", "model.another"),
    Entry("another-frame", "Model", "Another as a new frame", "model.another_frame"),
    line("Model"),
    Entry(
        "cell-follows", "Model", "Cell follows the hand", "model.let_cell_follow", checkable=True,
        hint="Of a larger drawing, the model sees the cell you draw in. Drag its grip to put it anywhere",
    ),
    line("Model"),
    Entry("make-slider", "Model", "Make a slider from these…", "axes.make_slider"),
    Entry("make-alike", "Model", "Make this like these…", "axes.make_alike"),
    line("Model"),
    Entry("train", "Model", "Train on my sprites…", "training.open"),
    Entry("open-model", "Model", "Open model folder…", "model.open_folder"),
    Entry("shipped-model", "Model", "Shipped model", "model.use_shipped"),
    Entry("restart-engine", "Model", "Restart engine", "model.restart"),
)  # fmt: skip

HELP = (
    Entry(
        "report", "Help", "Report a problem…", "studio.report_problem",
        hint="Versions, settings and the log, to be copied: nothing is sent",
    ),
    Entry("about", "Help", "About LunarCore Studio", "studio.show_about"),
)  # fmt: skip

TABLE: tuple[Entry, ...] = (*FILE, *EDIT, *SPRITE, *SELECT, *VIEW, *MODEL, *HELP)
MENUS = ("&File", "&Edit", "&Sprite", "Se&lect", "&View", "&Model", "&Help")
