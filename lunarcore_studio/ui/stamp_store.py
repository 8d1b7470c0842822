"""The stamps that were taken last, as the settings keep them: each a PNG in base64. GUI thread only.

What is none, or too long for one, is passed over.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import encode_png
from lunarcore_studio.files.images import decode_png
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.tools import Stamp

MOST_STAMPS = 8
_LONGEST = 1 << 17  # letters, five times those of a stamp that does not compress
_MOST_LETTERS = 1 << 18  # of all together: the settings are written whenever one of them changes


def text_of(stamp: Stamp) -> str:
    """What the settings keep of a stamp."""
    return base64.b64encode(encode_png(stamp.pixels)).decode()


def stamp_of(text: str) -> Stamp | None:
    """The stamp that was kept so; None where there is none in it."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        return Stamp(decode_png(base64.b64decode(text, validate=True), "the brush"))
    except (FileError, ValueError, binascii.Error):
        return None


def kept_stamps(settings: Settings) -> list[Stamp]:
    """The stamps of the settings, newest first."""
    found = map(stamp_of, settings.stamps[:MOST_STAMPS])
    return [stamp for stamp in found if stamp is not None]


def with_stamp(texts: Sequence[str], stamp: Stamp) -> tuple[str, ...]:
    """The stamps with one in front, without those that are too many or too large for all to be kept."""
    text = text_of(stamp)
    kept, letters = [text], len(text)
    for other in texts:
        letters += len(other)
        if len(kept) == MOST_STAMPS or letters > _MOST_LETTERS:
            break
        if other != text:
            kept.append(other)
    return tuple(kept)


def without_stamp(texts: Sequence[str], stamp: Stamp) -> tuple[str, ...]:
    """The stamps but for one, and for those that are none."""
    return tuple(text for text in texts if stamp_of(text) not in (None, stamp))
