"""Pages on which readers ask the record: any choice of figures, and the life of one of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from stats.browsing import published_metrics
from stats.converters import month_of
from stats.models import Dataset, Institution
from stats.querying.answering import Answer
from stats.querying.breaks import breaks_of
from stats.querying.choosing import ChoiceForm
from stats.querying.figures import Months, changed_at, subjects_of
from stats.querying.lives import life_of
from stats.querying.reckoning import Asked
from stats.querying.sheets import sheet_of
from stats.views import asked_moment


@require_safe
def query(request, slug):
    at = asked_moment(request)
    dataset = get_object_or_404(Dataset.objects.published(at), slug=slug)
    form = choice_of(request, dataset, at)
    ctx = {"dataset": dataset, "form": form, "at": at}
    if form.is_valid():
        answer = answer_of(form, dataset, at, request.GET.get("sort", ""))
        ctx |= {"answer": answer, "frozen": _frozen(request, dataset, answer.asked.when)}
    return render(request, "stats/query.html", ctx, status=200 if form.is_valid() else 400)


@require_safe
def series(request, slug):
    at = asked_moment(request)
    dataset = get_object_or_404(Dataset.objects.published(at), slug=slug)
    subject = next(
        (one for one in subjects_of(dataset, at) if one.key == request.GET.get("of")), None
    )
    metrics = {one.code: one for one in published_metrics(dataset, at)}
    if subject is None or request.GET.get("what", "") not in {"", *metrics}:
        raise Http404
    until = month_or_404(request.GET.get("until"))
    life = life_of(dataset, subject, metrics, request.GET.get("what"), at, until)
    return render(request, "stats/series.html", {"dataset": dataset, "life": life, "at": at})


def month_or_404(text):
    """The month of an address like 2024-08, None where it names none.

    Raises Http404.
    """
    try:
        return month_of(text) if text else None
    except ValueError as error:
        raise Http404 from error


@require_safe
def sheet(request, code):
    institution = get_object_or_404(Institution.objects.published(), code=code)
    ctx = {"institution": institution, "families": sheet_of(institution)}
    return render(request, "stats/sheet.html", ctx)


def choice_of(request, dataset, at):
    """The ChoiceForm of what this request asks of a family."""
    metrics = list(published_metrics(dataset, at))
    return ChoiceForm(request.GET, subjects_of(dataset, at), metrics, Months(dataset, at))


def answer_of(form, dataset, at, sort):
    """The Answer to a valid form."""
    breaks = tuple(breaks_of(dataset, form.metrics, at))
    return Answer(Asked.of(form, dataset, at), sort, breaks)


def _frozen(request, dataset, months):
    """The address of this answer as it is now: its months named, its figures as last changed."""
    asked = request.GET.copy()
    for name in ("last", "since", "until"):
        asked.pop(name, None)
    if months:
        asked["since"], asked["until"] = f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}"
    asked.setdefault("at", localtime(changed_at(dataset)).isoformat())
    return f"?{urlencode(list(asked.lists()), doseq=True)}"
