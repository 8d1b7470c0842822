"""What a model's card says, as values that can be trusted: `model.json` may come from anywhere. Any thread.

Only the shape of the file decides whether it is a card; a fact of another type than expected is one that is
not known. Names are one printable line.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.json_reading import load_json
from lunarcore_studio.files.model_folder import CARD
from lunarcore_studio.files.reading import read_bytes

FORMAT: Final = "lunarcore-model"
VERSIONS: Final = (1, 2)  # the second has a prior in it
LARGEST_CARD: Final = 4_000_000  # bytes
LONGEST_NAME: Final = 80
_LARGEST_NUMBER: Final = 1e15
_MOST_FILES: Final = 20_000
_MOST_PARTS: Final = 1 << 17  # lists and objects


@dataclass(frozen=True)
class SpriteFile:
    """A sprite that a model was trained on: its name, and the sha256 of its pixels in hex."""

    name: str
    digest: str


@dataclass(frozen=True)
class Measured:
    """Metrics on held-out sprites: PSNR in dB of both modes and of a PCA, share of pixels that are exact."""

    latent_db: float | None = None
    detail_db: float | None = None
    pca_db: float | None = None
    latent_exact: float | None = None
    detail_exact: float | None = None
    pca_exact: float | None = None

    @property
    def above_pca_db(self) -> float | None:
        """By how much latent mode beats the PCA of as many numbers; None while one of them is unknown."""
        if self.latent_db is None or self.pca_db is None:
            return None
        return self.latent_db - self.pca_db


@dataclass(frozen=True)
class ModelCard:
    """The facts of a model. None, 0 and "" stand for what its card does not say.

    progress: how far its training was, 0 to 1, None for one without a planned end.   source: the name of the
    folder that it was trained on.   set_digest: sha256 over the digests of all those sprites.
    """

    name: str
    resolution: int
    width: int
    latent: int
    weights_digest: str
    made: datetime | None
    sprites: int
    held_out: int
    recipe: str
    seed: int | None
    steps: int
    training_s: float | None
    progress: float | None
    started_from: str
    source: str
    set_digest: str
    files: tuple[SpriteFile, ...]
    measured: Measured


def read_card(folder: Path) -> ModelCard:
    """The card of the model in `folder`. FileError when it is missing, damaged or foreign."""
    path = folder / CARD
    try:
        return parse_card(read_bytes(path, LARGEST_CARD), folder)
    except FileError as error:
        if error.path != path:
            raise
        what = "there is no model.json in it" if not path.exists() else f"its {CARD} {error.reason}"
        raise FileError.about(folder, f"is no model: {what}") from error


def parse_card(data: bytes, folder: Path) -> ModelCard:
    """The card in the bytes of a model.json; `folder` stands in the FileError."""
    facts = load_facts(data, folder)
    config, card = facts["config"], facts["card"]
    sizes = {name: _whole(config.get(name)) for name in ("resolution", "width", "latent")}
    if not all(sizes.values()):
        raise FileError.about(folder, f"can not be read: its {CARD} describes no network")
    trained_on, metrics = _mapping(card.get("trained_on")), _mapping(card.get("metrics"))
    return ModelCard(
        name=one_line(card.get("name")) or one_line(folder.name),
        weights_digest=_digest(facts["weights_sha256"]),
        made=_moment(card.get("made")),
        sprites=_whole(card.get("sprites")),
        held_out=_whole(card.get("held_out")),
        recipe=one_line(card.get("recipe")),
        seed=None if _number(card.get("seed")) is None else _whole(card.get("seed")),
        steps=_whole(card.get("steps")),
        training_s=_number(card.get("training_s")),
        progress=_progress(card),
        started_from=one_line(card.get("started_from")),
        source=one_line(trained_on.get("source")),
        set_digest=_digest(trained_on.get("sha256")),
        files=_files(trained_on.get("files")),
        measured=_measured(metrics),
        **sizes,
    )


def load_facts(data: bytes, folder: Path) -> dict[str, Any]:
    """All of a model.json as it stands, with "config" and "card" as mappings. FileError names `folder`."""
    try:
        facts = load_json(data, _MOST_PARTS, _refuse)
    except ValueError as error:
        raise FileError.about(folder, f"can not be read: its {CARD} is damaged or no JSON text") from error
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise FileError.about(folder, f"can not be read: its {CARD} is not one of LunarCore Studio")
    if facts.get("version") not in VERSIONS:
        raise FileError.about(folder, "can not be read: it is of a format version that is not known here")
    if not all(isinstance(facts.get(name), dict) for name in ("config", "card")):
        raise FileError.about(folder, f"can not be read: its {CARD} lacks facts that every model has")
    if not _digest(facts.get("weights_sha256")):
        raise FileError.about(folder, f"can not be read: its {CARD} does not say what its weights are")
    return facts


def renamed(data: bytes, name: str, folder: Path) -> bytes:
    """The bytes of a model.json with another name in the card and everything else as it was. FileError."""
    facts = load_facts(data, folder)
    facts["card"]["name"] = one_line(name) or one_line(folder.name)
    text = json.dumps(facts, indent=1, allow_nan=False, ensure_ascii=False)
    # What has no UTF-8 of its own (half a surrogate pair) stays the escape that it was in the file.
    return text.encode("utf-8", "backslashreplace")


def one_line(value: object, longest: int = LONGEST_NAME) -> str:
    """A text as one printable line of at most `longest` letters; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    words = " ".join(value[: 4 * longest].split())
    clean = "".join("�" if unicodedata.category(letter).startswith("C") else letter for letter in words)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> float | None:
    """A number that is neither negative nor beyond reason."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value <= _LARGEST_NUMBER else None


def _whole(value: object) -> int:
    number = _number(value)
    return 0 if number is None else int(number)


def _digest(value: object) -> str:
    is_one = isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
    return str(value) if is_one else ""


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        # To local time and back: a moment at the calendar's edge has no place in every zone.
        return None if moment is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _progress(card: Mapping[str, Any]) -> float | None:
    plan = _mapping(card.get("plan"))
    steps, minutes = _number(plan.get("steps")), _number(plan.get("minutes"))
    trained_s = _number(card.get("training_s"))
    if steps:
        return min(1.0, _whole(card.get("steps")) / steps)
    if minutes and trained_s is not None:
        return min(1.0, trained_s / (60 * minutes))
    return None


def _files(value: object) -> tuple[SpriteFile, ...]:
    rows = value[:_MOST_FILES] if isinstance(value, list) else []
    named = [(_mapping(row).get("name"), _mapping(row).get("sha256")) for row in rows]
    return tuple(SpriteFile(one_line(name), _digest(digest)) for name, digest in named if one_line(name))


def _measured(metrics: Mapping[str, Any]) -> Measured:
    latent, detail = _mapping(metrics.get("latent")), _mapping(metrics.get("detail"))
    return Measured(
        _number(latent.get("psnr_db")), _number(detail.get("psnr_db")), _number(metrics.get("pca_psnr_db")),
        _number(latent.get("exact")), _number(detail.get("exact")), _number(metrics.get("pca_exact")),
    )  # fmt: skip
