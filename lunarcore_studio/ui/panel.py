"""The frame of every panel: a dock whose title row is ours, its buttons at the right. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetItem,
)

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme


def tip(name: str, key: str = "", hint: str = "") -> str:
    """A tooltip: the name, its key in brackets, and a hint on a second line; both may be marked."""
    first = f"{say(name)}  ({say(key)})" if key else say(name)
    return f"{first}\n{say(hint)}" if hint else first


def describe(widget: QWidget, name: str, key: str = "", hint: str = "") -> None:
    """Tell what a control is: tooltip with its key, accessible name and description."""
    widget.setToolTip(tip(name, key, hint))
    widget.setAccessibleName(say(name))
    if hint:
        widget.setAccessibleDescription(say(hint))


def action_button(action: QAction, side: int = theme.SMALL_BUTTON) -> QToolButton:
    """A square icon button for an action: reached by Tab, no ring after a mouse click."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setFixedSize(side, side)
    button.setIconSize(QSize(theme.ICON, theme.ICON))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    name = action.text().replace("&", "").rstrip("… ")
    button.setAccessibleName(name)
    if not action.toolTip() or action.toolTip() == action.iconText():
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(tip(name, key))
    return button


class TitleRow(QWidget):
    """24 pixels: the panel's name at the left, its actions as small buttons at the right.

    Also of use inside a panel, as the head of a section.
    """

    def __init__(self, title: str, actions: Sequence[QAction] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.TITLE)
        self.label = QLabel(say(title))
        theme.set_role(self.label, "title")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PANEL_MARGIN, 0, theme.TIGHT, 0)
        row.setSpacing(0)
        row.addWidget(self.label)
        row.addStretch(1)
        for action in actions:
            row.addWidget(action_button(action))
        self._has_actions = bool(actions)

    def set_tabbed(self, tabbed: bool) -> None:
        """Leave the name to the tab; without buttons there is then no row at all."""
        if self.label.isHidden() != tabbed:
            self.label.setHidden(tabbed)
            self.setFixedHeight(theme.TITLE if self._has_actions or not tabbed else theme.TIGHT)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        # A dock asks only for the hint, and would make the row as low as its text.
        return QSize(super().sizeHint().width(), self.maximumHeight())


class PanelBody(QWidget):
    """All of a panel but its title; it passes on that `content` wants room only when it wants other room.

    Qt lays the whole window with all its docks out anew whenever a label anywhere within says something else,
    which the answer to every stroke does. So there is no layout here that would pass it on.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self, "panel")
        content.setParent(self)
        self._content, self._item = content, QWidgetItem(content)
        self._wants = self._sizes()

    def sizeHint(self) -> QSize:
        return self._item.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._item.minimumSize()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._wants != self._sizes():
            self._wants = self._sizes()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._content.setGeometry(self.rect())

    def _sizes(self) -> tuple[QSize, QSize]:
        return self.sizeHint(), self.minimumSizeHint()


class PanelFrame(QDockWidget):
    """A dock around `widget`: can be moved, tabbed, floated and hidden; the title row is the handle.

    The content gets the whole frame and brings its margins of 8 pixels. A widget that has a method
    `title_actions() -> list[QAction]` gets these in the title row.
    """

    def __init__(
        self,
        title: str,
        widget: QWidget,
        actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say(title), parent)
        self.setObjectName(f"dock-{title.lower().replace(' ', '-')}")
        own = getattr(widget, "title_actions", None)
        self.title_row = TitleRow(title, [*actions, *(own() if own else ())])
        self.title_row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self.title_row, "panel")
        self.setTitleBarWidget(self.title_row)
        body = PanelBody(widget)
        self.setWidget(body)
        self.content = widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Qt tells nobody when a dock comes to share its place with others, but it is resized by it.
        super().resizeEvent(event)
        self.heed_tabs()

    def heed_tabs(self) -> None:
        """Leave the name to the tab where the dock shares its place."""
        window = self.parent()
        shares = isinstance(window, QMainWindow) and bool(window.tabifiedDockWidgets(self))
        self.title_row.set_tabbed(shares)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Hide and float from the title row, for those who do not look into the View menu."""
        if not self.title_row.geometry().contains(event.pos()):
            event.ignore()
            return
        menu = QMenu(self)
        menu.addAction(
            say("Dock") if self.isFloating() else say("Float"),
            lambda: self.setFloating(not self.isFloating()),
        )
        menu.addAction(say("Hide"), self.hide)
        menu.exec(event.globalPos())
        menu.deleteLater()
