"""Model folders: bytes there and back, and what is said of a folder that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.model_folder import CARD, TRAINING, WEIGHTS, read_model_folder, write_model_folder

MODEL = {CARD: b"{}", WEIGHTS: b"weights"}


def test_a_model_comes_back_and_its_training_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "models" / "mine"
    write_model_folder(path, {**MODEL, TRAINING: b"steps"})
    assert read_model_folder(path) == MODEL
    assert read_model_folder(path, with_training=True) == {**MODEL, TRAINING: b"steps"}


def test_a_new_model_takes_the_old_ones_training_with_it_and_keeps_notes(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    write_model_folder(path, {**MODEL, TRAINING: b"steps"})
    (path / "README.md").write_text("notes")
    with pytest.raises(FileExists, match="mine already exists"):
        write_model_folder(path, MODEL)
    write_model_folder(path, {CARD: b"{2}", WEIGHTS: b"more"}, overwrite=True)
    assert read_model_folder(path, with_training=True) == {CARD: b"{2}", WEIGHTS: b"more"}
    assert (path / "README.md").read_text() == "notes"


def test_a_folder_of_other_things_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "drawing.png").write_bytes(b"art")
    with pytest.raises(FileError, match="holds other files and no model"):
        write_model_folder(tmp_path, MODEL, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["drawing.png"]


def test_what_is_no_model_is_said(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    with pytest.raises(FileError, match=r"mine does not exist: a model is a folder with model\.json and"):
        read_model_folder(path)
    path.write_bytes(b"")
    with pytest.raises(FileError, match="mine is not a folder"):
        read_model_folder(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(FileError, match=r"mine is no model: there is no model\.json in it"):
        read_model_folder(path)
    (path / CARD).write_bytes(b"{}")
    with pytest.raises(FileError, match=r"there is no weights\.safetensors in it"):
        read_model_folder(path)
    (path / WEIGHTS).mkdir()
    with pytest.raises(FileError, match=r"weights\.safetensors of the model mine is a folder"):
        read_model_folder(path)


def test_files_too_large_are_told_before_they_are_read(tmp_path: Path) -> None:
    write_model_folder(tmp_path / "mine", MODEL)
    with (tmp_path / "mine" / WEIGHTS).open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(FileError, match="too large: files of this kind may have 256 MB"):
        read_model_folder(tmp_path / "mine")
