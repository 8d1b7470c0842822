"""The tabs of the open drawings, over the canvas; away as long as there is only one. GUI thread only.

A tab that is pulled off the bar carries its drawing to other programs: its saved file, or a picture.
A lock marks a drawing that another window of the studio has open: here it can only be saved elsewhere.
"""

from __future__ import annotations

import os.path
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QToolButton, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.drag_out import carry_out
from lunarcore_studio.ui.file_guard import FileGuard
from lunarcore_studio.ui.images import to_qimage
from lunarcore_studio.ui.open_drawings import OpenDrawings
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.patient_reading import answered_at_once

UNSAVED = "•"
LONGEST = 240  # px, of a tab


class DrawingTabs(QTabBar):
    """Shows every open drawing with its picture; a click shows it, a middle click or its cross closes it."""

    close_asked = Signal(int)

    def __init__(self, drawings: OpenDrawings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawings = drawings
        self._guard: FileGuard | None = None
        self._pressed = ""  # key of the drawing whose tab the left button holds
        self.setObjectName("drawings")
        self.setAccessibleName(say("Open drawings"))
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        drawings.changed.connect(self._fill)
        drawings.named.connect(self._name)
        self.currentChanged.connect(self._on_chosen)
        self.tabMoved.connect(self._on_moved)
        self._is_filling = False
        self._fill()

    def follow(self, guard: FileGuard) -> None:
        """Mark what the guard says is read-only."""
        self._guard = guard
        guard.changed.connect(self._mark_all)

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return QSize(min(size.width(), LONGEST), size.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._drawings.all[place].key if place >= 0 else ""
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pulled = next((one for one in self._drawings.all if one.key == self._pressed), None)
        if pulled is None or not event.buttons() & Qt.MouseButton.LeftButton or not self._is_off(event):
            super().mouseMoveEvent(event)
            return
        self._pressed = ""
        self._let_go_of_tab(event)
        carry_out(
            self, picture_of(pulled), pulled.path.stem if pulled.path else pulled.name, file=_file_of(pulled)
        )

    def _is_off(self, event: QMouseEvent) -> bool:
        """Above or below the bar: along it, a tab changes its place."""
        far = QApplication.startDragDistance()
        return not -far < event.position().y() < self.height() + far

    def _let_go_of_tab(self, event: QMouseEvent) -> None:
        button, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        release = QMouseEvent(
            QEvent.Type.MouseButtonRelease,
            event.position(), event.globalPosition(), button, none, event.modifiers(),
        )  # fmt: skip
        super().mouseReleaseEvent(release)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = ""
        place = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and place >= 0:
            self.close_asked.emit(place)
            return
        super().mouseReleaseEvent(event)

    def _fill(self) -> None:
        self._is_filling = True
        drawings = self._drawings.all
        while self.count() > len(drawings):
            self.removeTab(self.count() - 1)
        while self.count() < len(drawings):
            self.setTabButton(self.addTab(""), QTabBar.ButtonPosition.RightSide, self._cross())
        self.setCurrentIndex(self._drawings.current)
        for place, drawing in enumerate(drawings):
            self._write(place, drawing)
        self.setVisible(len(drawings) > 1)
        self._is_filling = False

    def _name(self, place: int) -> None:
        if self.isVisible() and place < self.count():
            self._write(place, self._drawings.all[place])

    def _write(self, place: int, drawing: Drawing) -> None:
        unsaved = f"{UNSAVED} " if drawing.modified else ""
        name = unsaved + drawing.name.replace("&", "&&")
        if self.tabText(place) != name:
            self.setTabText(place, name)
        self._mark(place, drawing)
        picture = to_qimage(picture_of(drawing))
        room = QSize(theme.ICON, theme.ICON)
        scaled = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self.setTabIcon(place, QIcon(QPixmap.fromImage(scaled)))

    def _mark_all(self) -> None:
        for place, drawing in enumerate(self._drawings.all[: self.count()]):
            self._mark(place, drawing)

    def _mark(self, place: int, drawing: Drawing) -> None:
        is_read_only = self._guard is not None and self._guard.is_read_only(drawing.key)
        told = say("{name}, not saved") if drawing.modified else "{name}"
        if is_read_only:
            told = say("{name}, read-only here: it is open in another window")
        pulled = say("Drag it off the bar: the picture, or the file that is saved, to another program")
        self.setTabToolTip(place, f"{told.format(name=drawing.path or drawing.name)}\n{pulled}")
        self._set_lock(place, is_read_only)

    def _set_lock(self, place: int, is_read_only: bool) -> None:
        side = QTabBar.ButtonPosition.LeftSide
        former = self.tabButton(place, side)
        if is_read_only == (former is not None):
            return
        lock = None
        if is_read_only:
            lock = QLabel()
            lock.setPixmap(theme.icon("lock-simple").pixmap(theme.ICON - 2, theme.ICON - 2))
            lock.setContentsMargins(theme.GAP, 0, 0, 0)
            lock.setAccessibleName(say("Read-only"))
        self.setTabButton(place, side, lock)
        if former is not None:
            former.deleteLater()

    def _cross(self) -> QToolButton:
        cross = QToolButton()
        cross.setIcon(theme.icon("x"))
        cross.setIconSize(QSize(theme.ICON // 2, theme.ICON // 2))
        cross.setAutoRaise(True)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        describe(cross, say("Close"))
        cross.clicked.connect(lambda: self.close_asked.emit(self._place_of(cross)))
        return cross

    def _place_of(self, cross: QToolButton) -> int:
        side = QTabBar.ButtonPosition.RightSide
        return next(place for place in range(self.count()) if self.tabButton(place, side) is cross)

    def _on_chosen(self, place: int) -> None:
        if not self._is_filling and place >= 0:
            self._drawings.go_to(place)

    def _on_moved(self, place: int, to: int) -> None:
        if not self._is_filling:
            self._drawings.move(place, to)


def picture_of(drawing: Drawing) -> Pixels:
    """The frame of a drawing that its hand is at, as it is seen: uint8 (H, W, 4)."""
    return drawing.sprite.flatten(min(drawing.place[1], len(drawing.sprite.frames) - 1))


def _file_of(drawing: Drawing) -> Path | None:
    """The file that holds the drawing as it is; None where there is none, or its drive is slow to say."""
    path = drawing.path
    if path is None or drawing.modified or not answered_at_once(partial(os.path.isfile, path)):
        return None
    return path
