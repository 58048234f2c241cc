"""What `tests/drills/fuzz.py` feeds: (takes bytes and fails where it should not, a good input)."""

import io
import re
import tempfile
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import fragments_fromstring
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from news.bodies import ALLOWED_ATTRIBUTES, ALLOWED_SCHEMES, ALLOWED_TAGS, sanitised
from stats.documents import Unreadable, read, wire
from stats.documents.__main__ import main as child
from stats.documents.archives import Archive
from stats.documents.sandbox import PROCESSOR_SECONDS
from tests.conftest import ROOT
from tests.drills.mutants import BULLETINS, REFUSED
from tests.stats.documents.test_mutants import GOOD, members, packed

__all__ = ["PROCESSOR_SECONDS", "TARGETS", "members", "packed"]

NAME = "来件"
RICH = (
    '<h3>一</h3><p><a href="https://example.org">甲</a><strong>乙</strong></p><ul><li>丙</li></ul>'
    '<table><tr><th colspan="2">丁</th></tr></table><script>x</script><p onclick="x">戊<br>'
    '<a href="javascript:x">己</a><svg><style>庚</style></svg>'
)


@cache
def place(name):
    """A file of that name, in memory where there is such a place."""
    shared = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="fuzz-", dir=shared if shared.is_dir() else None)
    return Path(folder) / name


def refused(message):
    """Proof that this is said to the person at the desk in her own language."""
    assert re.fullmatch(REFUSED, message, re.DOTALL), message


def in_child(kind, ways, data):
    """Read as the child reads an upload of that kind, in each of these ways."""
    path = place(f"a.{kind}")
    path.write_bytes(data)
    for way in ways:
        aside = [str(place("lines"))] if way == "listing" else []
        told = child(str(path), NAME, way, *aside)
        if "unreadable" in told:
            refused(told["unreadable"])
        elif way != "listing":
            wire.loads(told["document"])


def text(data):
    path = place("a.txt")
    path.write_bytes(data)
    try:
        read(path, NAME)
    except Unreadable as error:
        refused(str(error))


def archive(data):
    try:
        found = Archive(NAME, data)
        for name in found.names:
            found.read(name)
    except Unreadable as error:
        refused(str(error))


def rich(data):
    clean = sanitised(data.decode(errors="replace"))
    assert sanitised(clean) == clean, clean
    for tag in fragments_fromstring(clean.replace("\0", "")) if clean.strip() else []:
        for one in [] if isinstance(tag, str) else tag.iter():
            allowed = ALLOWED_ATTRIBUTES.get(one.tag, set()) | {"rel"}
            assert one.tag in ALLOWED_TAGS, clean
            assert set(one.attrib) <= allowed, clean
            assert _leads_on(one.get("href", "")), clean


def _leads_on(address):
    """Whether that is no address, or one of the kinds that may be linked."""
    try:
        return urlsplit(address).scheme in {"", *ALLOWED_SCHEMES}
    except ValueError:  # of a host that is none
        return True


def small_pdf():
    """A page with a line, a table and nothing packed, which is read in a few milliseconds."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    page = canvas.Canvas(file, pageCompression=0)
    page.setFont("STSong-Light", 12)
    page.drawString(72, 760, "预约挂号统计")
    page.grid([72, 172, 272], [700, 720, 740])
    for left, top, words in ((76, 725, "单位"), (176, 725, "人次"), (76, 705, "鼓楼医院")):
        page.drawString(left, top, words)
    page.save()
    return file.getvalue()


SHEETS = ("sheets", "listing")
TARGETS = {kind: (partial(in_child, kind, SHEETS), good) for kind, good in GOOD.items()} | {
    "docx": (partial(in_child, "docx", ("document",)), BULLETINS["docx"]),
    "pdf": (partial(in_child, "pdf", ("document",)), small_pdf),
    "txt": (text, (ROOT / "news" / "samples" / "2024-09.txt").read_bytes),
    "rich": (rich, RICH.encode),
    "zip": (archive, GOOD["xlsx"]),
}
