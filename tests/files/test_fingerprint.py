"""What changed behind our back is told from what was only touched, moved or taken away."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lunarcore_studio.files import fingerprint
from lunarcore_studio.files.atomic import write_bytes


@pytest.fixture
def hero(tmp_path: Path) -> Path:
    path = tmp_path / "hero.png"
    path.write_bytes(b"drawing")
    return path


def test_a_file_left_alone_is_the_same_and_is_not_read(hero: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    former = fingerprint.take(hero)
    assert former is not None
    monkeypatch.setattr(fingerprint, "read_bytes", lambda _path: pytest.fail("was read"))
    assert fingerprint.compare(hero, former) == ("same", former)


def test_a_touch_and_a_copy_in_its_place_are_no_change(hero: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    former = fingerprint.take(hero)
    assert former is not None
    os.utime(hero, (1, 1))
    standing, touched = fingerprint.compare(hero, former)
    assert standing == "same"
    write_bytes(hero, b"drawing")
    standing, copied = fingerprint.compare(hero, touched)
    assert standing == "same"
    assert copied == fingerprint.take(hero)


@pytest.mark.parametrize("data", [b"DRAWING", b"another drawing", b""])
def test_other_bytes_are_a_change(hero: Path, data: bytes) -> None:
    former = fingerprint.take(hero)
    assert former is not None
    write_bytes(hero, data)
    assert fingerprint.compare(hero, former) == ("changed", former)


def test_other_bytes_of_the_same_size_and_time_are_a_change(hero: Path) -> None:
    former = fingerprint.take(hero)
    assert former is not None
    write_bytes(hero, b"DRAWING")
    os.utime(hero, ns=(former.modified_ns, former.modified_ns))
    assert fingerprint.compare(hero, former)[0] == "changed"


def test_what_is_gone_or_something_else_is_told(hero: Path) -> None:
    former = fingerprint.take(hero)
    assert former is not None
    hero.unlink()
    assert fingerprint.compare(hero, former)[0] == "gone"
    hero.mkdir()
    assert fingerprint.compare(hero, former)[0] == "changed"
    assert fingerprint.take(hero) is None
    assert fingerprint.take(hero.parent / "none.png") is None
    assert fingerprint.take(Path("a\0b")) is None
    assert fingerprint.compare(Path("a\0b"), former)[0] == "unknown"


def test_a_fingerprint_goes_through_json_and_nothing_else_does(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"a")
    known = fingerprint.take(path)
    assert known is not None
    assert fingerprint.from_facts(json.loads(json.dumps(fingerprint.to_facts(known)))) == known
    assert fingerprint.to_facts(None) is None
    for lie in (None, 7, "abcde", [1, 2, 3, 4], [1, 2, 3, 4, 5], [1, 2, 3, {}, "00"], [1, 2, 3, 4, "xyz"]):
        assert fingerprint.from_facts(lie) is None
