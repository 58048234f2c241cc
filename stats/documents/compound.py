"""OLE compound files, the container of Word 97-2003: what can be told without unpacking one."""

import struct

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_FREE = 0xFFFFFFFF
_LISTED_IN_HEADER = 109
_START_OF_STREAM = 116
_ENCRYPTED = 0x0100


def has(data, stream):
    """True when the directory names `stream`."""
    return stream.encode("utf-16-le") in data


def is_encrypted_doc(data):
    """True for a .doc with a password: a flag in the first bytes of its main stream says so."""
    entry = data.find("WordDocument".encode("utf-16-le"))
    try:
        (sector,) = struct.unpack_from("<I", data, entry + _START_OF_STREAM)
        (flags,) = struct.unpack_from("<H", data, _HEADER + sector * _sector_size(data) + 10)
    except struct.error:
        return False
    return bool(flags & _ENCRYPTED)


def is_cut_off(data):
    """True when the table of sectors lists more of them than the file has."""
    try:
        size = _sector_size(data)
        last = max(_used_sectors(data, size), default=0)
    except struct.error:
        return True
    # The last sector of a whole file may be short.
    return _HEADER + last * size >= len(data)


def _sector_size(data):
    (shift,) = struct.unpack_from("<H", data, 30)
    return 1 << min(shift, 12)


def _used_sectors(data, size):
    (tables,) = struct.unpack_from("<I", data, 44)
    listed = struct.unpack_from(f"<{_LISTED_IN_HEADER}I", data, 76)
    for number, table in enumerate(listed[:tables]):
        entries = struct.unpack_from(f"<{size // 4}I", data, _HEADER + table * size)
        first = number * size // 4
        yield from (first + at for at, entry in enumerate(entries) if entry != _FREE)
