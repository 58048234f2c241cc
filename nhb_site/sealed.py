"""One encrypted file that holds many, and proof that all of them are what was put in.

The file is what `tar`, `gzip` and `age` make of it, so that it can be opened without this program:
`age --decrypt --identity KEY FILE | tar --extract --gzip`. Its first member says what it is, its
last one names the size and SHA-256 of every other.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

import pyrage

ABOUT, MANIFEST = "about.json", "manifest.json"
FORMAT = "nhb-backup-1"
_AGE = b"age-encryption.org/v1\n"
_PIECE = 1 << 20
_FOREIGN = "这个文件不是本网站的备份，没有恢复任何内容；请核对文件名。"
_BROKEN = (OSError, EOFError, zlib.error, tarfile.TarError, pyrage.DecryptError)


class Refused(Exception):
    """A file or key that cannot be used; the message says what was found and what to do."""


def make_key(path):
    """Write a new key to `path`, as age-keygen does; nobody else may read the file."""
    key = passing_key()
    path = Path(path)
    try:
        with open(path, "x", opener=_for_me) as file:
            file.write(f"# 简报网站的备份密钥\n# public key: {key.to_public()}\n{key}\n")
    except FileExistsError:
        raise Refused(f"“{path}”已经存在，没有改动。要做新的密钥，请换一个文件名。") from None
    return key


def passing_key():
    """A key that nobody keeps, for a file that is read again at once."""
    return pyrage.x25519.Identity.generate()


def read_key(path):
    """The key in the file at `path`; raises Refused where there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
        return pyrage.x25519.Identity.from_str(
            next(line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-"))
        )
    except FileNotFoundError:
        raise Refused(
            f"没有备份密钥“{path}”。第一次备份前请运行 manage.py backup --make-key，"
            "并把密钥文件另存一份到别处；恢复时把它放到这个位置，或用 BACKUP_KEY_FILE 指明。"
        ) from None
    except (OSError, UnicodeDecodeError, StopIteration, pyrage.IdentityError) as error:
        raise Refused(f"“{path}”不是能用的备份密钥：应有 AGE-SECRET-KEY- 开头的一行。") from error


class Sealing:
    """Puts members into a file that is being written."""

    def __init__(self, stream, about):
        self._tar = tarfile.TarFile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)
        self.members = {}
        self.add(ABOUT, _json({"format": FORMAT, **about}))

    def add(self, name, data):
        self.add_stream(name, io.BytesIO(data), len(data))

    def add_stream(self, name, file, size):
        """Put in `size` bytes of an open file; OSError where it has fewer."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        hashing = _Hashing(file)
        self._tar.addfile(info, hashing)
        self.members[name] = [size, hashing.sha256.hexdigest()]

    def finish(self, **told):
        self.add(MANIFEST, _json({**told, "members": self.members}))

    def close(self):
        self._tar.close()


class _Hashing:
    def __init__(self, file):
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size):
        data = self.file.read(size)
        self.sha256.update(data)
        return data


@contextmanager
def sealing(path, key, about):
    """A Sealing of a new file at `path`, on the disk for good when the block ends."""
    read_end, write_end = os.pipe()
    with open(path, "xb", opener=_for_me) as target, ThreadPoolExecutor(1) as pool:
        sealed = pool.submit(_encrypt, read_end, target, key)
        try:
            with (
                os.fdopen(write_end, "wb") as plain,
                gzip.GzipFile("", "wb", 1, plain, mtime=0) as packed,
                closing(Sealing(packed, about)) as archive,
            ):
                yield archive
        finally:
            sealed.result()  # where the disk is full, it is this that tells
        target.flush()
        os.fsync(target.fileno())


def members(file, key):
    """(name, open file) of each member, in order; each is to be read before the next.

    Raises Refused, at the latest behind the last one, where any byte is not as it was written.
    """
    file.seek(0)
    if file.read(len(_AGE)) != _AGE:
        raise Refused(_FOREIGN)
    file.seek(0)
    read_end, write_end = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(_decrypt, file, write_end, key)
        try:
            with os.fdopen(read_end, "rb") as plain, gzip.GzipFile(fileobj=plain) as packed:
                with tarfile.open(fileobj=packed, mode="r|") as tar:
                    for info in tar:
                        yield info.name, tar.extractfile(info) if info.isreg() else io.BytesIO()
                while packed.read(_PIECE):
                    pass
            opened.result()
        except _BROKEN as error:
            raise Refused(_why(opened.exception() or error)) from error


def verified(file, key):
    """(about, manifest) of an open file, read to its end; raises Refused where any of it is not
    what was put in."""
    found, told = {}, {}
    for name, member in members(file, key):
        place = PurePosixPath(name)
        if (not found and name != ABOUT) or place.is_absolute() or ".." in place.parts:
            raise Refused(_FOREIGN)
        sha256, size, text = hashlib.sha256(), 0, b""
        while piece := member.read(_PIECE):
            sha256.update(piece)
            size += len(piece)
            text += piece if name in (ABOUT, MANIFEST) else b""
        found[name] = [size, sha256.hexdigest()]
        told |= {name: json.loads(text)} if text else {}
    found.pop(MANIFEST, None)
    if told.get(ABOUT, {}).get("format") != FORMAT:
        raise Refused(_FOREIGN)
    if told.get(MANIFEST, {}).get("members") != found:
        raise Refused("备份的内容与它自己的清单不符，没有恢复任何内容；请换另一份备份。")
    return told[ABOUT], told[MANIFEST]


def _why(error):
    """What to tell of a file that could not be read to its end."""
    said = str(error)
    if "matching keys" in said:
        return "密钥不对：这份备份是用另一把密钥加密的。请用 BACKUP_KEY_FILE 指明做备份时的那一把。"
    if isinstance(error, (gzip.BadGzipFile, tarfile.TarError)):
        return _FOREIGN
    return "备份不完整或已损坏（被截短，或有字节改变），没有恢复任何内容；请换另一份备份。"


def _for_me(path, flags):
    """Opens a file that nobody else may read."""
    return os.open(path, flags, 0o600)


def _encrypt(read_end, target, key):
    with os.fdopen(read_end, "rb") as plain:
        pyrage.encrypt_io(plain, target, [key.to_public()])


def _decrypt(file, write_end, key):
    with os.fdopen(write_end, "wb") as plain:
        pyrage.decrypt_io(file, plain, [key])


def _json(told):
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()
