"""Untrusted files read in a process of their own, which limits in time and memory cannot hurt."""

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from . import wire
from .blocks import Unreadable

# Bad input burns its processor time; on a busy server good input only waits for its turn.
PROCESSOR_SECONDS = 8
SECONDS = 20
MEMORY = 512 * 2**20
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
MOST_OUTPUT = 64 * 2**20
_ROOT = Path(__file__).resolve().parents[2]
_TOO_LONG = "“{name}”没有在限定的时间内读完，已停止（超时）；请核对文件是否过大或损坏。"
TOO_LARGE = "“{name}”展开后占用内存超限，已停止；请核对文件是否过大或损坏。"
_DAMAGED = "“{name}”内容损坏，无法读取；请用原来的程序打开并重新保存后再试。"


class TooLong(Exception):
    """The process did not end in time."""


def read_apart(path, name, seconds=SECONDS, what="document", loads=wire.loads):
    """The `Document` in the file at `path`, read by `python -m stats.documents`.

    `what` is to be read from it: a document, or the sheets of a workbook.
    """
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        return answer(name, *_asked(folder, path, name, what, seconds=seconds), loads)


def list_apart(path, name):
    """What the child tells of the list in the file at `path`, and the file of its lines.

    They stay on disk, to be read one by one: no list is too long for the memory.
    """
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        aside = Path(folder) / "lines"
        told = answer(name, *_asked(folder, path, name, "listing", str(aside)), dict)
        return told, aside.open("rb")  # what is open outlives its folder


def _asked(folder, path, name, *wanted, seconds=SECONDS):
    command = [sys.executable, "-B", "-m", "stats.documents", str(path), name, *wanted]
    try:
        return run(command, folder, seconds)
    except TooLong:
        raise Unreadable(_TOO_LONG.format(name=name)) from None


def run(command, folder, seconds):
    """The exit code and standard output of `command`; it and its children are gone afterwards.

    `folder` is its home and place for temporary files.
    """
    with tempfile.TemporaryFile(dir=folder) as output:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, the file is an argument
            command,
            cwd=_ROOT,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TooLong from None
        finally:
            _end(process)
        output.seek(0)
        return code, output.read(MOST_OUTPUT).decode("utf-8", "replace")


def limit_this_process():
    """Holds this process to the limits; for the child to call before it loads anything."""
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OUTPUT, MOST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _environment(folder):
    """Nothing of ours but the path: the child has no use for settings or secrets."""
    keep = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    return keep | {"HOME": folder, "TMPDIR": folder, "PYTHONUTF8": "1"}


def _end(process):
    """Ends the whole process group, children that outlived their parent included."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def answer(name, code, output, loads=wire.loads):
    """What the child tells that ended with this exit code and output; raises `Unreadable`,
    and OSError where the disk had no room for what it read."""
    if code in OUT_OF_TIME:
        raise Unreadable(_TOO_LONG.format(name=name))
    if code == os.EX_IOERR:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    try:
        found = json.loads(output)
        document = loads(found["document"]) if "document" in found else None
    except (ValueError, TypeError, KeyError):
        raise Unreadable(_DAMAGED.format(name=name)) from None
    if document is None:
        raise Unreadable(found["unreadable"])
    return document
