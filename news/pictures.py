"""Pictures for articles: told by content, drawn anew in a process with limits. Pure: no Django.

A file of a few kilobytes can unpack to gigabytes, so nothing is decoded here: see news.drawing.
"""

import json
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from news.drawing import DAMAGED, TOO_LARGE
from stats.documents import sandbox

MOST_BYTES = 10 * 2**20
SECONDS = 20
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class NotAPicture(ValueError):
    """A file that cannot be taken; the message says why, and what to do."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: a name nobody can guess, and its bytes."""

    name: str
    content: bytes
    width: int
    height: int


def content_type_of(name):
    return CONTENT_TYPES[name.rpartition(".")[2]]


def picture_of(content):
    """The Picture drawn anew from the bytes of a file. Raises NotAPicture."""
    if not content:
        raise NotAPicture("文件是空的，请重新选择。")
    if len(content) > MOST_BYTES:
        raise NotAPicture("图片大于 10 MB；请先缩小再上传。")
    with tempfile.TemporaryDirectory(prefix="picture-") as folder:
        source, target = Path(folder) / "upload", Path(folder) / "drawn"
        source.write_bytes(content)
        told = _drawn_apart(source, target, folder)
        name = f"{secrets.token_hex(16)}.{told['suffix']}"
        return Picture(name, target.read_bytes(), *told["size"])


def _drawn_apart(source, target, folder):
    """What the child says of the picture it drew from the file `source` into `target`."""
    command = [sys.executable, "-B", "-m", "news.drawing", str(source), str(target)]
    try:
        code, output = sandbox.run(command, folder, SECONDS)
    except sandbox.TooLong:
        raise NotAPicture(TOO_LARGE) from None
    if code in sandbox.OUT_OF_TIME:
        raise NotAPicture(TOO_LARGE)
    try:
        told = json.loads(output)
    except ValueError:
        raise NotAPicture(DAMAGED) from None
    if "refused" in told:
        raise NotAPicture(told["refused"])
    return told
