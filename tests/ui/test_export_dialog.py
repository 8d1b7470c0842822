"""Export asks once what goes where, says what that will be, and does the same again at a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import documents
from lunarcore_studio.files.images import read_image, read_pixels
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite, Tag
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.export_dialog import ExportDialog
from tests.ui.desk import Desk
from tests.ui.studio import CTRL, LEFT, SHIFT, Studio

FRAMES = draw_sprites(4, seed=9)
WALK = Sprite(
    16,
    16,
    frames=(Frame(80), Frame(120), Frame(160), Frame(200)),
    cels={(0, number): Cel(pixels) for number, pixels in enumerate(FRAMES)},
    tags=(Tag("go", 1, 2),),
)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """An animation of four frames is open, in no file yet."""
    desk = Desk()
    desk.files.show(Drawing.begin(WALK))
    yield desk
    desk.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def asked(desk: Desk) -> ExportDialog:
    desk.files.exports.ask()
    dialog = desk.files.exports.dialog
    assert dialog is not None
    return dialog


def choose(dialog: ExportDialog, kind: str, file: Path) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.file.setText(str(file))


def press_export(dialog: ExportDialog) -> None:
    QTest.mouseClick(dialog.export, LEFT)


def test_the_line_follows_what_is_chosen(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    choose(dialog, "frame", tmp_path / "walk.png")
    assert dialog.line.text() == "16 × 16 pixels, 1 frame: walk.png"
    assert not dialog.frames.isEnabled()
    assert not dialog.sheet.arrangement.isVisible()
    dialog.kind.setCurrentIndex(dialog.kind.findData("sheet"))
    assert dialog.sheet.arrangement.isVisible()
    assert dialog.line.text() == "32 × 32 pixels, 4 frames: walk.png and walk.json"
    QTest.mouseClick(dialog.sheet.arrangement.button("rows"), LEFT)
    dialog.frames.setCurrentIndex(dialog.frames.findData("go"))
    dialog.scale.setValue(3)
    QTest.mouseClick(dialog.sheet.form.button(""), LEFT)
    assert dialog.line.text() == "96 × 48 pixels, 2 frames: walk.png"
    dialog.kind.setCurrentIndex(dialog.kind.findData("gif"))
    assert dialog.line.text() == "48 × 48 pixels, 2 frames: walk.gif"
    assert dialog.file.text() == str(tmp_path / "walk.gif")
    dialog.reject()
    assert not list(tmp_path.iterdir())


def test_a_name_without_or_with_a_strange_suffix_gets_the_kinds(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    for typed, name in (("walk", "walk.webp"), ("walk.v2", "walk.v2.webp"), ("walk.PNG", "walk.webp")):
        choose(dialog, "webp", tmp_path / typed)
        assert dialog.choice.path == tmp_path / name
    dialog.kind.setCurrentIndex(dialog.kind.findData("sheet"))
    for nothing in ("", " ", "/"):
        dialog.file.setText(nothing)
        assert not dialog.export.isEnabled()
        assert dialog.line.text() == "Name the file to export to."
    dialog.reject()


@pytest.mark.parametrize(("kind", "suffix"), [("gif", ".gif"), ("apng", ".apng"), ("webp", ".webp")])
def test_a_moving_picture_has_the_tags_frames_as_long_as_they_are(
    desk: Desk, tmp_path: Path, kind: str, suffix: str
) -> None:
    dialog = asked(desk)
    choose(dialog, kind, tmp_path / f"go{suffix}")
    dialog.frames.setCurrentIndex(dialog.frames.findData("go"))
    press_export(dialog)
    found = read_image(tmp_path / f"go{suffix}")
    assert found.durations_ms == (120, 160)
    for frame, drawn in zip(found.frames, FRAMES[1:3], strict=True):
        np.testing.assert_array_equal(frame, drawn)
    assert desk.files.exports.dialog is None
    assert desk.told[-1] == f"Exported go{suffix}: 16 × 16 pixels, 2 frames."


def test_a_sheet_lies_beside_its_data(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    choose(dialog, "sheet", tmp_path / "walk.png")
    QTest.mouseClick(dialog.sheet.form.button("array"), LEFT)
    press_export(dialog)
    assert read_pixels(tmp_path / "walk.png").shape == (32, 32, 4)
    told = json.loads((tmp_path / "walk.json").read_text())
    assert [frame["duration"] for frame in told["frames"]] == [80, 120, 160, 200]


def test_an_aseprite_file_keeps_layers_and_tags(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    choose(dialog, "aseprite", tmp_path / "walk.aseprite")
    press_export(dialog)
    assert documents.open_document(tmp_path / "walk.aseprite") == WALK


def test_what_is_there_is_replaced_only_when_a_person_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, names, answer = tmp_path / "walk.png", [], [False]
    target.write_bytes(b"mine")
    monkeypatch.setattr(errors, "ask_to_replace", lambda _parent, name: names.append(name) or answer[0])
    dialog = asked(desk)
    choose(dialog, "strip", target)
    press_export(dialog)
    assert target.read_bytes() == b"mine"
    assert dialog.isVisible()
    answer[0] = True
    press_export(dialog)
    assert read_pixels(target).shape == (16, 64, 4)
    assert names == ["walk.png", "walk.png"]
    desk.files.exports.again()
    assert len(names) == 2


def test_a_sheet_in_rows_is_as_wide_as_its_columns_and_gaps_make_it(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    choose(dialog, "sheet", tmp_path / "walk.png")
    sheet = dialog.sheet
    assert not sheet.columns.isEnabled()
    QTest.mouseClick(sheet.arrangement.button("rows"), LEFT)
    assert dialog.line.text() == "64 × 16 pixels, 4 frames: walk.png and walk.json"
    for box, digits in ((sheet.columns, "3"), (sheet.margin, "2"), (sheet.spacing, "1")):
        assert box.isEnabled()
        box.selectAll()
        QTest.keyClicks(box, digits)
    assert dialog.line.text() == "54 × 37 pixels, 4 frames: walk.png and walk.json"
    press_export(dialog)
    assert read_pixels(tmp_path / "walk.png").shape == (37, 54, 4)
    dialog = asked(desk)
    sheet = dialog.sheet
    assert (sheet.columns.value(), sheet.margin.value(), sheet.spacing.value()) == (3, 2, 1)
    assert sheet.arrangement.current == "rows"
    dialog.reject()


def test_numbered_files_are_asked_about_once_and_written_all(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_about: list[list[str]] = []
    answer = [False]
    monkeypatch.setattr(
        errors, "ask_to_replace_several", lambda _parent, names: asked_about.append(names) or answer[0]
    )
    for number in (1, 3, 4):
        (tmp_path / f"walk_0{number}.png").write_bytes(b"mine")
    dialog = asked(desk)
    choose(dialog, "frames", tmp_path / "walk.png")
    assert dialog.line.text() == "16 × 16 pixels, 4 frames: walk_01.png to walk_04.png"
    assert dialog.frames.isEnabled()
    press_export(dialog)
    assert asked_about == [["walk_01.png", "walk_03.png", "walk_04.png"]]
    assert len(list(tmp_path.iterdir())) == 3
    answer[0] = True
    press_export(dialog)
    assert desk.told[-1] == "Exported walk_01.png to walk_04.png: 16 × 16 pixels, 4 frames."
    for number, drawn in enumerate(FRAMES, start=1):
        np.testing.assert_array_equal(read_pixels(tmp_path / f"walk_0{number}.png"), drawn)
    assert desk.files.exports.again()
    assert len(asked_about) == 2


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.png", "a.json"], "a.png and a.json are there already. Replace them?"),
        (["a_1.png", "a_2.png", "a_5.png"], "a_1.png and 2 others are there already. Replace them?"),
    ],
)
def test_what_is_asked_names_the_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, names: list[str], said: str
) -> None:
    texts: list[str] = []
    monkeypatch.setattr(errors, "is_confirmed", lambda box, _yes: texts.append(box.text()) or True)
    assert errors.ask_to_replace_several(desk.window, names)
    assert texts == [said]


def test_no_numbered_file_is_written_over_a_drawing_that_is_open(desk: Desk, tmp_path: Path) -> None:
    desk.files.show(Drawing.begin(Sprite.blank(8, 8), tmp_path / "walk_02.png"))
    desk.files.show(Drawing.begin(WALK))
    dialog = asked(desk)
    choose(dialog, "frames", tmp_path / "walk.png")
    press_export(dialog)
    assert dialog.line.text().startswith("walk_02.png is open as a drawing")
    assert not list(tmp_path.iterdir())
    dialog.reject()


def test_no_export_writes_over_a_drawing_that_is_open(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "hero.aseprite"
    assert desk.files.save_path(path)
    held = path.read_bytes()
    dialog = asked(desk)
    dialog.kind.setCurrentIndex(dialog.kind.findData("aseprite"))
    dialog.file.setText(str(path))
    press_export(dialog)
    assert dialog.line.text().startswith("hero.aseprite is open as a drawing")
    assert dialog.isVisible()
    dialog.reject()
    assert path.read_bytes() == held


def test_the_name_that_is_offered_is_not_the_drawings_own(desk: Desk, tmp_path: Path) -> None:
    desk.files.show(Drawing.begin(replace(WALK, frames=(Frame(),), cels={}, tags=()), tmp_path / "hero.png"))
    dialog = asked(desk)
    assert dialog.file.text() == str(tmp_path / "hero export.png")
    dialog.reject()


def test_what_can_not_be_written_is_one_sentence_in_the_dialog(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    choose(dialog, "gif", tmp_path / "absent" / "walk.gif")
    press_export(dialog)
    sentence = f"walk.gif can not be written: there is no folder {tmp_path / 'absent'}."
    assert dialog.line.text() == sentence
    assert dialog.line.property("role") == "error"
    dialog.file.setText(str(tmp_path / "walk.gif"))
    assert dialog.line.property("role") == "quiet"
    press_export(dialog)
    (tmp_path / "walk.gif").unlink()
    tmp_path.rename(tmp_path.with_name("moved"))
    failed: list[str] = []
    desk.files.failed.connect(failed.append)
    assert not desk.files.exports.again()
    assert failed == [f"walk.gif can not be written: there is no folder {tmp_path}."]
    tmp_path.with_name("moved").rename(tmp_path)


def test_too_large_a_picture_is_said_and_can_not_be_exported(desk: Desk, tmp_path: Path) -> None:
    desk.files.show(Drawing.begin(Sprite.blank(512, 512)))
    dialog = asked(desk)
    choose(dialog, "frame", tmp_path / "big.png")
    dialog.scale.setValue(64)
    assert "would be too large: 32768 × 32768 pixels" in dialog.line.text()
    assert not dialog.export.isEnabled()
    dialog.scale.setValue(8)
    assert dialog.export.isEnabled()
    dialog.reject()


def test_the_file_can_be_chosen(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = asked(desk)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "here"), ""))
    QTest.mouseClick(dialog.browse, LEFT)
    assert dialog.choice.path == tmp_path / "here.png"
    dialog.reject()


def test_each_drawing_repeats_its_own_export(studio: Studio, tmp_path: Path) -> None:
    studio.drag([(1, 1)])
    studio.save(tmp_path / "mine.lunar")
    studio.key(Qt.Key.Key_E, CTRL)
    dialog = studio.window.files.exports.dialog
    assert dialog is not None
    assert dialog.file.text() == str(tmp_path / "mine.png")
    QTest.keyClick(dialog.file, Qt.Key.Key_Return)
    assert studio.document.name == "mine.lunar"
    studio.window.activateWindow()
    studio.drag([(2, 2)])
    studio.key(Qt.Key.Key_X, CTRL | SHIFT)
    written = read_pixels(tmp_path / "mine.png")
    np.testing.assert_array_equal(written, studio.document.pixels)
    studio.window.files.begin(8, 8)
    assert not studio.window.files.exports.again()
    dialog = studio.window.files.exports.dialog
    assert dialog is not None
    dialog.reject()
    np.testing.assert_array_equal(read_pixels(tmp_path / "mine.png"), written)
