"""One row of the table of actions. GUI thread, but nothing here needs Qt.

The table is in English; `name` and `place` are in the chosen language.
"""

from __future__ import annotations

from dataclasses import dataclass

from lunarcore_studio.language import say


@dataclass(frozen=True)
class Entry:
    """One action; a `menu` of "Edit/Tool" is a submenu. An entry without id is a line in its menu."""

    id: str
    menu: str
    text: str = ""
    handler: str = ""
    keys: tuple[str, ...] = ()
    brackets: tuple[str, ...] | None = None
    icon: str = ""
    hint: str = ""
    argument: object = None
    checkable: bool = False
    group: str = ""
    held: bool = False

    @property
    def name(self) -> str:
        """The text without its ellipsis in the chosen language, as a tooltip and a screen reader say it."""
        return say(self.text).rstrip("… ")

    @property
    def place(self) -> str:
        """Where it stands in the menus: "Edit › Tool"."""
        return " › ".join(map(say, self.menu.split("/")))

    def keys_in(self, profile: str) -> tuple[str, ...]:
        """The keys under a profile, "aseprite" or "brackets"."""
        return self.brackets if profile == "brackets" and self.brackets is not None else self.keys


def line(menu: str) -> Entry:
    """A separating line in a menu."""
    return Entry("", menu)
