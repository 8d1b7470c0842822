"""A recorded hand on the whole window: every line is a mouse, a key, an action or a drop.

The format is that of the other recordings (see conftest), the verbs are those of a window. GUI thread only.

    canvas 8x8 #d04648 #6daa2c       a blank drawing and its palette (first line)
    hand foreground=#d04648          what the next strokes are drawn with
    drag left 3,3 5,5                a stroke; `drag right+alt` holds a key and the other button
    swatch 2 ctrl                    a click on a colour of the palette, with keys
    swatch-drag 0 3                  a colour is dragged behind another one
    keys swatches Alt+Right Delete   keys, with the focus on `swatches` or on the `canvas`
    edit 1 #3cb446                   a colour of the palette is typed into its editor
    dialog count=4 recolours=on      what the dialog of the next action is told; `dismiss` leaves it
    action palette-merge             an action, as its menu entry runs it
    click lock                       a button of the palette panel
    drop #203040 #e0f0c0             a palette file is dropped on the drawing; `hover` takes it away again
    known 3 take                     the third known palette of the list, taken or (`leave`) not
    expect 0011223344556677          digest of the whole drawing and its palette at this place
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QSlider

from lunarcore_studio.pixels.color import from_hex
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import ToolName
from tests.replay.timeline import whole_digest
from tests.ui.studio import ALT, CTRL, LEFT, PLAIN, RIGHT, SHIFT, Studio, await_active, send_move

BUTTONS = {"left": LEFT, "right": RIGHT}
HELD = {"ctrl": CTRL, "shift": SHIFT, "alt": ALT}


class WindowReplay:
    """Leads a hand through a recording; `expected` and `found` are its digests."""

    def __init__(self, studio: Studio, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.studio, self._folder, self._patch = studio, folder, patch
        self.expected: list[str] = []
        self.found: list[str] = []

    def run(self, path: Path) -> None:
        for line in path.read_text(encoding="utf-8").splitlines():
            verb, *words = line.split() or ["#"]
            if verb != "#":
                deed: Callable[..., None] = getattr(self, f"_{verb.replace('-', '_')}")
                deed(*words)

    @property
    def _grid(self) -> Any:
        return self.studio.window.palette_panel.swatches

    def _canvas(self, size: str, *colors: str) -> None:
        width, height = (int(part) for part in size.split("x"))
        palette = Palette(tuple(map(from_hex, colors)), "Recorded")
        self.studio.document.replace(Sprite.blank(width, height, palette), None)
        self.studio.session.set_settings(palette_locked=False)
        self.studio.session.set_hand(tool=ToolName.PENCIL, foreground=palette.colors[0], brush_size=1)

    def _hand(self, *fields: str) -> None:
        named = dict(field.split("=") for field in fields)
        self.studio.session.set_hand(**{name: from_hex(color) for name, color in named.items()})

    def _drag(self, hand: str, *points: str) -> None:
        places = [(int(x), int(y)) for x, y in (point.split(",") for point in points)]
        (button, *names), keys = hand.split("+"), PLAIN
        for name in names:
            keys |= HELD[name]
        self.studio.drag(places, BUTTONS[button], keys)

    def _swatch(self, index: str, held: str = "") -> None:
        QTest.mouseClick(self._grid, LEFT, HELD.get(held, PLAIN), self._grid.place(int(index)).center())

    def _swatch_drag(self, index: str, behind: str) -> None:
        start, end = (self._grid.place(int(place)).center() for place in (index, behind))
        QTest.mousePress(self._grid, LEFT, pos=start)
        send_move(self._grid, (start + end) / 2, LEFT, PLAIN)
        send_move(self._grid, end + QPoint(self._grid.side // 3, 0), LEFT, PLAIN)
        QTest.mouseRelease(self._grid, LEFT, pos=end)

    def _keys(self, focus: str, *names: str) -> None:
        # a popup that was closed before may have taken the keys along
        self.studio.window.activateWindow()
        await_active(self.studio.window)
        (self._grid if focus == "swatches" else self.studio.canvas).setFocus()
        for name in names:
            press = QKeySequence(name)[0]
            self.studio.key(press.key(), press.keyboardModifiers())

    def _edit(self, index: str, color: str) -> None:
        editor = self.studio.window.palette_panel.edit_swatch(int(index))
        assert editor is not None
        editor.hex.selectAll()
        QTest.keyClicks(editor.hex, color)
        QTest.keyClick(editor.hex, Qt.Key.Key_Return)

    def _dialog(self, *answers: str) -> None:
        def answer(dialog: Any) -> None:
            for name, value in (word.split("=") for word in answers if word != "dismiss"):
                control = getattr(dialog, name, None) or dialog.sliders[name]
                if isinstance(control, QCheckBox):
                    control.setChecked(value == "on")
                else:
                    assert isinstance(control, QSlider)
                    control.setValue(int(value))
            dialog.done(QDialog.DialogCode.Rejected if "dismiss" in answers else QDialog.DialogCode.Accepted)

        self._patch.setattr(QDialog, "exec", answer)

    def _action(self, name: str) -> None:
        self.studio.window.actions_by_id[name].trigger()

    def _click(self, name: str) -> None:
        QTest.mouseClick(getattr(self.studio.window.palette_panel, name), LEFT)

    def _dragged(self, colors: tuple[str, ...]) -> QMimeData:
        path = self._folder / "dropped.hex"
        path.write_text("\n".join(color.removeprefix("#") for color in colors))
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        return mime

    def _drop(self, *colors: str) -> None:
        self.studio.drop(self._dragged(colors))

    def _hover(self, *colors: str) -> None:
        window, mime, before = self.studio.window, self._dragged(colors), self.studio.document.sprite
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(window.rect().center(), copy, mime, LEFT, PLAIN)
        QApplication.sendEvent(window, enter)
        assert self.studio.document.sprite != before
        QApplication.sendEvent(window, QDragLeaveEvent())

    def _known(self, row: str, end: str) -> None:
        panel = self.studio.window.palette_panel
        panel.recolour()
        assert panel.recolours is not None
        for _ in range(int(row)):
            QTest.keyClick(panel.recolours.list, Qt.Key.Key_Down)
        key = Qt.Key.Key_Return if end == "take" else Qt.Key.Key_Escape
        QTest.keyClick(panel.recolours.list, key)

    def _expect(self, digest: str) -> None:
        self.expected.append(digest)
        self.found.append(whole_digest(self.studio.document))
