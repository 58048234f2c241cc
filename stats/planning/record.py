"""What the record holds that a plan needs, fetched in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from stats.importing.families import Families
from stats.models import (
    Assignment,
    Institution,
    InstitutionName,
    Observation,
    Row,
    SheetForm,
    Table,
)
from stats.naming import name_key
from stats.parsing.months import shifted


@dataclass(slots=True)
class Stored:
    """A table of the record with its rows and the readings in them."""

    table: object
    rows: list = field(default_factory=list)
    cells: dict = field(default_factory=dict)

    def cell(self, row_id, code):
        """(value, status, raw_text) of a cell, or None."""
        return self.cells.get((row_id, code))


class Record:
    """Families, names, tables of the month and of the one before, those with the keys `also`, and
    what sheets were before."""

    def __init__(self, period, user, also=()):
        self.period = period
        self.families = Families()
        self.by_slug = {family.dataset.slug: family for family in self.families.known}
        self.forms = {form.signature: form for form in SheetForm.objects.select_related("dataset")}
        self._load_institutions()
        self._load_tables(also)
        self._load_scope(user)

    def _load_institutions(self):
        self.institutions = {one.pk: one for one in Institution.objects.all()}
        self.names = defaultdict(list)
        for name in InstitutionName.objects.all():
            self.names[name.key].append(name)
        self.printable = {}
        for name in InstitutionName.objects.all():
            self.printable.setdefault(name.name, name.institution_id)
        for one in self.institutions.values():
            self.printable.setdefault(one.name, one.pk)

    def _load_tables(self, also):
        """The tables of this month, and the latest of each family before it."""
        before = shifted(self.period, -1)
        wanted = Q(period__in=(self.period, before)) | Q(pk__in=also)
        tables = Table.objects.filter(wanted).select_related("dataset")
        self.stored = {table.pk: Stored(table) for table in tables.order_by("origin")}
        rows = Row.objects.filter(table__in=self.stored).order_by("table", "position")
        owners = {}
        for row in rows:
            self.stored[row.table_id].rows.append(row)
            owners[row.pk] = self.stored[row.table_id]
        figures = Observation.objects.filter(row__table__in=self.stored).values_list(
            "row_id", "metric__code", "value", "status", "raw_text"
        )
        for row, code, *reading in figures.iterator():
            owners[row].cells[row, code] = tuple(reading)

    def _load_scope(self, user):
        self.may_add_tables = user.has_perm("stats.add_table")
        self.may_add_rows = user.has_perm("stats.add_row")
        assignment = Assignment.objects.filter(user=user).select_related("institution").first()
        self.only = assignment and assignment.institution
        self.datasets = set(assignment.datasets.values_list("pk", flat=True)) if assignment else ()

    def may_enter(self, dataset):
        return not self.datasets or dataset.pk in self.datasets

    def of_month(self, dataset):
        """The Stored tables of that family for the month."""
        return [s for s in self.stored.values()
                if s.table.dataset_id == dataset.pk and s.table.period == self.period]  # fmt: skip

    def month_before(self, dataset):
        """The Stored table of that family for the month before, or None."""
        found = [s for s in self.stored.values()
                 if s.table.dataset_id == dataset.pk and s.table.period < self.period]  # fmt: skip
        return found[-1] if found else None

    def holder(self, printed, subject_kind):
        """The Institution that bore that name in the month, or None."""
        held = {
            name.institution_id
            for name in self.names.get(name_key(printed), ())
            if (name.valid_from is None or name.valid_from <= self.period)
            and (name.valid_to is None or name.valid_to >= self.period)
        }
        found = [self.institutions[key] for key in held]
        if len(found) > 1:
            found = [one for one in found if one.kind == subject_kind]
        return found[0] if len(found) == 1 else None
