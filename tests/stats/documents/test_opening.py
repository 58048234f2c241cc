"""The door: good files of each format go through, bad ones are refused in one Chinese sentence."""

import errno
import io
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

import docx as python_docx
import psutil
import pytest

from stats.documents import Document, Paragraph, Unreadable, opening, read, sandbox

from .files import compound, deflated, docx, entries, p, pdf, simple_table, zipped

ROOT = pathlib.Path(__file__).resolve().parents[3]

GOOD = docx("".join(p(f"第{number}段文字") for number in range(200)))
GOOD_PDF = pdf([[(72, 72, "Hello 2024")]])


@pytest.fixture(autouse=True)
def nothing_left(tmp_path, monkeypatch):
    """A place for temporary files, empty again after the test, and no process left behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = set(psutil.Process().children(recursive=True))
    yield
    assert list(folder.iterdir()) == []
    assert set(psutil.Process().children(recursive=True)) <= before


def refusal(path):
    with pytest.raises(Unreadable) as caught:
        read(path)
    return str(caught.value)


def with_flag(data, flag):
    """A zip whose entries all carry a general purpose flag, in both of their headers."""
    data = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= flag
            at = data.find(mark, at + 1)
    return bytes(data)


def with_entry(name, content="", mode=0):
    """A Word file with one more entry, of any name and file mode."""
    file = io.BytesIO(GOOD)
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(entry, content)
    return file.getvalue()


def with_two_of_a_name():
    """A Word file with two entries of one name."""
    return with_entry("word/documenu.xml").replace(b"word/documenu.xml", b"word/document.xml")


def overlapping():
    """A zip whose entries all share the bytes of one: a little that unpacks to a great deal."""
    data = zipped({"[Content_Types].xml": b"\0" * 1000, "word/document.xml": b"x"})
    start, directory = data.rindex(b"PK\x05\x06"), data.index(b"PK\x01\x02")
    first = data[directory : data.index(b"PK\x01\x02", directory + 4)]
    copies = [
        first.replace(b"[Content_Types].xml", b"word/document%02d.xml" % n) for n in range(50)
    ]
    copied = b"".join(copies)
    end = bytearray(data[start:])
    struct.pack_into("<HHI", end, 8, 50, 50, len(copied))
    return data[:directory] + copied + bytes(end)


LOOP = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
LOOP += b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
LOOP += b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

BAD = {
    "空.txt": (b"", "是空文件（0 字节）"),
    "空.docx": (b"", "是空文件（0 字节）"),
    "空.pdf": (b"", "是空文件（0 字节）"),
    "空.doc": (b"", "是空文件（0 字节）"),
    "表.xlsx": (b"PK", "不是可读的格式"),
    "文.docx": ("只是文字".encode(), "内容却是纯文本"),
    "文.pdf": ("只是文字".encode(), "内容却是纯文本"),
    "表.docx": (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Excel 工作簿"),
    "演.docx": (zipped({"ppt/presentation.xml": ""}), "PowerPoint 演示文稿"),
    "包.docx": (zipped({"a.txt": "a"}), "内容却是ZIP 压缩包"),
    "文.doc": (GOOD, "内容却是Word 文档（.docx）"),
    "字.pdf": (GOOD, "内容却是Word 文档（.docx）"),
    "页.docx": (GOOD_PDF, "内容却是PDF 文档"),
    "富.doc": (b"{\\rtf1\\ansi text}", "内容却是RTF 文档"),
    "富.txt": (b"{\\rtf1\\ansi text}", "内容却是RTF 文档"),
    "网.doc": (b"<html><body>x</body></html>", "内容却是HTML 网页"),
    "网.txt": ("\ufeff<!DOCTYPE html><p>".encode(), "内容却是HTML 网页"),
    "金.doc": (compound("WpsDocument"), "内容却是WPS 文字文件"),
    "旧.doc": (compound("Workbook"), "内容却是Excel 97-2003 工作簿"),
    "图.txt": (b"\x89PNG\r\n\x1a\n", "内容却是PNG 图片"),
    "密.docx": (compound("EncryptedPackage"), "是加密的 Office 文件"),
    "宏.docx": (
        docx(p("a"), content_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "带宏的 Word 文档",
    ),
    "断10.docx": (GOOD[: len(GOOD) // 10], "内容却是ZIP 压缩包"),
    "断50.docx": (GOOD[: len(GOOD) // 2], "压缩结构不完整或已损坏"),
    "断99.docx": (GOOD[: len(GOOD) * 99 // 100], "压缩结构不完整或已损坏"),
    "断50.pdf": (GOOD_PDF[: len(GOOD_PDF) // 2], "末尾缺失"),
    "断99.pdf": (GOOD_PDF[: len(GOOD_PDF) * 99 // 100], "末尾缺失"),
    "断.doc": (compound("WordDocument")[:700], "末尾缺失"),
    "坏.docx": (docx(p("a")).replace(b"PK\x01\x02", b"PK\x01\x03"), "压缩结构不完整或已损坏"),
    "坏.doc": (compound("WordDocument"), "内容损坏，LibreOffice 打不开"),
    "坏.pdf": (b"%PDF-1.4\nnonsense\n%%EOF\n", "内容损坏"),
    "环.pdf": (LOOP, "内容损坏"),
    "叠.docx": (overlapping(), "含有互相重叠的条目"),
    "胀.docx": (zipped(entries(p("字" * 9_000_000))), "展开后异常膨胀"),
    "多.docx": (zipped({f"word/{n}": "" for n in range(2001)}), "超过2000个的上限"),
    "重.docx": (with_two_of_a_name(), "含有同名的条目"),
    "上.docx": (with_entry("word/../../x"), "路径可疑"),
    "根.docx": (with_entry("/etc/x"), "路径可疑"),
    "盘.docx": (with_entry("C:\\x"), "路径可疑"),
    "链.docx": (with_entry("word/x", "/etc/passwd", mode=0o120777), "符号链接"),
    "锁.docx": (with_flag(GOOD, 1), "含有加密的条目"),
    "缺.docx": (zipped({"word/a": "", "[Content_Types].xml": "<a/>"}), "不是 Word 文档"),
    "扫.pdf": (pdf([[]]), "没有文字层"),
    "码.pdf": (pdf([[(72, 72, "ABCD")]], font="broken"), "文字编码损坏"),
    "厚.pdf": (pdf([[]] * 501), "超过 500 页的上限"),
    "弹.pdf": (pdf([[]], contents=deflated(b"\n" * 1_000_000, 600)), "占用内存超限"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_name_and_the_cause(tmp_path, name):
    data, cause = BAD[name]
    (tmp_path / name).write_bytes(data)
    began = time.monotonic()
    message = refusal(tmp_path / name)
    assert message.startswith(f"“{name}”")
    assert cause in message
    assert message.endswith("。")
    assert message.count("。") == 1
    assert time.monotonic() - began < 10


READING = """
import resource, sys
from stats.documents import Unreadable, read
for path in sys.argv[1:]:
    try:
        read(path)
    except Unreadable:
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_no_child_takes_more_memory_than_it_may(tmp_path):
    """In a process of its own, for here the children of all other tests would count too."""
    paths = [tmp_path / name for name in BAD if not name.endswith((".txt", ".doc"))]
    for path in paths:
        path.write_bytes(BAD[path.name][0])
    command = [sys.executable, "-c", READING, *map(str, paths)]
    reading = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert 10_000 < int(reading.stdout) < sandbox.MEMORY // 1024


