"""A document becomes an issue with its articles, tables and briefs: all of it or nothing."""

import hashlib
from dataclasses import asdict
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from news.bodies import html_of
from news.checking import check_issue, record_findings
from news.models import Article, Brief, Issue, IssueTable, SourceDocument, State
from news.numbering import inferred_serial
from news.parsing import parse_issue
from news.publishing import NotPublishable, publish
from stats import documents
from stats.importing import TableImporter
from stats.importing.tables import finding_of
from stats.models import Finding, Severity, Verdict
from stats.parsing.months import month, month_before
from stats.parsing.records import Oddity, ParsedTable


class Refused(Exception):
    """A document that could not be taken in; nothing of it was kept. The message is for staff."""


def ingest(path, publishing=False, dry_run=False, user=None):
    """The report of taking in the document at `path` (DESIGN section 5), plus `state`: new,
    unchanged or published.

    Raises Refused when it cannot be read, when nothing tells which issue it is, and when another
    document of that issue was taken in before. The same document twice changes nothing.
    """
    path = Path(path)
    try:
        document = documents.read(path)
    except documents.Unreadable as error:
        raise Refused(str(error)) from error
    kept = []
    try:
        with transaction.atomic():
            report = _take_in(document, path, publishing, user, kept if not dry_run else None)
            transaction.set_rollback(dry_run)
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise
    return report


def _take_in(document, path, publishing, user, kept):
    source = SourceDocument.objects.filter(sha256=document.sha256).first()
    if source is not None:
        state = _publish(source.issue) if publishing else "unchanged"
        return {**source.report, "file": document.name, "state": state}
    parsed = parse_issue(document)
    issue, oddities = _new_issue(parsed, document.name)
    importer = _import_tables(issue, parsed)
    _save_texts(issue, parsed)
    _save_findings(issue, parsed, importer, oddities)
    if publishing:
        _accept_as_printed(issue)
    state = _publish(issue) if publishing else "new"
    report = _report(document, issue, parsed, importer)
    if kept is not None:
        _keep(document, path, issue, user, report, kept)
    return {**report, "state": state}


def _new_issue(parsed, name):
    if parsed.year is None or parsed.number is None:
        raise Refused(
            f"“{name}”里既没有刊头，也没有写明年月的统计表或日期，无法知道是哪一期；"
            "请在文件开头写上“××××年第×期”后再试。"
        )
    existing = Issue.objects.filter(year=parsed.year, number=parsed.number).first()
    if existing is not None:
        earlier = existing.sources.first()
        came = f"已由“{earlier.name}”读入" if earlier else "已在编辑台建立"
        raise Refused(
            f"“{name}”是{existing}，而这一期{came}；没有覆盖已有的记录。"
            "若要以此文件为准，请先在编辑台删除那一期的草稿。"
        )
    oddities, inferred = [], list(parsed.inferred)
    serial = _serial(parsed, inferred, oddities)
    masthead, colophon = parsed.masthead, asdict(parsed.colophon)
    colophon["captions"] = "\n".join(colophon["captions"])
    issue = Issue(
        year=parsed.year,
        number=parsed.number,
        serial=serial,
        printed_on=masthead.printed_on,
        period=parsed.period,
        publisher=masthead.publisher,
        running_text="\n".join(parsed.running_text),
        inferred=inferred,
        **colophon,
    )
    if masthead.name:
        issue.name = masthead.name
    issue.save()
    return issue, oddities


def _serial(parsed, inferred, oddities):
    """The printed serial, or the inferred one; None where another issue already bears it."""
    serial = parsed.masthead.serial
    if serial is None:
        serial = inferred_serial(parsed.year, parsed.number)
        if serial is not None:
            inferred.append("serial")
    holder = Issue.objects.filter(serial=serial).first() if serial else None
    if holder is None:
        return serial
    if "serial" in holder.inferred and "serial" not in inferred:
        Issue.objects.filter(pk=holder.pk).update(serial=None)
        return serial
    if "serial" in inferred:
        inferred.remove("serial")
    oddities.append(
        Oddity(
            "serial-taken",
            f"总第{serial}期已是{holder}，本期的总期号没有收录，请核对。",
            "刊头",
            "error",
        )
    )
    return None


