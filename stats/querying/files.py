"""The answer to a question as a file: the same address with another ending.

CSV, JSON-stat and PX hold the figures of the record that were asked for, a CSV what was reckoned
in columns behind them; a workbook has the table as it is seen besides.
"""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.addresses import absolute
from stats.browsing import published_rows
from stats.downloads import sent_pieces
from stats.exporting import COLUMNS, plain
from stats.exporting.formats import csv_bytes, pieces_of
from stats.exporting.taken import Taken
from stats.exporting.xlsx import answer_xlsx
from stats.models import Dataset
from stats.querying.figures import key_of
from stats.querying.pages import answer_of, choice_of
from stats.views import asked_moment, published_tables

_PERIOD, _CODE, _NAME, _METRIC = map(
    COLUMNS.index, ("period", "institution", "printed_name", "metric")
)


@require_safe
def query_file(request, slug, kind):
    at = asked_moment(request)
    dataset = get_object_or_404(Dataset.objects.published(at), slug=slug)
    form = choice_of(request, dataset, at)
    if not form.is_valid():
        return render(request, "400.html", status=400)
    answer = answer_of(form, dataset, at, request.GET.get("sort", ""))
    taken = _taken(request, answer)
    return sent_pieces(taken, kind, _pieces(taken, answer, kind))


def _pieces(taken, answer, kind):
    if kind == "xlsx":
        return answer_xlsx(taken, answer.grid, _below(answer))
    if kind == "csv":
        return csv_bytes(taken, answer.asked.show, lambda line: _reckoned(answer, line))
    return pieces_of(taken, kind)


def _below(answer):
    return [*answer.said, *(str(note) for _, note in answer.footnotes)]


def _reckoned(answer, line):
    """What was reckoned of the figure on a tidy line, in digits."""
    asked = answer.asked
    if not asked.show:
        return
    metric = next(one for one in asked.what if one.code == line[_METRIC])
    month = next(one for one in asked.when if f"{one:%Y-%m}" == line[_PERIOD])
    subject = key_of(line[_CODE], line[_NAME])
    for measure in asked.show:
        number = answer.reckoned.measure(subject, metric, month, measure)
        yield "" if number is None else str(number) if measure == "rank" else plain(number)


def _taken(request, answer):
    """The figures of the record that were asked for."""
    asked = answer.asked
    months = [f"{month:%Y-%m}" for month in asked.when]
    ends = dict.fromkeys([*months[:1], *months[-1:]])
    page = reverse("stats:query", args=[asked.dataset.slug])
    query = request.GET.urlencode()
    return Taken(
        "-".join([asked.dataset.slug, "query", *ends]),
        answer.caption,
        absolute(request, f"{page}?{query}" if query else page),
        published_tables(asked.dataset.slug, asked.at).filter(period__in=asked.when),
        _rows(asked),
        asked.at,
        tuple(metric.code for metric in asked.what),
    )


def _rows(asked):
    """The rows of those asked for: institutions by code, any other row by what is printed."""
    rows = published_rows(asked.at, table__dataset=asked.dataset, table__period__in=asked.when)
    keys = {one.key for one in asked.who}
    others = rows.filter(institution=None).order_by().values_list("pk", "printed_name")
    named = [row for row, name in others if key_of(None, name) in keys]
    return rows.filter(Q(institution__code__in=keys) | Q(pk__in=named))
