"""The numbers of a quality run as markdown, for the model card and for the eye."""

from __future__ import annotations

from typing import Any

from lunarcore_studio.vae.metrics import wrong_beside_pca

HEAD = (
    "model", "latent dB", "over PCA", "latent exact", "wrong beside PCA's", "detail dB", "detail exact",
    "authority in detail", "in latent",
)  # fmt: skip
MAKE = ("model", "KL, nats", "active dimensions", "parameters", "steps", "sprites a second")
SOURCES = {"normal": "N(0, 1)", "prior": "the prior", "codes": "between its codes"}
NONE = "–"
PLAIN_WAYS = {"pca": "PCA, 128 components", "cross_fade": "cross-fade"}


def tables(told: dict[str, Any]) -> str:
    """All tables of a run, `told` as quality.json has it."""
    models = told["models"]
    lines = [about(told), "", *table(HEAD, [row(name, facts) for name, facts in models.items()]), ""]
    lines += [*table(MAKE, [make(name, facts) for name, facts in models.items()]), ""]
    if any(facts["channels"] == 3 for facts in models.values()):
        lines += [
            "The document knows no alpha: it sees sprites on black and is held against a PCA that does.",
            "",
        ]
    judged = [(each["title"], each["told_apart"]) for each in models.values() if each.get("told_apart")]
    if judged:
        head = ("samples told from unseen sprites by a small network (0.5 is perfect)", *SOURCES.values())
        lines += [
            *table(head, [(title, *(number(of.get(by), ".2f") for by in SOURCES)) for title, of in judged]),
            "",
        ]
    walkers = [facts for facts in models.values() if "smoothness" in facts]
    return "\n".join(lines + (smoothness(walkers) if walkers else []))


def about(told: dict[str, Any]) -> str:
    """What was trained on and for how long."""
    return (
        f"{told['sprites']:,} sprites of {told['folder']}, {told['unseen']:,} unseen; "
        f"{told['minutes']:g} min of training each, width {told['width']}, seed {told['seed']}."
    )


def row(name: str, facts: dict[str, Any]) -> tuple[str, ...]:
    """One model in the columns of HEAD."""
    metrics = facts["metrics"]
    latent, detail = metrics["latent"], metrics["detail"]
    is_pca, ratio = name == "pca", wrong_beside_pca(metrics)
    return (
        facts["title"],
        f"{latent['psnr_db']:.1f}",
        NONE if is_pca else f"{latent['psnr_db'] - metrics['pca_psnr_db']:+.1f}",
        f"{100 * latent['exact']:.1f} %",
        NONE if ratio is None else f"{ratio:.2f}",
        NONE if is_pca else f"{detail['psnr_db']:.1f}",
        NONE if is_pca else f"{100 * detail['exact']:.2f} %",
        NONE if is_pca else number(detail["authority"], ".3f"),
        number(latent["authority"], ".3f"),
    )


def make(name: str, facts: dict[str, Any]) -> tuple[str, ...]:
    """What one model is made of and what went into it, in the columns of MAKE."""
    metrics = facts["metrics"]
    return (
        facts["title"],
        NONE if name == "pca" else f"{metrics['kl_nats']:.1f}",
        str(metrics["active_dims"]),
        f"{facts['parameters']:,}",
        number(facts.get("steps"), ","),
        number(facts.get("sprites_per_s"), ".0f"),
    )


def smoothness(walkers: list[dict[str, Any]]) -> list[str]:
    """How evenly strips go: each model, and what both ways without one make of the same sprites."""
    # The last one always knows the PCA of this training: a model that was not trained here has another.
    last = walkers[-1]
    rows = [(facts["title"], *evenness(facts, "model")) for facts in walkers]
    rows += [(title, *evenness(last, way)) for way, title in PLAIN_WAYS.items()]
    head = (f"largest step / mean step, {last['walks']} strips of {last['frames']}", "raw", "both palettes")
    return [*table(head, rows), ""]


def evenness(facts: dict[str, Any], way: str) -> tuple[str, str]:
    """The two numbers of one way."""
    told = facts["smoothness"][way]
    return f"{told['raw']:.2f}", f"{told['projected']:.2f}"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """A markdown table, numbers to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def number(value: float | None, form: str) -> str:
    return NONE if value is None else format(value, form)
