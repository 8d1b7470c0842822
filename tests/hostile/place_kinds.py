"""Names and places: links, pipes, devices, depth, letters that no name should have."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from lunarcore_studio.files.image_writing import encode_png
from tests.files.drawn import sprite
from tests.hostile.kind import KEPT, Kind

CIRCLE = "can not be read: its links lead in a circle"
ODD = "not an ordinary file"


def good(number: int) -> Kind:
    """A sprite that is read, whatever its name."""
    return Kind(lambda: encode_png(sprite(number)))


def link(target: str, became: str) -> Kind:
    return Kind(lambda path: path.symlink_to(target), became, is_placed=True)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    # the system takes a hundred letters of a socket's path, and a test's folder has more
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _sparse(path: Path) -> None:
    """A terabyte that takes no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


def _folder(path: Path) -> None:
    """A folder with a picture's name, and in it a link back to it."""
    path.mkdir()
    (path / "inside.png").write_bytes(encode_png(sprite(501)))
    (path / "up").symlink_to(path)


def _deep(path: Path) -> None:
    """45 folders in each other with a sprite in each fifth."""
    for level in range(45):
        path.mkdir()
        if level % 5 == 0:
            (path / "level.png").write_bytes(encode_png(sprite(520 + level)))
        path = path / "d"


def _double(path: Path) -> None:
    """A second name of a file that is there."""
    path.hardlink_to(path.parent / "CON.png")


NAMES = {
    "CON.png": good(502),
    "nul.PNG": good(503),
    "-rf.png": good(504),
    "dots..png": good(505),
    "per%s%n{0}.png": good(506),
    "new\nline.png": good(507),
    "tab\tand\x1bescape.png": good(508),
    "right\u202egnp.to.left.png": good(509),
    "no\u200bwidth.png": good(510),
    "<b>bold<br>&amp;.png": good(511),
    os.fsdecode(b"caf\xe9\xff.png"): good(512),
    "\U0001f980.png": good(513),
    f"{'long' * 62}.png": good(514),
    " space .png": good(515),
    "back\\slash.png": good(516),
    "quote'\";.png": good(517),
    ".hidden.png": Kind(lambda: encode_png(sprite(518)), "hidden file"),
    "no-suffix": Kind(lambda: encode_png(sprite(519)), "not a picture"),
}
PLACES = {
    "circle.png": link("circle.png", CIRCLE),
    "nowhere.png": link("no/such/file.png", "link that leads nowhere"),
    "to-a-sprite.png": link("CON.png", "duplicate of CON.png"),
    "to-here": link(".", "link to a folder, not followed"),
    "to-the-root.png": link("/", "link to a folder, not followed"),
    "zero.png": link("/dev/zero", ODD),
    "random.png": link("/dev/random", ODD),
    "terminal.png": link("/dev/tty", ODD),
    "memory.png": link("/proc/self/mem", "can not be read"),
    "pipe.png": Kind(_pipe, ODD, is_placed=True),
    "socket.png": Kind(_socket, ODD, is_placed=True),
    "sparse.png": Kind(_sparse, "too large: files of this kind may have 64 MB", is_placed=True),
    "zz-second-name.png": Kind(_double, "duplicate of CON.png", is_placed=True),
    "folder.png": Kind(_folder, KEPT, is_placed=True),
    ".git": Kind(lambda path: path.mkdir(), "hidden folder", is_placed=True),
    "deep": Kind(_deep, KEPT, sprites=8, is_placed=True),
}
KINDS = NAMES | PLACES
# what lies below a kind's own path, with its reason
BELOW = {
    "folder.png/up": "link to a folder, not followed",
    "/".join(["deep", *["d"] * 40]): "not looked at: deeper than 40 folders",
}
