"""Shows the drawing made like the selected sprites, before it is taken. GUI thread only.

The picture is asked of the engine at every pull of the amount and never touches the drawing before *Apply*.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.engine.axis_protocol import USUAL_AMOUNT, Restyle, Restyled
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.language import mark, say, say_filled, say_many
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.pixel_view import PixelView
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.sprite_rows import FEWEST_SHOWN, SpriteRows

ZOOM = 14
STEPS = 20  # of the slider for an amount of 1
MOST_STEPS = 2 * STEPS
USUAL_STEPS = round(USUAL_AMOUNT * STEPS)


class RestyleDialog(QDialog):
    """`restyled` is the last picture that the engine made, None before there is one."""

    def __init__(
        self, session: Session, like: np.ndarray, unlike: np.ndarray, parent: QWidget | None = None
    ) -> None:
        """like, unlike: uint8 (N, R, R, 4), the sprites to go to and those to go away from."""
        super().__init__(parent)
        self.setWindowTitle(say("Make this like these"))
        self._session, self._like, self._unlike = session, like, unlike
        self._pixels, self._mask = session.model_pixels(), session.selection_mask()
        self._revision = session.document.revision
        self._asked = 0
        self.restyled: Restyled | None = None
        self._build()
        session.client.axes.restyled.connect(self._on_restyled)
        session.client.failed.connect(self._on_failed)
        self._ask()

    def _build(self) -> None:
        rows = SpriteRows((say("These"),), say("Sprites that it is to be like"))
        rows.show_rows([self._like[:FEWEST_SHOWN]])
        self.sentence = QLabel()
        theme.set_role(self.sentence, "quiet")
        self.sentence.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(theme.GAP)
        column.addWidget(rows)
        column.addLayout(self._pictures())
        column.addLayout(self._amounts())
        column.addWidget(self.sentence)
        column.addWidget(self._answers())
        self.amount.setFocus()

    def _pictures(self) -> QHBoxLayout:
        side = self._pixels.shape[0]
        zoom = max(1, ZOOM * 16 // side)
        self.before, self.after = PixelView(zoom, side), PixelView(zoom, side)
        self.before.show_pixels(self._pixels)
        self.before.setAccessibleName(say("The drawing as it is"))
        self.after.placeholder = say("Asking the model…")
        self.after.set_role(framed=True)
        self.after.setAccessibleName(say("The drawing made like the selected sprites"))
        pictures = QHBoxLayout()
        pictures.setSpacing(2 * theme.GAP)
        for view, words in ((self.before, say("The drawing")), (self.after, say("Like these"))):
            caption = QLabel(words)
            theme.set_role(caption, "caption")
            stack = QVBoxLayout()
            stack.setSpacing(theme.TIGHT)
            stack.addWidget(caption)
            stack.addWidget(view, 0, Qt.AlignmentFlag.AlignLeft)
            pictures.addLayout(stack)
        return pictures

    def _amounts(self) -> QHBoxLayout:
        label, self.percent = QLabel(say("&Amount")), QLabel()
        self.amount = QSlider(Qt.Orientation.Horizontal)
        self.amount.setRange(0, MOST_STEPS)
        self.amount.setPageStep(STEPS // 4)
        self.amount.setValue(USUAL_STEPS)
        self.amount.setAccessibleName(say("Amount"))
        self.amount.setToolTip(say("How far towards them; at 0 %, only the colours change"))
        self.amount.valueChanged.connect(lambda _value: self._ask())
        label.setBuddy(self.amount)
        self.percent.setFont(theme.number_font(theme.CAPTION_PX))
        self.percent.setFixedWidth(40)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(label)
        line.addWidget(self.amount, 1)
        line.addWidget(self.percent)
        return line

    def _answers(self) -> DialogAnswers:
        buttons = DialogAnswers(say("Apply"))
        self.apply = buttons.does
        buttons.accepted.connect(self._apply)
        buttons.rejected.connect(self.reject)
        return buttons

    def _ask(self) -> None:
        self.percent.setText(f"{100 * self.amount.value() // STEPS} %")
        self.apply.setEnabled(False)
        # The inline client answers inside of the call, before the stamp is known: any answer is the newest.
        self._asked = 0
        stamp = self._session.client.axes.restyle(
            self._pixels, self._like, self._unlike, self.amount.value() / STEPS, self._mask
        )
        self._asked = stamp
        self._show_state()

    def _on_restyled(self, reply: Restyled) -> None:
        if reply.stamp >= self._asked:
            self.restyled = reply
            self.after.show_pixels(reply.pixels)
            self._show_state()

    def _show_state(self) -> None:
        reply = self.restyled
        if reply is None or reply.stamp < self._asked:
            return
        count = len(reply.colors)
        colors = say_many("{count} colour", "{count} colours", count).format(count=count)
        changed = int((reply.pixels != self._pixels).any(axis=-1).sum())
        self.sentence.setText(
            say("{changed} pixels change. The palette becomes the {colors} of these sprites.").format(
                changed=changed, colors=colors
            )
        )
        self.apply.setEnabled(changed > 0)

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == Restyle.__name__:
            self.sentence.setText(say_filled(failure.sentence))
            theme.set_role(self.sentence, "error")

    def _apply(self) -> None:
        reply, session = self.restyled, self._session
        if reply is None or not self.apply.isEnabled():
            return
        if session.document.revision != self._revision:
            session.tell(say("The drawing has changed meanwhile; make it like these again."))
        else:
            sprite = session.with_model_pixels(reply.pixels)
            used = {color for cel in sprite.cels.values() for color in Palette.of(cel.pixels)}
            stays = tuple(c for c in sprite.palette if c in used and c not in reply.colors)
            count = len(self._like)
            label = mark("Like 1 sprite") if count == 1 else mark(f"Like {count:,} sprites")
            session.document.apply(sprite.with_palette(Palette(reply.colors + stays)), label, "model")
        self.accept()

    def done(self, result: int) -> None:
        self._session.client.withdraw(Restyle)
        super().done(result)
