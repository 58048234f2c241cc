"""The part of the API that tells of figures: families, their rows, institutions. Only published."""

from datetime import date
from typing import Annotated

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema

from stats.addresses import absolute
from stats.browsing import published_families, published_metrics, published_rows
from stats.exporting.formats import FORMATS
from stats.models import (
    Dataset,
    Institution,
    InstitutionName,
    Kind,
    Observation,
    RowKind,
    Status,
    Table,
)
from stats.ordering import NEWEST, placed
from stats.paging import Paged, PageQuery, Problem, Refusal, page_of
from stats.standing import cells_before, labels_before, notes_before, places_before
from stats.views import moment_or_404

router = Router(tags=["统计数据"])
OneKind = Annotated[Kind | None, Query(description="只要这一类的")]
FAILURES = {404: Problem, 422: Refusal}
SLUG = r"^[-a-zA-Z0-9_]{1,120}$"
Code = Annotated[str, Field(pattern=SLUG)]
Month = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$", examples=["2024-08"])]
SlugInPath = Annotated[str, Path(pattern=SLUG, description="统计表代码")]
CodeInPath = Annotated[str, Path(pattern=SLUG, description="机构代码")]
ROW_NAMES = (
    "period", "issue", "position", "row_kind", "group", "institution", "printed_name", "footnote",
)  # fmt: skip
Moment = Annotated[str, Field(max_length=40, examples=["2024-09-30"])]


class MetricTold(Schema):
    code: str = Field(description="指标代码")
    label: str = Field(description="名称")
    unit: str = Field(description="单位")
    decimals: int = Field(description="小数位数")
    definition: str = Field(description="怎样统计")
    footnote: str = Field(description="列的脚注，没有则为空")


class Family(Schema):
    slug: str = Field(description="统计表代码")
    title: str = Field(description="名称")
    description: str = Field(description="简介")
    is_active: bool = Field(description="是否仍在更新")
    first: str = Field(description="最早月份")
    last: str = Field(description="最新月份")
    months: int = Field(description="共有几个月")
    url: str = Field(description="网页")
    files: dict[str, str] = Field(description="各格式的下载地址")


class FamilyWhole(Family):
    methodology: str = Field(description="统计方法说明")
    metrics: list[MetricTold] = Field(description="各项指标")
    periods: list[str] = Field(description="有数据的月份")


class Figure(Schema):
    value: int | float | None = Field(description="读出的数值；没有数值时为空，原因见 status")
    status: Status = Field(description="A 正常，O 缺失，M 不适用，N 不足最小单位，L 未上报，V 待核")
    raw_text: str = Field(description="刊印原文")
    footnote: str = Field(description="这个数的脚注，没有则为空")


class RowTold(Schema):
    period: str = Field(description="数据月份")
    issue: str = Field(description="刊于哪一期，年-期号")
    position: int = Field(description="在表中的次序")
    row_kind: RowKind = Field(description="data 数据，subtotal 小计，total 合计")
    group: str = Field(description="分组")
    institution: str | None = Field(description="机构代码")
    printed_name: str = Field(description="刊印的名称")
    footnote: str = Field(description="这一行的脚注，没有则为空")
    figures: dict[str, Figure] = Field(description="以指标代码为键")


class NameTold(Schema):
    name: str = Field(description="名称")
    valid_from: date | None = Field(description="何时起用")
    valid_to: date | None = Field(description="何时停用")
    note: str = Field(description="说明")


class InstitutionLine(Schema):
    code: str = Field(description="机构代码")
    name: str = Field(description="现用名称")
    kind: Kind = Field(description="类别")
    url: str = Field(description="网页")
    files: dict[str, str] = Field(description="各格式的下载地址")


class InstitutionWhole(InstitutionLine):
    opened_on: date | None = Field(description="设立日期")
    closed_on: date | None = Field(description="撤销日期")
    names: list[NameTold] = Field(description="历年名称")


class RowQuery(Schema):
    institution: Code | None = Field(None, description="只要这个机构的，写机构代码")
    since: Month | None = Field(None, description="从哪个月起，如 2024-08")
    until: Month | None = Field(None, description="到哪个月止，如 2024-12")
    row_kind: RowKind | None = Field(None, description="data 数据，subtotal 小计，total 合计")
    at: Moment | None = Field(None, description="看某一天（时刻）的样子")


@router.get(
    "/datasets",
    response={200: Paged[Family], **FAILURES},
    summary="全部统计表",
    url_name="datasets",
)
def datasets(request, paging: Query[PageQuery]):
    families = [_family(request, one) for one in published_families()]
    return page_of(request, families, paging)


def _family(request, family):
    told = {name: getattr(family, name) for name in ("slug", "title", "description", "is_active")}
    months = {"first": f"{family.first:%Y-%m}", "last": f"{family.last:%Y-%m}"}
    url = absolute(request, reverse("stats:dataset", args=[family.slug]))
    files = _files(request, "stats:data-file", family.slug)
    return told | months | {"months": family.months, "url": url, "files": files}


