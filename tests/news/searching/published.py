"""What there is to be found in these tests: the samples, and an issue with words of other kinds."""

from datetime import date

import pytest

from news.publishing import publish
from stats.models import Institution, InstitutionName
from tests.builders import keep_edition, make_issue

BODIES = {
    "HPV疫苗接种点开放网上预约": (
        "<p>市民可以预约HPV疫苗，COVID-19疫苗另行通知。</p><p>CT检查、取药同样办理。</p>"
    ),
    "“互联网+”护理服务上线": "<p>护士上门，先在手机上下单。</p>",
}


def make_articles(bodies=BODIES, year=2021, number=3):
    """A published issue of articles with these titles and bodies."""
    issue = make_issue(year, number, articles=tuple(bodies), briefs=(), serial=None)
    for article in issue.articles.all():
        article.body = bodies[article.title]
        article.save()
    keep_edition(issue)
    return issue


@pytest.fixture
def found_in(sample_issues):
    """The published samples, an issue of articles, and a hospital that had another name once."""
    hospital = Institution.objects.get(code="nanjingshi-diyi-yiyuan")
    InstitutionName.objects.create(
        institution=hospital, name="南京市立医院", valid_to=date(1960, 5, 31)
    )
    for issue in sample_issues:
        publish(issue_of(issue), checked=True)
    make_articles()


def issue_of(told):
    """The record of an issue that `ingest` told of."""
    from news.models import Issue

    return Issue.objects.get(year=told["issue"]["year"], number=told["issue"]["number"])
