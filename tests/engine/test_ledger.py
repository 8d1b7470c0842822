"""The client's bookkeeping: what is stale, what is still owed, what need not be asked again."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.engine.ledger import Ledger
from lunarcore_studio.engine.protocol import Edit, Edited, Failed, Reconstruct, Reconstructed
from lunarcore_studio.pixels.projection import Projection

PIXELS = np.zeros((16, 16, 4), np.uint8)
MEAN = np.zeros(128, np.float32)
NONE, SPRITE = Projection("none"), Projection("sprite")


def asked_edit(ledger: Ledger) -> Edit:
    request = Edit(ledger.stamp(), PIXELS, (1.0,), 1.0, NONE)
    ledger.asked(request)
    return request


def asked_picture(ledger: Ledger, pixels: np.ndarray = PIXELS) -> Reconstruct:
    request = Reconstruct(ledger.stamp(), pixels, NONE)
    ledger.asked(request)
    return request


def edited(stamp: int, epoch: int = 1) -> Edited:
    return Edited(stamp, epoch, PIXELS, PIXELS)


def reconstructed(stamp: int, epoch: int = 1) -> Reconstructed:
    return Reconstructed(stamp, epoch, MEAN, PIXELS, PIXELS, PIXELS, PIXELS)


def loaded() -> Ledger:
    ledger = Ledger()
    ledger.model_changed(1)
    return ledger


def test_an_older_reply_than_the_shown_one_is_dropped() -> None:
    ledger = loaded()
    first, second = asked_edit(ledger), asked_edit(ledger)
    assert ledger.fresh(edited(second.stamp)) is Edit
    assert ledger.fresh(edited(first.stamp)) is None


def test_while_a_slider_is_pulled_every_reply_in_turn_is_shown() -> None:
    ledger = loaded()
    stamps = [asked_edit(ledger).stamp for _ in range(5)]
    assert [ledger.fresh(edited(stamp)) for stamp in stamps] == [Edit] * 5


def test_a_reply_of_a_former_model_is_dropped() -> None:
    ledger = loaded()
    request = asked_edit(ledger)
    ledger.model_changed(2)
    assert ledger.fresh(edited(request.stamp, epoch=1)) is None


def test_a_withdrawn_request_has_a_stale_reply_and_the_next_one_has_not() -> None:
    ledger = loaded()
    request = asked_edit(ledger)
    ledger.withdraw(Edit)
    assert ledger.unanswered == ()
    assert ledger.fresh(edited(request.stamp)) is None
    assert ledger.fresh(edited(asked_edit(ledger).stamp)) is Edit


def test_only_the_newest_of_a_kind_is_owed_until_it_is_answered() -> None:
    ledger = loaded()
    old, new = asked_edit(ledger), asked_edit(ledger)
    picture = asked_picture(ledger)
    ledger.fresh(edited(old.stamp))
    assert ledger.unanswered == (new, picture)
    ledger.fresh(edited(new.stamp))
    ledger.counts(Failed(picture.stamp, "Reconstruct", "No.", "none"))
    assert ledger.unanswered == ()


def test_the_same_picture_stands_until_picture_or_projection_differ() -> None:
    ledger = loaded()
    request = asked_picture(ledger)
    assert ledger.standing(PIXELS.copy(), Projection("none")) == request.stamp
    assert ledger.standing(PIXELS, SPRITE) is None
    assert ledger.standing(PIXELS + np.uint8(1), NONE) is None
    assert ledger.standing(np.zeros((8, 8, 4), np.uint8), NONE) is None


def test_a_failed_picture_may_be_asked_for_again() -> None:
    ledger = loaded()
    request = asked_picture(ledger)
    assert ledger.counts(Failed(request.stamp, "Reconstruct", "No.", "none"))
    assert ledger.standing(PIXELS, NONE) is None


def test_a_failure_of_something_already_overtaken_does_not_count() -> None:
    ledger = loaded()
    first, second = asked_edit(ledger), asked_edit(ledger)
    ledger.fresh(edited(second.stamp))
    assert not ledger.counts(Failed(first.stamp, "Edit", "No.", "none"))
    assert ledger.counts(Failed(None, "Engine", "No.", "restart"))


def test_another_model_gives_the_answered_picture_back_to_be_asked_anew() -> None:
    ledger = loaded()
    request = asked_picture(ledger)
    assert ledger.model_changed(2) is None  # it is still owed, and will be answered by the new model
    ledger.fresh(reconstructed(request.stamp, epoch=2))
    assert ledger.model_changed(3) is request
    assert not ledger.has_picture