def _files(request, name, *args):
    return {kind: absolute(request, reverse(name, args=[*args, kind])) for kind in FORMATS}


@router.get("/datasets/{slug}", response={200: FamilyWhole, **FAILURES}, summary="一张统计表")
def dataset(request, slug: SlugInPath):
    family = next((one for one in published_families() if one.slug == slug), None)
    if family is None:
        raise Http404
    dataset = Dataset.objects.get(slug=slug)
    fields = ("code", "label", "unit", "decimals", "definition", "footnote")
    months = Table.objects.published().filter(dataset=dataset).order_by("period")
    periods = months.values_list("period", flat=True).distinct()
    return _family(request, family) | {
        "methodology": dataset.methodology,
        "metrics": list(published_metrics(dataset).values(*fields)),
        "periods": [f"{month:%Y-%m}" for month in periods],
    }


@router.get(
    "/datasets/{slug}/rows",
    response={200: Paged[RowTold], **FAILURES},
    summary="一张统计表的各行",
    description="新的月份在前；可按机构、月份和行的类别筛选。",
)
def rows(request, slug: SlugInPath, query: Query[RowQuery], paging: Query[PageQuery]):
    at = moment_or_404(query.at)
    dataset = get_object_or_404(Dataset.objects.published(at), slug=slug)
    chosen = _chosen(published_rows(at, table__dataset=dataset), query)
    places = places_before(at, dataset.tables.all()) if at else {}
    chosen = placed(chosen, places).order_by(*NEWEST)
    return page_of(request, chosen, paging, lambda keys: _told(keys, at, places))


def _chosen(rows, query):
    month = {
        "table__period__gte": query.since and f"{query.since}-01",
        "table__period__lte": query.until and f"{query.until}-01",
        "institution__code": query.institution,
        "kind": query.row_kind,
    }
    return rows.filter(**{name: value for name, value in month.items() if value})


def _told(rows, at, places):
    """Rows of a page with their figures, in three queries; `places` are those that were others."""
    keys = list(rows.values_list("pk", flat=True))
    fields = (
        "pk", "table__period", "table__origin", "position", "kind", "group", "institution__code",
        "printed_name", "footnote",
    )  # fmt: skip
    known = published_rows(at, pk__in=keys).order_by().values_list(*fields)
    lines = {line[0]: dict(zip(ROW_NAMES, line[1:], strict=True)) for line in known}
    figures = _figures(keys, at)
    for (key, name), text in labels_before(at, row__in=keys).items() if at else ():
        lines[key] |= {name: text} if name in ROW_NAMES else {}
    return [
        one
        | {"period": f"{one['period']:%Y-%m}", "position": places.get(key, one["position"])}
        | {"figures": figures[key]}
        for key, one in ((key, lines[key]) for key in keys)
    ]


def _figures(keys, at):
    before = cells_before(at, observation__row__in=keys) if at else {}
    noted = notes_before(at, observation__row__in=keys) if at else {}
    told = {key: {} for key in keys}
    cells = Observation.objects.filter(row__in=keys).order_by("row", "metric__position", "metric")
    fields = ("row", "metric", "metric__code", "footnote", "value", "status", "raw_text")
    for row, metric, code, note, *now in cells.values_list(*fields):
        figure = before.get((row, metric), now)
        if figure is not None:
            value, status, raw_text = figure
            told[row][code] = {"value": _number(value), "status": status, "raw_text": raw_text}
            told[row][code]["footnote"] = noted.get((row, metric), note)
    return told


def _number(value):
    """As JSON has numbers: an int where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@router.get(
    "/institutions",
    response={200: Paged[InstitutionLine], **FAILURES},
    summary="全部机构",
    url_name="institutions",
)
def institutions(request, paging: Query[PageQuery], kind: OneKind = None):
    known = Institution.objects.published().order_by("sort_key", "code")
    known = known.filter(kind=kind) if kind else known
    return page_of(
        request, known, paging, lambda some: [_institution(request, one) for one in some]
    )


def _institution(request: HttpRequest, one):
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind,
        "url": absolute(request, one.get_absolute_url()),
        "files": _files(request, "stats:institution-file", one.code),
    }


@router.get(
    "/institutions/{code}", response={200: InstitutionWhole, **FAILURES}, summary="一个机构"
)
def institution(request, code: CodeInPath):
    names = Prefetch("names", InstitutionName.objects.order_by("valid_from", "name"))
    known = Institution.objects.published().prefetch_related(names)
    one = get_object_or_404(known, code=code)
    days = {"opened_on": one.opened_on, "closed_on": one.closed_on}
    fields = ("name", "valid_from", "valid_to", "note")
    told = [{field: getattr(name, field) for field in fields} for name in one.names.all()]
    return _institution(request, one) | days | {"names": told}
