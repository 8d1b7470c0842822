"""The hostile folder, made once for all tests of a file, and a session without an engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.folder import make_folder
from tests.ui.conftest import drawings, unready

__all__ = ["drawings", "hostile", "unready"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("hostile") / "folder")
