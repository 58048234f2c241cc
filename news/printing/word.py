"""An issue as a Word document in the form of a 简报, to be opened in Word and WPS, and edited."""

from datetime import UTC, datetime, time
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from django.utils.encoding import iri_to_uri
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from news.parsing import told_styles as styles
from news.printing import word_xml as xml
from news.printing.word_bodies import BodyTable, Line, Run
from news.printing.word_grids import laid_body, laid_out
from news.printing.word_parts import Picture, Table, numbering, parts_of
from news.printing.word_pictures import Pictures
from news.printing.word_styles import fonts_xml, styles_xml
from news.printing.word_tables import table_of
from stats.parsing.months import month

_URL = attrgetter("url")
_UNWANTED = (
    "stylesWithEffects", "thumbnail", "customXml", "webSettings", "theme", "numbering",
)  # fmt: skip
_SETTINGS = (
    f'<w:settings {xml.NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:useFELayout/><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office Word</Application></Properties>'
)

_OURS = {
    "styles": styles_xml(xml.NAMESPACES),
    "fontTable": fonts_xml(xml.NAMESPACES),
    "settings": _SETTINGS,
    "extended-properties": _APPLICATION,
}


def docx_of(context, address=""):
    """The bytes of the .docx file; the same issue gives the same bytes.

    `address` is the site's, with https; without one no codes and links are printed.
    """
    return _Writer(context, address).written()


class _Writer:
    def __init__(self, context, address):
        self.issue, self.parts = context["issue"], list(parts_of(context, address))
        self.document = docx.Document()
        self.main = self.document.part
        self.pictures = Pictures(self.main)
        self._code = ""

    def written(self):
        _strip(self.document)
        self._describe()
        running = [one for one in self.parts if getattr(one, "part", "") == styles.RUNNING]
        flow = [one for one in self.parts if one not in running]
        inside = "".join(map(self._block, flow))
        page = xml.section(
            self._margin("header", 1, self._running(running)),
            self._margin("header", 2, xml.paragraph(styles.RUNNING, "")),
            self._margin("footer", 1, _page_number()),
        )
        body = parse_xml(f"<w:body {xml.NAMESPACES}>{inside}{page}</w:body>")
        self.document.element.replace(self.document.element.body, body)
        stream = BytesIO()
        self.document.save(stream)
        return _repacked(stream.getvalue(), self._moment())

    # -- blocks

    def _block(self, one):
        if isinstance(one, Line):
            return self._line(one)
        if isinstance(one, Table):
            return table_of(laid_out(one.shape.grid), one.noted)
        if isinstance(one, BodyTable):
            return table_of(laid_body(one)) + xml.paragraph(styles.PICTURE, "")
        return self._picture(one) if isinstance(one, Picture) else self._link(one)

    def _line(self, line):
        return xml.paragraph(line.part, self._runs(line.runs))

    def _runs(self, runs):
        return "".join(self._linked(url, list(some)) for url, some in groupby(runs, _URL))

    def _linked(self, url, runs):
        url = _target(url)
        style = "Hyperlink" if url else ""
        inside = "".join(xml.run(run.text, run.marks, style) for run in runs)
        if not url:
            return inside
        return xml.hyperlink(self.main.relate_to(url, RELATION.HYPERLINK, is_external=True), inside)

    def _picture(self, picture):
        found = self.pictures.of_article(picture.image)
        caption = picture.image.caption or ("" if found else picture.image.alt)
        below = xml.paragraph(styles.CAPTION, xml.run(caption)) if caption else ""
        return (xml.paragraph(styles.PICTURE, found) if found else "") + below

    def _link(self, link):
        shown = Run(link.url.partition("://")[2], url=link.url)
        words = self._runs([Run(f"{link.words}："), shown])
        if not link.coded:
            return xml.paragraph(styles.LINK, words, xml.BELOW)
        code = self.pictures.code(link.url, link.words, link.down)
        return xml.paragraph(styles.LINK, code + words)

    # -- header, footer, package

    def _running(self, lines):
        name = f"{self.issue.name}\t{numbering(self.issue)}"
        head = xml.paragraph(styles.RUNNING_NAME, xml.run(name))
        return "".join(map(self._line, lines)) + head

    def _margin(self, kind, number, inside):
        """The relation to a new header or footer."""
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        content = f"<w:{tag} {xml.NAMESPACES}>{inside}</w:{tag}>"
        part = Part(
            PackURI(f"/word/{kind}{number}.xml"),
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
            _declared(content),
            self.main.package,
        )
        return self.main.relate_to(part, getattr(RELATION, kind.upper()))

    def _moment(self):
        """The day of print; where none is known the first of the month of the issue."""
        issue = self.issue
        day = issue.printed_on or month(issue.year, min(issue.number, 12))
        return datetime.combine(day, time(), UTC)

    def _describe(self):
        told, issue = self.document.core_properties, self.issue
        told.title = f"{issue.name} {numbering(issue)}"[:255]
        told.author = told.last_modified_by = (issue.publisher or issue.organisation)[:255]
        told.subject, told.language, told.keywords, told.comments = "简报", "zh-CN", "", ""
        told.created = told.modified = self._moment().replace(tzinfo=None)
        told.revision = 1


def _target(url):
    """`url` as Word takes it; nothing where it is none, or leads nowhere from a file."""
    try:
        return iri_to_uri(url) if urlsplit(url).scheme else ""
    except ValueError:
        return ""


def _page_number():
    return xml.paragraph(styles.PAGE, xml.run("— ") + xml.field("PAGE") + xml.run(" —"))


def _strip(document):
    """Leave of the template only what is ours or stands in every document."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in _OURS:
                _set(relation.target_part, _OURS[kind])
            elif kind in _UNWANTED:
                holder.rels.pop(key)


def _set(part, content):
    if hasattr(part, "_element"):
        part._element = parse_xml(content)
    else:
        part._blob = _declared(content)


def _declared(content):
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()


def _repacked(packed, moment):
    """The same archive with all of it written at one moment."""
    stream = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(stream, "w") as target:
        for name in source.namelist():
            info = ZipInfo(name, date_time=(moment.year, moment.month, moment.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return stream.getvalue()
