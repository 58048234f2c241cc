"""Each reader of files from outside, fed by atheris with what opens new ways through its code.

An input is good if it is read, or refused in Chinese by `Unreadable`. Whatever else is raised, or
takes more of the processor than a child may, or more than a gigabyte (the drill's own included),
ends it and is kept as a file. atheris is no package of the project: with the tests' own it goes
into a place of its own. Run from the top of the checkout, with a TARGET of tests/drills/targets.py:

    python3.11 -m venv FUZZ && FUZZ/bin/pip install -r tests/requirements.txt atheris==3.0.0
    FUZZ/bin/python -m tests.drills.fuzz TARGET [--seconds 300] [--kept FOLDER]
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from random import Random

import atheris
from django.conf import settings

WATCHED = ["stats", "news", "pdfminer", "pdfplumber"]
MEGABYTES, LONGEST = 1024, 400_000
STUCK = 180  # seconds of the clock; on a busy machine many go by in which nothing is done


def within(members, packed):
    """What changes an input; every other time, where it is a package, inside one of its members."""

    def changed(data, most, seed):
        chance = Random(seed)
        if data.startswith(b"PK\3\4") and chance.random() < 0.5:
            with suppress(Exception):  # it is broken already: whatever zipfile gives
                parts = members(data)
                entry = chance.choice(sorted(parts))
                parts[entry] = atheris.Mutate(parts[entry], max(1, 2 * len(parts[entry])))
                return packed(parts)[:most]
        return atheris.Mutate(data, most)

    return changed


def in_time(target, most):
    """`target`, which fails where an input takes more than that many seconds of the processor."""

    def timed(data):
        begun = time.process_time()
        target(data)
        took = time.process_time() - begun
        assert took <= most, f"{took:.1f} s"

    return timed


def main():
    settings.configure()  # the list of what an article may hold asks for some
    with atheris.instrument_imports(include=WATCHED):
        targets = import_module("tests.drills.targets")
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("target", choices=targets.TARGETS)
    asked.add_argument("--seconds", type=int, default=300)
    asked.add_argument("--kept", default="", help="where what is found is kept, to go on from")
    asked = asked.parse_args()
    target, seed = targets.TARGETS[asked.target]
    folder = Path(asked.kept or tempfile.mkdtemp(prefix="fuzz-")) / asked.target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "good").write_bytes(seed())
    options = {
        "max_total_time": asked.seconds,
        "timeout": STUCK,
        "rss_limit_mb": MEGABYTES,
        "max_len": LONGEST,
        "artifact_prefix": f"{folder.parent}{os.sep}{asked.target}-",
    }
    command = [sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(folder)]
    changed = within(targets.members, targets.packed)
    target = in_time(target, targets.PROCESSOR_SECONDS)
    atheris.Setup(command, target, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
