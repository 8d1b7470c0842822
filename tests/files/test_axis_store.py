"""Named axes on disk: there and back, where they lie, and what is said of a file that is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.axis_store import (
    NamedAxis,
    axes_file,
    axis_name,
    pack_axes,
    read_axes,
    unpack_axes,
    write_axes,
)
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import AXES, remove_model_folder, write_model_folder
from lunarcore_studio.files.model_library import duplicate_model, export_model, import_model
from tests.files.models import make_model, model_files

GOLD = NamedAxis("Gold", (0.6, 0.8), 1.5, 2.0, 0.03, 12, 244, "ab" * 32)
FIRE = replace(GOLD, name="Feuer & Eis ☂", direction=(0.0, -1.0))


def test_axes_come_back_as_they_were(tmp_path: Path) -> None:
    model = make_model(tmp_path / "mine")
    assert read_axes(model) == ()
    write_axes(model, (GOLD, FIRE))
    assert (model / AXES).is_file()
    assert read_axes(model) == (GOLD, FIRE)


def test_those_of_the_shipped_model_are_among_my_own_data() -> None:
    shipped = paths.shipped_model()
    write_axes(shipped, (GOLD,))
    assert axes_file(shipped).is_relative_to(paths.user_data_dir())
    assert not (shipped / AXES).exists()
    assert read_axes(shipped) == (GOLD,)


def test_a_folder_that_is_read_only_keeps_its_own_until_the_first_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = make_model(tmp_path / "mine")
    write_axes(model, (GOLD,))
    monkeypatch.setattr("os.access", lambda path, *_, **__: path != model)
    assert read_axes(model) == (GOLD,)
    write_axes(model, (GOLD, FIRE))
    assert axes_file(model).parent == paths.user_axes_dir()
    assert read_axes(model) == (GOLD, FIRE)
    assert unpack_axes((model / AXES).read_bytes(), model) == (GOLD,)


def test_a_retrained_model_keeps_its_file_and_a_removed_one_does_not(tmp_path: Path) -> None:
    model = make_model(tmp_path / "mine")
    write_axes(model, (GOLD,))
    write_model_folder(model, model_files("Mine", steps=60), overwrite=True)
    assert read_axes(model) == (GOLD,)
    remove_model_folder(model)
    assert not model.exists()


def test_copies_of_a_model_take_its_axes_along(tmp_path: Path) -> None:
    model = make_model(paths.user_models_dir() / "mine")
    write_axes(model, (GOLD, FIRE))
    assert read_axes(duplicate_model(model)) == (GOLD, FIRE)
    export_model(model, tmp_path / "out")
    assert read_axes(tmp_path / "out") == (GOLD, FIRE)
    assert read_axes(import_model(tmp_path / "out", lambda _files: None)) == (GOLD, FIRE)


def test_a_link_that_leads_out_is_not_imported(tmp_path: Path) -> None:
    model = make_model(tmp_path / "mine")
    (tmp_path / "secret").write_bytes(pack_axes((GOLD,)))
    (model / AXES).symlink_to(tmp_path / "secret")
    with pytest.raises(FileError, match="leads out of its folder"):
        import_model(model, lambda _files: None)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"", b"\x80\x04K\x01.", b"[]", b"{}", b"[" * 100_000,
        b'{"format": "lunarcore-axes", "version": 1, "axes": [3]}',
    ],
)  # fmt: skip
def test_what_is_no_file_of_axes_is_a_sentence(spoilt: bytes) -> None:
    with pytest.raises(FileError, match=r"axes\.json holds no sliders that can be read"):
        unpack_axes(spoilt, Path("axes.json"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("direction", [3.0, 4.0]), ("direction", []), ("direction", [float("nan"), 1.0]), ("sigma", -1),
        ("reach", 1e9), ("effect", float("inf")), ("these", "many"), ("name", "12"), ("name", None),
    ],
)  # fmt: skip
def test_values_that_no_slider_has_are_refused(field: str, value: object) -> None:
    facts = json.loads(pack_axes((GOLD,)))
    facts["axes"][0][field] = value
    with pytest.raises(FileError):
        unpack_axes(json.dumps(facts).encode(), Path("axes.json"))


def test_a_newer_version_says_so() -> None:
    newer = pack_axes(()).replace(b'"version": 1', b'"version": 2')
    with pytest.raises(FileError, match="newer LunarCore Studio"):
        unpack_axes(newer, Path("axes.json"))


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "needs a name"), ("x" * 41, "at most 40 letters"), ("-12", "numbers are")]
)
def test_names_that_can_not_be_had(text: str, why: str) -> None:
    with pytest.raises(FileError, match=why):
        axis_name(text)
    assert axis_name("  Fire \n and ice 2 ") == "Fire and ice 2"
