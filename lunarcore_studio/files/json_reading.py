"""JSON from strangers: bounded before it is taken apart. Any thread.

A list or an object of four bytes takes a hundred once it is read, and the garbage collector walks over all of
them again and again, so their number is counted first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def load_json(data: bytes, most: int = 1 << 16, parse_constant: Callable[[str], Any] | None = None) -> Any:
    """The value in a text with up to `most` lists and objects. ValueError for anything else.

    Brackets inside of texts count too. `parse_constant` as in `json.loads`.
    """
    if data.count(b"[") + data.count(b"{") > most:
        raise ValueError("more lists and objects than any honest file has")
    try:
        return json.loads(data, parse_constant=parse_constant)
    except RecursionError as error:
        raise ValueError("nested without end") from error
