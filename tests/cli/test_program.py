"""The program's entry: instant where no model is needed, never with Qt, and clear about wrong usage."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from lunarcore_studio import __main__ as entry
from lunarcore_studio.cli.program import VERBS
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.sheets import pack
from lunarcore_studio.starter import draw_family
from tests.cli.conftest import Run

ALL_VERBS = {
    *("reconstruct", "encode", "decode", "edit", "interpolate"),
    *("sample", "train", "prior", "evaluate", "scan", "inspect", "axis", "restyle"),
    *("export", "import"),
}
HEAVY = "{'torch', 'PySide6', 'pyqtgraph'}"


def loaded_by(statement: str) -> str:
    """Which of the heavy packages a fresh interpreter has loaded after `statement`."""
    script = f"import sys\n{statement}\nprint(sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_importing_the_package_loads_neither_torch_nor_qt() -> None:
    assert loaded_by("import lunarcore_studio; lunarcore_studio.__version__") == "[]"


def test_version_help_and_scan_load_neither_torch_nor_qt(pictures: Path) -> None:
    lines = ["from lunarcore_studio.cli.program import main"]
    arguments = [["--version"], ["--help"], ["train", "--help"], ["scan", str(pictures)], ["no-verb"]]
    arguments.append(["export", str(pictures), "--out", str(pictures / "out")])
    lines += [f"main({each!r})" for each in arguments]
    assert loaded_by("\n".join(lines)) == "[]"


@pytest.mark.slow
def test_no_verb_loads_qt(tiny_model: Path, pictures: Path, tmp_path: Path) -> None:
    door, key, model = str(pictures / "door.png"), str(pictures / "key.png"), ["--model", str(tiny_model)]
    out, codes = str(tmp_path / "out"), str(tmp_path / "codes.npz")
    art = str(tmp_path / "gems.png")
    write_png(Path(art), pack(list(draw_family("gem", range(80)))))
    arguments = [
        ["reconstruct", door, "--out", out, *model],
        ["encode", door, "--out", codes, *model],
        ["decode", codes, "--out", str(tmp_path / "decoded"), *model],
        ["edit", door, "--axis", "1", "--sigma", "2", "--out", f"{out}/edit.png", *model],
        ["interpolate", door, key, "--frames", "3", "--out", f"{out}/strip.gif", *model],
        ["sample", "--count", "2", "--out", f"{out}/sample.png", *model],
        ["train", "starter:24", "--out", str(tmp_path / "mine"), "--steps", "1", "--width", "4", "--quiet"],
        ["prior", str(tiny_model), art, "--out", str(tmp_path / "drawn"), "--minutes", "0.02"],
        ["evaluate", str(tiny_model), str(pictures)],
        ["scan", str(pictures)],
        ["inspect", str(tiny_model)],
        ["axis", "list", *model],
        ["export", str(pictures), "--out", f"{out}/sheet.png", "--sheet", "packed", "--data", "hash"],
        ["import", str(pictures / "sheet.png"), "--size", "16x16", "--out", str(tmp_path / "cells")],
        ["restyle", door, "--like", key, "--out", f"{out}/restyled.png", *model],
    ]
    assert {each[0] for each in arguments} == VERBS == ALL_VERBS
    lines = ["from lunarcore_studio.cli.program import main"]
    lines += [f"assert main({each!r}) == 0, {each[0]!r}" for each in arguments]
    assert loaded_by("\n".join(lines)) == "['torch']"


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lunarcore_studio", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"lunarcore-studio {version('lunarcore-studio')}\n"


def test_every_verb_takes_the_common_options(run: Run) -> None:
    for verb in ALL_VERBS:
        words = ("axis", "add") if verb == "axis" else (verb,)
        ran = run(*words, "--device", "cpu", "--seed", "3", "--json", "--quiet", "--help")
        assert ran.code == 0, verb


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-verb"],
        ["scan"],
        ["scan", "a", "b"],
        ["edit", "a.png", "--out", "b.png"],
        ["edit", "a.png", "--axis", "1", "--axis", "2", "--sigma", "1", "--out", "b.png"],
        ["edit", "a.png", "--axis", "0", "--sigma", "1", "--out", "b.png"],
        ["axis"],
        ["axis", "add", "Gold", "--these", "a.png"],
        ["restyle", "--like", "a.png", "b.png", "--out", "c.png"],
        ["restyle", "a.png", "--like", "b.png", "--amount", "9", "--out", "c.png"],
        ["train", "a", "--out", "b", "--steps", "2", "--minutes", "1"],
        ["train", "a", "--out", "b", "--recipe", "secret"],
        ["sample", "--count", "0", "--out", "b.png"],
        ["reconstruct", "a.png", "--out", "b", "--device", "abacus"],
        ["interpolate", "a.png", "b.png", "--frames", "1", "--out", "c.png"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2_and_explained_on_standard_error(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Usage:" in ran.err


def test_help_names_every_verb(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(verb in ran.out for verb in ALL_VERBS)


@pytest.mark.parametrize("arguments", [[], ["door.png"], ["no such folder/a.aseprite", "b.GIF"], ["tests"]])
def test_files_alone_open_the_studio(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    opened: list[list[str]] = []
    app = type(sys)("lunarcore_studio.app")
    app.main = lambda files: opened.append(files) or 0
    monkeypatch.setitem(sys.modules, "lunarcore_studio.app", app)
    monkeypatch.setattr(sys, "argv", ["lunarcore-studio", *arguments])
    assert entry.main() == 0
    assert opened == [arguments]


@pytest.mark.parametrize("arguments", [["recontsruct", "a.png"], ["--no-such-option"], ["scan", "--oops"]])
def test_a_mistyped_verb_does_not_open_the_studio(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["lunarcore-studio", *arguments])
    assert entry.main() == 2
    assert capsys.readouterr().out == ""


def test_running_out_of_memory_is_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("lunarcore_studio.files.cached_scan.scan_cached", exhausted)
    ran = run("scan", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("There is not enough memory")
