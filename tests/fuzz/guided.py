"""Fuzzing that is led by which lines an input reaches, where atheris is installed (it is no dependency):
`python -m tests.fuzz.guided TARGET [-max_total_time=600] [-runs=N]`, with the options of libFuzzer.

Begins with the target's valid files and what was found before. A finding goes to the corpus and ends the run.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lunarcore_studio.files", "lunarcore_studio.pixels"]):
    from tests.fuzz.driver import check, keep
    from tests.fuzz.targets import TARGETS, Target

CORPUS = Path(__file__).parent / "corpus"


def main(target: Target, options: list[str]) -> None:
    """Try inputs until the options say that it is enough, or one does what none may do."""
    folder = Path(tempfile.mkdtemp())
    begin = folder / "begin"
    begin.mkdir()
    for number, data in enumerate(target.seeds):
        (begin / str(number)).write_bytes(data)
    for found in CORPUS.glob(f"{target.name}--*"):
        (begin / found.name).write_bytes(found.read_bytes())

    def attempt(data: bytes) -> None:
        try:
            check(target, data, folder)
        except BaseException:
            print(f"kept as {keep(CORPUS, target, data, hashlib.sha256(data).hexdigest()[:12])}")
            raise

    atheris.Setup([sys.argv[0], str(begin), *options], attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main(next(target for target in TARGETS if target.name == sys.argv[1]), sys.argv[2:])