def test_a_text_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    began = time.monotonic()
    assert refusal(path).startswith("“大.txt”有 100.0 MB，超过 20 MB 的上限；")
    assert time.monotonic() - began < 0.5


def test_what_is_no_file_is_refused(tmp_path):
    assert refusal(tmp_path / "无.docx") == "“无.docx”不存在或不是文件；请核对后再试。"
    (tmp_path / "夹.txt").mkdir()
    assert refusal(tmp_path / "夹.txt") == "“夹.txt”不存在或不是文件；请核对后再试。"


def test_a_name_cannot_disguise_a_message(tmp_path):
    path = tmp_path / "a\n\u202eb.txt"
    path.write_bytes(b"")
    assert refusal(path).startswith("“ab.txt”是空文件")


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    path = tmp_path / "慢.pdf"
    path.write_bytes(pdf([[]], contents=deflated(b"BT (a) Tj ET\n" * 100_000, 50)))
    began = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        sandbox.read_apart(path, path.name, seconds=1)
    assert str(caught.value) == (
        "“慢.pdf”没有在限定的时间内读完，已停止（超时）；请核对文件是否过大或损坏。"
    )
    assert time.monotonic() - began < 3


def test_a_child_that_burns_its_processor_time_is_given_up(tmp_path):
    spin = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    code, output = sandbox.run([sandbox.sys.executable, "-c", spin], str(tmp_path), 20)
    assert code in sandbox.OUT_OF_TIME
    assert output == ""


