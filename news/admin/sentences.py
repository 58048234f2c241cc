"""The sentence helper: a figure of the record, told in ready sentences to take over."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_http_methods

from news.mentions import recheck_sentences, stale_in, take
from news.models import Issue
from stats.following import RowKey, Wanted, lines_of, metrics_of, rows_of
from stats.models import Table
from stats.telling import sentences

MONTHS_OFFERED = 36


@dataclass(frozen=True)
class Choice:
    """What was chosen so far, and what there is to choose from."""

    tables: list
    table: Table | None
    rows: list
    row: str
    metrics: list
    metric: object


def chosen(issue, asked):
    """The Choice that the fields of the form tell; what they do not tell is the first there is."""
    tables = _tables(issue)
    table = _among(tables, asked.get("table"), lambda table: str(table.pk))
    rows = rows_of(table) if table else []
    metrics = list(metrics_of(table).select_related("dataset")) if table else []
    row = _among(rows, asked.get("row"), lambda row: row[0])
    metric = _among(metrics, asked.get("metric"), lambda metric: metric.code)
    return Choice(tables, table, rows, row[0] if row else "", metrics, metric)


def _tables(issue):
    """The tables of the issue, then the same families in other months."""
    tables = Table.objects.select_related("dataset")
    own = list(tables.filter(issue_table__issue=issue).order_by("issue_table__position"))
    families = {table.dataset_id for table in own}
    others = tables.filter(dataset__in=families) if own else tables.all()
    others = others.exclude(pk__in=[table.pk for table in own]).latest_first()
    return own + list(others[:MONTHS_OFFERED])


def _among(choices, asked, name):
    return next((one for one in choices if name(one) == asked), choices[0] if choices else None)


def told(choice):
    """(Wanted, its sentences) of what was chosen."""
    if not (choice.table and choice.row and choice.metric):
        return None, []
    table = choice.table
    wanted = Wanted(choice.metric, RowKey.read(choice.row), table.period, table.origin)
    return wanted, sentences(lines_of([wanted])[0], table.period)


@require_http_methods(["GET", "HEAD", "POST"])
def sentences_page(request, site, pk):
    """Choose a figure by a plain form; take a sentence over to an article, or only note it."""
    if not request.user.has_perm("news.change_article"):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    if request.method == "POST":
        return _taken(request, issue)
    choice = chosen(issue, request.GET)
    panel = "panel" in request.GET
    ctx = {
        **({} if panel else site.each_context(request)),
        "title": f"{issue}：句子助手",
        "issue": issue,
        "choice": choice,
        "sentences": told(choice)[1],
        "articles": issue.articles.order_by("position").defer("body"),
        "stale": stale_in([issue])[issue.pk],
        "locked": issue.is_settled,
        "panel": panel,
    }
    name = "_sentences" if panel else "sentences"
    return render(request, f"news/admin/{name}.html", ctx)


def _taken(request, issue):
    """Note the sentence; put it at the end of an article, if one was named."""
    if issue.is_settled:
        raise PermissionDenied
    wanted, offered = told(chosen(issue, request.POST))
    sentence = next((one for one in offered if one.kind == request.POST.get("kind")), None)
    if sentence is None:
        raise Http404
    with transaction.atomic():
        take(issue, wanted, sentence, request.user)
        article = _put(issue, request.POST.get("article", ""), sentence)
        recheck_sentences(issue)
    if "panel" in request.POST:
        return HttpResponse(sentence.text, content_type="text/plain; charset=utf-8")
    where = f"加到《{article}》的末尾" if article else "记下"
    messages.success(request, f"已{where}：{sentence.text}")
    return redirect(request.get_full_path())


def _put(issue, key, sentence):
    """The article that now ends with the sentence, or None where none was named."""
    if not key.isdecimal():
        return None
    article = get_object_or_404(issue.articles.select_for_update(), pk=key)
    article.body += f"<p>{escape(sentence.text)}</p>"
    article.save()
    return article
