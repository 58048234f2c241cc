"""Readers and writers in numbers, for drills of load: wrk, and colleagues who save at the desk."""

import http.client
import json
import subprocess
import threading
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_suffix("").with_name("hammer.lua")
TOKEN = "x" * 32


class Hit(NamedTuple):
    """What readers got: answers, seconds, errors (no answer, or 400 and above), times in ms."""

    answers: int
    seconds: float
    errors: int
    half: float
    p99: float
    longest: float

    @property
    def rate(self):
        return self.answers / self.seconds

    def __str__(self):
        return (
            f"{self.rate:.0f}/s，p50 {self.half:.0f} ms，p99 {self.p99:.0f} ms，"
            f"{self.answers} 次里错 {self.errors}"
        )


def hammered(address, paths, readers, seconds):
    """The Hit of so many readers who ask for one of `paths` after the other, without a pause."""
    with hammering(address, paths, readers, seconds) as got:
        pass
    return got[0]


@contextmanager
def hammering(address, paths, readers, seconds):
    """The same while something else is done; the Hit is in the list when this ends."""
    listed = Path(f"/tmp/paths-{time.monotonic_ns()}")
    listed.write_text("\n".join(paths) + "\n")
    command = ["wrk", "-t2", f"-c{readers}", f"-d{seconds}s", "--timeout", "60s", "--latency"]
    got = []
    running = subprocess.Popen(
        [*command, "-s", SCRIPT, address, "--", listed], stdout=subprocess.PIPE, text=True
    )
    try:
        yield got
        said = running.communicate()[0]
    finally:
        running.kill()
        running.wait()
        listed.unlink()
    [told] = [line.split()[1:] for line in said.splitlines() if line.startswith("told ")]
    answers, micro, errors, *times = map(float, told)
    got.append(Hit(int(answers), micro / 1e6, int(errors), *times))


class Client:
    """Somebody with a connection of her own and an address that is hers alone."""

    def __init__(self, address, reader, cookie="", seconds=60):
        self.parts, self.seconds = urlsplit(address), seconds
        self.headers = {"Host": "localhost", "X-Reader": reader}
        if cookie:
            origin = f"{self.parts.scheme}://localhost"
            self.headers |= {"Cookie": cookie, "X-CSRFToken": TOKEN, "Origin": origin}
        self.connection = None

    def ask(self, path, method="GET", body=None, **headers):
        """(status, bytes); connects anew where the connection was ended."""
        told = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = self.connected()
        try:
            connection.request(method, path, body, told)
            response = connection.getresponse()
            body = response.read()
        except BaseException:
            self.close()
            raise
        if response.will_close:
            self.close()
        return response.status, body

    def connected(self):
        if self.connection is None:
            host = self.parts.netloc
            if self.parts.scheme == "https":
                self.connection = http.client.HTTPSConnection(
                    host, timeout=self.seconds, context=unchecked()
                )
            else:
                self.connection = http.client.HTTPConnection(host, timeout=self.seconds)
        return self.connection

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def unchecked():
    """The certificate is the drill's own."""
    import ssl

    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Writer:
    """A colleague who types one figure after the other into a cell that is hers, and saves it."""

    numbers, figures = count(1), count(1)

    def __init__(self, address, cell, cookie):
        self.cell, self.acknowledged, self.refused, self.took = cell, "", [], []
        number = next(self.numbers)
        reader = f"10.8.{number // 250}.{number % 250 + 1}"
        self.client = Client(address, reader, cookie)
        self.path = f"/admin/stats/table/{cell.table}/grid/save/"

    def save(self, figure):
        cell = {"row": self.cell.row, "metrics": [self.cell.metric], "raw": figure, "base": None}
        body, began = json.dumps({"cells": [cell]}), time.monotonic()
        try:
            answer = self.client.ask(self.path, "POST", body, Content_Type="application/json")
        except OSError as error:
            answer = (0, repr(error).encode())
        if answer[0] == 200 and json.loads(answer[1])["changed"]:
            self.acknowledged = figure
            self.took.append(time.monotonic() - began)
        else:
            said = answer[1].partition(b"<title>")[2].partition(b"</title>")[0] or answer[1]
            self.refused.append((answer[0], said[:100].decode("utf-8", "replace")))


@contextmanager
def writing(writers):
    """Within this, all of them save without a pause."""
    over = threading.Event()

    def write(writer):
        while not over.is_set():
            writer.save(str(next(Writer.figures)))

    threads = [threading.Thread(target=write, args=[writer]) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


class Saved(NamedTuple):
    """What writers found: saves, refusals, what was acknowledged and is not there, times in ms."""

    saves: int
    refused: list
    lost: list
    half: float
    p99: float

    def __str__(self):
        return (
            f"保存 {self.saves} 次，p50 {self.half:.0f} ms，p99 {self.p99:.0f} ms，"
            f"拒绝 {len(self.refused)} {self.refused[:1] or ''}，丢失 {len(self.lost)}"
        )


def saved_by(writers):
    from stats.models import Observation

    took = sorted(one for writer in writers for one in writer.took) or [0]
    lost = [
        writer.cell
        for writer in writers
        if writer.acknowledged
        and not Observation.objects.filter(
            row=writer.cell.row,
            metric__code=writer.cell.metric,
            raw_text=writer.acknowledged,
        ).exists()
    ]
    return Saved(
        sum(len(writer.took) for writer in writers),
        [one for writer in writers for one in writer.refused],
        lost,
        1000 * took[len(took) // 2],
        1000 * took[int(len(took) * 0.99)],
    )
