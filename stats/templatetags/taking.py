"""The line of downloads and the citation below what may be taken away."""

from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string
from django.urls import reverse

from stats.addresses import absolute
from stats.citing import cited
from stats.exporting.formats import FORMATS
from stats.exporting.jsonstat import SOURCE
from stats.remembering import remembered
from stats.shapes import month_name

register = template.Library()
# What an address may say of the figures it asks for, and files then keep.
KEPT = (
    "at", "institution", "since", "until", "kind", "who", "what", "last", "show", "down", "by",
    "sort",
)  # fmt: skip


@register.simple_tag(takes_context=True)
def taking(context, name, *args):
    """Links to the file in each format; `name` and `args` are those of its address."""
    request = context["request"]
    asked = request.GET
    kept = urlencode([(key, one) for key in KEPT for one in asked.getlist(key) if one])
    first = "taking" not in context.render_context
    context.render_context["taking"] = True
    return _links(name, args, f"?{kept}" if kept else "", first)


@remembered
def _links(name, args, query, first):
    files = [(form, reverse(name, args=[*args, kind]) + query) for kind, form in FORMATS.items()]
    return render_to_string("stats/_taking.html", {"files": files, "first": first})


@register.inclusion_tag("stats/_citing.html", takes_context=True)
def citing_table(context, shape):
    """How to cite a printed table."""
    request, issue = context["request"], shape.issue
    title = f"{shape.family}（{month_name(shape.period)}）"
    url = absolute(request, shape.get_absolute_url())
    told = cited(title, "DS", url, host=SOURCE, issue=(issue["year"], issue["number"]))
    return {"citation": told, "of": f"{shape.anchor}-{shape.origin}"}


@register.inclusion_tag("stats/_citing.html", takes_context=True)
def citing_dataset(context, dataset):
    """How to cite all months of a family."""
    url = absolute(context["request"], dataset.get_absolute_url())
    return {"citation": cited(dataset.title, "DS", url, host=SOURCE), "of": dataset.slug}


@register.inclusion_tag("stats/_citing.html", takes_context=True)
def citing_issue(context, issue):
    """How to cite an issue."""
    url = absolute(context["request"], issue.get_absolute_url())
    place = (issue.year, issue.number)
    told = cited(issue.name, "J", url, by=issue.publisher, issue=place)
    return {"citation": told, "of": "issue"}


@register.inclusion_tag("stats/_citing.html", takes_context=True)
def citing_article(context, story, issue):
    """How to cite an article."""
    url = absolute(context["request"], story.url)
    place = (issue.year, issue.number)
    by = story.source or issue.publisher
    told = cited(story.title, "J", url, by=by, host=issue.name, issue=place)
    return {"citation": told, "of": f"a{story.position}"}
