"""Good files, broken at random: each is read or refused in Chinese, within the limits.

What `tests/stats/documents/test_mutants.py` does with a few, this does with many, and with whole
bulletins besides: the sample as Word and as PDF. (Text is read without a child.) Run from the top
of the checkout:

    .venv/bin/python -m tests.drills.mutants [--times 500] [KIND ...]
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from stats.documents import sandbox
from tests.conftest import ROOT, program
from tests.stats.documents import test_mutants as mutants

SAMPLE = ROOT / "news" / "samples" / "2020-12.docx"
BULLETINS = {
    "docx": SAMPLE.read_bytes,
    "pdf": lambda: pdf_of(SAMPLE),
}
WAYS = mutants.WAYS | {
    "docx": mutants.WAYS["xlsx"],
    "pdf": (*mutants.ANY, mutants.flipped),
}
AT_ONCE = 50
REFUSED = r"“[^”]+”.*[\u4e00-\u9fff].*[；，。].*"


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = [*mutants.GOOD, *BULLETINS]
    asked.add_argument("kinds", nargs="*", default=kinds, metavar="KIND")
    asked.add_argument("--times", type=int, default=500)
    asked = asked.parse_args()
    wrong = [line for kind in asked.kinds for line in drill(kind, asked.times)]
    print("\n".join(wrong) or "each was read or refused, and none did harm")  # noqa: T201
    return bool(wrong)


def drill(kind, times):
    """What was not as it should be; how it went is printed."""
    good, begun = (mutants.GOOD | BULLETINS)[kind](), time.monotonic()
    chance, told = Random(f"{mutants.SEED} {kind}"), {}
    for first in range(0, times, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, times))
        ways = [WAYS[kind][number % len(WAYS[kind])] for number in numbers]
        broken = {f"{n:05}.{kind}": way(good, chance) for n, way in zip(numbers, ways, strict=True)}
        told |= read_all({f"good.{kind}": good} | broken, kind)
    counted = Counter("read" if said == "read" else "refused" for said in told.values())
    seconds = (time.monotonic() - begun) / times
    print(f"{kind}: {dict(counted)}, {seconds:.2f} s each", flush=True)  # noqa: T201
    if told[f"good.{kind}"] != "read":
        return [f"good.{kind}: {told[f'good.{kind}']}"]
    return [
        f"{name}: {said[-400:]}"
        for name, said in told.items()
        if said != "read" and not re.fullmatch(REFUSED, said, re.DOTALL)
    ]


def read_all(files, kind):
    """{name: "read", or why it was not} of files, each read in a child of its own."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        home, place = Path(folder) / "home", Path(folder) / "files"
        home.mkdir()
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
        what = "document" if kind in BULLETINS else "sheets"
        command = [sys.executable, "-B", "-m", "tests.stats.documents.reading_many", str(place)]
        code, output = sandbox.run([*command, what], home, 20 * len(files))
    if code:
        sys.exit(f"{kind}: the reader of all ended with {code}")
    return {name: mutants.told_of(name, *left) for name, left in json.loads(output).items()}


def pdf_of(path):
    """The sample as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [program("soffice", "libreoffice"), home, "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True)
        return (Path(folder) / path.with_suffix(".pdf").name).read_bytes()


if __name__ == "__main__":
    sys.exit(main())
