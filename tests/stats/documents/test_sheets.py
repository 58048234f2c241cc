"""Spreadsheets as people and platforms make them, and as nobody should."""

import io
import struct
import zipfile

import openpyxl
import pytest

from stats.documents import Unreadable, read, read_sheets
from tests.stats.documents.files import compound, zipped
from tests.stats.documents.workbooks import MAIN, entries, ods, ods_row, rows_xml, xls, xlsx

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TABLE = (["单位", "人次"], ["鼓楼医院", 31597])


@pytest.fixture
def read_bytes(tmp_path):
    """The Document in bytes under a file name."""

    def reader(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return read_sheets(path)

    return reader


def texts(document, sheet=0):
    return [[cell and cell.text for cell in row] for row in document.blocks[sheet].rows]


class TestAWorkbook:
    def test_tells_each_cell_with_its_address(self, read_bytes):
        found = read_bytes("a.xlsx", xlsx(rows_xml(*TABLE)))
        assert [cell.where for row in found.blocks[0].rows for cell in row] == [
            *("表1!A1", "表1!B1", "表1!A2", "表1!B2")
        ]
        assert texts(found) == [["单位", "人次"], ["鼓楼医院", "31597"]]
        assert (found.name, found.encoding, len(found.sha256)) == ("a.xlsx", "xlsx", 64)

    @pytest.mark.parametrize(
        ("stored", "shown"),
        [
            ("31597", "31597"),
            ("31597.0", "31597"),
            ("0.30000000000000004", "0.3"),
            ("154437.57", "154437.57"),
            ("1E-7", "0.0000001"),
            ("-0", "0"),
            ("12345678901234567", "1.23456789012346E+16"),
        ],
    )
    def test_shows_numbers_as_excel_does(self, read_bytes, stored, shown):
        found = read_bytes("a.xlsx", xlsx(rows_xml(["甲", f"<c><v>{stored}</v></c>"])))
        assert texts(found) == [["甲", shown]]

    def test_keeps_dates_percentages_and_errors_as_texts(self, tmp_path):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["A2"] = 45505, 0.635
        sheet["A1"].number_format, sheet["A2"].number_format = "yyyy-mm-dd", "0.0%"
        sheet["A3"], sheet["A4"] = "#DIV/0!", True
        book.save(tmp_path / "a.xlsx")
        found = read_sheets(tmp_path / "a.xlsx")
        assert texts(found) == [["2024-08-01"], ["63.5%"], ["#DIV/0!"], ["TRUE"]]

    @pytest.mark.parametrize(
        ("serial", "since_1904", "shown"),
        # Day 60 of Excel is a 29 February that never was.
        [("45505", "", "2024-08-01"), ("44043", "1", "2024-08-01"), ("60", "", "1900-02-28")],
    )
    def test_never_takes_a_date_for_a_number(self, read_bytes, serial, since_1904, shown):
        book = entries(rows_xml(["甲", f'<c s="1"><v>{serial}</v></c>']))
        book["xl/styles.xml"] = (
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>"
        )
        told = f'<workbookPr date1904="{since_1904}"/><sheets>'
        if since_1904:
            book["xl/workbook.xml"] = book["xl/workbook.xml"].replace("<sheets>", told)
        assert texts(read_bytes("a.xlsx", zipped(book))) == [["甲", shown]]

    def test_names_formulas_without_a_result(self, read_bytes):
        found = read_bytes("a.xlsx", xlsx(rows_xml(["甲", "<c><f>SUM(A1:A9)</f></c>"])))
        assert texts(found) == [["甲", "=SUM(A1:A9)"]]
        assert "表1!B1是公式而没有保存计算结果" in found.notes[0]

    def test_takes_the_result_of_a_formula(self, read_bytes):
        found = read_bytes("a.xlsx", xlsx(rows_xml(["甲", "<c><f>1+1</f><v>2</v></c>"])))
        assert (texts(found), found.notes) == ([["甲", "2"]], ())

    def test_leaves_out_what_is_hidden_and_says_so(self, tmp_path):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (["单位", "旧", "新"], ["甲", 1, 2], ["乙", 3, 4]):
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("底稿").sheet_state = "hidden"
        book.save(tmp_path / "a.xlsx")
        found = read_sheets(tmp_path / "a.xlsx")
        assert texts(found) == [["单位", "新"], ["乙", "4"]]
        assert [("第2行" in note, "B列" in note, "底稿" in note) for note in found.notes] == [
            (True, False, False),
            (False, True, False),
            (False, False, True),
        ]

    def test_knows_merged_cells(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(["单位", "门诊", None])
        book.active.append([None, "人次", "收入"])
        book.active.merge_cells("A1:A2")
        book.active.merge_cells("B1:C1")
        book.save(tmp_path / "a.xlsx")
        rows = read_sheets(tmp_path / "a.xlsx").blocks[0].rows
        assert [[cell and (cell.text, cell.across, cell.down) for cell in row] for row in rows] == [
            [("单位", 1, 2), ("门诊", 2, 1), None],
            [None, ("人次", 1, 1), ("收入", 1, 1)],
        ]

    def test_is_read_whole_when_its_dimension_lies(self, read_bytes):
        rows = rows_xml(*[[f"医院{n}", n] for n in range(50)])
        for told in ("A1", "A1:XFD1048576"):
            found = read_bytes("a.xlsx", xlsx(rows, before=f'<dimension ref="{told}"/>'))
            assert len(found.blocks[0].rows) == 50

    def test_may_reach_far_down(self, read_bytes):
        far = '<row r="1048576"><c r="A1048576"><v>5</v></c></row>'
        found = read_bytes("a.xlsx", xlsx(rows_xml(["甲"]) + far))
        assert [row[0].text for row in found.blocks[0].rows] == ["甲", "", "5"]

    def test_keeps_strange_texts(self, read_bytes):
        strange = ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", ";1", "|1"]
        assert texts(read_bytes("a.xlsx", xlsx(rows_xml(strange)))) == [strange]

    @pytest.mark.parametrize(
        ("written", "name"),
        [("&lt;script&gt;😀", "<script>😀"), ("长" * 31, "长" * 31), ("表\u202e1", "表1")],
    )
    def test_keeps_strange_names_of_sheets(self, read_bytes, written, name):
        found = read_bytes("a.xlsx", xlsx(rows_xml(["甲", 1]), names=[written]))
        assert [grid.where for grid in found.blocks] == [name]
        assert found.blocks[0].rows[0][1].where == f"{name}!B1"

    def test_tells_of_links_to_elsewhere(self, read_bytes):
        extra = {"xl/externalLinks/externalLink1.xml": "<x/>"}
        found = read_bytes("a.xlsx", xlsx(rows_xml(*TABLE), extra=extra))
        assert "链接，没有打开" in found.notes[0]


class TestOtherFormats:
    def test_ods(self, read_bytes):
        merged = (
            '<table:table-cell table:number-columns-spanned="2" office:value-type="string">'
            "<text:p>标题</text:p></table:table-cell><table:covered-table-cell/>"
        )
        filler = '<table:table-cell table:number-columns-repeated="16382"/>'
        end = ods_row(filler, attributes='table:number-rows-repeated="1048573"')
        hidden = ods_row("丙", 9, attributes='table:visibility="filter"')
        body = ods_row(merged, filler) + ods_row("甲", 31597, filler) + hidden + end
        found = read_bytes("a.ods", ods(body))
        assert texts(found) == [["标题", None], ["甲", "31597"]]
        assert "第3行被隐藏或筛选掉" in found.notes[0]

    def test_xls(self, read_bytes):
        data = xls(
            [["单位", "人次"], ["鼓楼医院", 31597.0], ["儿童医院", 2.5], ["一院", None]],
            hidden=[2],
            errors=[(3, 1, 23)],
        )
        found = read_bytes("a.xls", data)
        assert texts(found) == [["单位", "人次"], ["鼓楼医院", "31597"], ["一院", "#REF!"]]
        assert "第3行被隐藏或筛选掉" in found.notes[0]

    @pytest.mark.parametrize(
        ("encoding", "separator"),
        [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", "\t"), ("utf-16", ",")],
    )
    def test_csv(self, read_bytes, encoding, separator):
        text = (
            separator.join(["单位", "人次"]) + "\r\n" + separator.join(["鼓楼", '"1,234"']) + "\n"
        )
        found = read_bytes("a.csv", text.encode(encoding))
        assert texts(found) == [["单位", "人次"], ["鼓楼", "1,234"]]
        assert found.blocks[0].rows[1][1].where == "B2"
        assert not found.blocks[0].spans_known

    def test_csv_with_ends_of_lines_of_every_kind(self, read_bytes):
        found = read_bytes("a.csv", "单位,人次\r甲,1\n乙,2\r\n".encode())
        assert texts(found) == [["单位", "人次"], ["甲", "1"], ["乙", "2"]]

    def test_csv_with_unseen_signs_is_read_without_them_and_told(self, read_bytes):
        found = read_bytes("a.csv", "单位,人次\n甲\0,1\0\n".encode())
        assert (texts(found), found.notes) == (
            [["单位", "人次"], ["甲", "1"]],
            ("有1行含看不见的控制字符，已去掉。",),
        )


def cell_at(place):
    return xlsx(f'<row r="1"><c r="{place}"><v>1</v></c></row>')


def overlapping():
    """Two entries that share the same compressed bytes."""
    data = bytearray(zipped(entries(rows_xml(*TABLE))))
    at = data.rfind(b"PK\x01\x02")
    first = data.find(b"PK\x01\x02")
    data[at + 42 : at + 46] = data[first + 42 : first + 46]
    return bytes(data)


def symlink():
    link, file = zipfile.ZipInfo("xl/media/a"), io.BytesIO(zipped(entries(rows_xml(*TABLE))))
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def quadratic():
    """One long entity, said many times."""
    book = entries(rows_xml(["&a;" * 5000]))
    declared = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
    book["xl/worksheets/s1.xml"] = declared + book["xl/worksheets/s1.xml"]
    return zipped(book)


def twice():
    file = io.BytesIO()
    with pytest.warns(UserWarning), zipfile.ZipFile(file, "w") as archive:
        for name, content in [*entries(rows_xml(*TABLE)).items(), ("xl/workbook.xml", "<x/>")]:
            archive.writestr(name, content)
    return file.getvalue()


def entity(declaration):
    book = entries(rows_xml(*TABLE))
    book["xl/worksheets/s1.xml"] = f"<!DOCTYPE x [{declaration}]>" + book["xl/worksheets/s1.xml"]
    return zipped(book)


def long_inline():
    """300 MB of one letter in an inline string, deflated to almost nothing."""
    head, tail = xlsx_parts()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries("").items():
            if name != "xl/worksheets/s1.xml":
                archive.writestr(name, content)
        with archive.open("xl/worksheets/s1.xml", "w") as part:
            part.write(head)
            for _ in range(300):
                part.write(b"a" * 2**20)
            part.write(tail)
    return file.getvalue()


def xlsx_parts():
    whole = entries(rows_xml(["@"]))["xl/worksheets/s1.xml"].encode()
    return whole.split(b"@")


def many_rows():
    return xlsx("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 100_002)))


REFUSED = {
    "X1 empty": ("a.xlsx", lambda: b"", "空文件"),
    "X2 text": ("a.xlsx", "单位,人次".encode, "内容却是纯文本"),
    "X4 encrypted": ("a.xlsx", lambda: compound("EncryptedPackage"), "加密"),
    "X5 xlsm": ("a.xlsm", lambda: xlsx(rows_xml(*TABLE)), "可能带有宏"),
    "X5 macros": (
        "a.xlsx",
        lambda: xlsx(rows_xml(*TABLE), extra={"xl/vbaProject.bin": "x"}),
        "带宏",
    ),
    "X5 xlsb": ("a.xlsb", lambda: xlsx(rows_xml(*TABLE)), "可能带有宏"),
    "X6 cut at 10 %": ("a.xlsx", lambda: cut(0.1), "ZIP 压缩包"),
    "X6 cut at 50 %": ("a.xlsx", lambda: cut(0.5), "已损坏"),
    "X6 cut at 99 %": ("a.xlsx", lambda: cut(0.99), "已损坏"),
    "X7 the last cell": ("a.xlsx", lambda: cell_at("XFD1048576"), "表1!XFD1048576"),
    "X11 300 MB": ("a.xlsx", long_inline, "展开后"),
    "X13 overlap": ("a.xlsx", overlapping, "重叠"),
    "X14 zip in zip": ("a.xlsx", lambda: zipped({"a.zip": zipped({"b": "c"})}), "ZIP 压缩包"),
    "X15 2,001 entries": (
        "a.xlsx",
        lambda: xlsx("", extra={f"xl/x{n}": "" for n in range(2001)}),
        "超过2000个的上限",
    ),
    "X16 twice": ("a.xlsx", twice, "同名"),
    "X17 path": ("a.xlsx", lambda: xlsx("", extra={"../x": ""}), "路径可疑"),
    "X17 absolute path": ("a.xlsx", lambda: xlsx("", extra={"/etc/x": ""}), "路径可疑"),
    "X17 drive": ("a.xlsx", lambda: xlsx("", extra={"C:\\x": ""}), "路径可疑"),
    "X17 symlink": ("a.xlsx", symlink, "符号链接"),
    "X18 laughs": ("a.xlsx", lambda: entity('<!ENTITY a "aaaa">'), "DTD"),
    "X19 quadratic": ("a.xlsx", quadratic, "DTD"),
    "X20 file": ("a.xlsx", lambda: entity('<!ENTITY a SYSTEM "file:///etc/passwd">'), "DTD"),
    "X21 http": ("a.xlsx", lambda: entity('<!ENTITY a SYSTEM "http://127.0.0.1/">'), "DTD"),
    "X39 rows": ("a.xlsx", many_rows, "超过100000行的上限"),
    "X39 columns": ("a.xlsx", lambda: cell_at("GS1"), "表1!GS1有内容，超过200列的上限"),
    "X40 unpaired quote": ("a.csv", '甲,"1\n乙,2\n'.encode, "引号不成对"),
    "X40 bad bytes": ("a.csv", lambda: "单位,人次\n鼓楼".encode() + b"\xff\xff,1", "字节"),
    "X40 long line": ("a.csv", lambda: b"1," * 200_000, "超过200000字的上限"),
    "X41 html": ("a.xls", lambda: b"<html><table></table></html>", "HTML 网页"),
    "X41 numbers": ("a.numbers", lambda: zipped({"Index/Document.iwa": ""}), "不是可导入的表格"),
    "the test virus": ("a.csv", lambda: EICAR, "内容却是病毒测试文件（EICAR）"),
    "200 sheets": ("a.xlsx", lambda: xlsx(*[rows_xml(*TABLE)] * 200), "200个工作表"),
    "ods filled": (
        "a.ods",
        lambda: ods(ods_row("1", attributes='table:number-rows-repeated="1048576"')),
        "上限",
    ),
    "no content": ("a.xlsx", lambda: xlsx(""), "没有内容"),
    "an empty zip": ("a.xlsx", lambda: b"PK\5\6" + bytes(16) + b"\3\0xl/", "是空的压缩包"),
    "xls that breaks its reader": (
        "a.xls",
        lambda: xls(TABLE).replace(b"\x0a\0\0\0", b"\x17\0\0\0", 1),
        "损坏，无法读取；请用原来的程序打开并另存再试。",
    ),
    "xls of noise": ("a.xls", lambda: compound("Workbook"), "损坏"),
}


def cut(share):
    data = xlsx(rows_xml(*[[f"医院{n}", n] for n in range(200)]))
    return data[: int(len(data) * share)]


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(read_bytes, case):
    name, build, said = REFUSED[case]
    with pytest.raises(Unreadable) as refusal:
        read_bytes(name, build())
    assert said in str(refusal.value)
    assert f"“{name}”" in str(refusal.value)


def test_reads_a_million_shared_strings_or_refuses(read_bytes):
    shared = "".join(f"<si><t>{n}</t></si>" for n in range(1_000_000))
    book = entries(rows_xml(*TABLE), extra={"xl/sharedStrings.xml": f"<sst>{shared}</sst>"})
    try:
        found = read_bytes("a.xlsx", zipped(book))
    except Unreadable as refusal:
        assert "a.xlsx" in str(refusal)
    else:
        assert texts(found) == [["单位", "人次"], ["鼓楼医院", "31597"]]


def test_a_bulletin_is_no_spreadsheet_and_the_other_way_round(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(rows_xml(*TABLE)))
    with pytest.raises(Unreadable, match="不是可读的格式"):
        read(path)
    with pytest.raises(Unreadable, match="不是可导入的表格"):
        read_sheets(tmp_path / "a.docx")


def test_leaves_no_temporary_file(tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    (tmp_path / "a.xlsx").write_bytes(cell_at("XFD1048576"))
    with pytest.raises(Unreadable):
        read_sheets(tmp_path / "a.xlsx")
    assert list(folder.iterdir()) == []


def test_a_ring_of_sectors_comes_to_an_end(read_bytes):
    data = bytearray(xls([["甲", 1.0]]))
    data[512 + 4 * 3 : 512 + 4 * 4] = struct.pack("<I", 3)
    assert texts(read_bytes("a.xls", bytes(data))) == [["甲", "1"]]
