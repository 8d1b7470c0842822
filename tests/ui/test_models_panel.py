"""The models panel: cards to draw with, rename, copy, take in and delete, by mouse and by key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import paths
from lunarcore_studio.files.model_card import Measured
from lunarcore_studio.files.model_folder import CARD, THUMBNAILS, TRAINING, WEIGHTS
from lunarcore_studio.files.model_library import export_model, rename_model
from lunarcore_studio.files.thumbnails import thumbnails_png
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import errors, models_words, training_questions
from lunarcore_studio.ui.model_card_dialog import ModelCardDialog
from lunarcore_studio.ui.models_list import lines_of
from lunarcore_studio.ui.models_panel import ModelsPanel
from lunarcore_studio.ui.session import Session
from tests.files.models import make_model

LIMIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


def mine(name: str) -> Path:
    return paths.user_models_dir() / name


@pytest.fixture
def panel(session: Session, qtbot: QtBot, tiny_model: Path) -> Iterator[ModelsPanel]:
    """The shipped model, two of mine, an unfinished and a broken one, and the tiny one in use elsewhere."""
    for name, day in (("first", 4), ("second", 3)):
        folder = mine(name)
        export_model(tiny_model, folder)
        rename_model(folder, name.capitalize())
        facts = json.loads((folder / CARD).read_bytes())
        facts["card"]["made"] = f"2026-01-0{day}T00:00:00+00:00"
        (folder / CARD).write_text(json.dumps(facts))
    (mine("first") / THUMBNAILS).write_bytes(thumbnails_png(draw_sprites(12, seed=2)))
    half = make_model(mine("half"), "Half", made="2026-01-02T00:00:00+00:00")
    (half / TRAINING).write_bytes(b"state")
    (mine("broken")).mkdir()
    panel = ModelsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1400, 108)
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        panel.show()
    yield panel
    panel.stop()


def names(panel: ModelsPanel) -> list[str]:
    return [panel.model.model(row).name for row in range(panel.model.rowCount())]


def choose(panel: ModelsPanel, qtbot: QtBot, name: str) -> QPoint:
    """Click on a card; gives its middle."""
    index = panel.model.index(names(panel).index(name))
    panel.view.scrollTo(index)
    middle = panel.view.visualRect(index).center()
    qtbot.mouseClick(panel.view.viewport(), LEFT, pos=middle)
    assert panel.chosen is not None
    assert panel.chosen.name == name
    return middle


def press(panel: ModelsPanel, qtbot: QtBot, word: str) -> None:
    button = panel.controls.buttons[word]
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def test_all_models_are_listed_and_the_one_in_use_is_marked(panel: ModelsPanel) -> None:
    assert names(panel) == ["lunarcore-16", "First", "Second", "Half", "broken", "Tiny"]
    states = [lines_of(panel.model.model(row), row == 5)[2] for row in range(6)]
    assert states == ["shipped", "", "", "", "", "in use"]
    told = [panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(6)]
    card = json.loads((paths.shipped_model() / "model.json").read_text())["card"]
    assert f"{card['sprites']:,} sprites · 16×16" in told[0]
    detail = f"detail {card['metrics']['detail']['psnr_db']:.1f} dB"
    assert told[0].split(" · ")[3].startswith(detail)
    assert "unfinished, 50 %" in told[3]
    assert "there is no model.json" in told[4]
    assert "in use" in told[5]
    tip = str(panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole))
    latent = card["metrics"]["latent"]
    assert f"Latent mode: {latent['psnr_db']:.1f} dB, {latent['exact']:.1%}".replace("%", " %") in tip


def test_cards_are_painted_with_their_thumbnails(panel: ModelsPanel) -> None:
    index = panel.model.index(1)
    grid = panel.model.model(1).thumbnails
    shown = panel.view.viewport().grab().toImage()
    left = panel.view.visualRect(index).left() + 8
    top = panel.view.visualRect(index).center().y() - 31
    colors = {shown.pixelColor(left + x, top + y).getRgb() for x in range(128) for y in range(64)}
    drawn = {tuple(pixel) for pixel in grid[grid[..., 3] == 255].tolist()}
    assert len(drawn & colors) > len(drawn) // 2


def test_double_click_and_enter_draw_with_a_model(panel: ModelsPanel, session: Session, qtbot: QtBot) -> None:
    middle = choose(panel, qtbot, "First")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        qtbot.mouseDClick(panel.view.viewport(), LEFT, pos=middle)
    assert session.client.facts.path == mine("first")
    assert names(panel)[-1] == "broken", "what was elsewhere is not in use any more"
    choose(panel, qtbot, "Second")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.client.facts.path == mine("second")
    choose(panel, qtbot, "First")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "use")
    assert session.client.facts.path == mine("first")


def test_a_name_is_typed_in_place_and_told_where_it_is_in_use(
    panel: ModelsPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, qtbot, "First")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.viewport().findChild(QLineEdit)
    assert editor.text() == "First"
    editor.selectAll()
    qtbot.keyClicks(editor, "Fire & ice")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "Fire & ice" in names(panel)
    assert panel.chosen.path == mine("first")
    assert session.client.facts.name == "Fire & ice"
    assert "Fire & ice" in session.client.state.sentence


def test_escape_leaves_the_name(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "First")
    press(panel, qtbot, "rename")
    editor = panel.view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "Other")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert names(panel)[1] == "First"
    assert not panel.busy


def test_a_list_that_comes_while_a_name_is_typed_waits(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "First")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.viewport().findChild(QLineEdit)
    panel.refresh()
    assert not panel.busy
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_only_mine_can_be_changed(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "lunarcore-16")
    for word in ("rename", "delete"):
        assert not panel.controls.buttons[word].isEnabled()
        assert "duplicate it first" in panel.controls.buttons[word].toolTip()
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    assert panel.view.viewport().findChild(QLineEdit) is None
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    choose(panel, qtbot, "broken")
    assert not panel.controls.buttons["use"].isEnabled()
    assert panel.controls.buttons["delete"].isEnabled()
    assert names(panel)[0] == "lunarcore-16"


def test_a_duplicate_appears_and_is_selected(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "First")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "duplicate")
        assert panel.busy
        assert not panel.controls.buttons["duplicate"].isEnabled()
    assert panel.chosen.name == "First copy"
    assert panel.controls.buttons["duplicate"].isEnabled()


def test_an_export_asks_before_it_replaces(
    panel: ModelsPanel, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    asked: list[str] = []
    answers = [False, True]
    monkeypatch.setattr(errors, "ask_to_replace", lambda _parent, name: asked.append(name) or answers.pop(0))
    told: list[str] = []
    session.told.connect(told.append)
    choose(panel, qtbot, "First")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "export")
    assert (tmp_path / "first" / WEIGHTS).exists()
    assert asked == []
    qtbot.waitUntil(lambda: told == [f"First is exported to {tmp_path / 'first'}."], timeout=LIMIT_MS)
    (tmp_path / "first" / WEIGHTS).write_bytes(b"old")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "export")
    assert asked == ["first"]
    assert (tmp_path / "first" / WEIGHTS).read_bytes() == b"old"
    with qtbot.waitSignals([panel.listed, panel.listed], timeout=LIMIT_MS):
        press(panel, qtbot, "export")
    qtbot.waitUntil(lambda: not panel.busy, timeout=LIMIT_MS)
    assert (tmp_path / "first" / WEIGHTS).read_bytes() == (mine("first") / WEIGHTS).read_bytes()


def test_only_what_is_whole_is_called_100() -> None:
    for exact, text in ((1.0, "100 %"), (0.9996, "99.9 %"), (0.861, "86.1 %")):
        measured = Measured(detail_db=34.0, detail_exact=exact)
        assert models_words.numbers(measured) == (("Detail mode", f"34.0 dB, {text} of pixels exact"),)


def test_the_pca_is_told_as_the_model_is() -> None:
    measured = Measured(24.0, 34.0, 21.0, 0.86, 0.99, 0.75)
    assert models_words.numbers(measured)[2] == ("PCA of as many numbers", "21.0 dB, 75.0 % of pixels exact")


def test_an_import_takes_a_copy_and_refuses_with_a_sentence(
    panel: ModelsPanel, qtbot: QtBot, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tiny_model))
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "import")
    assert panel.chosen.path == mine("tiny")
    foreign = make_model(tmp_path / "foreign")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(foreign))
    with qtbot.waitSignal(panel.failed, timeout=LIMIT_MS) as refused:
        press(panel, qtbot, "import")
    assert refused.args[0].startswith("The model's ")
    assert not mine("mine").exists()
    (foreign / WEIGHTS).write_bytes(b"\x80\x04\x95pickle")
    with qtbot.waitSignal(panel.failed, timeout=LIMIT_MS) as refused:
        press(panel, qtbot, "import")
    assert "is a pickle" in refused.args[0]


def test_delete_asks_and_goes_to_the_trash(
    panel: ModelsPanel, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(errors, "ask_to_trash", lambda *_: answers.pop(0))
    choose(panel, qtbot, "Second")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert mine("second").exists()
    with qtbot.waitSignals([session.told, panel.listed], timeout=LIMIT_MS):
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert not mine("second").exists()
    assert "Second" not in names(panel)
    assert panel.chosen is not None
    assert panel.chosen.name == "Half"


def test_without_a_trash_it_asks_again(
    panel: ModelsPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFile, "moveToTrash", lambda *_: (False, ""))
    monkeypatch.setattr(errors, "ask_to_trash", lambda *_: True)
    answers = [False, True]
    monkeypatch.setattr(training_questions, "ask_to_delete", lambda *_: answers.pop(0))
    choose(panel, qtbot, "Second")
    press(panel, qtbot, "delete")
    assert mine("second").exists()
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "delete")
    assert not mine("second").exists()


def test_the_model_in_use_makes_place_for_the_shipped_one(
    panel: ModelsPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(errors, "ask_to_trash", lambda _parent, _name, more: told.append(more) or True)
    choose(panel, qtbot, "First")
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        press(panel, qtbot, "use")
    press(panel, qtbot, "delete")
    qtbot.waitUntil(lambda: not panel.busy and "First" not in names(panel), timeout=LIMIT_MS)
    assert session.client.facts.path == paths.shipped_model()
    assert told == ["It is the model in use; the shipped one takes its place."]


def test_an_unfinished_training_can_go_on(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "First")
    assert not panel.controls.buttons["continue"].isVisible()
    choose(panel, qtbot, "Half")
    with qtbot.waitSignal(panel.continue_asked) as asked:
        press(panel, qtbot, "continue")
    assert asked.args == [mine("half")]
    with qtbot.waitSignal(panel.train_asked):
        press(panel, qtbot, "train")


def test_the_menu_offers_what_can_be_done(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "lunarcore-16")
    panel.view.customContextMenuRequested.emit(QPoint(5, 5))
    menu = panel.findChild(QMenu)
    offered = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert offered == {
        "Use": True, "Rename": False, "Duplicate": True, "Export…": True, "Import…": True,
        "Show card": True, "Delete": False,
    }  # fmt: skip
    menu.close()


def test_the_card_tells_files_with_digests(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "Half")
    press(panel, qtbot, "card")
    dialog = panel.findChild(ModelCardDialog)
    files = dialog.table.model()
    assert [files.index(0, column).data() for column in (0, 1)] == ["gem.png", "cd" * 32]
    facts = dict(models_words.card_rows(panel.chosen, datetime(2026, 1, 2, 9, tzinfo=UTC)))
    assert facts["Made"] == "today, 0:00 (2026-01-02 00:00)"
    assert facts["Recipe"] == "studio, seed 7, 30 steps in 60 s"
    assert facts["Training"] == "unfinished, 50 %"
    assert facts["Trained on"] == "4 sprites of sprites"
    dialog.close()


def test_keys_of_the_window_stand_back_for_those_of_the_cards(panel: ModelsPanel, qtbot: QtBot) -> None:
    choose(panel, qtbot, "First")
    qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    assert panel.chosen.name == "Second"
    qtbot.keyClick(panel.view, Qt.Key.Key_B)
    assert panel.chosen.name == "Second", "letters are tools"


def test_a_hidden_panel_looks_at_the_disk_when_it_is_shown(panel: ModelsPanel, qtbot: QtBot) -> None:
    panel.hide()
    make_model(mine("third"), "Third")
    panel.refresh()
    assert not panel.busy
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        panel.show()
    assert "Third" in names(panel)


def test_without_any_model_it_says_what_to_do(
    unready: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "models_dir", lambda: tmp_path / "absent")
    panel = ModelsPanel(unready)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.listed, timeout=LIMIT_MS):
        panel.show()
    assert "no model here yet" in panel.notice.sentence.text()
    with qtbot.waitSignal(panel.train_asked):
        qtbot.mouseClick(panel.notice.button, LEFT)
    panel.stop()


def test_dates_are_words() -> None:
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    told = [
        models_words.when(datetime(*moment, tzinfo=UTC), now)
        for moment in ((2026, 3, 4, 9, 5), (2026, 3, 3, 23, 0), (2026, 1, 9, 1, 1), (2025, 12, 31, 1, 1))
    ]
    assert told == ["today, 9:05", "yesterday, 23:00", "9 January", "31 December 2025"]
    assert models_words.when(None, now) == "no date"


def test_what_was_measured_is_words() -> None:
    assert models_words.how_good(Measured()) == ""
    assert models_words.how_good(Measured(20.0, 30.0, 21.0)) == "1.0 dB below PCA · detail 30.0 dB"
    assert models_words.how_good(Measured(24.0, None, 21.0)) == "beats PCA by 3.0 dB"
