"""Uploaded files in an S3-compatible store, which several machines share: MEDIA_STORE."""

import errno
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlsplit

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from storages.backends.s3 import S3Storage

from stats.storing import ASIDE, Stored, aside_name

_SECONDS = 5  # to wait for a connection, or for the next bytes
_PROBE = ".probe"
_WRITTEN_AS = "要写成 https://钥匙:密码@主机/桶，密码里的特殊字符用百分号写。"


@contextmanager
def _as_disk():
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(errno.EREMOTEIO, f"对象存储没有答应：{error}") from error


class BucketStorage(S3Storage):
    """Does what `stats.storing.DurableStorage` does, in a bucket.

    A store acknowledges a file when it has it whole and for good, so nothing has to be waited for.
    What has to be read by its path is fetched to this machine, where it is gone after a day. All
    that goes wrong is an OSError, as with a disk.
    """

    folder = None

    def __init__(self, url):
        """`url` is the store's address with the key, the bucket, and what differs from the usual:
        ?region=…, ?style=virtual where the bucket is part of the host's name."""
        parts = urlsplit(url)
        bucket, _, location = parts.path.strip("/").partition("/")
        if parts.scheme not in ("http", "https") or not (bucket and parts.username):
            raise ImproperlyConfigured(f"MEDIA_STORE {_WRITTEN_AS}")
        asked = parse_qs(parts.query)
        port = f":{parts.port}" if parts.port else ""
        self.place = f"对象存储 {parts.hostname}{port}/{bucket}"
        super().__init__(
            access_key=unquote(parts.username),
            secret_key=unquote(parts.password or ""),
            endpoint_url=f"{parts.scheme}://{parts.hostname}{port}",
            bucket_name=bucket,
            location=location,
            region_name=asked.get("region", ["us-east-1"])[0],
            file_overwrite=False,
            client_config=Config(
                s3={"addressing_style": asked.get("style", ["path"])[0]},
                connect_timeout=_SECONDS,
                read_timeout=_SECONDS,
                retries={"total_max_attempts": 2},
                # Many stores know nothing of the checksums that came in later.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    @property
    def spool(self):
        folder = Path(settings.VAR_DIR) / "fetched"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def take(self, path, name):
        with path.open("rb") as file:
            self.put(name, file)
        path.replace(self._fetched(name))

    def at_hand(self, name):
        path = self._fetched(name)
        part = path.with_name(f".{path.name}-{time.monotonic_ns()}")
        if not path.is_file():
            try:
                with self.open(name) as file, part.open("xb") as written:
                    for chunk in file.chunks():
                        written.write(chunk)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        return path

    def put(self, name, file):
        read = SimpleNamespace(read=file.read)  # of a backup it is a stream, which cannot go back
        with _as_disk():
            self.bucket.upload_fileobj(read, self._normalize_name(name))

    def stored(self, prefix=""):
        whole = f"{self.location.strip('/')}/" if self.location else ""
        with _as_disk():
            for one in self.bucket.objects.filter(Prefix=f"{whole}{prefix}"):
                name = one.key.removeprefix(whole)
                if not name.startswith((ASIDE, ".")):
                    yield Stored(name, one.size, one.last_modified.timestamp())

    def set_aside(self, names):
        aside = aside_name()
        with _as_disk():
            for name in names:
                source = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
                self.bucket.copy(source, self._normalize_name(f"{aside}/{name}"))
                self.delete(name)
        return f"{self.place}/{aside}"

    def check_room(self, size):
        """A store has room; that it takes files at all is tried with a small one."""
        with _as_disk():
            self.bucket.put_object(Key=self._normalize_name(_PROBE), Body=b"ok")

    def delete(self, name):
        with _as_disk():
            super().delete(name)
        self._fetched(name).unlink(missing_ok=True)

    exists = _as_disk()(S3Storage.exists)
    _open = _as_disk()(S3Storage._open)
    _save = _as_disk()(S3Storage._save)

    def _fetched(self, name):
        """Names here are never given to another content, so what was fetched stays right."""
        return self.spool / name.replace("/", "_")
