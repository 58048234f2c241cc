"""What the records of an Excel 97-2003 workbook (.xls) tell beside its values."""

import struct

from . import compound
from .blocks import Unreadable
from .sheets import Facts

_BOF, _EOF, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COLUMNS, _ERROR, _FORMULA = 0x0208, 0x007D, 0x0205, 0x0006
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
_END = 0xFFFFFFFE
_DIRECTORY_ENTRY = 128
_MOST_RECORDS = 2_000_000


class Package:
    """The sheets of an .xls by name."""

    def __init__(self, name, data):
        self.name = name
        if compound.has(data, "_VBA_PROJECT"):
            raise Unreadable(f"“{name}”是带宏的工作簿，不予读取；请在 Excel 中另存为 .xlsx 再试。")
        self._said = []
        try:
            self._stream = _workbook_stream(data)
            self._places = self._sheets()
        except (struct.error, ValueError, IndexError):
            self._stream, self._places = b"", {}
            self._said = ["无法检查这个 .xls 文件里有没有隐藏的行列；可在 Excel 中另存为 .xlsx。"]

    def facts(self, sheet):
        """The `Facts` of the sheet of that name; merges are told with its values."""
        facts = Facts()
        if sheet in self._places:
            for kind, body in _records(self._stream, self._places[sheet]):
                if kind == _EOF:
                    break
                _look_at(facts, kind, body)
        return facts

    def remarks(self):
        return self._said

    def _sheets(self):
        places = {}
        for kind, body in _records(self._stream, 0):
            if kind == _PASSWORD:
                raise Unreadable(f"“{self.name}”有密码，无法读取；请去掉密码后另存再试。")
            if kind == _EOF:
                break
            if kind == _SHEET:
                (place,), length, wide = struct.unpack_from("<I", body), body[6], body[7] & 1
                title = body[8 : 8 + length * (2 if wide else 1)]
                places[title.decode("utf-16-le" if wide else "latin-1")] = place
        return places


def _records(stream, place):
    """Pairs (kind, body) of the records from `place` on."""
    for _ in range(_MOST_RECORDS):
        if place + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _look_at(facts, kind, body):
    if kind == _ROW and len(body) >= 14:
        (row,), (flags,) = struct.unpack_from("<H", body), struct.unpack_from("<H", body, 12)
        if flags & 0x20:
            facts.hidden_rows.add(row)
    elif kind == _COLUMNS and len(body) >= 10:
        first, last, _, _, flags = struct.unpack_from("<5H", body)
        if flags & 1:
            facts.hidden_columns.update(range(first, min(last, 255) + 1))
    elif kind == _ERROR and len(body) >= 8 and body[7]:
        facts.shown[struct.unpack_from("<HH", body)] = _ERRORS.get(body[6], "#N/A")
    elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        facts.shown[struct.unpack_from("<HH", body)] = _ERRORS.get(body[8], "#N/A")


def _workbook_stream(data):
    """The bytes of the stream Workbook of a compound file."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    table = _table(data, size)
    directory = _chain(data, size, table, struct.unpack_from("<I", data, 48)[0])
    entries = [
        directory[at : at + _DIRECTORY_ENTRY]
        for at in range(0, len(directory) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY)
    ]
    named = {_entry_name(entry): entry for entry in entries}
    entry = named.get("Workbook") or named["Book"] if "Book" in named else named.get("Workbook")
    if entry is None:
        raise ValueError("no workbook in the directory")
    start, length = struct.unpack_from("<II", entry, 116)
    if length >= struct.unpack_from("<I", data, 56)[0]:
        return _chain(data, size, table, start)[:length]
    # Short streams stand in sectors of their own size inside the stream of the root.
    small = _chain(data, size, table, struct.unpack_from("<I", entries[0], 116)[0])
    packed = _chain(data, size, table, struct.unpack_from("<I", data, 60)[0])
    links = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
    return _chain(small, 64, links, start, header=0)[:length]


def _entry_name(entry):
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _table(data, size):
    (count,) = struct.unpack_from("<I", data, 44)
    sectors = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        if more >= _END:
            break
        block = struct.unpack_from(f"<{size // 4}I", data, 512 + more * size)
        sectors += block[:-1]
        more = block[-1]
    links = []
    for sector in sectors[:count]:
        links += struct.unpack_from(f"<{size // 4}I", data, 512 + sector * size)
    return links


def _chain(data, size, links, sector, header=512):
    """The sectors that hang on `sector`, joined; a ring ends where it would repeat."""
    pieces = []
    while sector < len(links) and len(pieces) <= len(links):
        pieces.append(data[header + sector * size : header + (sector + 1) * size])
        sector = links[sector]
    return b"".join(pieces)
