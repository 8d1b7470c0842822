"""Sentences: they name the file, stay on one line and say what to do with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lunarcore_studio.files.errors import FileError, FileExists, shown
from lunarcore_studio.files.reading import read_bytes


def test_a_sentence_names_the_file_and_keeps_its_parts() -> None:
    error = FileError.about(Path("/a/door.png"), "is cut short")
    assert str(error) == "door.png is cut short."
    assert (error.path, error.reason) == (Path("/a/door.png"), "is cut short")


def test_a_plain_sentence_is_its_own_reason() -> None:
    assert FileError("Nothing is open.").reason == "Nothing is open."
    assert issubclass(FileExists, FileError)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a\nb.png", "a�b.png"),
        ("gnp\u202eabc.png", "gnp�abc.png"),
        (os.fsdecode(b"caf\xe9.png"), "caf�.png"),
        ("x" * 300, "x" * 40 + "…" + "x" * 39),
    ],
)
def test_no_name_breaks_the_line(name: str, line: str) -> None:
    assert shown(Path("/sprites") / name) == line


def test_a_path_without_a_last_part_is_shown_whole() -> None:
    assert shown(Path("/")) == "/"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "here.png does not exist."),
        (lambda path: path.mkdir(), "here.png is a folder."),
        (lambda path: os.mkfifo(path), "here.png is not an ordinary file."),
        (lambda path: path.symlink_to(path), "here.png can not be read: its links lead in a circle."),
        (
            lambda path: path.write_bytes(bytes(11)),
            "here.png is too large: files of this kind may have 10 bytes.",
        ),
    ],
)
def test_what_can_not_be_read_is_told_without_waiting(tmp_path: Path, make: object, said: str) -> None:
    make(tmp_path / "here.png")  # type: ignore[operator]
    with pytest.raises(FileError) as caught:
        read_bytes(tmp_path / "here.png", limit=10)
    assert str(caught.value) == said


def test_a_misspelt_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"door\.png does not exist: there is no folder sp{r}its\."):
        read_bytes(tmp_path / "sp{r}its" / "door.png")


def test_a_device_and_a_null_in_the_name_are_sentences_too() -> None:
    with pytest.raises(FileError, match="zero is not an ordinary file"):
        read_bytes("/dev/zero")
    with pytest.raises(FileError, match="null"):
        read_bytes("a\0b")
