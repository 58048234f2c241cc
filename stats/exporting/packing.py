"""Large files sent while they are written: zips, and parts that wait on disk for their turn."""

import tempfile
import zipfile

# The same parts give the same bytes, whenever they are packed.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_AT_ONCE = 2**16
_IN_MEMORY = 2**20


def zip_pieces(parts, moment=LONG_AGO, level=1):
    """Pieces of a zip of `parts`: (name, pieces of bytes), packed as they are asked for."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, pieces in parts:
            with package.open(_entry(name, moment), "w") as file:
                for piece in pieces:
                    file.write(piece)
                    if sink.waiting >= _AT_ONCE:
                        yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _entry(name, moment):
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Sink:
    """What a zip is written to: bytes wait until they are taken. It cannot go back."""

    def __init__(self):
        self._pieces, self.waiting = [], 0

    def write(self, data):
        self._pieces.append(bytes(data))
        self.waiting += len(data)
        return len(data)

    def flush(self):
        """Nothing is held back."""

    def taken(self):
        taken, self._pieces, self.waiting = b"".join(self._pieces), [], 0
        return taken


class Aside:
    """Text put aside, on disk where there is much of it, until its turn has come."""

    def __init__(self, separator=b""):
        self._between, self._separator = separator, b""
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed on exit

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self._file.close()

    def add(self, text):
        """Put one more text behind the others."""
        self._file.write(self._separator + text.encode())
        self._separator = self._between

    def pieces(self):
        """All of it, in pieces of bytes."""
        self._file.seek(0)
        while piece := self._file.read(_AT_ONCE):
            yield piece
