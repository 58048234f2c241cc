"""The report of taking in a document (DESIGN section 5)."""

from stats.models import Finding


def report_of(document, issue, parsed, tables):
    """What a document became; `tables` are the stats.importing.Imported of its tables."""
    return {
        "file": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "issue": _issue(issue),
        "articles": [_article(article) for article in parsed.articles],
        "tables": [done.report for done in tables],
        "briefs": [_brief(brief) for brief in parsed.briefs],
        "findings": [
            {"severity": f.severity, "code": f.code, "message": f.message, "where": f.where}
            for f in Finding.objects.filter(origin=issue.origin)
        ],
        "unplaced": [{"where": line.where, "text": line.text} for line in parsed.unplaced],
    }


def report_of_refused(name, message):
    """The report of a document of which nothing was kept: the reason is its one finding."""
    reason = {"severity": "error", "code": "refused", "message": message, "where": name}
    nothing = {"articles": [], "tables": [], "briefs": [], "findings": [reason], "unplaced": []}
    return {"file": name, "sha256": None, "encoding": None, "issue": None, **nothing}


def _issue(issue):
    return {
        "year": issue.year,
        "number": issue.number,
        "serial": issue.serial,
        "date": _iso(issue.printed_on),
        "print_run": issue.print_run,
        "editor": issue.editor,
        "inferred": issue.inferred,
    }


def _article(article):
    return {
        "title": article.title,
        "subtitle": article.subtitle,
        "source": article.source,
        "paragraphs": list(article.paragraphs),
    }


def _brief(brief):
    return {
        "date_from": _iso(brief.date_from),
        "date_to": _iso(brief.date_to),
        "text": brief.text,
    }


def _iso(day):
    return day.isoformat() if day else None
