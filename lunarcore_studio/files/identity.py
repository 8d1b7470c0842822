"""Which document a path means, by whatever way it was reached. Any thread."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def one_name(path: Path) -> Path:
    """The one name of a document: absolute, its folder without links.

    A link in the document's own place stays one: saving replaces the link and not what it leads to.
    """
    return Path(os.path.normcase(os.path.realpath(path.parent))) / os.path.normcase(path.name)


def name_digest(path: Path) -> str:
    """32 hex digits that stand for the document's one name."""
    return hashlib.sha256(os.fsencode(one_name(path))).hexdigest()[:32]
