"""Keys as a file: there and back, and one sentence for what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.shortcut_file import Shortcuts, read_shortcuts, write_shortcuts

OURS = Shortcuts("brackets", {"undo": ("Ctrl+Z", "F2"), "tool-fill": (), "pixel-grid": ('Ctrl+"',)})
HEAD = '{"format": "lunarcore-shortcuts", "version": 1, "profile": "aseprite", "keys": '


def test_shortcuts_come_back(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_shortcuts(path, OURS)
    assert read_shortcuts(path) == OURS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no shortcuts"),
        ("[]", "holds no shortcuts"),
        ("[" * 100_000, "holds no shortcuts"),
        (HEAD, "holds no shortcuts"),
        (HEAD + "[]}", "holds no shortcuts"),
        (HEAD + '{"undo": "Ctrl+Z"}}', "holds no shortcuts"),
        (HEAD + '{"undo": [7]}}', "holds no shortcuts"),
        (HEAD + '{"undo": [""]}}', "holds no shortcuts"),
        (HEAD + '{"undo": ["' + "x" * 61 + '"]}}', "holds no shortcuts"),
        (HEAD.replace("aseprite", "other") + "{}}", "holds no shortcuts"),
        (HEAD.replace("lunarcore-shortcuts", "other") + "{}}", "holds no shortcuts"),
        (HEAD.replace("1", "2") + "{}}", "newer LunarCore Studio"),
        (HEAD.replace("1", "true") + "{}}", "holds no shortcuts"),
    ],
)
def test_what_is_none_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text)
    with pytest.raises(FileError) as caught:
        read_shortcuts(path)
    assert str(caught.value).startswith("keys.json ")
    assert said in str(caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no folder"):
        write_shortcuts(tmp_path / "missing" / "keys.json", OURS)
