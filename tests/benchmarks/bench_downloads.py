"""Files of a whole family: when their first byte comes, and how the memory of the worker grows.

Each is asked for by a worker that has only just sent a small file of that kind. Needs the archive
that bench_pages makes. Run from the top of the checkout:

    .venv/bin/python -m tests.benchmarks.bench_downloads [--times 10] [--rounds 5] [--kinds csv]
"""

import argparse
import http.client
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from tests.benchmarks.bench_pages import GUNICORN, ROOT, prepare
from tests.benchmarks.measuring import Running, Site, Work

KINDS = ("csv", "xlsx", "json", "px")
MOST = 8  # MB that a worker may grow by


class Sent(NamedTuple):
    """A file: bytes, milliseconds to the first one by the clock and of the processor, seconds of
    the processor in all, and by how many MB the memory grew at most."""

    size: int
    first: float
    first_cpu: float
    cpu: float
    grown: float


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--times", type=int, default=1, help="how many times the institutions")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--kinds", default=",".join(KINDS))
    asked.add_argument("--folder", type=Path, default=ROOT / "var" / "benchmark")
    told = asked.parse_args()
    prepare(told.folder / f"x{told.times}", told.times)
    command = [sys.executable, "-m", "gunicorn", "nhb_site.wsgi:application", *GUNICORN]
    grown = 0
    for kind in told.kinds.split(","):
        small, whole = (f"/stats/bookings/{name}.{kind}" for name in ("2024-06", "data"))
        site = Site("ours", command, {"HOT_PAGES_MB": "0"}, {"small": Work(small)}, ROOT)
        some = [one_round(site, whole) for _ in range(told.rounds)]
        found = Sent(*(median(values) for values in zip(*some, strict=True)))
        grown = max(grown, found.grown)
        print(  # noqa: T201
            f"{kind:5} {found.size:10.0f} B  first byte {found.first:7.1f} ms"
            f" ({found.first_cpu:.1f} ms CPU)  whole {found.cpu:6.2f} s CPU"
            f"  memory +{found.grown:.1f} MB"
        )
    return 0 if grown <= MOST else 1


def one_round(site, path):
    with Running(site) as running:
        for _ in range(3):
            running.ask(site.works["small"])
        (worker,) = running.children()
        idle = peak(worker)
        start, before = perf_counter(), running.cpu()
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=600)
        connection.request("GET", path)
        response = connection.getresponse()
        size = len(response.read(1))
        first, first_cpu = perf_counter() - start, running.cpu() - before
        while piece := response.read(2**16):
            size += len(piece)
        connection.close()
        cpu = running.cpu() - before
        return Sent(size, 1000 * first, 1000 * first_cpu, cpu, peak(worker) - idle)


def peak(process):
    """Megabytes of memory that it has had at most."""
    told = Path(f"/proc/{process}/status").read_text().split("VmHWM:")[1]
    return int(told.split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
