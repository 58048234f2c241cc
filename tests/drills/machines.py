"""Servers that several hosts share, for drills: PostgreSQL with a replica, Redis."""

import shutil
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """A PostgreSQL of its own folder, reached by a socket there, run by Debian's user."""

    def __init__(self, folder):
        self.folder, self.socket = folder, folder.with_suffix(".socket")
        self.socket.mkdir()
        shutil.chown(self.socket, "postgres")
        self.url = f"postgresql://postgres@/postgres?host={self.socket}"

    def run(self, program, *arguments):
        command = ["runuser", "-u", "postgres", "--", BINARIES / program, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self):
        options = f"-c listen_addresses='' -k {self.socket}"
        log = self.folder.with_suffix(".log")
        self.run("pg_ctl", "-w", "-D", self.folder, "-l", log, "-o", options, "start")

    def stop(self, how="immediate"):
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", self.folder, "-m", how, "stop")

    def ask(self, statement):
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement).fetchall()


@contextmanager
def postgresql(folder):
    """(primary, replica), both running."""
    with alone(folder) as primary:
        replica = Server(primary.folder.with_name("replica"))
        try:
            source = ("-R", "-X", "stream", "-d", primary.url)
            primary.run("pg_basebackup", *source, "-D", replica.folder)
            replica.start()
            yield primary, replica
        finally:
            replica.stop()


@contextmanager
def alone(folder):
    """A PostgreSQL as Debian sets it up, running, with nothing in it."""
    home = folder / "postgresql"
    home.mkdir()
    shutil.chown(home, "postgres")
    server = Server(home / "primary")
    try:
        server.run("initdb", "-D", server.folder, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def redis_at(port):
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.kill()
