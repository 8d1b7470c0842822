"""Texts are found in a catalogue, filled ones too, and English needs none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.language import choose_language, languages, mark, say, say_filled, say_many

FOLDER = paths.languages_dir()


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    assert choose_language("de", FOLDER) == "de"
    yield
    assert choose_language("en", FOLDER) == "en"


def test_languages_call_themselves() -> None:
    assert languages(FOLDER) == {"en": "English", "de": "Deutsch"}


def test_a_text_is_said_and_an_unknown_one_stays() -> None:
    assert say("Pencil") == "Stift"
    assert say("potion_12") == "potion_12"
    assert say("") == ""
    assert mark("Pencil") == "Pencil"


@pytest.mark.parametrize(("count", "told"), [(1, "1 Farbe"), (2, "2 Farben"), (0, "0 Farben")])
def test_plurals_are_the_languages(count: int, told: str) -> None:
    assert say_many("{count} colour", "{count} colours", count).format(count=count) == told


@pytest.mark.parametrize("code", ["en", "fr", "..", "", "de.mo"])
def test_without_a_catalogue_all_is_english(code: str) -> None:
    assert choose_language(code, FOLDER) == "en"
    assert say("Pencil") == "Pencil"
    assert say_many("{count} colour", "{count} colours", 2) == "{count} colours"
    assert say_filled("door.png is damaged.") == "door.png is damaged."


def test_a_damaged_catalogue_is_none(tmp_path: Path) -> None:
    (tmp_path / "de.mo").write_bytes(b"no catalogue")
    whole = (FOLDER / "de.mo").read_bytes()
    (tmp_path / "fr.mo").write_bytes(whole[: len(whole) // 2])
    assert languages(tmp_path) == {"en": "English"}
    assert choose_language("de", tmp_path) == "en"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Pencil", "Stift"),
        ("Scale by 3", "3-fach skalieren"),
        ("Slider 3 to rest", "Regler 3 in Ruhe"),
        ("Another potion", "Noch eins: potion"),
        ("32 × 16 pixels, 4 frames", "32 × 16 Pixel, 4 Bilder"),
        ("64 in all", "64 in all"),
        ("", ""),
    ],
)
def test_a_filled_text_is_known_by_its_words(told: str, shown: str) -> None:
    assert say_filled(told) == shown


def test_an_errors_sentence_keeps_the_names_in_it() -> None:
    error = FileError.about("my door.png", "is cut short: the file ends after 12 of at least 40 bytes")
    said = "my door.png ist abgeschnitten: die Datei endet nach 12 von mindestens 40 Bytes."
    assert say_filled(str(error)) == said
    worse = FileError.from_os("{a} b.lunar", PermissionError(13, "Permission denied"), "written")
    assert say_filled(str(worse)) == "{a} b.lunar kann nicht geschrieben werden: keine Berechtigung."


def test_a_sentence_in_a_sentence_is_said_too() -> None:
    told = "mine can not be used: The model's prior is damaged: The prior's tags are not a list."
    said = "Der Prior des Modells ist beschädigt: Die Arten des Priors sind keine Liste."
    assert say_filled(told) == f"mine ist nicht zu gebrauchen: {said}"
    assert say_filled(f"{told} The shipped model draws instead.").endswith("das mitgelieferte Modell.")


def test_a_very_long_text_is_left_alone() -> None:
    text = "is cut short: " * 1000
    assert say_filled(text) == text
