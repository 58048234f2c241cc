"""The files of an edition: made once from what was frozen, and the same bytes ever after."""

import io
import json
import zipfile
from datetime import UTC

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.freezing import digest
from news.models import Edition, EditionFile
from news.presenting import issue_context, masthead_of
from news.printing.pdf import pdf_of
from news.printing.word import docx_of
from stats.exporting import csv_text
from stats.exporting.formats import FORMATS, pieces_of
from stats.exporting.taken import Frozen
from stats.freezing import plain_rows

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


def file_of(edition, kind):
    """The EditionFile of that kind, made and kept where this is the first time it is asked for."""
    known = edition.files.filter(kind=kind).first()
    if known:
        return known
    content = _MAKERS[kind](edition)
    made = EditionFile(edition=edition, kind=kind, content=content, sha256=digest(content))
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # somebody else was asked for it at the same moment
        return edition.files.get(kind=kind)
    return made


def name_of(edition, kind):
    """南京卫生信息化简报-2024-09-v1.pdf."""
    issue = edition.issue
    return f"{issue.name}-{issue.year}-{issue.number:02d}-v{edition.number}.{kind}"


def _pdf(edition):
    return pdf_of(issue_context(edition.whole), settings.SITE_URL)


def _docx(edition):
    return docx_of(issue_context(edition.whole), settings.SITE_URL)


def _zip(edition):
    """The prints, the whole issue as JSON, its figures and tables, what they are, with sums."""
    parts = {
        name_of(edition, kind): bytes(file_of(edition, kind).content)
        for kind in MIME
        if kind != "zip"
    }
    figures = csv_text(plain_rows(edition.whole["tables"]))
    parts["数据.csv"] = ("\ufeff" + "".join(figures)).encode()
    parts |= dict(_tables(edition))
    parts["全文.json"] = edition.content.encode()
    parts["说明.txt"] = _told(edition).encode()
    sums = "".join(f"{digest(content)}  {name}\n" for name, content in sorted(parts.items()))
    return zipped({**parts, "SHA256SUMS": sums.encode()}, edition.published_at)


def _tables(edition):
    """(name, bytes) of each table in each format."""
    for table in edition.whole["tables"]:
        slug, period = table["dataset"], table["period"]
        year, month = period.split("-")
        path = reverse("stats:table", args=[slug, period])
        url = f"{settings.SITE_URL}{path}" if settings.SITE_URL else ""
        title = f"{table['family']}，{year}年{int(month)}月"
        taken = Frozen(f"{slug}-{period}", title, url, [table], edition.published_at)
        for kind in FORMATS:
            yield f"统计表/{taken.name}.{kind}", b"".join(pieces_of(taken, kind, is_month=True))


def _told(edition):
    issue = masthead_of(edition.whole)
    moment = edition.published_at.astimezone(UTC)
    return (
        f"{issue.name} {issue}，第{edition.number}版（{edition.get_kind_display()}）\n"
        f"发布时间：{moment:%Y-%m-%d %H:%M:%S} UTC\n"
        f"全文.json 的 SHA-256：{edition.sha256}\n\n"
        "全文.json 是这一版的全部内容，其他文件都由它生成。\n"
        "数据.csv 每行一个数据：统计表、月份、期、行的类别与次序、机构代码、印刷名称、指标、单位、"
        "数值、状态、印刷原文。\n"
        "统计表/ 里每张表各有四种格式：CSV 同上；Excel 照刊印的表头，另附数据和说明；"
        "JSON-stat 2.0；PX。\n"
        "状态：A 正常，O 缺失，M 不适用，N 不足最小单位，L 未上报，V 待核。\n"
        "SHA256SUMS 可用来核对各个文件。\n"
    )


def zipped(parts, moment):
    """A zip of {name: bytes} that is the same bytes whenever and wherever it is made."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, moment.astimezone(UTC).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


_MAKERS = {"pdf": _pdf, "docx": _docx, "zip": _zip}


def damaged():
    """(edition, what is wrong) of every version or file that is not what it was when published."""
    for edition in Edition.objects.select_related("issue").order_by("issue", "number").iterator(20):
        if digest(edition.content) != edition.sha256:
            yield edition, "全文与发布时的 SHA-256 不符"
        elif not _readable(edition):
            yield edition, "全文不是完整的 JSON"
        for file in edition.files.all():
            if digest(bytes(file.content)) != file.sha256:
                yield edition, f"{file.kind} 文件与生成时的 SHA-256 不符"


def _readable(edition):
    try:
        issue_context(json.loads(edition.content))
    except (ValueError, KeyError, TypeError):
        return False
    return True
