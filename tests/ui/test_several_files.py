"""Several files at once, dropped or chosen: a tab for each, and one sentence for what is not opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.pixels.sprite import Frame, Layer, Sprite
from lunarcore_studio.ui.several_files import MOST_FILES
from tests.ui.studio import CTRL, RED, SHIFT, Studio

ONE_WINDOW = True


def make(folder: Path, *names: str) -> list[Path]:
    """Pictures, a palette for .gpl, a folder without a suffix; "bad" in the name is damaged."""
    made = [folder / name for name in names]
    for path in made:
        if not path.suffix:
            path.mkdir()
        elif path.suffix == ".gpl":
            path.write_text("GIMP Palette\nName: two\n#\n1 2 3\n4 5 6\n")
        elif "bad" in path.name:
            path.write_bytes(b"no picture")
        else:
            write_png(path, np.full((8, 8, 4), RED, np.uint8))
    return made


def drop(studio: Studio, paths: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    studio.drop(mime)


def names(studio: Studio) -> list[str]:
    return [drawing.name for drawing in studio.session.drawings.all]


def told(studio: Studio) -> str:
    return studio.window.status.message.whole


def test_dropped_pictures_get_a_tab_each(studio: Studio, tmp_path: Path) -> None:
    drop(studio, make(tmp_path, "ant.png", "bee.png", "cat.png"))
    assert names(studio) == ["ant.png", "bee.png", "cat.png"]
    assert (studio.document.name, told(studio)) == ("cat.png", "Opened 3 files.")
    assert not studio.window.notice.isVisible()


def test_what_is_not_opened_is_one_sentence(studio: Studio, tmp_path: Path) -> None:
    drop(studio, make(tmp_path, "bad 1.png", "ant.png", "bad 2.png"))
    assert names(studio) == ["ant.png"]
    assert studio.window.notice.sentence.text() == "2 of 3 were not opened: bad 1.png, bad 2.png."
    studio.window.notice.hide()
    drop(studio, make(tmp_path, *(f"bad {number}.png" for number in range(3, 8))))
    assert studio.window.notice.sentence.text() == (
        "5 of 5 were not opened: bad 3.png, bad 4.png, bad 5.png …"
    )


def test_the_dialog_takes_several_and_none(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(path) for path in make(tmp_path, "ant.png", "bee.png")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    studio.key(Qt.Key.Key_O, CTRL)
    assert names(studio) == ["ant.png", "bee.png"]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    studio.key(Qt.Key.Key_O, CTRL)
    assert names(studio) == ["ant.png", "bee.png"]


def test_of_palettes_alone_the_first_is_taken_and_beside_pictures_none(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, folder, ant = make(tmp_path, "two.gpl", "other.gpl", "folder", "ant.png")
    before = studio.document.sprite.palette
    drop(studio, [first, ant, folder])
    assert names(studio) == ["ant.png"]
    assert told(studio) == (
        "Palettes and folders are taken one at a time, without drawings: not two.gpl, folder."
    )
    assert studio.document.sprite.palette != before
    own = studio.document.sprite.palette
    drop(studio, [first, second])
    assert (studio.document.sprite.palette.colors[:2], studio.document.sprite.palette != own) == (
        ((1, 2, 3, 255), (4, 5, 6, 255)),
        True,
    )
    assert told(studio) == "Palettes and folders are taken one at a time: only two.gpl was."
    assert studio.document.undo()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(first), str(second)], ""))
    studio.key(Qt.Key.Key_O, CTRL)
    assert studio.document.undo_label == "Open palette"


def test_there_is_an_end_to_it(studio: Studio, tmp_path: Path) -> None:
    paths = make(tmp_path, "ant.png") * (MOST_FILES + 30)
    drop(studio, paths)
    assert names(studio) == ["ant.png"]
    assert told(studio) == f"Opened the first {MOST_FILES} of {MOST_FILES + 30} files."


@pytest.mark.parametrize(
    ("sprite", "path", "name", "first"),
    [
        (Sprite.blank(), None, "sprite.png", "PNG picture"),
        (Sprite(8, 8, layers=(Layer("a"), Layer("b"))), None, "sprite.lunar", "LunarCore sprite"),
        (Sprite(8, 8, frames=(Frame(), Frame())), "run.gif", "run.lunar", "LunarCore sprite"),
        (Sprite(8, 8, layers=(Layer("a", opacity=90),)), "veil.png", "veil.lunar", "LunarCore sprite"),
        (Sprite.blank(), "gem.bmp", "gem.png", "PNG picture"),
        (Sprite(8, 8, frames=(Frame(), Frame())), "hero.aseprite", "hero.aseprite", "Aseprite sprite"),
    ],
)
def test_save_as_offers_a_file_that_can_hold_the_drawing(
    studio: Studio,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sprite: Sprite,
    path: str | None,
    name: str,
    first: str,
) -> None:
    asked: list[tuple[str, str]] = []

    def answer(_parent: object, _title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.append((start, kinds))
        return str(tmp_path / "kept"), kinds.split(";;")[0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    studio.document.replace(sprite, None if path is None else tmp_path / path)
    studio.key(Qt.Key.Key_S, CTRL | SHIFT)
    ((start, kinds),) = asked
    assert (Path(start).name, kinds.startswith(first)) == (name, True)
    assert (tmp_path / "kept").with_suffix(Path(name).suffix).exists()
    assert not studio.window.notice.isVisible()
