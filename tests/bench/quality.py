"""Train the literal document, a plain VAE and the studio's model on the same sprites, and say who is best.

    python tests/bench/quality.py ../shared/sprites/kenney-rpg16 --minutes 10 --out quality
    python tests/bench/quality.py starter:3000 --minutes 1 --from shipped --out quality

One run: the same sprites, the same unseen ones, the same seed and the same minutes for each, in turns, step
by step, so that whatever else the machine does hits all of them. Beside them stands a PCA of as many
numbers, which a model has to beat; with `--from` also that model as it came, and after going on from there.
Writes into the folder `--out`: quality.md (the tables), quality.json (all numbers), and for the eye a contact
sheet of each model of the studio (unseen sprites, samples and walks): contact-sheet-studio.png of the one
from scratch, contact-sheet-untrained.png and contact-sheet-from.png of the other two.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import lunarcore_studio.vae  # noqa: F401  (first: it settles how OpenMP waits)

# isort: split
import quality_entrants as entrants
import quality_sheet
import quality_table
from quality_entrants import Entrant

from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import sprites_of
from lunarcore_studio.cli.train import model_path, training_set
from lunarcore_studio.engine.training_run import TrainingSet
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.vae.config import WIDTH

RESOLUTION = 16
STUDIO = ("studio", "untrained", "from")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="sprites of 16x16 pixels, or starter:COUNT")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--minutes", type=float, default=10.0, help="training time of each (10)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--holdout", default="0.1", help="share kept unseen, or a folder (0.1)")
    parser.add_argument("--width", type=int, default=WIDTH, help=f"of the document and the studio ({WIDTH})")
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--from", dest="origin", help="also go on from this model folder, or `shipped`")
    parser.add_argument("--only", nargs="+", choices=entrants.NAMES, help="these beside the PCA (all)")
    asked = parser.parse_args()
    asked.origin = model_path(asked.origin) if asked.origin else None
    asked.only = set(asked.only or entrants.NAMES)
    if asked.origin is None:
        asked.only -= {"from"}
    return asked


def main() -> None:
    """Write tables, numbers and sheets; print the tables."""
    asked, report = arguments(), Report(as_json=False, quiet=False)
    given = sprites_of(asked.folder, RESOLUTION, report, asked.seed)
    sprites = training_set(given, asked.holdout, RESOLUTION, report)
    field = entrants.trained(asked, sprites)
    entrants.measure(asked, field, sprites)
    told: dict[str, Any] = {
        "folder": asked.folder.name, "minutes": asked.minutes, "seed": asked.seed, "width": asked.width,
        "sprites": len(sprites.pixels), "unseen": len(sprites.holdout),
        "models": {each.name: each.facts for each in field},
    }  # fmt: skip
    asked.out.mkdir(parents=True, exist_ok=True)
    for each in (each for each in field if each.name in STUDIO):
        told["models"][each.name] |= beyond(each, field, asked, sprites)
    table = quality_table.tables(told)
    write_bytes(asked.out / "quality.md", table.encode())
    write_bytes(asked.out / "quality.json", json.dumps(told, indent=1).encode())
    print(table)


def beyond(
    studio: Entrant, field: list[Entrant], asked: argparse.Namespace, sprites: TrainingSet
) -> dict[str, Any]:
    """What only the studio's model does: samples and strips. Writes its contact sheet."""
    core, prior = entrants.with_prior(studio, sprites, asked.origin)
    unseen = sprites.holdout
    drawn, told_apart = entrants.sampled(core, unseen, asked.seed)
    walks = entrants.walked(core, unseen, asked.seed)
    pca = next(each for each in field if each.name == "pca")
    sheet = quality_sheet.contact_sheet(
        unseen, studio.codec, pca.codec, core, drawn, walks, studio.title, asked.seed
    )
    write_png(asked.out / f"contact-sheet-{studio.name}.png", sheet)
    return {
        "prior": prior, "told_apart": told_apart, "smoothness": entrants.mean_smoothness(walks),
        "walks": len(walks), "frames": entrants.FRAMES,
    }  # fmt: skip


if __name__ == "__main__":
    main()
