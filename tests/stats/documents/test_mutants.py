"""Good workbooks, broken at random: each is read or refused in Chinese, and none does harm."""

import io
import json
import re
import sys
import zipfile
from random import Random

import openpyxl
import pytest

from stats.documents import Unreadable, sandbox
from tests.stats.documents.workbooks import ods, ods_row, xls

SEED, MUTANTS = 20240928, 200
IN_ORDER = r"read|“[\w.]+”.*[\u4e00-\u9fff].*；.*。"
ROWS = [
    ["2024年8月预约挂号服务统计", None, None],
    ["单位", "12320在线预约", "小计"],
    *([f"第{number}医院", 6668.0 + number, 0.5 * number] for number in range(1, 25)),
    ["合计", 160332.0, 150.0],
]


def good_xlsx():
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active["C27"] = "=SUM(C3:C26)"
    book.active["B3"].number_format = "0.0%"
    book.active.row_dimensions[5].hidden = True
    book.create_sheet("底稿").append(["说明", 1])
    book.save(file)
    return file.getvalue()


def good_csv():
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in ROWS]
    return "\r\n".join(lines).encode("gb18030")


GOOD = {
    "xlsx": good_xlsx,
    "ods": lambda: ods("".join(ods_row(*row) for row in ROWS)),
    "xls": lambda: xls(ROWS, hidden=[4], errors=[(5, 1, 23)]),
    "csv": good_csv,
}


def flipped(data, chance):
    broken = bytearray(data)
    for _ in range(chance.choice([1, 2, 8, 64])):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def cut(data, chance):
    return data[: chance.randrange(1, len(data))]


def shuffled(data, chance):
    """Two pieces of the file in each other's place."""
    first, second, third, fourth = sorted(chance.sample(range(len(data)), 4))
    return b"".join(
        (data[:first], data[third:fourth], data[second:third], data[first:second], data[fourth:])
    )


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry, content in parts.items():
            packing = zipfile.ZIP_STORED if entry == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, packing)
    return file.getvalue()


def swapped(data, chance):
    """Two members of the package under each other's name."""
    parts = members(data)
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return packed(parts)


def without_a_tag(data, chance):
    """A few tags of one member are gone, or said twice, or an attribute is another."""
    parts = members(data)
    entry = chance.choice(sorted(parts))
    text = parts[entry].decode(errors="surrogateescape")
    for _ in range(chance.choice([1, 3])):
        tags = list(re.finditer(r"<[^>]+>", text)) or [re.match("", text)]
        tag = chance.choice(tags)
        instead = chance.choice(["", tag[0] * 2, re.sub(r"\d+", _number(chance), tag[0])])
        text = text[: tag.start()] + instead + text[tag.end() :]
    parts[entry] = text.encode(errors="surrogateescape")
    return packed(parts)


def flipped_within(data, chance):
    parts = members(data)
    entry = chance.choice([name for name, content in sorted(parts.items()) if content])
    parts[entry] = flipped(parts[entry], chance)
    return packed(parts)


def _number(chance):
    return str(chance.choice([0, 1, 99, 65536, 1048576, 2**31, 2**63, 10**30]))


ANY = (flipped, cut, shuffled)
WAYS = {"xlsx": (*ANY, swapped, without_a_tag, flipped_within), "xls": (*ANY, flipped), "csv": ANY}
WAYS["ods"] = WAYS["xlsx"]


@pytest.mark.parametrize("kind", GOOD)
def test_a_broken_workbook_is_read_or_refused_and_nothing_else(kind, tmp_path):
    chance, good = Random(f"{SEED} {kind}"), GOOD[kind]()
    home, folder = tmp_path / "home", tmp_path / "mutants"
    home.mkdir()
    folder.mkdir()
    (folder / f"good.{kind}").write_bytes(good)
    for number in range(MUTANTS):
        broken = WAYS[kind][number % len(WAYS[kind])](good, chance)
        (folder / f"{number:03}.{kind}").write_bytes(broken)
    command = [sys.executable, "-B", "-m", "tests.stats.documents.reading_many", str(folder)]
    code, output = sandbox.run(command, home, 600)
    assert code == 0
    told = {name: told_of(name, *left) for name, left in json.loads(output).items()}
    assert {name: said for name, said in told.items() if not re.fullmatch(IN_ORDER, said)} == {}
    assert (len(told), told.pop(f"good.{kind}")) == (MUTANTS + 1, "read")
    assert {said == "read" for said in told.values()} == {True, False}


def told_of(name, code, output):
    """What the person at the desk is told: read, or why not; a traceback where there is one."""
    if code == 1:
        return output
    try:
        sandbox.answer(name, code, output)
    except Unreadable as refusal:
        return str(refusal)
    return "read"
