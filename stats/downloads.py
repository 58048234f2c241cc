"""Files of tables, families and institutions, sent while they are read. Only what is published."""

from django.http import StreamingHttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from stats.addresses import absolute
from stats.browsing import published_rows
from stats.exporting.formats import FORMATS, pieces_of
from stats.exporting.taken import Taken
from stats.models import Dataset, Institution, Table
from stats.shapes import month_name
from stats.views import asked_moment, chosen_rows, published_tables


@require_safe
def table_file(request, slug, period, kind):
    at = asked_moment(request)
    tables = published_tables(slug, at).for_month(period)
    first = get_list_or_404(tables)[0]
    taken = Taken(
        f"{slug}-{period:%Y-%m}",
        f"{first.dataset}，{month_name(period)}",
        address_of(request, first),
        tables,
        at=at,
    )
    return sent(taken, kind, is_month=True)


@require_safe
def data_file(request, slug, kind):
    at = asked_moment(request)
    dataset = get_object_or_404(Dataset.objects.published(at), slug=slug)
    chosen = chosen_rows(request, dataset, at)
    if not chosen.is_valid():
        return render(request, "400.html", status=400)
    rows = chosen.qs if chosen.is_narrowed else None
    tables, url = published_tables(slug, at), address_of(request, dataset)
    return sent(Taken(slug, str(dataset), url, tables, rows, at), kind)


@require_safe
def institution_file(request, code, kind):
    at = asked_moment(request)
    institution = get_object_or_404(Institution.objects.published(at), code=code)
    rows = published_rows(at, institution=institution)
    tables = Table.objects.published(at).filter(pk__in=rows.values("table"))
    url = address_of(request, institution)
    return sent(Taken(code, str(institution), url, tables, rows, at), kind)


def address_of(request, record):
    """Where readers find it, with the name of the site."""
    return absolute(request, record.get_absolute_url())


def sent(taken, kind, is_month=False):
    """The answer with that file under its steady name."""
    return sent_pieces(taken, kind, pieces_of(taken, kind, is_month))


def sent_pieces(taken, kind, pieces):
    """The same of a file that is made otherwise."""
    response = StreamingHttpResponse(pieces, content_type=FORMATS[kind].media_type)
    name = f"{taken.name}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
