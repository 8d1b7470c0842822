"""The library of models: what is listed, and what each command leaves on the disk."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.model_folder import CARD, THUMBNAILS, TRAINING, WEIGHTS
from lunarcore_studio.files.model_library import (
    duplicate_model,
    export_model,
    folder_name,
    free_folder,
    import_model,
    list_models,
    remove_model,
    rename_model,
)
from lunarcore_studio.files.thumbnails import thumbnails_png
from lunarcore_studio.starter import draw_sprites
from tests.files.models import WEIGHT_BYTES, make_model, model_files


def mine(name: str) -> Path:
    return paths.user_models_dir() / name


def named(folder: Path) -> str:
    return str(json.loads((folder / CARD).read_bytes())["card"]["name"])


def sound(files: Mapping[str, bytes]) -> None:
    """The check of a test that is about something else."""
    assert set(files) == {CARD, WEIGHTS}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_shipped_comes_first_then_mine_by_age_then_the_one_elsewhere(tmp_path: Path) -> None:
    make_model(mine("old"), "Old", made="2026-01-01T00:00:00+00:00")
    make_model(mine("new"), "New", made="2026-02-01T00:00:00+00:00")
    make_model(mine("undated"), "Undated", made="some day")
    other = make_model(tmp_path / "other", "Other")
    found = list_models(other)
    assert [model.name for model in found] == ["lunarcore-16", "New", "Old", "Undated", "Other"]
    assert [model.home for model in found] == ["shipped", "mine", "mine", "mine", "elsewhere"]
    assert len(list_models(mine("old"))) == 4
    assert found[1].size_bytes == sum(map(len, tree(mine("new")).values()))


def test_without_a_folder_of_mine_there_is_the_shipped_one() -> None:
    assert [model.home for model in list_models()] == ["shipped"]


def test_what_is_no_model_is_listed_with_a_sentence() -> None:
    make_model(mine("good"), "Good")
    mine("empty").mkdir()
    (mine("a file.txt")).write_text("not a folder")
    (mine(".lunarcore-0123.tmp")).mkdir()
    (make_model(mine("cut"), "Cut") / WEIGHTS).unlink()
    (make_model(mine("broken"), "Broken") / CARD).write_bytes(b"{")
    found = {model.path.name: model for model in list_models() if model.home == "mine"}
    assert set(found) == {"good", "empty", "cut", "broken"}
    assert found["good"].trouble == ""
    assert found["empty"].trouble == "empty is no model: there is no model.json in it."
    assert found["cut"].trouble == "cut is no model: there is no weights.safetensors in it."
    assert "damaged" in found["broken"].trouble
    assert found["broken"].name == "broken"


def test_a_training_that_stands_still_is_told_of_mine() -> None:
    (make_model(mine("half"), "Half") / TRAINING).write_bytes(b"state")
    model = list_models()[1]
    assert model.is_unfinished
    assert model.card is not None
    assert model.card.progress == 0.5


def test_thumbnails_are_read_with_the_list() -> None:
    sprites = draw_sprites(2, seed=1)
    (make_model(mine("seen")) / THUMBNAILS).write_bytes(thumbnails_png(sprites))
    (make_model(mine("unseen")) / THUMBNAILS).write_bytes(b"nothing")
    found = {model.path.name: model.thumbnails for model in list_models()}
    assert np.array_equal(found["seen"], np.concatenate(list(sprites), axis=1))
    assert found["unseen"] is None


def test_a_new_name_is_in_the_card_and_the_folder_stays() -> None:
    folder = make_model(mine("first"), "First", note="kept")
    rename_model(folder, "  Fire\nand ice ")
    assert named(folder) == "Fire and ice"
    assert json.loads((folder / CARD).read_bytes())["card"]["note"] == "kept"
    assert [path.name for path in paths.user_models_dir().iterdir()] == ["first"]
    assert sorted(tree(folder)) == [CARD, WEIGHTS]


@pytest.mark.parametrize("name", ["", " \n\t "])
def test_a_model_keeps_its_name_for_none(name: str) -> None:
    folder = make_model(mine("first"), "First")
    with pytest.raises(FileError, match="needs a name"):
        rename_model(folder, name)
    assert named(folder) == "First"


def test_a_damaged_card_is_not_renamed() -> None:
    folder = make_model(mine("first"))
    (folder / CARD).write_bytes(b"{")
    with pytest.raises(FileError, match="damaged"):
        rename_model(folder, "New")
    assert (folder / CARD).read_bytes() == b"{"


def test_a_duplicate_is_whole_and_has_a_name_of_its_own() -> None:
    folder = make_model(mine("first"), "First")
    (folder / TRAINING).write_bytes(b"state")
    (folder / THUMBNAILS).write_bytes(thumbnails_png(draw_sprites(2, seed=1)))
    one, two = duplicate_model(folder), duplicate_model(folder)
    assert (one.name, two.name) == ("first-copy", "first-copy-2")
    assert (named(one), named(two)) == ("First copy", "First copy 2")
    assert sorted(tree(one)) == [CARD, THUMBNAILS, WEIGHTS]
    assert (one / WEIGHTS).read_bytes() == WEIGHT_BYTES
    assert named(folder) == "First"


def test_an_export_is_whole_and_never_replaces_unasked(tmp_path: Path) -> None:
    folder = make_model(mine("first"), "First")
    export_model(folder, tmp_path / "out" / "first")
    assert tree(tmp_path / "out" / "first") == tree(folder)
    rename_model(folder, "Second")
    with pytest.raises(FileExists, match="first already exists"):
        export_model(folder, tmp_path / "out" / "first")
    assert named(tmp_path / "out" / "first") == "First"
    export_model(folder, tmp_path / "out" / "first", overwrite=True)
    assert named(tmp_path / "out" / "first") == "Second"


def test_an_export_does_not_land_among_other_things(tmp_path: Path) -> None:
    folder = make_model(mine("first"))
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "cat.png").write_bytes(b"cat")
    with pytest.raises(FileError, match="holds other files"):
        export_model(folder, tmp_path / "art", overwrite=True)
    assert tree(tmp_path / "art") == {"cat.png": b"cat"}


def test_an_import_takes_the_known_files_alone(tmp_path: Path) -> None:
    source = make_model(tmp_path / "down", "Fire & ice")
    (source / "setup.py").write_text("raise SystemExit")
    (source / TRAINING).write_bytes(b"state")
    (source / THUMBNAILS).write_bytes(b"no picture")
    folder = import_model(source, sound)
    assert folder == mine("fire-ice")
    assert tree(folder) == model_files("Fire & ice")
    assert import_model(source, sound) == mine("fire-ice-2")
    assert {model.name for model in list_models()} >= {"Fire & ice", "Fire & ice 2"}


def test_thumbnails_are_made_anew_so_that_only_the_picture_travels(tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    (source / THUMBNAILS).write_bytes(thumbnails_png(draw_sprites(2, seed=1)) + b"and something behind")
    folder = import_model(source, sound)
    assert (folder / THUMBNAILS).read_bytes() == thumbnails_png(draw_sprites(2, seed=1))


def test_what_the_check_refuses_leaves_nothing(tmp_path: Path) -> None:
    def refuse(_files: Mapping[str, bytes]) -> None:
        raise FileError("These weights are foreign.")

    source = make_model(tmp_path / "down")
    with pytest.raises(FileError, match="foreign"):
        import_model(source, refuse)
    assert not paths.user_models_dir().exists()


@pytest.mark.parametrize("start", [b"\x80\x02\x8a\nl\xfc\x9c", b"\x80\x04\x95", b"PK\x03\x04rest of it"])
def test_a_pickle_in_the_place_of_weights_is_refused(start: bytes, tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    (source / WEIGHTS).write_bytes(start)
    with pytest.raises(FileError, match=r"weights\.safetensors of down is a pickle: .* refused"):
        import_model(source, lambda _files: pytest.fail("it is refused before it is looked into"))
    assert not paths.user_models_dir().exists()


def test_a_header_that_begins_like_a_pickle_is_none(tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    (source / WEIGHTS).write_bytes((0x0280).to_bytes(8, "little") + b"{".ljust(0x0280))
    assert import_model(source, sound) == mine("mine")


@pytest.mark.parametrize("name", ["model.pt", "weights.pth", "pytorch_model.bin", "last.CKPT", "model.pkl"])
def test_a_folder_with_pickled_weights_alone_is_told_so(name: str, tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    (source / WEIGHTS).rename(source / name)
    with pytest.raises(FileError, match=rf"down holds its weights as a pickle \({name}\)"):
        import_model(source, sound)


@pytest.mark.skipif(os.name != "posix", reason="links need a right elsewhere")
@pytest.mark.parametrize("name", [CARD, WEIGHTS, THUMBNAILS])
def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not(name: str, tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    (source / THUMBNAILS).write_bytes(thumbnails_png(draw_sprites(2, seed=1)))
    (source / name).rename(source / "blob")
    (source / name).symlink_to("blob")
    assert named(import_model(source, sound)) == "Mine"
    (source / "blob").rename(tmp_path / "secret")
    (source / name).unlink()
    (source / name).symlink_to(tmp_path / "secret")
    with pytest.raises(FileError, match=f"{name} of down is a link that leads out"):
        import_model(source, sound)


@pytest.mark.skipif(os.name != "posix", reason="links need a right elsewhere")
def test_a_link_in_a_circle_is_a_sentence(tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    (source / WEIGHTS).unlink()
    (source / WEIGHTS).symlink_to(WEIGHTS)
    with pytest.raises(FileError, match=r"\.$"):
        import_model(source, sound)


def test_weights_of_a_terabyte_are_refused_before_they_are_read(tmp_path: Path) -> None:
    source = make_model(tmp_path / "down")
    with (source / WEIGHTS).open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(FileError, match="too large"):
        import_model(source, sound)


def test_a_model_of_mine_is_removed_and_no_other(tmp_path: Path) -> None:
    folder, other = make_model(mine("first")), make_model(tmp_path / "other")
    for foreign in (other, paths.shipped_model(), mine("first") / CARD, paths.user_models_dir()):
        with pytest.raises(FileError, match="not one of my models"):
            remove_model(foreign)
    remove_model(folder)
    assert not folder.exists()
    with pytest.raises(FileError, match="does not exist"):
        remove_model(folder)
    assert (other / CARD).exists()


@pytest.mark.skipif(os.name != "posix", reason="links need a right elsewhere")
def test_of_a_linked_model_only_the_link_goes(tmp_path: Path) -> None:
    other = make_model(tmp_path / "other")
    paths.user_models_dir().mkdir(parents=True)
    mine("linked").symlink_to(other)
    assert [model.path.name for model in list_models() if model.home == "mine"] == ["linked"]
    remove_model(mine("linked"))
    assert not mine("linked").is_symlink()
    assert (other / CARD).exists()


def test_a_folder_name_is_plain_everywhere_and_never_taken() -> None:
    names = ["Fire & ice", "", "CON", "Ünïcode 火", "../../etc", "x" * 90, "com1", "a" * 39 + " b"]
    made = [folder_name(name) for name in names]
    assert made == [
        "fire-ice", "model", "model-con", "unicode", "etc", "x" * 40, "model-com1", "a" * 39,
    ]  # fmt: skip
    assert free_folder("First") == mine("first")
    make_model(mine("first"))
    assert free_folder("First") == mine("first-2")
    shutil.rmtree(mine("first"))
    assert free_folder("First") == mine("first")
