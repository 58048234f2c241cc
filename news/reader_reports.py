"""我要纠错: a reader says what is wrong on a page, without an account."""

from urllib.parse import urlsplit

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from news.models import Issue, ReaderReport
from stats.models import Table

# Of all readers together: an office of one can read no more, and no address of a reader is kept.
MOST_AN_HOUR = 30
# Not pages to be reported on; the address of a preview is a secret.
_NO_PAGES = {"preview", "preview_image", "report", "reported", "leaving"}


class ReportForm(forms.ModelForm):
    """What is wrong, where, and how to reach whoever says so; `website` is for machines alone."""

    text = forms.CharField(
        label="哪里有误",
        min_length=2,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="请写明现在是什么、应当是什么；有依据的请一并写上。",
    )
    website = forms.CharField(required=False, max_length=300)

    class Meta:
        model = ReaderReport
        fields = ["page", "place", "text", "contact"]
        widgets = {"page": forms.HiddenInput}
        labels = {"place": "位置（可不填）", "contact": "联系方式（可不填）"}
        help_texts = {
            "place": "第几张表、哪一行、哪一格，或第几段。",
            "contact": "电话或邮箱，只用于回复您，办结后即删除。",
        }

    def clean_page(self):
        return known_page(self.cleaned_data["page"])


def known_page(address):
    """The path of a public page of this site; empty where the address is of none."""
    parts = urlsplit(address)
    path = parts.path if not (parts.scheme or parts.netloc) else ""
    match = _match(path)
    return path if match and match.url_name not in _NO_PAGES else ""


def _match(path):
    try:
        match = resolve(path)
    except Http404:
        return None
    return match if match.namespace in ("news", "stats") else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    """The form; what comes in stands in the queue of the desk."""
    asked = {name: request.GET.get(name, "")[:200] for name in ("page", "place")}
    form = ReportForm(initial={**asked, "page": known_page(asked["page"])})
    if request.method == "POST":
        form = ReportForm(request.POST)
        if form.is_valid():
            return _taken(request, form)
    page = known_page(form["page"].value() or "")
    return render(request, "news/report.html", {"form": form, "page": page})


def _taken(request, form):
    if form.cleaned_data["website"] or _is_known(form.instance):
        return redirect("news:reported")
    if ReaderReport.objects.since(hours=1).count() >= MOST_AN_HOUR:
        form.add_error(None, "一小时内收到的纠错太多，暂时收不下。请过一会儿再提交。")
        ctx = {"form": form, "page": form.cleaned_data["page"]}
        response = render(request, "news/report.html", ctx, status=429)
        response["Retry-After"] = "3600"
        return response
    form.save()
    return redirect("news:reported")


def _is_known(report):
    """Whether the same was said of the same place today, as by a second click."""
    said = {name: getattr(report, name) for name in ("page", "place", "text")}
    return ReaderReport.objects.since(hours=24).filter(**said).exists()


@require_safe
def reported(request):
    return render(request, "news/reported.html")


def issue_of(report):
    """The published issue that the page of a report is of, or None."""
    match = _match(report.page)
    told = match.kwargs if match else {}
    if "year" in told:
        known = Issue.objects.published()
        return known.filter(year=told["year"], number=told["number"]).first()
    if "period" in told:
        tables = Table.objects.published().filter(dataset__slug=told["slug"])
        return Issue.objects.filter(tables__in=tables.filter(period=told["period"])).first()
    return None
