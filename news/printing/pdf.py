"""The PDF of an issue: the same context as the page, set by typst in the form of a 简报.

The context becomes JSON, which the templates beside this file read; no text ever becomes source.
What typst may read is a folder with the templates and the pictures of the issue. The same context
gives the same bytes on any machine: the fonts are ours, and the only date is that of the issue.
"""

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path, PurePosixPath

import typst
from django.core.files.storage import default_storage

from news.printing.letters import FONTS
from news.printing.pages import data_of, missing_in

TEMPLATES = Path(__file__).parent
KINDS = {".jpg", ".png", ".webp"}
# Both ask for a document's date only where it is archived: PDF/A.
STANDARDS = ["ua-1", "a-2a"]
KEPT = 10  # documents that typst remembers


class NotPrinted(Exception):
    """typst had something to say of the document, which must never be passed over."""


@cache
def _fonts():
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def missing_glyphs(context):
    """(character, where) of what the fonts of the print lack; 〓 is printed in its place."""
    return missing_in(context)


def pdf_of(context, address=""):
    """The bytes of the PDF. `address` is that of the site; without it no links are printed."""
    with tempfile.TemporaryDirectory(prefix="printing-") as folder:
        root = Path(folder)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copyfile(template, root / template.name)
        data = data_of(context, address, _Pictures(root))
        return compiled(root, data)


def compiled(root, data):
    """The bytes of the main template in `root` with this data. Raises NotPrinted."""
    try:
        return _compiled(root, data)
    finally:
        _forget(root)


def _compiled(root, data):
    compiler = typst.Compiler(input=root / "issue.typ", root=root, font_paths=_fonts())
    standards = STANDARDS if data["meta"]["day"] else STANDARDS[:1]
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    content, warnings = compiler.compile_with_warnings(
        format="pdf", sys_inputs=inputs, pdf_standards=standards
    )
    if warnings:
        raise NotPrinted("；".join(dict.fromkeys(warning.message for warning in warnings)))
    return content


def _forget(root):
    """typst remembers how it set the last ten documents, some 50 MB for an issue; blank ones take
    their place, lest a server grow by half a gigabyte."""
    blank = root / "blank.typ"
    blank.write_text("")
    compiler = typst.Compiler(input=blank, root=root, font_paths=_fonts())
    for _ in range(KEPT + 1):
        compiler.compile(format="pdf")


class _Pictures:
    """Keeps the pictures of an issue where typst may read them, under plain names."""

    def __init__(self, root):
        self.root = root
        self.count = 0

    def copy(self, name):
        """The name of the copy; none where the picture is not in the storage."""
        kind = PurePosixPath(name).suffix
        path = f"images/{name}"
        if kind not in KINDS or not default_storage.exists(path):
            return ""
        with default_storage.open(path) as source:
            return self.keep(source.read(), kind)

    def keep(self, content, kind):
        self.count += 1
        name = f"picture-{self.count}{kind}"
        (self.root / name).write_bytes(content)
        return name
