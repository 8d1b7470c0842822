"""The table of readers: what is read, from which file, and what may come of it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from lunarcore_studio.files import documents, images, palette_files, paths, project, thumbnails
from lunarcore_studio.files.aseprite_writing import encode_aseprite
from lunarcore_studio.files.axis_store import read_axes
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.folder_walk import Walked
from lunarcore_studio.files.gathering import Gathering
from lunarcore_studio.files.model_card import ModelCard, read_card
from lunarcore_studio.files.model_folder import AXES, CARD, THUMBNAILS, WEIGHTS
from lunarcore_studio.files.model_library import look_at
from lunarcore_studio.files.picture import Picture
from lunarcore_studio.files.restoring import restore
from lunarcore_studio.files.scan_index import ScanIndex, read_index
from lunarcore_studio.files.scan_result import ScanOptions, SpriteTable
from lunarcore_studio.files.settings import LoadedSettings, load_settings
from lunarcore_studio.files.shortcut_file import Shortcuts, read_shortcuts
from lunarcore_studio.files.sprite_file import FileSprites, read_sprites
from lunarcore_studio.files.sprite_store import SpriteWriter, Stored, open_stored
from lunarcore_studio.files.trained_sets import kept_set
from lunarcore_studio.pixels.palette import Palette
from tests.files.drawn import sprite
from tests.files.models import model_files
from tests.fuzz import anatomy, seeds
from tests.fuzz.anatomy import Anatomy

NOTHING = type(None)


@dataclass(frozen=True)
class Target:
    """A reader, the name of the file that is changed, its valid files, and the types it may answer with.

    `prepare` puts beside it, in an empty folder, what the reader wants to find there.
    """

    name: str
    file: str
    make_seeds: Callable[[], tuple[bytes, ...]]
    read: Callable[[Path], object]
    kinds: tuple[type, ...]
    anatomy: Anatomy = anatomy.WHOLE
    prepare: Callable[[Path], None] = lambda _: None
    share: float = 1.0  # of the inputs, beside others'

    @property
    def seeds(self) -> tuple[bytes, ...]:
        """The valid files, made once."""
        return _seeds(self)


@cache
def _seeds(target: Target) -> tuple[bytes, ...]:
    return target.make_seeds()


def _document(path: Path) -> object:
    """A drawing that was opened can be seen and saved again, its history too."""
    found = documents.open_layered(path)
    found.sprite.flatten(len(found.sprite.frames) - 1)
    project.encode_project(found.sprite, found.history)
    if len(found.sprite.palette) <= 256 and not project.too_large(found.sprite):
        encode_aseprite(found.sprite)
    for left in found.left:
        assert left.isprintable(), left
    return found


def _palette(path: Path) -> object:
    palette_files.is_palette(path)
    return palette_files.read_palette(path)


def _sprites(path: Path) -> object:
    """What the scan and its lists say of one file, in each size."""
    for side in (8, 32):
        read_sprites(path, ScanOptions(side))
    found = read_sprites(path, ScanOptions())
    for _, reason in found.left:
        raise FileError.about(path, reason)
    assert found.finding is None or found.finding.sentence.isprintable()
    return found


def _settings(path: Path) -> object:
    found = load_settings(path)
    if found.notice:
        raise FileError(found.notice)
    return found


def _card(path: Path) -> object:
    look_at(path.parent, "mine")
    found = read_card(path.parent)
    kept_set(json.loads(path.read_bytes())["card"].get("trained_on"), found.resolution)
    return found


def _weights(path: Path) -> object:
    from lunarcore_studio.engine.model_opening import check_model
    from lunarcore_studio.files.model_folder import read_model_folder

    return check_model(read_model_folder(path.parent))


def _signed_weights(path: Path) -> object:
    """Weights whose digest the card gives as it is: a stranger can write both."""
    from lunarcore_studio.engine.model_opening import check_model

    weights, facts = path.read_bytes(), json.loads(seeds.model()[CARD])
    facts["weights_sha256"] = hashlib.sha256(weights).hexdigest()
    check_model({CARD: json.dumps(facts).encode(), WEIGHTS: weights})


def _model_beside(folder: Path) -> None:
    for name, data in seeds.model().items():
        (folder / name).write_bytes(data)


def _plain_model_beside(folder: Path) -> None:
    for name, data in model_files().items():
        (folder / name).write_bytes(data)


def _index_seeds() -> tuple[bytes, ...]:
    """What a scan remembers of sprites, a copy, an animation, a sheet, an enlarged one and a broken file."""
    with tempfile.TemporaryDirectory() as folder:
        scan_cached([seeds.scan_folder(Path(folder) / "art")], folder=Path(folder) / "cache")
        (index,) = (Path(folder) / "cache").glob("*.json")
        return (index.read_bytes().replace(folder.encode(), b""),)


def _index(path: Path) -> object:
    """What an index says is taken as a scan takes it: all at once, and file by file."""
    index = read_index(path)
    if index is None:
        return None
    options, stamps = ScanOptions(), index.columns["stamp"]
    files = [Walked(each, "/art") for each in index.paths]
    if index.is_of(files, stamps, options):
        _listed(files, index)
    gathering = Gathering()
    for number, file in enumerate(files):
        known = index.known(file, tuple(stamps[4 * number : 4 * number + 4]), options)
        if known is not None:
            gathering.take(file, known[0], lambda _: None)
    return index


def _listed(files: list[Walked], index: ScanIndex) -> None:
    """Every line that a person would see."""
    gathering = Gathering()
    restore(gathering, files, index)
    table = SpriteTable(np.zeros((0, 16, 16, 4), np.uint8), files, gathering.columns, gathering.is_moving)
    for number in range(len(table)):
        table.name(number)
    for left in gathering.left_out:
        shown(left.path)
    for finding in gathering.findings:
        assert finding.sentence


STORE = np.stack([sprite(1), sprite(2), sprite(3)])


def _store_seeds() -> tuple[bytes, ...]:
    return (_stored(paths.scans_dir()).path.read_bytes(),)  # type: ignore[union-attr]


def _stored(folder: Path) -> Stored:
    writer = SpriteWriter(folder, 16)
    for each in STORE:
        writer.append(each.tobytes())
    return writer.finish()


def _store(path: Path) -> object:
    digest = _digest_of_store()
    (path.parent / f"{digest}.npy").write_bytes(path.read_bytes())
    found = open_stored(path.parent, digest, len(STORE), 16)
    (path.parent / f"{digest}.npy").unlink()
    assert found is None or np.array_equal(found.pixels, STORE)
    return found


@cache
def _digest_of_store() -> str:
    return _stored(paths.scans_dir()).digest


def _axes(path: Path) -> object:
    return read_axes(path.parent)


def _thumbnails(path: Path) -> object:
    return thumbnails.read_thumbnails(path.parent)


def _pictures() -> tuple[bytes, ...]:
    return (*seeds.pngs(), *seeds.apngs())


def _art() -> tuple[bytes, ...]:
    """A sprite, an animation, a sheet, a sheet with lines, and an enlarged sprite."""
    cells = [sprite(number) for number in range(4)]
    lined = [np.pad(each, ((0, 0), (0, 1), (0, 0))) for each in cells]
    sheets = (
        np.concatenate(cells, axis=1),
        np.concatenate(lined, axis=1),
        cells[3].repeat(2, axis=0).repeat(2, axis=1),
    )
    return images.encode_png(cells[0]), images.encode_apng(np.stack(cells)), *map(images.encode_png, sheets)


def _palettes_of(suffix: str) -> Target:
    """The target for palette files of one suffix."""
    parts = {".png": anatomy.PNG, ".gpl": anatomy.LINES, ".hex": anatomy.LINES, ".pal": anatomy.LINES}
    return Target(
        f"palette-{suffix[1:]}", f"a{suffix}", lambda: seeds.palettes()[suffix], _palette, (Palette,),
        parts.get(suffix, anatomy.WHOLE),
    )  # fmt: skip


def _models() -> tuple[Target, ...]:
    """The files of a model folder."""
    facts, weights = seeds.model_facts, seeds.model_weights
    tensors = anatomy.SAFETENSORS
    return (
        Target("card", CARD, seeds.cards, _card, (ModelCard,), prepare=_plain_model_beside),
        Target("facts", CARD, facts, _weights, (NOTHING,), prepare=_model_beside, share=0.5),
        Target("weights", WEIGHTS, weights, _signed_weights, (NOTHING,), tensors, _model_beside, 0.5),
        Target("thumbnails", THUMBNAILS, seeds.pngs, _thumbnails, (NOTHING, np.ndarray), anatomy.PNG),
        Target("axes", AXES, seeds.axes_files, _axes, (tuple,), prepare=_plain_model_beside),
    )


_PICTURE, _LAYERED = (Picture,), (documents.Layered,)
TARGETS = (
    Target("png", "a.png", seeds.pngs, images.read_image, _PICTURE, anatomy.PNG, share=2),
    Target("apng", "a.apng", seeds.apngs, images.read_image, _PICTURE, anatomy.PNG, share=2),
    Target("gif", "a.gif", seeds.gifs, images.read_image, _PICTURE, anatomy.GIF, share=2),
    Target("webp", "a.webp", seeds.webps, images.read_image, _PICTURE, anatomy.RIFF, share=2),
    Target("bmp", "a.bmp", seeds.bmps, images.read_image, _PICTURE, share=2),
    Target("aseprite", "a.aseprite", seeds.aseprites, images.read_image, _PICTURE, anatomy.ASEPRITE, share=2),
    Target("layers", "b.aseprite", seeds.aseprites, _document, _LAYERED, anatomy.ASEPRITE, share=2),
    Target("drawing", "b.png", _pictures, _document, _LAYERED, anatomy.PNG),
    Target("lunar", "a.lunar", seeds.lunars, _document, _LAYERED, anatomy.ZIP, share=3),
    Target("scan", "c.png", _art, _sprites, (FileSprites,), anatomy.PNG),
    *map(_palettes_of, palette_files.WRITABLE),
    Target("settings", "settings.json", seeds.settings_files, _settings, (LoadedSettings,)),
    Target("shortcuts", "keys.json", seeds.shortcut_files, read_shortcuts, (Shortcuts,)),
    *_models(),
    Target("index", "index.json", _index_seeds, _index, (NOTHING, ScanIndex), anatomy.SIGNED),
    Target("store", "store.bin", _store_seeds, _store, (NOTHING, Stored), share=0.5),
)
