"""Bad input is exit 1 and one sentence that names the file; nothing is written and nothing overwritten."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files.image_writing import encode_png, write_png
from lunarcore_studio.starter import draw_sprites
from tests.cli.conftest import Ran, Run

DOOR = draw_sprites(1, seed=9)[0]


def says_one_sentence_about(ran: Ran, name: str) -> None:
    assert ran.code == 1
    assert ran.out == ""
    assert name in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err.endswith(".\n")
    assert "Traceback" not in ran.err


def header_of(width: int, height: int) -> bytes:
    """A PNG that promises `width` by `height` pixels and holds none."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    end = b"IEND"
    chunks = (
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (body, end)
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


PICTURES: dict[str, Callable[[], bytes]] = {
    "missing": lambda: b"",
    "empty": lambda: b"",
    "text": lambda: b"this is no picture",
    "cut-short": lambda: encode_png(DOOR)[:60],
    "too-large": lambda: header_of(60000, 60000),
    "wrong-size": lambda: encode_png(np.full((20, 24, 4), 255, np.uint8)),
}


@pytest.fixture(params=PICTURES)
def bad_picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.png"
    if request.param != "missing":
        path.write_bytes(PICTURES[request.param]())
    return path


VERBS: dict[str, Callable[[Path, Path], tuple[object, ...]]] = {
    "reconstruct": lambda bad, out: ("reconstruct", bad, "--out", out),
    "encode": lambda bad, out: ("encode", bad, "--out", out),
    "edit": lambda bad, out: ("edit", bad, "--axis", 1, "--sigma", 1, "--out", out),
    "interpolate": lambda bad, out: ("interpolate", bad, bad, "--frames", 3, "--out", out),
    "sample": lambda bad, out: ("sample", "--count", 1, "--near", bad, "--out", out),
    "restyle": lambda bad, out: ("restyle", bad, "--like", bad, "--out", out),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_bad_picture(run: Run, tiny_model: Path, bad_picture: Path, tmp_path: Path, verb: str) -> None:
    out = tmp_path / "out.png"
    ran = run(*VERBS[verb](bad_picture, out), "--model", tiny_model, "--device", "cpu")
    says_one_sentence_about(ran, bad_picture.name)
    assert not out.exists()


@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_a_folder_without_sprites(
    run: Run, tiny_model: Path, bad_picture: Path, tmp_path: Path, verb: str
) -> None:
    out = tmp_path / "out"
    arguments = {
        "train": ("train", bad_picture, "--out", out),
        "evaluate": ("evaluate", tiny_model, bad_picture),
    }
    says_one_sentence_about(run(*arguments[verb]), bad_picture.name)
    assert not out.exists()


@pytest.mark.parametrize(
    "source",
    ["starter:", "starter:0", "starter:many", "starter:-4", "starter:99999999", "icons:", "starter:4+icons"],
)
def test_no_number_of_starter_sprites(run: Run, tmp_path: Path, source: str) -> None:
    says_one_sentence_about(run("train", source, "--out", tmp_path / "out"), source)


def broken_model(kind: str, good: Path, folder: Path) -> Path:
    bad = folder / f"model-{kind}"
    if kind == "missing":
        return bad
    bad.mkdir()
    files = {path.name: path.read_bytes() for path in good.iterdir()}
    facts = json.loads(files["model.json"])
    weights = files["weights.safetensors"]
    changed = {
        "empty": {},
        "without-weights": {"model.json": files["model.json"]},
        "without-card": {"weights.safetensors": weights},
        "foreign-weights": files | {"weights.safetensors": b"\x08\0\0\0\0\0\0\0{}      "},
        "cut-weights": files | {"weights.safetensors": weights[: len(weights) // 2]},
        "foreign-card": files | {"model.json": b'{"model_type": "llama"}'},
        "no-json": files | {"model.json": b"\xff\xfe"},
        "newer": files | {"model.json": json.dumps(facts | {"version": 99}).encode()},
        "absurd": files
        | {"model.json": json.dumps(facts | {"config": facts["config"] | {"width": 10**9}}).encode()},
    }[kind]
    for name, data in changed.items():
        (bad / name).write_bytes(data)
    return bad


@pytest.mark.parametrize(
    "kind",
    [
        *("missing", "empty", "without-weights", "without-card", "foreign-weights"),
        *("cut-weights", "foreign-card", "no-json", "newer", "absurd"),
    ],
)
def test_a_bad_model(run: Run, tiny_model: Path, pictures: Path, tmp_path: Path, kind: str) -> None:
    bad, out = broken_model(kind, tiny_model, tmp_path), tmp_path / "out"
    for arguments in (
        ("reconstruct", pictures / "door.png", "--model", bad, "--out", out),
        ("evaluate", bad, pictures),
        ("inspect", bad),
        ("train", "starter:24", "--from", bad, "--steps", 1, "--out", out),
    ):
        says_one_sentence_about(run(*arguments), bad.name)
    assert not out.exists()


def npz(**arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def bomb() -> bytes:
    """A few kilobytes that unpack to 300 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("mean.npy", "w") as file:
        for _ in range(300):
            file.write(bytes(2**20))
    return stream.getvalue()


CODES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"no codes",
    "cut-short": lambda: npz(mean=np.zeros((4, 128), np.float32))[:200],
    "one-array": lambda: (stream := io.BytesIO(), np.save(stream, np.zeros((4, 128))))[0].getvalue(),
    "pickled": lambda: npz(mean=np.array([{"a": 1}], object)),
    "other-names": lambda: npz(codes=np.zeros((4, 128), np.float32)),
    "wrong-shape": lambda: npz(mean=np.zeros((4, 7), np.float32)),
    "no-codes": lambda: npz(mean=np.zeros((0, 128), np.float32)),
    "not-a-number": lambda: npz(mean=np.full((4, 128), np.nan, np.float32)),
    "bomb": bomb,
}


@pytest.mark.parametrize("kind", [*CODES, "missing"])
def test_bad_codes(run: Run, tiny_model: Path, tmp_path: Path, kind: str) -> None:
    path, out = tmp_path / f"{kind}.npz", tmp_path / "out"
    if kind in CODES:
        path.write_bytes(CODES[kind]())
    says_one_sentence_about(run("decode", path, "--out", out, "--model", tiny_model), path.name)
    assert not out.exists()


def test_an_axis_that_the_model_has_not(run: Run, tiny_model: Path, pictures: Path, tmp_path: Path) -> None:
    arguments = ("edit", pictures / "door.png", "--axis", 129, "--sigma", 1, "--out", tmp_path / "a.png")
    says_one_sentence_about(run(*arguments, "--model", tiny_model), "129")


@pytest.mark.parametrize("verb", ["reconstruct", "encode", "edit", "interpolate", "sample", "train"])
def test_an_output_that_stands_is_kept_without_force(
    run: Run, tiny_model: Path, pictures: Path, tmp_path: Path, verb: str
) -> None:
    door = pictures / "door.png"
    old = tmp_path / "out" / "door.png"
    old.parent.mkdir()
    old.write_bytes(b"precious")
    arguments: dict[str, tuple[object, ...]] = {
        name: make(door, old.parent if name == "reconstruct" else old) for name, make in VERBS.items()
    }
    arguments["train"] = ("train", "starter:24", "--steps", 1, "--width", 4, "--out", old.parent)
    model = () if verb == "train" else ("--model", tiny_model)
    says_one_sentence_about(run(*arguments[verb], *model), "out" if verb == "train" else old.name)
    assert old.read_bytes() == b"precious"
    forced = run(*arguments[verb], *model, "--force")
    if verb == "train":
        says_one_sentence_about(forced, "out")  # a folder of other things than a model is never replaced
    else:
        assert forced.code == 0, forced.err
    assert (old.read_bytes() == b"precious") is (verb == "train")


def test_a_palette_that_is_none(run: Run, tiny_model: Path, pictures: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.gpl"
    bad.write_text("no palette")
    arguments = ("reconstruct", pictures, "--palette", bad, "--out", tmp_path / "out", "--model", tiny_model)
    says_one_sentence_about(run(*arguments), "bad.gpl")


def test_two_inputs_of_one_name(run: Run, tiny_model: Path, pictures: Path, tmp_path: Path) -> None:
    (pictures / "more").mkdir()
    write_png(pictures / "more" / "door.png", DOOR)
    ran = run("reconstruct", pictures, "--out", tmp_path / "out", "--model", tiny_model)
    says_one_sentence_about(ran, "door")
    assert not (tmp_path / "out").exists()
