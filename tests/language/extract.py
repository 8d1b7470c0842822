"""Finds the texts that a person reads in the source of the package.

A text is what `say`, `say_many` and `mark` are called with, and a row of the tables of actions and of kinds
of palettes. Of the levels that tell the window what happened it is everything that reads like words: their
sentences are told in English, and `say_filled` says them. An f-string is a text with names for its blanks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lunarcore_studio
from lunarcore_studio.files.palette_files import KINDS
from lunarcore_studio.language.speaking import OWN_NAME
from lunarcore_studio.ui.action_table import MENUS, TABLE

PACKAGE = Path(lunarcore_studio.__file__).parent
TELLING = ("files", "engine")  # all that reads like words is told
RAISED = re.compile(
    r"(Checkpoint|Config|Device|Prior|Training)Error"
)  # of the network, which the engine tells
# What of them nobody reads: SQL, the log, what a programmer did wrong, the words of formats.
SILENT = ("files/journal_store.py", "files/log_format.py", "files/logbook.py")
LOGGING = {"debug", "info", "warning", "error", "exception"}
PATTERNS = {"compile", "split", "match", "search", "startswith", "Literal"}
WRONG_CALLS = {"ValueError", "TypeError", "IndexError", "AssertionError", "KeyError"}
UNSAID = frozenset({"ping-pong reverse", "GIMP Palette", "{name} copy", "{name} on {device}"})
# Single words that stand in the blanks of others.
WORDS = (
    "Del",
    "read",
    "written",
    "a picture",
    "detail",
    "latent",
    "duplicate",
    "wrong size",
    "enlarged",
    "a sheet",
    "blank",
)

FEWEST = 4  # letters; with less a text is a pattern of numbers

Text = tuple[str, str]  # a text, and its plural or ""


@cache
def texts() -> frozenset[Text]:
    """All texts with their plurals, "" for those that have none."""
    found = {(text, "") for text in (OWN_NAME, *_of_tables(), *WORDS)}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        found |= set(_of_module(ast.parse(path.read_text(encoding="utf-8")), module))
    return frozenset(found)


def _of_tables() -> Iterator[str]:
    yield from MENUS
    yield from (kind.text for kind in KINDS)
    for entry in TABLE:
        yield from entry.menu.split("/")
        yield from filter(None, (entry.text, entry.hint))


def _of_module(tree: ast.Module, module: str) -> Iterator[Text]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name(call.func)
        if name in ("say", "mark") and isinstance(call.func, ast.Name):
            yield from ((text, "") for part in call.args for text in _alternatives(part))
        elif name == "say_many":
            yield _text(call.args[0]), _text(call.args[1])
        elif module.startswith("vae/") and RAISED.fullmatch(name):
            yield from ((text, "") for part in call.args for text in _alternatives(part))
    if module.startswith(TELLING) and module not in SILENT:
        yield from ((text, "") for text in _told(tree))


def _told(tree: ast.Module) -> Iterator[str]:
    """What reads like words, and is no docstring, log record or programmer's error."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        silent = isinstance(node, ast.Call) and _name(node.func) in LOGGING | PATTERNS | WRONG_CALLS
        if silent or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            passed.update(ast.walk(node))
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            passed.update(ast.walk(node.annotation))
        elif isinstance(node, ast.JoinedStr | ast.FormattedValue) and node not in passed:
            passed.update(part for part in ast.walk(node) if part is not node)
            passed.discard(node)
        if node in passed or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = _text(node)
        if _reads_like_words(text) and text not in UNSAID:
            yield text


def _reads_like_words(text: str) -> bool:
    """Two words of which one may be a blank, in a single line."""
    letters = sum(map(str.isalpha, re.sub(r"\{\w+\}", "", text)))
    return letters >= FEWEST and "\n" not in text and bool(re.search(r"[a-z}][:;,.]? [({]?[A-Za-z{]", text))


def _alternatives(node: ast.expr) -> Iterator[str]:
    """The text of an argument, or both of a choice between two."""
    if isinstance(node, ast.IfExp):
        yield from _alternatives(node.body)
        yield from _alternatives(node.orelse)
    elif _text(node):
        yield _text(node)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    blanks: dict[str, str] = {}
    return "".join(_part(part, blanks) for part in node.values)


def _part(part: ast.expr, blanks: dict[str, str]) -> str:
    """A piece of an f-string; the same expression is the same blank."""
    if not isinstance(part, ast.FormattedValue):
        return _text(part).replace("{", "{{").replace("}", "}}")
    said = ast.unparse(part.value)
    if said not in blanks:
        name = next((word for word in _names(part.value) if word not in blanks.values()), "")
        blanks[said] = name or f"blank{len(blanks)}"
    return f"{{{blanks[said]}}}"


def _names(node: ast.expr) -> Iterator[str]:
    """Names that tell what an expression is: the last of its attributes first."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute | ast.Name) and not _is_called(part, node):
            yield (part.attr if isinstance(part, ast.Attribute) else part.id).strip("_").lower()


def _is_called(part: ast.AST, node: ast.expr) -> bool:
    return any(isinstance(call, ast.Call) and call.func is part for call in ast.walk(node))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
