"""The disk is full under a studio that draws, and the studio dies after there is room again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lunarcore_studio.files.journal_desk import JournalDesk

TROUBLE = "What you draw can not be kept against a crash now: the disk is full. Save your drawings."
SCRIPT = """
mount -t tmpfs -o size=2m tmpfs "$1" || exit 77
"$2" -m tests.crash.full_disk "$1" || exit 1
cp -r "$1/lunarcore-studio" "$3"
"""


def test_a_full_disk_is_told_and_nothing_is_lost_once_there_is_room(tmp_path: Path) -> None:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("a small disk is made by unshare and mount, which Linux alone has")
    disk, after = tmp_path / "disk", tmp_path / "after"
    disk.mkdir()
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"]
    done = subprocess.run(
        [*command, disk, sys.executable, after], capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode in (1, 77) and "Traceback" not in done.stderr:
        pytest.skip(f"no disk may be mounted here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    told, drawn = done.stdout.splitlines()
    assert told == repr([TROUBLE, ""])
    key, digest = drawn.split()
    desk = JournalDesk(after / "journal", 1 << 28)
    recovered = desk.restore(key)
    desk.close()
    assert recovered is not None
    assert recovered.is_whole
    assert recovered.drawing.sprite.digest == digest
    assert len(recovered.drawing.history.steps) == 17
