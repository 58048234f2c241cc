"""Is an issue ready for its readers? What blocks, and what still waits for somebody's word."""

from dataclasses import dataclass

from news.models import Issue
from stats.models import Finding

# Without these neither page nor print says what it is; a table always has its own month.
REQUIRED = ("name", "serial", "printed_on", "period", "publisher", "editor")


@dataclass(frozen=True)
class Point:
    """One point of the checklist; `finding` where it is one."""

    message: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Checklist:
    """`errors` have to be mended, `warnings` want a verdict, `missing` has to be filled in."""

    errors: list
    warnings: list
    missing: list

    @property
    def blocking(self):
        """All that keeps the issue from being approved, worst first."""
        return [*self.errors, *self.missing, *self.warnings]


def checklist(issue):
    """The Checklist of an issue from its stored findings; `checking.recheck` makes them fresh."""
    found = Finding.objects.filter(origin=issue.origin)
    errors = [Point(finding.message, finding) for finding in found.errors()]
    waiting = [
        Point(f"提示尚未下结论：{finding.message}", finding)
        for finding in found.open()
        if finding.severity == "warning"
    ]
    return Checklist(errors, waiting, [*_metadata(issue), *_contents(issue)])


def _metadata(issue):
    for name in REQUIRED:
        if not getattr(issue, name):
            label = Issue._meta.get_field(name).verbose_name
            yield Point(f"没有填写{label}")


def _contents(issue):
    if not issue.tables.exists() and not issue.articles.exists():
        yield Point("这一期里还没有任何内容")
