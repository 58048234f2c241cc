"""Pages and downloads of tables and institutions. What is not published answers as if absent."""

from functools import partial

from django.db import DatabaseError, connection
from django.db.models import Min, Q, Window
from django.http import Http404, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from stats.browsing import (
    institutions_by_kind,
    months_by_year,
    neighbours,
    printed_totals,
    published_families,
    published_metrics,
    published_rows,
    relatives_of,
)
from stats.filters import RowFilter
from stats.legends import legend_of
from stats.linked import family_ld, month_ld
from stats.methodology import (
    changes,
    known_metrics,
    printed_forms,
    statuses,
    what_marks_say,
)
from stats.models import Correction, Dataset, Institution, Table
from stats.parsing.months import shifted
from stats.presenting import table_shape, table_shapes
from stats.querying.breaks import breaks_of
from stats.remembering import remembered
from stats.series import series_of
from stats.sparks import MONTHS, spark
from stats.standing import Standing, moment_of
from stats.tables import Pages, RowTable
from stats.turning import rest_of

PLAIN_TEXT = "text/plain; charset=utf-8"


@require_safe
def datasets(request):
    return render(request, "stats/datasets.html", {"families": published_families()})


@require_safe
def dataset(request, slug):
    dataset = get_object_or_404(Dataset.objects.published(), slug=slug)
    tables = published_tables(slug).annotate(first=Window(Min("period")))
    latest, metrics = tables.latest_first()[0], published_metrics(dataset)
    years = months_by_year(dataset, latest.period)
    ctx = {
        "dataset": dataset,
        "years": years,
        "earlier": latest.first.year < years[-1][0] and years[-1][0] - 1,
        "metrics": metrics,
        "sparks": _sparks(dataset, latest.period),
        "latest": table_shape(latest),
        "breaks": breaks_of(dataset, metrics)[::-1],
        "successors": Dataset.objects.published().filter(pk=dataset.successor_id),
    }
    known = (latest.first, latest.period)
    ctx["linked"] = family_ld(request, dataset, known, ctx["metrics"])
    return render(request, "stats/dataset.html", ctx)


def _sparks(dataset, last):
    """A small chart of the printed totals of each metric."""
    totals = printed_totals(dataset, shifted(last, 1 - MONTHS))
    return {code: spark(values, last) for code, values in totals.items()}


@require_safe
def table(request, slug, period):
    at = asked_moment(request)
    tables = _tables_of(slug, period, at)
    dataset = tables[0].dataset
    ctx = {
        "dataset": dataset,
        "period": period,
        "shaped": partial(_shaped, tables, at),
        "standing": Standing.of(at, request, tables),
        "linked": partial(month_ld, request, dataset, period),
    }
    return render(request, "stats/table.html", ctx)


@remembered
def _tables_of(slug, period, at):
    return get_list_or_404(published_tables(slug, at).for_month(period).order_by("origin"))


def _shaped(tables, at):
    """The tables of a month as they are shown, and the months around it."""
    shapes = table_shapes(tables, at)
    was_corrected = any(shape.changes for shape in shapes)
    around = neighbours(tables[0].dataset, tables[0].period)
    return {"shapes": shapes, "was_corrected": was_corrected, **around}


@require_safe
def data(request, slug):
    at = asked_moment(request)
    dataset, metrics = _family_of(slug, at)
    chosen = chosen_rows(request, dataset, at)
    table = RowTable(chosen.rows, metrics)
    RequestConfig(request, paginate={"paginator_class": Pages}).configure(table)
    standing = at and Standing.of(at, request, published_tables(slug))
    ctx = {"dataset": dataset, "filter": chosen, "table": table}
    ctx |= {"rest": rest_of(request.GET, "sort", "page")}
    marks = (mark for row in table.page.object_list.data for mark in row.line.marks)
    ctx |= {"legend": legend_of(marks)}
    ctx |= {"standing": standing, "breaks": lambda: breaks_of(dataset, metrics, at)[::-1]}
    return render(request, "stats/data.html", ctx)


@remembered
def _family_of(slug, at):
    """A family of which something is published, and its metrics."""
    dataset = get_object_or_404(Dataset.objects.published(at), slug=slug)
    return dataset, list(published_metrics(dataset, at))


@require_safe
def methodology(request):
    families = list(Dataset.objects.published().order_by("position", "slug"))
    ctx = {"families": families, "statuses": statuses(), "changes": changes(families)}
    return render(request, "stats/methodology.html", ctx)


@require_safe
def family_methodology(request, slug):
    dataset = get_object_or_404(Dataset.objects.published(), slug=slug)
    known = known_metrics(dataset)
    ctx = {
        "dataset": dataset,
        "metrics": known,
        "forms": printed_forms(dataset),
        "marks": what_marks_say(dataset),
        "breaks": breaks_of(dataset, [one.metric for one in known])[::-1],
    }
    return render(request, "stats/family_methodology.html", ctx)


@require_safe
def institutions(request):
    return render(request, "stats/institutions.html", {"kinds": institutions_by_kind()})


@require_safe
def institution(request, code):
    at = asked_moment(request)
    institution = _institution_of(code, at)
    tables = Correction.objects.filter(row__institution=institution).values("table")
    tables = Table.objects.filter(Q(rows__institution=institution) | Q(pk__in=tables))
    ctx = {
        "institution": institution,
        "names": institution.names.exclude(name=institution.name),
        "relatives": partial(relatives_of, institution),
        "series": partial(series_of, institution, at),
        "standing": Standing.of(at, request, tables),
    }
    return render(request, "stats/institution.html", ctx)


@remembered
def _institution_of(code, at):
    return get_object_or_404(Institution.objects.published(at), code=code)


@never_cache
@require_safe
def healthz(request):
    """Whether the site can answer at all, which takes a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("数据库无法连接\n", status=503, content_type=PLAIN_TEXT)
    return HttpResponse("ok\n", content_type=PLAIN_TEXT)


def asked_moment(request):
    """The moment to which the record is asked for; None for now."""
    return moment_or_404(request.GET.get("at"))


def moment_or_404(text):
    """The moment of an address, None where it names none; what is no moment is no page."""
    try:
        return moment_of(text) if text else None
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def published_tables(slug, at=None):
    """Tables of a family that are published, or were at `at`, ready to be shaped."""
    tables = Table.objects.published(at).select_related("dataset", "layout")
    return tables.filter(dataset__slug=slug)


def chosen_rows(request, dataset, at=None):
    """The filter of this request over the published rows of a family."""
    asked = {name: request.GET[name] for name in RowFilter.base_filters if name in request.GET}
    return _chosen(dataset, at, **asked)


@remembered
def _chosen(dataset, at, **asked):
    return RowFilter(asked, published_rows(at, table__dataset=dataset), dataset, at)
