"""A verb run in this process, as the program runs it, and a folder of pictures to run it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.cli.program import main
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.sheets import pack
from lunarcore_studio.starter import draw_sprites
from tests.opened_once import models_opened_once

__all__ = ["models_opened_once"]


@pytest.fixture(autouse=True)
def quick_ends(few_probes: None) -> None:
    """Trainings end at once: see `few_probes`."""


@dataclass(frozen=True)
class Ran:
    """What a verb left: its exit code and its two outputs."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The one JSON object on standard output of a verb that did its work."""
        assert self.code == 0, self.err
        facts = json.loads(self.out)
        assert isinstance(facts, dict)
        return facts


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_verb(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run_verb


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Three sprites and a sheet of six more, the last cell of its second row blank."""
    folder = tmp_path / "in"
    folder.mkdir()
    sprites = draw_sprites(8, seed=9)
    for name, sprite in zip(("door", "key", "potion"), sprites, strict=False):
        write_png(folder / f"{name}.png", sprite)
    write_png(folder / "sheet.png", pack(list(sprites[3:8]), columns=3))
    return folder
