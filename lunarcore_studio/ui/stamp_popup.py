"""The stamps that were taken last, in a row that opens at a small button. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.tools import Hand, Stamp
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import present_key
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.images import pixmap_at, whole_zoom
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.stamp_store import MOST_STAMPS, kept_stamps, without_stamp

THUMB_PX = 64
BUTTON_PX = 16


class StampButton(IconButton):
    """Opens the row, where there are stamps."""

    def __init__(self, session: Session) -> None:
        super().__init__("caret-down", say("Stamps taken before"))
        self.setFixedWidth(BUTTON_PX)
        self._session = session
        self.popup: StampPopup | None = None
        self.clicked.connect(self._open)
        session.settings_changed.connect(lambda _settings: self.show_hand(session.hand))
        self.show_hand(session.hand)

    def show_hand(self, hand: Hand) -> None:
        """Whether there are any."""
        has_any = hand.stamp is not None or bool(self._session.settings.stamps)
        self.setEnabled(has_any)
        key = present_key(self._session.settings, "brush-take")
        hint = "" if has_any else say("{key} makes the first one of what is selected").format(key=key)
        describe(self, say("Stamps taken before"), hint=hint)

    def _open(self) -> None:
        self.popup = StampPopup(self._session, self)
        self.popup.destroyed.connect(self._forget)
        self.popup.move(self.mapToGlobal(QPoint(0, self.height() + theme.TIGHT)))
        self.popup.show()

    def _forget(self) -> None:
        self.popup = None


class StampPopup(QFrame):
    """A thumbnail for each stamp, newest first; what is chosen comes into the hand."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self._session = session
        self.thumbs: list[_Thumb] = []
        column, self._row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(theme.TIGHT)
        self._row.setSpacing(theme.TIGHT)
        hint = QLabel(say("Right button or Del: forget it"))
        theme.set_role(hint, "caption")
        column.addLayout(self._row)
        column.addWidget(hint)
        self._fill()

    def take(self, stamp: Stamp) -> None:
        """Take a stamp into the hand."""
        self._session.set_hand(stamp=stamp, brush_shape="custom")
        self.close()

    def forget(self, stamp: Stamp) -> None:
        """Keep a stamp no longer, and put it down if it is the one in hand."""
        session = self._session
        if session.hand.stamp == stamp:
            shape = session.hand.brush_shape
            session.set_hand(brush_shape=session.plain_shape if shape == "custom" else shape, stamp=None)
        session.set_settings(stamps=without_stamp(session.settings.stamps, stamp))
        self._fill()

    def _fill(self) -> None:
        for thumb in self.thumbs:
            self._row.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        stamps, mine = kept_stamps(self._session.settings), self._session.hand.stamp
        if mine is not None and mine not in stamps:
            stamps = [mine, *stamps][:MOST_STAMPS]
        self.thumbs = [_Thumb(stamp, self, self._session.hand.custom == stamp) for stamp in stamps]
        for thumb in self.thumbs:
            self._row.addWidget(thumb)
        if not self.thumbs:
            self.close()
        self.adjustSize()


class _Thumb(QToolButton):
    """One stamp, as large as it goes."""

    def __init__(self, stamp: Stamp, popup: StampPopup, is_in_hand: bool) -> None:
        super().__init__()
        self._stamp, self._popup = stamp, popup
        height, width = stamp.mask.shape
        zoom = whole_zoom(width, height, THUMB_PX, THUMB_PX)
        self.setIcon(QIcon(pixmap_at(stamp.pixels, zoom)))
        self.setIconSize(QSize(THUMB_PX, THUMB_PX))
        self.setCheckable(True)
        self.setChecked(is_in_hand)
        describe(self, say("Stamp of {width} × {height} pixels").format(width=width, height=height))
        self.clicked.connect(lambda: popup.take(stamp))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self._popup.forget(self._stamp)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._popup.forget(self._stamp)
        else:
            super().keyPressEvent(event)