def test_a_child_that_dies_is_a_refusal(tmp_path, monkeypatch):
    path = tmp_path / "x.docx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(sandbox.sys, "executable", "/bin/false")
    assert refusal(path) == "“x.docx”内容损坏，无法读取；请用原来的程序打开并重新保存后再试。"


def test_the_child_gets_no_settings_or_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    command = [sandbox.sys.executable, "-c", "import os; print(sorted(os.environ))"]
    _, printed = sandbox.run(command, str(tmp_path), 5)
    assert "SECRET_KEY" not in printed
    assert "TMPDIR" in printed


def test_a_word_file_comes_through_the_child_whole(tmp_path):
    path = tmp_path / "好.docx"
    tab = "<w:r><w:tab/></w:r>"
    body = p("文") + simple_table([["甲", "乙"], ["1", ""]])
    path.write_bytes(docx(body + p("丙", tab, "丁") + p("2", tab, "3")))
    found = read(path)
    assert found == opening.read_here(path, path.name)
    assert found.blocks[0] == Paragraph("文", "正文第1段")
    assert [block.spans_known for block in found.blocks[1:]] == [True, False]


def test_a_table_of_ten_thousand_rows_is_read(tmp_path):
    path = tmp_path / "长.docx"
    path.write_bytes(docx(simple_table([[f"第{n}行", str(n * n), "0"] for n in range(10_000)])))
    (grid,) = read(path).blocks
    assert [len(grid.rows), grid.rows[-1][0].text] == [10_000, "第9999行"]


def test_a_text_file_is_read_without_a_child(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "run", None)
    path = tmp_path / "好.TXT"
    path.write_text("文", encoding="utf-8")
    assert read(path).blocks == (Paragraph("文", "第1行"),)


def test_a_doc_file_needs_libreoffice_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    path = tmp_path / "旧.doc"
    path.write_bytes(compound("WordDocument"))
    assert refusal(path) == (
        "“旧.doc”是 .doc 文件，读取它需要服务器上装有 LibreOffice"
        "（apt install libreoffice-writer）；也可以在 Word 中另存为 .docx 再试。"
    )


def test_a_doc_file_reads_as_the_docx_it_was_made_of(tmp_path, soffice):
    source = tmp_path / "旧.docx"
    made = python_docx.Document()
    made.add_paragraph("2020年11月统计")
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ["单位", "台数", "甲医院", "7"], strict=True):
        cell.text = text
    made.add_paragraph("完")
    made.save(source)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = ["--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)]
    sandbox.run([soffice, home, *order], str(tmp_path), 60)
    found = read(tmp_path / "旧.doc")
    assert found == Document(
        name="旧.doc",
        sha256=found.sha256,
        encoding="doc",
        blocks=read(source).blocks,
    )


def test_a_file_with_a_password_flag_is_refused_as_encrypted(tmp_path):
    path = tmp_path / "密.doc"
    path.write_bytes(compound("WordDocument", flags=0x0100))
    assert refusal(path) == "“密.doc”是加密的 Office 文件，无法读取；请去掉密码后另存再试。"


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "锁.txt"
    path.write_text("文", encoding="utf-8")
    monkeypatch.setattr(pathlib.Path, "read_bytes", no_permission)
    assert refusal(path) == "“锁.txt”打不开（Permission denied）；请核对文件后再试。"


def no_permission(path):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
