"""An archive that grows: as many more months, each with an issue like one that is there, in bulk.

The latest is far in the future, since the earliest of thousands has to be one that was read as a
month at all (1900), and no print may be dated beyond 2107, which a zip cannot say.
"""

import re
from copy import copy
from datetime import UTC, date, datetime, timedelta

from news.freezing import digest
from news.models import Amendment, Article, Brief, Edition, Issue, IssueTable, ReleaseDay
from news.searching.index import index_missing
from stats.models import Correction, Observation, Row, Table
from stats.parsing.months import shifted

LAST = date(2106, 8, 1)  # the month of the figures of the given issue, which is that of September


class Growing:
    """An archive of one issue, with all that belongs to it, to which earlier months are added."""

    def __init__(self, issue):
        self.issue, self.issues = issue, 1
        tables = Table.objects.filter(issues=issue)
        self.records = [
            [issue], tables, ReleaseDay.objects.filter(year=issue.year, number=issue.number),
            *(model.objects.filter(issue=issue) for model in (Article, Brief, IssueTable, Edition)),
            Amendment.objects.filter(issue=issue), Row.objects.filter(table__in=tables),
            Observation.objects.filter(row__table__in=tables),
            Correction.objects.filter(table__in=tables),
        ]  # fmt: skip
        self.records = [list(some) for some in self.records]

    def grow(self, issues):
        """Have so many issues, one a month, the given one the latest; all can be searched for."""
        months = [Month(ago) for ago in range(self.issues, issues)]
        for records in self.records:
            for one in records:
                made = [month.like(one) for month in months]
                type(one)._base_manager.bulk_create(made, batch_size=500)
        Issue.objects.filter(pk=self.issue.pk).update(serial=issues)
        index_missing()
        self.issues = issues


class Month:
    """Copies of what belongs to an issue, for that of so many months `ago`; a copy of what led to
    another record leads to the copy of that."""

    def __init__(self, ago):
        self.period, self.issued = shifted(LAST, -ago), shifted(LAST, 1 - ago)
        self.moment = datetime(2024, 9, 28, tzinfo=UTC) - timedelta(days=30 * ago)
        self.known = {}
        self.words = {
            f"{LAST:%Y-%m}": f"{self.period:%Y-%m}",
            f"{LAST.year}-09": f"{self.issued:%Y-%m}",
            f'"year": {LAST.year}': f'"year": {self.issued.year}',
            '"number": 9': f'"number": {self.issued.month}',
        }

    def like(self, record):
        """A copy of `record`, not stored yet, in this month."""
        made = copy(record)
        made.pk = None
        for field in record._meta.concrete_fields:
            if field.is_relation:
                other = field.related_model, getattr(record, field.attname)
                if other in self.known:
                    setattr(made, field.name, self.known[other])
        self.known[type(record), record.pk] = made
        for name, value in self._changed(made):
            setattr(made, name, value)
        return made

    def _changed(self, made):
        """(field, what stands in it) of what is another each month."""
        day = {"year": self.issued.year, "number": self.issued.month}
        told = {
            Issue: {**day, "period": self.period, "serial": None},
            Table: {"period": self.period, "origin": f"{self.issued:%Y-%m}"},
            ReleaseDay: day | {"due_on": self.issued},
            Amendment: {"decided_at": self.moment, "token": f"{self.issued}"},
        }
        yield from told.get(type(made), {}).items()
        if isinstance(made, Issue | Table | Edition):
            yield "published_at", self.moment
        if isinstance(made, Table):
            yield "title", self._said(made.title)
        if isinstance(made, Edition):
            content = self._said(made.content)
            yield from {"content": content, "sha256": digest(content)}.items()

    def _said(self, text):
        return _DATED.sub(lambda match: self.words[match[0]], text)


_DATED = re.compile(f'{LAST.year}-0[89]|"year": {LAST.year}|"number": 9')
