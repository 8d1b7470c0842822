"""The catalogues say everything that a person reads, and the compiled ones what the sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from lunarcore_studio.files import paths
from tests.language.extract import texts

SOURCES = sorted(paths.languages_dir().glob("*.po"))
ACCELERATOR = re.compile(r"&(?=\w)")
BLANK = re.compile(r"\{(\w+)")

pytestmark = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


@cache
def read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.stem)


def said(message: Message) -> Iterator[tuple[str, str]]:
    """Each text with its translation; every form of a plural with the English plural."""
    if message.pluralizable:
        yield message.id[0], message.string[0]
        yield from ((message.id[1], form) for form in message.string[1:])
    else:
        yield message.id, message.string


def every(source: Path) -> list[tuple[str, str]]:
    return [pair for message in read(source) if message.id for pair in said(message)]


def test_every_text_is_there_and_nothing_else(source: Path) -> None:
    there = {
        message.id if message.pluralizable else (message.id, "") for message in read(source) if message.id
    }
    missing, superfluous = texts() - there, there - texts()
    assert not missing, "translate these in the .po and compile it, see Languages in README.md"
    assert not superfluous


def test_every_text_is_translated_and_reviewed(source: Path) -> None:
    assert not [message.id for message in read(source) if message.id and message.fuzzy]
    assert not [text for text, translation in every(source) if not translation]


def test_blanks_accelerators_and_dots_agree(source: Path) -> None:
    for text, translation in every(source):
        # a singular may do without its number
        assert set(BLANK.findall(translation)) <= set(BLANK.findall(text)), text
        assert set(BLANK.findall(text)) - set(BLANK.findall(translation)) <= {"count"}, text
        assert len(ACCELERATOR.findall(text)) == len(ACCELERATOR.findall(translation)), text
        assert text.endswith("…") == translation.endswith("…"), text
        assert text[-1] not in ".?" or translation[-1] == text[-1], text
        assert text.count("\n") == translation.count("\n"), text
        assert [text[:1] == " ", text[-1:] == " "] == [translation[:1] == " ", translation[-1:] == " "], text


def test_what_is_said_twice_stays_as_it_is(source: Path) -> None:
    """A text may be said where it is made and where it is shown."""
    pairs = dict(every(source))
    assert not {text: said for text, said in pairs.items() if pairs.get(said, said) != said}


def test_the_compiled_catalogue_says_the_same(source: Path) -> None:
    compiled = BytesIO()
    write_mo(compiled, read(source))
    compiled.seek(0)
    with source.with_suffix(".mo").open("rb") as file:
        shipped, anew = GNUTranslations(file), GNUTranslations(compiled)
    for message in read(source):
        if message.id and message.pluralizable:
            one, many = message.id
            for count in (0, 1, 2, 5, 21):
                assert shipped.ngettext(one, many, count) == anew.ngettext(one, many, count)
        elif message.id:
            assert shipped.gettext(message.id) == anew.gettext(message.id)
    assert shipped.info()["plural-forms"] == anew.info()["plural-forms"]
