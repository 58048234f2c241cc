"""Zip archives from outside: looked over before a byte is unpacked, unpacked within bounds."""

import io
import stat
import struct
import zipfile
import zlib

from .blocks import Unreadable

MOST_ENTRIES = 2000
MOST_BYTES = 100 * 2**20
MOST_ENTRY_BYTES = 50 * 2**20
# Only what unpacks to more than this can hurt, so only there the ratio counts.
HARMLESS = 8 * 2**20
MOST_RATIO = 400
_REMEDY = "请用原来的程序打开并另存一份再试。"
_LOCAL_HEADER = 30


class Archive:
    """The entries of a zip file that passed every check, by name."""

    def __init__(self, name, data):
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
            raise _refused(name, "压缩结构不完整或已损坏") from None
        _check_count(name, entries)
        for entry in entries:
            _check_entry(name, entry)
        _check_overlap(name, entries, data, self._zip.start_dir)
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, entry):
        """The bytes of `entry`, or None where there is no such entry."""
        if entry not in self.names:
            return None
        try:
            with self._zip.open(entry) as file:
                data = file.read(MOST_ENTRY_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, struct.error):
            raise _refused(self._name, f"其中的 {entry} 已损坏") from None
        except (NotImplementedError, RuntimeError):
            raise _refused(self._name, f"其中的 {entry} 无法解压") from None
        if len(data) > MOST_ENTRY_BYTES:
            raise _refused(self._name, f"其中的 {entry} 展开后过大")
        return data


def _refused(name, found):
    return Unreadable(f"“{name}”{found}，无法读取；{_REMEDY}")


def _check_count(name, entries):
    if not entries:
        raise _refused(name, "是空的压缩包")
    if len(entries) > MOST_ENTRIES:
        raise _refused(name, f"含有{len(entries)}个条目，超过{MOST_ENTRIES}个的上限")
    if len({entry.filename for entry in entries}) < len(entries):
        raise _refused(name, "含有同名的条目")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise _refused(name, f"展开后有 {total / 1e6:.0f} MB，超过上限")


def _check_entry(name, entry):
    """Refuses an entry that could land elsewhere, hide itself or swell."""
    path = entry.orig_filename
    if path.startswith(("/", "\\")) or "\\" in path or ":" in path or ".." in path.split("/"):
        raise _refused(name, f"含有路径可疑的条目 {path[:60]!r}")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(name, f"含有符号链接 {path[:60]!r}")
    if entry.flag_bits & 1:
        raise _refused(name, "含有加密的条目")
    swollen = entry.file_size > max(1, entry.compress_size) * MOST_RATIO
    if entry.file_size > MOST_ENTRY_BYTES or (entry.file_size > HARMLESS and swollen):
        raise _refused(name, f"其中的 {path[:60]} 展开后异常膨胀")


def _check_overlap(name, entries, data, end):
    """Refuses entries that share bytes, by which a few bytes unpack to a great many."""
    starts = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    ends = [start for start, _ in starts[1:]] + [end]
    for (start, size), following in zip(starts, ends, strict=True):
        try:
            lengths = struct.unpack_from("<HH", data, start + 26)
        except struct.error:
            raise _refused(name, "压缩结构不完整或已损坏") from None
        if start + _LOCAL_HEADER + sum(lengths) + size > following:
            raise _refused(name, "含有互相重叠的条目")
