"""How far the tables of an issue are: cells filled, institutions that have not reported."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q

from stats.editing import row_key
from stats.models import Institution, Kind, Layout, Observation, Row, RowKind, Status, Table
from stats.parsing.months import shifted

MOST_MONTHS = 12
_REPORTING = (Kind.HOSPITAL, Kind.DISTRICT, Kind.OTHER)


@dataclass(frozen=True)
class Progress:
    """Of the cells `expected` in a table, those that had something last month, so many `filled`."""

    filled: int
    expected: int

    @property
    def begun(self):
        return self.filled > 0

    @property
    def complete(self):
        return self.begun and self.filled >= self.expected


@dataclass(frozen=True)
class Absence:
    """An institution without figures in one table: what is found there, and for how many months
    running; MOST_MONTHS stands for that many or more."""

    institution: Institution
    table: Table
    found: str
    months: int


@dataclass
class _Sheet:
    """One table as far as it matters here: rows by key, texts and statuses by row and metric."""

    table: Table
    rows: dict = field(default_factory=dict)
    cells: dict = field(default_factory=lambda: defaultdict(dict))

    def filled(self, row):
        return {code for code, (raw, _) in self.cells[row.pk].items() if raw}


class Standing:
    """Some tables, with the tables before them, read in a fixed number of queries."""

    def __init__(self, tables):
        self.tables = list(tables)
        datasets = {table.dataset_id for table in self.tables}
        earlier = Table.objects.filter(dataset__in=datasets).order_by("-period", "-origin")
        self.earlier = list(earlier.values_list("pk", "dataset", "period", "origin"))
        self.last = {table.pk: self._before(table) for table in self.tables}
        self.sheets = _sheets(self.tables, self.last)

    def _before(self, table):
        """The key of the table before; what stats.drafting.last_of finds for one."""
        for pk, dataset, period, origin in self.earlier:
            if dataset == table.dataset_id and period < table.period and origin != table.origin:
                return pk
        return None

    def progress(self):
        """{table pk: Progress}"""
        return {table.pk: self._progress(table) for table in self.tables}

    def _progress(self, table):
        now, before = self.sheets[table.pk], self.sheets.get(self.last[table.pk])
        filled = {(key, code) for key, row in now.rows.items() for code in now.filled(row)}
        same = now.rows.keys() & before.rows.keys() if before else ()
        expected = {(key, code) for key in same for code in before.filled(before.rows[key])}
        if not expected:
            return Progress(len(filled), max(len(filled), len(now.rows) * len(_codes(table))))
        return Progress(len(filled & expected), len(expected))

    def absences(self):
        """Every Absence in the tables that somebody has begun, institutions in their order."""
        found = [
            (institution, table, what)
            for table in self.tables
            if table.layout.form != Layout.Form.SENTENCE
            for institution, what in self._absent(table)
        ]
        known = _reported(found)
        return [
            Absence(institution, table, what, self._months(institution, table, known))
            for institution, table, what in found
        ]

    def _absent(self, table):
        now, before = self.sheets[table.pk], self.sheets.get(self.last[table.pk])
        if not any(now.filled(row) for row in now.rows.values()):
            return
        for row in now.rows.values():
            what = _missing_in(now, row)
            if what and _reports(row, table.period):
                yield row.institution, what
        for key, row in (before.rows if before else {}).items():
            if key not in now.rows and _reports(row, table.period):
                yield row.institution, "没有这一行"

    def _months(self, institution, table, known):
        """How many months running nothing came, this one included; before the first row that an
        institution has in the last year, nothing was expected of it."""
        months = {period for _, dataset, period, _ in self.earlier if dataset == table.dataset_id}
        seen, month = [], shifted(table.period, -1)
        while month in months and len(seen) < MOST_MONTHS - 1:
            came = known.get((table.dataset_id, institution.pk, month))
            if came:
                break
            seen.append(came)
            month = shifted(month, -1)
        else:
            while seen and seen[-1] is None:
                seen.pop()
        return len(seen) + 1


def _sheets(tables, last):
    """{table pk: _Sheet} of these tables and the ones before them, in three queries."""
    keys = {table.pk for table in tables} | {pk for pk in last.values() if pk}
    known = {table.pk: table for table in Table.objects.filter(pk__in=keys)}
    sheets = {pk: _Sheet(table) for pk, table in known.items()}
    places = {}
    for row in Row.objects.filter(table__in=keys).select_related("institution"):
        sheets[row.table_id].rows.setdefault(row_key(row), row)
        places[row.pk] = sheets[row.table_id]
    cells = Observation.objects.filter(row__table__in=keys)
    seconds = {pk: _seconds(table) for pk, table in known.items()}
    for row, code, raw, status in cells.values_list("row", "metric__code", "raw_text", "status"):
        sheet = places[row]
        if code not in seconds[sheet.table.pk]:
            sheet.cells[row][code] = (raw, status)
    return sheets


def _codes(table):
    return [column["metrics"][0] for column in table.header if column["metrics"]] or [""]


def _seconds(table):
    """Metrics printed behind the stroke of a cell like 52/129: the cell counts once."""
    return {code for column in table.header for code in column["metrics"][1:]}


def _missing_in(sheet, row):
    """What tells that the institution of a row has not reported, or nothing."""
    if row.kind != RowKind.DATA:
        return ""
    if not sheet.filled(row):
        return "空白"
    late = any(status == Status.NOT_REPORTED for _, status in sheet.cells[row.pk].values())
    return "未上报" if late else ""


def _reports(row, period: date):
    institution = row.institution
    if row.kind != RowKind.DATA or institution is None or institution.kind not in _REPORTING:
        return False
    return institution.closed_on is None or institution.closed_on >= period


def _reported(absent):
    """{(dataset, institution, month): whether it reported} for those absent now; one query."""
    if not absent:
        return {}
    period = max(table.period for _, table, _ in absent)
    rows = Row.objects.filter(
        institution__in={institution.pk for institution, _, _ in absent},
        table__dataset__in={table.dataset_id for _, table, _ in absent},
        table__removed_from=None,
        table__period__range=(shifted(period, -MOST_MONTHS - 1), period),
    )
    counted = rows.annotate(
        filled=Count("observations", filter=~Q(observations__raw_text="")),
        late=Count("observations", filter=Q(observations__status=Status.NOT_REPORTED)),
        dataset=F("table__dataset"),
        month=F("table__period"),
    )
    return {
        (dataset, institution, month): bool(filled and not late)
        for dataset, institution, month, filled, late in counted.order_by().values_list(
            "dataset", "institution", "month", "filled", "late"
        )
    }
