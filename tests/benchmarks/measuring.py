"""Sites run one after another, each with one worker, and what an answer costs it."""

import http.client
import os
import socket
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Told(NamedTuple):
    """What an answer cost: CPU of the worker in ms, answers a second, the slowest of a hundred."""

    cpu: float
    rate: float
    p99: float


@dataclass
class Work:
    """An address and what must stand in its answer; `absent` must not."""

    path: str
    present: tuple = ()
    absent: tuple = ()
    headers: dict = field(default_factory=dict)


@dataclass
class Site:
    """A site to be measured: how it is started (PORT stands for its port), and its works."""

    name: str
    command: list
    environment: dict
    works: dict
    folder: Path = Path()


class Running:
    """A Site that is running; ends with the `with` block."""

    def __init__(self, site):
        self.site = site
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def __enter__(self):
        self.process = subprocess.Popen(
            [part.replace("PORT", str(self.port)) for part in self.site.command],
            env=os.environ | self.site.environment,
            cwd=self.site.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        path = next(iter(self.site.works.values())).path
        for _ in range(300):
            try:
                self.ask(Work(path))
                return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{self.site.name} did not come up within 30 s")

    def __exit__(self, *problem):
        self.process.terminate()
        self.process.wait(timeout=30)

    def ask(self, work):
        """(status, bytes) of the answer to `work`, asked for by a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            connection.request("GET", work.path, headers=work.headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def check(self, name):
        """Stop everything where the answer is not the right one."""
        work = self.site.works[name]
        status, body = self.ask(work)
        told = body.decode("utf-8", "replace")
        wrong = [text for text in work.present if text not in told]
        wrong += [text for text in work.absent if text in told]
        if status not in {200, 304} or wrong:
            raise SystemExit(f"{self.site.name}, {work.path}: {status}, {wrong}")
        return len(body)

    def measure(self, name, seconds):
        """What answers to this work cost, asked for one after another for so long."""
        work, took = self.site.works[name], []
        start, before = perf_counter(), self.cpu()
        while not took or perf_counter() - start < seconds:
            asked = perf_counter()
            self.ask(work)
            took.append(perf_counter() - asked)
        cpu, wall = self.cpu() - before, perf_counter() - start
        slow = sorted(took)[int(len(took) * 0.99)]
        return Told(1000 * cpu / len(took), len(took) / wall, 1000 * slow)

    def children(self):
        """The keys of the worker's process, as text; of none where the site is but one process."""
        key = self.process.pid
        return Path(f"/proc/{key}/task/{key}/children").read_text().split()

    def cpu(self):
        """Seconds of processor of the worker, or of the one process there is."""
        # The kernel tells nanoseconds here; /proc/…/stat knows hundredths of a second alone.
        return sum(
            int((task / "schedstat").read_text().split()[0]) / 1e9
            for one in self.children() or [self.process.pid]
            for task in Path(f"/proc/{one}/task").iterdir()
        )


def rounds(sites, names, count, seconds):
    """{(site, work): Told} by medians over `count` rounds, and the bytes of each answer."""
    found, sizes = {}, {}
    for _ in range(count):
        for site in sites:
            with Running(site) as running:
                for name in [name for name in names if name in site.works]:
                    sizes[site.name, name] = running.check(name)
                    told = running.measure(name, seconds)
                    found.setdefault((site.name, name), []).append(told)
    return {
        key: Told(*(statistics.median(values) for values in zip(*some, strict=True)))
        for key, some in found.items()
    }, sizes
