"""The page of search: what was asked, what was found, how to narrow it; every state an address."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.models import SearchEntry
from news.searching.asking import LONGEST, Refused, institutions_at, question_of
from news.searching.finding import PER_PAGE, Narrowed, found
from news.searching.index import stamp
from news.searching.markup import facets_html, hits_html, pages_html
from news.searching.nearby import FEW, suggestions_for
from news.searching.showing import hits_of
from news.topics import topics_of
from news.years import years_around

Kind = SearchEntry.Kind
NO_WORDS = "请输入汉字、字母或数字；标点符号不能搜索。"
EXAMPLES = (
    ("机构", ("鼓楼医院", "儿院", "njsetyy", "gl")),
    ("月份和期号", ("2020年11月", "2024-08", "第9期")),
    ("电话、数字", ("12320", "12345")),
    ("几个词一起", ("鼓楼 预约", "电子病历 儿童医院")),
)


class Choice(NamedTuple):
    """A way to narrow the hits; `href` takes it, or gives it up where it is taken."""

    label: str
    count: int
    href: str
    is_taken: bool


@require_safe
def search(request):
    text = request.GET.get("q", "").strip()
    if not text:
        return render(request, "news/search.html", {"examples": EXAMPLES})
    try:
        now = stamp()
        question = question_of(text, institutions_at(now))
    except Refused as refusal:
        ctx = {"q": text[:LONGEST], "refusal": refusal}
        return render(request, "news/search.html", ctx, status=400)
    if not question.terms:
        ctx = {"q": text, "refusal": NO_WORDS, "examples": EXAMPLES}
        return render(request, "news/search.html", ctx)
    return render(request, "news/search.html", results(request, question, now))


def results(request, question, now):
    """All that the page tells of what was found; `now` is the stamp of the index."""
    told = found(question, narrowed_by(request.GET), now)
    total = told.total
    pages = Paginator(range(total), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    few = told.relaxed or told.everything <= FEW
    return {
        "q": question.text,
        "found": told,
        "total": total,
        "hits": hits_html(hits_of(told.page(page.number), told.question)),
        "facets": facets_html(facets_of(told, families_at(now))),
        "meant": question.meant,
        "near": near_of(question) if few else [],
        "page": page.number,
        "last": pages.num_pages,
        "start": page.start_index(),
        "pages": pages_html(pages_of(page, told), page.number),
        "wider": href_of(question.text),
    }


def narrowed_by(asked):
    """What the address narrows to; what no address of ours says is passed over."""
    kind, year, family, topic = (asked.get(name, "") for name in Narrowed._fields)
    return Narrowed(
        kind if kind in Kind.values else "",
        year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        family if family.isascii() and family.replace("-", "").isalnum() else "",
        topic if topics_of(topic) == [topic] else "",
    )


@lru_cache(maxsize=4)
def families_at(stamp):
    """{slug: title} of the families readers may know, remembered for the stamp of an index."""
    families = SearchEntry.objects.filter(kind=Kind.FAMILY).order_by("rank")
    return dict(families.values_list("family", "title"))


def facets_of(told, families):
    """(name, choices) of the facets that offer a choice."""
    kinds, years = told.counts("kind"), told.counts("year")
    years.pop("-", None)
    by_family, by_topic = told.counts("family"), told.counts("topic")
    around = years_around(sorted(years, reverse=True), told.narrowed.year)
    order = {
        "kind": [(kind.value, kind.label) for kind in Kind if kind in kinds],
        "year": [(year, f"{label}年") for year, label in around],
        "family": [(slug, title) for slug, title in families.items() if slug in by_family],
        "topic": [(topic, topic) for topic in sorted(by_topic)],
    }
    counts = {"kind": kinds, "year": years, "family": by_family, "topic": by_topic}
    names = {"kind": "类别", "year": "年份", "family": "统计表", "topic": "主题"}
    return [
        (names[facet], [choice_of(told, facet, *one, counts[facet][one[0]]) for one in values])
        for facet, values in order.items()
        if len(values) > 1 or getattr(told.narrowed, facet)
    ]


def choice_of(told, facet, value, label, count):
    taken = getattr(told.narrowed, facet) == value
    narrowed = told.narrowed._replace(**{facet: "" if taken else value})
    return Choice(label, count, href_of(told.question.text, narrowed), taken)


def near_of(question):
    """(words, address) of near spellings."""
    return [(text, href_of(text)) for text in suggestions_for(question)]


def pages_of(page: Page, told):
    """(number or …, its address) of the pages to turn to, none where there is only one."""
    if page.paginator.num_pages == 1:
        return []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    text, narrowed = told.question.text, told.narrowed
    return [
        (number, href_of(text, narrowed, number) if isinstance(number, int) else "")
        for number in numbers
    ]


def href_of(text, narrowed=None, page=1):
    """The address of a question, how it is narrowed, and one of its pages."""
    told = {"q": text} | (narrowed.given if narrowed else {})
    return f"?{urlencode(told | ({'page': page} if page > 1 else {}))}"
