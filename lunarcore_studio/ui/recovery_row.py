"""One drawing that can be had back, with what can be done with it. GUI thread only."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lunarcore_studio.files.journal_desk import TRASH_DAYS
from lunarcore_studio.files.journal_entry import Entry
from lunarcore_studio.language import say, say_many
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import pixmap_at, whole_zoom
from lunarcore_studio.ui.models_words import MONTHS
from lunarcore_studio.ui.status_line import ElidedLabel

SIDE = 64  # px, of the picture


def moment(seconds: float, now: float) -> str:
    """A time of day with its day: "today, 16:20", "yesterday, 16:20", "24 November, 16:20"."""
    then, today = datetime.fromtimestamp(seconds), datetime.fromtimestamp(now).date()
    clock = QLocale().toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    if then.date() == today:
        return say("today, {clock}").format(clock=clock)
    if then.date() == today - timedelta(days=1):
        return say("yesterday, {clock}").format(clock=clock)
    month = say(MONTHS[then.month - 1])
    return say("{day} {month}, {clock}").format(day=then.day, month=month, clock=clock)


def told_of(entry: Entry, now: float) -> str:
    """What a person knows the drawing by, beside its picture and name."""
    width, height = entry.size
    told = [
        say("{width} × {height} pixels").format(width=width, height=height),
        say_many("{count} step", "{count} steps", entry.steps).format(count=entry.steps),
    ]
    if entry.touched:
        told.append(say("last one {moment}").format(moment=moment(entry.touched, now)))
    if entry.thrown is not None:
        days = max(0, TRASH_DAYS - int((now - entry.thrown) // 86400))
        kept = say_many("kept for {count} more day", "kept for {count} more days", days)
        told.append(kept.format(count=days))
    return " · ".join(told)


class RecoveryRow(QFrame):
    """The picture, the name and the facts of a drawing; `restore_asked` and `discard_asked` carry its key."""

    restore_asked = Signal(str)
    discard_asked = Signal(str)

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        picture, high = QLabel(), entry.picture.shape[:2]
        picture.setPixmap(pixmap_at(entry.picture, whole_zoom(high[1], high[0], SIDE, SIDE)))
        picture.setFixedSize(SIDE, SIDE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        name, facts = ElidedLabel(say("Name")), ElidedLabel(say("What it is"))
        for label, text, role in ((name, entry.name, ""), (facts, told_of(entry, time.time()), "caption")):
            label.say(text)
            theme.set_role(label, role)
        self.setToolTip(str(entry.path or say("Never saved")))
        self.restore = QPushButton(say("Restore"))
        self.restore.setAccessibleName(say("Restore {name}").format(name=entry.name))
        self.restore.clicked.connect(lambda: self.restore_asked.emit(entry.key))
        self.discard = QPushButton(say("Discard"))
        self.discard.setAccessibleName(say("Discard {name}").format(name=entry.name))
        kept = say("Into the trash, where it is kept for {days} days")
        self.discard.setToolTip(kept.format(days=TRASH_DAYS))
        self.discard.clicked.connect(lambda: self.discard_asked.emit(entry.key))
        self.discard.setVisible(entry.thrown is None)
        words = QVBoxLayout()
        words.setSpacing(theme.TIGHT)
        words.addStretch(1)
        words.addWidget(name)
        words.addWidget(facts)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
        row.setSpacing(2 * theme.GAP)
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(self.discard)
        row.addWidget(self.restore)
