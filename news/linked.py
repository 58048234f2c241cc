"""Issues and articles as JSON-LD."""

from stats.addresses import absolute
from stats.linked import as_script, publisher


def issue_ld(request, issue, stories):
    """An issue of the periodical, with its articles."""
    told = _issue(request, issue)
    parts = [
        {"@type": "Article", "headline": story.title, "url": absolute(request, story.url)}
        for story in stories
    ]
    return as_script(told | {"hasPart": parts, "publisher": _publisher(issue)})


def article_ld(request, issue, story):
    """An article, and the issue it stands in."""
    told = {
        "@type": "Article",
        "headline": story.title,
        "url": absolute(request, story.url),
        "inLanguage": "zh-CN",
        "publisher": _publisher(issue),
        "isPartOf": _issue(request, issue),
    }
    by = {"sourceOrganization": {"@type": "Organization", "name": story.source}}
    about = {"keywords": list(story.topics)} if story.topics else {}
    return as_script(told | _dated(issue) | (by if story.source else {}) | about)


def _issue(request, issue):
    return {
        "@type": "PublicationIssue",
        "name": f"{issue.name}{issue}",
        "issueNumber": issue.number,
        "url": absolute(request, issue.get_absolute_url()),
        "inLanguage": "zh-CN",
        "isPartOf": {"@type": "Periodical", "name": issue.name},
        **_dated(issue),
    }


def _dated(issue):
    return {"datePublished": issue.printed_on.isoformat()} if issue.printed_on else {}


def _publisher(issue):
    named = {"@type": "Organization", "name": issue.publisher}
    return named if issue.publisher else publisher()
