"""A document becomes an issue with its articles, tables and briefs: all of it or nothing."""

from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils import timezone

from news import sources
from news.bodies import html_of
from news.checking import check_issue, recheck
from news.models import Article, Brief, Issue, IssueTable, State
from news.numbering import take_serial
from news.parsing import ParsedIssue
from news.parsing.amending import parse_amended
from news.publishing import NotPublishable, publish
from news.reporting import report_of
from stats import documents
from stats.documents.opening import printable
from stats.importing import TableImporter
from stats.importing.tables import finding_of
from stats.models import Finding, Severity, Verdict
from stats.parsing.months import month, month_before
from stats.parsing.records import Oddity, ParsedTable
from stats.troubles import BUSY, trouble_of


class Refused(Exception):
    """A document that could not be taken in; nothing of it was kept. The message is for staff."""


class IssueExists(Refused):
    """The issue the document tells of is in the record already: `issue`."""

    def __init__(self, message, issue):
        super().__init__(message)
        self.issue = issue


@dataclass(frozen=True)
class Taken:
    """What a document became: the Issue, the report of it, and the Imported of its tables."""

    issue: Issue
    report: dict
    parsed: ParsedIssue
    imported: list


def ingest(path, publishing=False, dry_run=False, user=None, decisions=()):
    """The report of taking in the document at `path` (DESIGN section 5), plus `state`: new,
    unchanged, published, or draft with the reason. `decisions` of people about it come first.

    Raises Refused when it cannot be read, when nothing tells which issue it is, when it holds more
    than one, and when another document of that issue was taken in before. The same document twice
    changes nothing.
    """
    path = Path(path)
    name = readable_name(path)
    with refusing(name):
        document = replace(documents.read(path), name=name)
        return take_in(document, path, publishing, dry_run, user, decisions)


def take_in(document, path, publishing=False, dry_run=False, user=None, decisions=()):
    """The same for a Document that was read from `path`; for callers within `refusing`."""
    told = (document, decisions, path, publishing, dry_run, user)
    try:
        return _in_one_transaction(*told)
    except IntegrityError:
        # Somebody else wrote the same thing at the same time: looked at again, it is there.
        return _in_one_transaction(*told)


@contextmanager
def rehearsed(document, decisions=()):
    """What taking the document in would give, a Taken, in a transaction that is rolled back.

    Raises Refused as `ingest` does.
    """
    with refusing(document.name):
        parsed = parse_amended(document, decisions)  # before others have to wait for SQLite's lock
        with transaction.atomic():
            try:
                yield _take_in(document, parsed, decisions)
            finally:
                transaction.set_rollback(True)


def readable_name(path):
    """The name of the file at `path` in characters that can be printed and stored."""
    name = printable(Path(path).name)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def refusing(name):
    """Says of whatever keeps a document out what it is and what to do."""
    try:
        yield
    except documents.Unreadable as error:
        reason = str(error).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise Refused(reason) from error
    except sources.Changed as error:
        raise Refused(f"“{name}”在读取期间被改动，没有读入；请再试一次。") from error
    except DataError as error:
        raise Refused(f"“{name}”里有一处文字超出记录能存的长度，没有读入；请核对文件。") from error
    except IntegrityError as error:
        raise Refused(f"“{name}”没有读入：{BUSY}；请稍后再试。") from error
    except DatabaseError as error:
        if trouble := trouble_of(error):
            raise Refused(f"“{name}”没有读入：{trouble}；请稍后再试。") from error
        raise
    except OSError as error:
        said = error.strerror or "读写出错"
        raise Refused(f"“{name}”或保存它的文件夹不能读写（{said}），没有读入；请核对路径、权限和"
                      "剩余空间后再试。") from error  # fmt: skip


def _in_one_transaction(document, decisions, path, publishing, dry_run, user):
    kept = []
    try:
        with transaction.atomic():
            source = sources.source_of(document.sha256)
            if source is not None:
                report = _known(source, document, publishing)
            else:
                parsed = parse_amended(document, decisions)
                taken = _take_in(document, parsed, decisions, publishing, user)
                issue, report = taken.issue, taken.report
                if not dry_run:
                    stored = {key: value for key, value in report.items() if key != "state"}
                    sources.keep(path, document, issue, user, stored, kept)
            transaction.set_rollback(dry_run)
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise
    return report


def _known(source, document, publishing):
    """The report of a document that is in the record; its issue is published where it is not."""
    state = "unchanged"
    if publishing and source.issue.state == State.DRAFT:
        recheck([source.issue])
        state = _publish(source.issue)
    return {**source.report, "file": document.name, "state": state}


def _take_in(document, parsed, decisions, publishing=False, user=None):
    issue, oddities = _new_issue(parsed, document.name)
    importer = _import_tables(issue, parsed, decisions)
    _save_texts(issue, parsed)
    _save_findings(issue, parsed, importer, oddities)
    _give_verdicts(issue, decisions, user)
    state = _publish(issue) if publishing else "new"
    report = {**report_of(document, issue, parsed, importer.imported), "state": state}
    return Taken(issue, report, parsed, importer.imported)


def _new_issue(parsed, name):
    """The saved Issue and what is odd about its serial."""
    _refuse_what_is_no_single_issue(parsed, name)
    existing = Issue.objects.filter(year=parsed.year, number=parsed.number).first()
    if existing is not None:
        earlier = existing.sources.first()
        came = f"已由“{earlier.name}”读入" if earlier else "已在编辑台建立"
        raise IssueExists(
            f"“{name}”是{existing}，而这一期{came}；没有覆盖已有的记录。"
            "若要以此文件为准，请先在编辑台删除那一期的草稿。",
            existing,
        )
    serial, inferred, oddities = take_serial(parsed)
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


def _refuse_what_is_no_single_issue(parsed, name):
    if parsed.other_issues:
        line = parsed.other_issues[0]
        raise Refused(
            f"“{name}”里不止一期简报：{line.where}的“{line.text[:40]}”属于另一期；没有读入。"
            "请每期存成一个文件后再试。"
        )
    if parsed.year is None or parsed.number is None:
        raise Refused(
            f"“{name}”里既没有刊头，也没有写明年月的统计表或日期，无法知道是哪一期；"
            "请在文件开头写上“××××年第×期”后再试。"
        )


def _import_tables(issue, parsed, decisions):
    period = parsed.period or month_before(month(issue.year, min(issue.number, 12)))
    importer = TableImporter(issue.origin, period, decisions)
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
            body=article.body or html_of(article.paragraphs),
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
    Finding.objects.sync(issue.origin, check_issue(issue))


def _give_verdicts(issue, decisions, user):
    """Give the verdicts that were decided on; a warning no longer found needs none."""
    decided = {
        (one["code"], one["where"], one["message"]): one
        for one in decisions
        if one["kind"] == "verdict"
    }
    found = Finding.objects.filter(origin=issue.origin, severity=Severity.WARNING)
    for finding in found if decided else ():
        if one := decided.get((finding.code, finding.where, finding.message)):
            finding.verdict, finding.verdict_note = one["verdict"], one.get("note", "")
            finding.verdict_by, finding.verdict_at = user, timezone.now()
            finding.save()


def _publish(issue):
    """published, or the reason why not: an issue with errors stays a draft."""
    warnings = Finding.objects.filter(origin=issue.origin, severity=Severity.WARNING, verdict="")
    warnings.update(verdict=Verdict.AS_PRINTED)
    try:
        publish(issue, checked=True)
    except NotPublishable as reason:
        return f"draft: {reason}"
    return "published"
