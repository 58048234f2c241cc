"""What the bytes of a file really are, whatever its name says."""

import re

from . import compound

# The kind behind each first bytes, in Chinese, as a message names it.
_STARTS = (
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x7fELF", "可执行程序"),
    (b"MZ\x90", "可执行程序"),
    (b"X5O!P%@AP[4", "病毒测试文件（EICAR）"),
)
# Names stand in a zip as they are, so one look at the bytes tells the family.
_PACKAGES = (
    (b"word/", "Word 文档（.docx）"),
    (b"xl/", "Excel 工作簿（.xlsx）"),
    (b"ppt/", "PowerPoint 演示文稿（.pptx）"),
    (b"OFD.xml", "OFD 版式文件"),
    (b"opendocument.text", "OpenDocument 文本（.odt）"),
    (b"opendocument.spreadsheet", "OpenDocument 表格（.ods）"),
    (b"Index/Document.iwa", "苹果 iWork 文件"),
)
_STREAMS = (
    ("EncryptedPackage", "加密的 Office 文件"),
    ("WordDocument", "Word 97-2003 文档（.doc）"),
    ("Workbook", "Excel 97-2003 工作簿（.xls）"),
    ("PowerPoint Document", "PowerPoint 97-2003 演示文稿（.ppt）"),
    ("WpsDocument", "WPS 文字文件（.wps）"),
)
_HTML = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|meta)\b")
_MHTML = re.compile(rb"(?i)MIME-Version:")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")

TEXT, PDF, UNKNOWN_OLE, ZIP = "纯文本", "PDF 文档", "OLE 复合文件", "ZIP 压缩包"
DOCX, DOC, ENCRYPTED = _PACKAGES[0][1], _STREAMS[1][1], _STREAMS[0][1]


def kind_of(data):
    """The kind of file `data` is, in Chinese; 纯文本 for all that shows no other mark."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in _PACKAGES if mark in data), ZIP)
    if data.startswith(compound.START):
        return next((kind for name, kind in _STREAMS if compound.has(data, name)), UNKNOWN_OLE)
    return next((kind for start, kind in _STARTS if data.startswith(start)), _markup(data))


def _markup(data):
    if _HTML.match(data):
        return "HTML 网页"
    if _MHTML.match(data):
        return "MHTML 网页"
    return "XML 文件" if _XML.match(data) else TEXT