def _import_tables(issue, parsed):
    period = parsed.period or month_before(month(issue.year, min(issue.number, 12)))
    importer = TableImporter(issue.origin, period)
    for item in parsed.statistics:
        if isinstance(item, ParsedTable):
            importer.close()
            importer.add_table(item)
        else:
            importer.add_sentence(item)
    importer.close()
    IssueTable.objects.bulk_create(
        IssueTable(issue=issue, table=done.table, position=place)
        for place, done in enumerate(importer.imported, 1)
    )
    return importer


def _save_texts(issue, parsed):
    Article.objects.bulk_create(
        Article(
            issue=issue,
            position=place,
            title=article.title or "（无标题）",
            subtitle=article.subtitle,
            source=article.source,
            dateline=article.dateline,
            body=html_of(article.paragraphs),
        )
        for place, article in enumerate(parsed.articles, 1)
    )
    Brief.objects.bulk_create(
        Brief(
            issue=issue,
            position=place,
            date_from=brief.date_from,
            date_to=brief.date_to,
            text=brief.text,
        )
        for place, brief in enumerate(parsed.briefs, 1)
    )


def _save_findings(issue, parsed, importer, oddities):
    unplaced = [
        Oddity("unplaced", f"这一行没有归入任何栏目：{line.text[:200]}", line.where, "error")
        for line in parsed.unplaced
    ]
    undated = [
        Oddity("brief-undated", f"这条简讯没有日期：{brief.text[:30]}…", brief.where)
        for brief in parsed.briefs
        if brief.date_from is None
    ]
    said = [*parsed.oddities, *oddities, *unplaced, *undated]
    findings = [finding_of(oddity, issue.origin) for oddity in said] + importer.findings
    unique = {(f.code, f.where, f.message): f for f in findings}
    Finding.objects.bulk_create(unique.values())
    record_findings([issue.origin], check_issue(issue))


def _accept_as_printed(issue):
    Finding.objects.filter(origin=issue.origin, severity=Severity.WARNING, verdict="").update(
        verdict=Verdict.AS_PRINTED
    )


def _publish(issue):
    """published, or the reason why not: an issue with errors stays a draft."""
    if issue.state == State.PUBLISHED:
        return "unchanged"
    try:
        publish(issue)
    except NotPublishable as reason:
        return f"draft: {reason}"
    return "published"


def _keep(document, path, issue, user, report, kept):
    source = SourceDocument(
        issue=issue,
        name=document.name,
        sha256=document.sha256,
        encoding=document.encoding,
        uploaded_by=user,
        report=report,
    )
    with path.open("rb") as file:
        content = File(file)
        if _sha256(file) != document.sha256:
            raise Refused(f"“{document.name}”在读取期间被改动，没有读入；请再试一次。")
        source.file.save(f"{document.sha256}{path.suffix.lower()}", content, save=False)
    kept.append(source.file)
    source.save()


def _sha256(file):
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def _report(document, issue, parsed, importer):
    return {
        "file": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "issue": {
            "year": issue.year,
            "number": issue.number,
            "serial": issue.serial,
            "date": _iso(issue.printed_on),
            "print_run": issue.print_run,
            "editor": issue.editor,
            "inferred": issue.inferred,
        },
        "articles": [
            {
                "title": article.title,
                "subtitle": article.subtitle,
                "source": article.source,
                "paragraphs": list(article.paragraphs),
            }
            for article in parsed.articles
        ],
        "tables": [done.report for done in importer.imported],
        "briefs": [
            {"date_from": _iso(b.date_from), "date_to": _iso(b.date_to), "text": b.text}
            for b in parsed.briefs
        ],
        "findings": [
            {"severity": f.severity, "code": f.code, "message": f.message, "where": f.where}
            for f in Finding.objects.filter(origin=issue.origin)
        ],
        "unplaced": [{"where": line.where, "text": line.text} for line in parsed.unplaced],
    }


def _iso(day):
    return day.isoformat() if day else None
