"""What was not saved is offered at the next start, and comes back by a click."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import fingerprint, paths
from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.files.journal_entry import Entry
from lunarcore_studio.files.journal_opening import NAME
from lunarcore_studio.files.journal_store import JournalStore
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.recovery_dialog import RecoveryDialog
from lunarcore_studio.ui.recovery_row import moment
from tests.files.lost import dotted, leave_behind
from tests.ui.studio import CTRL, LEFT, RED, Studio, await_active

WAIT_S = 30.0


@pytest.fixture
def begun(studio: Studio, qtbot: QtBot) -> Iterator[Studio]:
    """A studio that starts after another one died with two drawings, of 5 and of 9 steps."""
    leave_behind(paths.journal_dir(), 5, 9)
    studio.window.keeper.start()
    qtbot.waitUntil(lambda: studio.window.recovery.dialog is not None)
    yield studio
    if studio.window.recovery.dialog is not None:
        studio.window.recovery.dialog.reject()


def dialog_of(studio: Studio) -> RecoveryDialog:
    assert studio.window.recovery.dialog is not None
    return studio.window.recovery.dialog


def settled(studio: Studio, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: [one.modified for one in studio.session.drawings.all] == [True] * count)
    assert studio.window.keeper.flush(WAIT_S)


def entries() -> dict[str, Entry]:
    """What the journal holds, by key."""
    store = JournalStore(paths.journal_dir() / NAME)
    found = {one.entry.key: one.entry for one in store.found()}
    store.close()
    return found


def thrown() -> dict[str, bool]:
    """What the journal holds: key, and whether it is in the trash."""
    return {key: entry.thrown is not None for key, entry in entries().items()}


def test_all_is_offered_with_picture_steps_and_moment_and_comes_back(begun: Studio, qtbot: QtBot) -> None:
    dialog = dialog_of(begun)
    rows = list(dialog.rows.values())
    told = sorted(" / ".join(label.text() for label in row.findChildren(QLabel)[1:]) for row in rows)
    for text, steps in zip(told, (5, 9), strict=True):
        assert text.startswith(f"Untitled / 16 × 16 pixels · {steps} steps · last one today, ")
    for row in rows:
        assert not row.findChildren(QLabel)[0].pixmap().isNull()
    QTest.mouseClick(dialog.restore_all, LEFT)
    settled(begun, qtbot, 2)
    assert begun.window.recovery.dialog is None
    assert begun.window.isWindowModified()
    expected = {len(one.history.steps): one for one in (dotted(5).drawing, dotted(9).drawing)}
    for drawing in begun.session.drawings.all:
        assert drawing.history == expected[len(drawing.history.steps)].history
    begun.window.activateWindow()
    await_active(begun.window)
    begun.key(Qt.Key.Key_Z, CTRL)
    assert begun.document.redo_label == "Dot 900"


def test_later_leaves_everything_for_the_next_start(begun: Studio, qtbot: QtBot) -> None:
    QTest.keyClick(dialog_of(begun), Qt.Key.Key_Escape)
    assert begun.window.recovery.dialog is None
    assert list(thrown().values()) == [False, False]
    begun.window.recovery.open()
    qtbot.waitUntil(lambda: begun.window.recovery.dialog is not None)
    assert len(dialog_of(begun).unsaved) == 2


def test_discard_goes_to_the_trash_and_can_be_had_back(begun: Studio, qtbot: QtBot) -> None:
    dialog = dialog_of(begun)
    for row in list(dialog.rows.values()):
        QTest.mouseClick(row.discard, LEFT)
    assert begun.window.recovery.dialog is None
    assert begun.window.keeper.flush(WAIT_S)
    assert list(thrown().values()) == [True, True]
    begun.window.actions_by_id["recover"].trigger()
    qtbot.waitUntil(lambda: begun.window.recovery.dialog is not None)
    dialog = dialog_of(begun)
    assert not dialog.unsaved
    row = next(iter(dialog.rows.values()))
    assert row.discard.isHidden()
    assert "kept for 30 more days" in row.findChildren(QLabel)[2].text()
    QTest.mouseClick(row.restore, LEFT)
    settled(begun, qtbot, 1)
    assert sorted(thrown().values()) == [False, True]
    assert begun.document.modified


def test_strokes_are_kept_as_they_are_drawn(studio: Studio, qtbot: QtBot, tmp_path: Path) -> None:
    keeper = studio.window.keeper
    keeper.start()
    studio.drag([(1, 1), (4, 1)])
    assert keeper.flush(WAIT_S)
    assert thrown() == {studio.document.key: False}
    store = JournalStore(paths.journal_dir() / NAME)
    recovered = store.read(studio.document.key)
    store.close()
    assert recovered is not None
    assert recovered.drawing == studio.document.drawing
    key = studio.document.key
    assert studio.save(tmp_path / "saved.lunar")
    studio.window.files.close()
    assert keeper.flush(WAIT_S)
    assert thrown() == {}
    assert studio.document.key != key


def test_a_drawing_that_is_only_shown_again_is_not_written_again(studio: Studio) -> None:
    keeper = studio.window.keeper
    keeper.start()
    studio.drag([(1, 1), (4, 1)])
    studio.window.files.begin(16, 16)
    studio.drag([(2, 2)])
    assert keeper.flush(WAIT_S)
    before = {key: entry.touched for key, entry in entries().items()}
    studio.key(Qt.Key.Key_Tab, CTRL)
    studio.key(Qt.Key.Key_Tab, CTRL)
    assert keeper.flush(WAIT_S)
    assert {key: entry.touched for key, entry in entries().items()} == before
    studio.drag([(5, 5)])
    assert keeper.flush(WAIT_S)
    assert entries()[studio.document.key].touched > before[studio.document.key]


def test_a_drawing_closed_without_saving_waits_in_the_trash(
    studio: Studio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.window.keeper.start()
    studio.drag([(1, 1), (4, 1)])
    key = studio.document.key
    monkeypatch.setattr(errors, "ask_to_save", lambda *_: "discard")
    studio.key(Qt.Key.Key_W, CTRL)
    assert studio.window.keeper.flush(WAIT_S)
    assert thrown() == {key: True}
    studio.key(Qt.Key.Key_T, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert studio.pixel(2, 1) == RED
    assert studio.window.keeper.flush(WAIT_S)
    assert thrown() == {key: False}
    assert studio.window.close()
    assert thrown() == {key: True}


def test_nothing_to_recover_is_said_where_it_is_asked_for(studio: Studio, qtbot: QtBot) -> None:
    studio.window.keeper.start()
    assert studio.window.keeper.flush(WAIT_S)
    qtbot.wait(1)
    assert studio.window.recovery.dialog is None
    studio.window.actions_by_id["recover"].trigger()
    qtbot.waitUntil(lambda: studio.window.recovery.dialog is not None)
    texts = [label.text() for label in dialog_of(studio).findChildren(QLabel)]
    assert "Every drawing was saved." in texts
    QTest.mouseClick(dialog_of(studio).later, LEFT)
    assert studio.window.recovery.dialog is None


@pytest.mark.parametrize(
    ("then", "told"),
    [(0, "today, "), (-86400, "yesterday, "), (-20 * 86400, "")],
)
def test_moments_are_told_as_people_do(then: float, told: str) -> None:
    noon = 1_700_049_600.0
    text = moment(noon + then, noon)
    assert text.startswith(told)
    assert (told == "") == text[0].isdigit()


@pytest.fixture
def potion(tmp_path: Path) -> Path:
    path = tmp_path / "potion.lunar"
    save_document(path, dotted(5).sprite)
    return path


def restored(studio: Studio, qtbot: QtBot, potion: Path, meanwhile: Callable[[], object]) -> None:
    """A studio died with a drawing of `potion`; `meanwhile` comes before it is restored by another one."""
    leave_behind(paths.journal_dir(), 9, path=potion)
    meanwhile()
    studio.window.keeper.start()
    qtbot.waitUntil(lambda: studio.window.recovery.dialog is not None)
    QTest.mouseClick(dialog_of(studio).restore_all, LEFT)
    settled(studio, qtbot, 1)
    studio.window.activateWindow()
    await_active(studio.window)


def test_a_file_that_has_changed_since_the_crash_is_asked_about_before_it_is_written(
    studio: Studio, qtbot: QtBot, potion: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = dotted(30).sprite
    restored(studio, qtbot, potion, lambda: save_document(potion, theirs))
    assert studio.window.notice.sentence.text().startswith("potion.lunar was changed by another program.")
    asked: list[str] = []
    monkeypatch.setattr(errors, "ask_about_changed", lambda _window, name: asked.append(name) or "cancel")
    studio.key(Qt.Key.Key_S, CTRL)
    assert asked == ["potion.lunar"]
    assert open_document(potion) == theirs
    assert studio.document.modified


def test_what_is_known_of_the_file_outlives_a_second_crash(
    studio: Studio, qtbot: QtBot, potion: Path
) -> None:
    before = fingerprint.take(potion)
    restored(studio, qtbot, potion, lambda: save_document(potion, dotted(30).sprite))
    studio.drag([(1, 1)])
    assert studio.window.keeper.flush(WAIT_S)
    store = JournalStore(paths.journal_dir() / NAME)
    kept = store.read(studio.document.key)
    store.close()
    assert kept is not None
    assert kept.drawing == studio.document.drawing
    assert kept.file == before


@pytest.mark.parametrize("way", ["as it was", "touched"])
def test_a_file_that_is_as_it_was_is_saved_without_a_question(
    studio: Studio, qtbot: QtBot, potion: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(errors, "ask_about_changed", lambda *_: pytest.fail("unexpected question"))
    restored(studio, qtbot, potion, lambda: os.utime(potion, (1, 1)) if way == "touched" else None)
    assert not studio.window.notice.isVisible()
    studio.key(Qt.Key.Key_S, CTRL)
    assert open_document(potion) == studio.document.sprite
    assert not studio.document.modified
