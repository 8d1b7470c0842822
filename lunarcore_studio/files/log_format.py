"""How a record of the log is written: with its time in UTC, and never with a picture in it. Any thread.

No pixels: arrays and bytes that are handed over are named by their shape or length; in the text itself, which
may be an exception's, rows of twelve numbers and more, long literals of bytes and anything that reads like
base64 are left out, and what is longer than `LONGEST` characters loses its middle.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

LONGEST: Final = 2000  # characters of a record
_HEAD: Final = 700  # of these, before what is left out; the end of a traceback says more than its beginning
_LOOKED_AT: Final = 50_000  # characters at either end, so that a flood takes no time
_SHORT_BYTES: Final = 32
_CODED: Final = re.compile(r"[A-Za-z0-9+/_=-]{64,}")
_NUMBER: Final = r"(?:0x|#)?[0-9a-fA-F]{1,8}(?:\.\d{0,20})?(?:e[-+]?\d{1,3})?"
_NUMBERS: Final = re.compile(rf"(?:(?<![\w.])-?{_NUMBER}[\s,;:\[\](){{}}]+){{12,}}")
_BYTES: Final = re.compile(rf"""\bb(['"])(?:\\.|(?!\1)[^\\\n]){{{_SHORT_BYTES},}}\1""")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class LogFormatter(logging.Formatter):
    """One record: "2026-11-29T16:47:13.123Z WARNING logger: message", more lines of it indented."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """The record's moment in UTC by ISO 8601, to milliseconds."""
        moment = datetime.fromtimestamp(record.created, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text without pictures, at most `LONGEST` characters."""
        safe = copy.copy(record)
        safe.exc_text = None  # another handler's, which may have left nothing out
        if isinstance(record.args, Mapping):
            safe.args = {name: _named(value) for name, value in record.args.items()}
        elif record.args:
            safe.args = tuple(_named(value) for value in record.args)
        safe.msg = _named(record.msg)
        return cut(without_pictures(super().format(safe))).replace("\n", "\n    ")


def without_pictures(text: str) -> str:
    """`text` with placeholders where it holds what may be pixels."""
    if len(text) > 2 * _LOOKED_AT:
        text = f"{text[:_LOOKED_AT]}…{text[-_LOOKED_AT:]}"
    text = _BYTES.sub("<bytes>", text)
    text = _NUMBERS.sub("<numbers> ", text)
    text = _CODED.sub(_decoded, text)
    return _CONTROL.sub("�", text)


def cut(text: str, longest: int = LONGEST) -> str:
    """`text` without its middle when it is longer than `longest` characters, lines counted as indented."""
    over = len(text) + 4 * text.count("\n") - longest
    if over <= 0:
        return text
    note = f"\n… {len(text):,} characters in all …\n"
    head = min(_HEAD, longest // 3)
    tail = longest - head - len(note) - 8
    kept_head, kept_tail = text[:head], text[-tail:]
    kept_tail = kept_tail[4 * (kept_head + kept_tail).count("\n") :]
    return f"{kept_head}{note}{kept_tail}"


def _decoded(found: re.Match[str]) -> str:
    """Paths and names are mostly small letters, base64 and digests are not."""
    text = found[0]
    odd = sum(not letter.islower() and letter not in "/_-" for letter in text)
    return text if odd < len(text) // 4 else f"<{len(text)} characters>"


def _named(value: Any) -> Any:
    """What stands for an array or for bytes; other values as they are."""
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"<{getattr(value, 'dtype', type(value).__name__)} array {shape}>"
    if isinstance(value, bytes | bytearray | memoryview) and len(value) > _SHORT_BYTES:
        return f"<{len(value)} bytes>"
    return value
