"""The whole archive as one zip, written while it is sent: figures, issues, what they mean, sums."""

import hashlib
import json

from django.db.models import Max
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from news.bundle_lists import FIGURES, lists
from news.models import Edition, Issue
from stats.addresses import absolute
from stats.browsing import published_families
from stats.dcat import catalogue_of
from stats.exporting.formats import FORMATS, pieces_of
from stats.exporting.packing import LONG_AGO, zip_pieces
from stats.exporting.taken import Taken
from stats.models import Status, Table
from stats.writing import csv_bytes

NAME = "南京卫生信息化简报-全部数据.zip"
README = """\
南京卫生信息化简报：已发布的全部数据

截至 {updated}，共 {issues} 期，{families} 种统计表。

数据/      每种统计表全部月份的数据，各有四种格式：
           .csv       一行一个数据（UTF-8，逗号分隔），各列见 数据字典.csv
           .xlsx      照刊印表头的各月数据、整齐数据和说明
           .json      JSON-stat 2.0，刊印原文和各行在 extension 里
           .px        PX（PC-Axis、PxWeb）
全文/      各期最新一版的全文（JSON）：刊头、文章、统计表、简讯、刊尾
统计表.csv 指标.csv 机构.csv 机构名称.csv 各期.csv 文章.csv 更正.csv
           各是什么，见 数据字典.csv
目录.jsonld 数据目录（DCAT）
SHA256SUMS 各文件的 SHA-256：sha256sum -c SHA256SUMS

数字照刊印原样收录，合计不作机械调整。raw_text 是刊印原文，value 是读出的数值；没有数值的，
status 说明原因：{statuses}。
CSV 里以 = + - @ 开头的文字前加了一个单引号，以免被表格软件当作公式。
同一个月的表可能由两期刊印，issue 列说明数据出自哪一期。
发布以后的改动列在 更正.csv。
"""


@require_safe
def bundle(request):
    pieces = zip_pieces(summed(parts(lambda path: absolute(request, path))), _moment())
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, NAME)
    return response


def _updated():
    return Edition.objects.filter(issue__in=Issue.objects.published()).aggregate(
        last=Max("published_at")
    )["last"]


def _moment():
    """The time of all parts: the same archive is the same bytes."""
    updated = _updated()
    return localtime(updated).timetuple()[:6] if updated else LONG_AGO


def summed(parts):
    """The same parts, and behind them SHA256SUMS."""
    sums = []
    for name, pieces in parts:
        digest = hashlib.sha256()
        yield name, _counted(pieces, digest)
        sums.append(f"{digest.hexdigest()}  {name}\n")
    yield "SHA256SUMS", ["".join(sums).encode()]


def _counted(pieces, digest):
    for piece in pieces:
        digest.update(piece)
        yield piece


def parts(address):
    """(name, pieces) of all that is published; `address` makes a whole address of a path."""
    families = published_families()
    yield "说明.txt", [_readme(families).encode()]
    known = lists()
    yield "数据字典.csv", csv_bytes(("文件", "列", "说明"), _dictionary(known))
    for name, (columns, lines) in known.items():
        yield name, csv_bytes([column for column, _ in columns], lines)
    catalogue = json.dumps(catalogue_of(address), ensure_ascii=False, indent=1)
    yield "目录.jsonld", [catalogue.encode()]
    for family in families:
        yield from _files(family, address)
    yield from _issues()


def _readme(families):
    updated = _updated()
    return README.format(
        updated=f"{localtime(updated):%Y-%m-%d %H:%M}" if updated else "目前",
        issues=Issue.objects.published().count(),
        families=len(families),
        statuses="，".join(f"{status.value} {status.label}" for status in Status),
    )


def _dictionary(known):
    columns = {"数据/*.csv": FIGURES} | {name: columns for name, (columns, _) in known.items()}
    for name, told in columns.items():
        yield from ((name, *one) for one in told)


def _files(family, address):
    tables = Table.objects.published().filter(dataset__slug=family.slug)
    url = address(reverse("stats:dataset", args=[family.slug]))
    taken = Taken(family.slug, family.title, url, tables)
    for kind in FORMATS:
        yield f"数据/{family.slug}.{kind}", pieces_of(taken, kind)


def _issues():
    """The newest edition of every issue, one at a time."""
    known = Issue.objects.published().order_by("year", "number")
    for issue in known.iterator(20):
        edition = issue.editions.first()
        if edition:
            yield f"全文/{issue.origin}-v{edition.number}.json", [edition.content.encode()]
