"""The record as it stood at a moment: what has been corrected since then is undone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from stats.models import Correction, Row

ROWS = (Correction.Field.ADDED, Correction.Field.REMOVED)


@dataclass(frozen=True)
class Standing:
    """What a page of the past says of itself: of when it is, and how much has changed since.

    `asked` is what the address said, for links to keep."""

    at: datetime
    asked: str
    since: bool

    @classmethod
    def of(cls, at, request, tables):
        """None for a page of the present."""
        if at is None:
            return None
        later = _after(at).filter(table__in=tables)
        return cls(at, request.GET["at"], later.exists())

    @property
    def is_day(self):
        """Whether a whole day was asked for, of which the end is shown."""
        return len(self.asked) <= len("2024-10-01")


def moment_of(text):
    """The moment that an address asks for: a day stands for its end, and no moment is yet to come.

    Raises ValueError.
    """
    try:
        after = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time())
        moment = timezone.make_aware(after) - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        moment = datetime.fromisoformat(text)
        moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return min(moment.astimezone(timezone.get_current_timezone()), timezone.now())


def cells_before(at, **only):
    """{(row, metric): (value, status, raw text), or None where there was no figure} for each cell
    corrected after `at`, by the keys of row and metric; `only` limits which corrections."""
    fields = ("observation__row", "observation__metric", "old_value", "old_status", "old_raw_text")
    made = _after(at).filter(field="", **only).values_list(*fields)
    # The first correction after `at` tells best, and comes last.
    return {
        (row, metric): (value, status, raw) if status else None
        for row, metric, value, status, raw in made
    }


def rows_before(at, keys):
    """What `cells_before` and `labels_before` tell of the rows with these keys, in one query."""
    of_cells, of_labels = Q(observation__row__in=keys, field=""), Q(row__in=keys)
    made = _after(at).filter(of_cells | of_labels).exclude(field__in=ROWS)
    own = ("observation__row", "observation__metric", "row", "field")
    cells, labels = {}, {}
    fields = made.values_list(*own, "old_value", "old_status", "old_raw_text")
    for cell_row, metric, row, field, value, status, raw in fields:
        if row:
            labels[row, field] = raw
        else:
            cells[cell_row, metric] = (value, status, raw) if status else None
    return cells, labels


def words_before(at, tables):
    """{(table, field): text} of the words of these tables corrected after `at`."""
    made = _after(at).filter(table__in=tables, row=None, observation=None)
    return {
        (table, field): old
        for table, field, old in made.values_list("table", "field", "old_raw_text")
    }


def order_before(at, tables):
    """{table: keys of its rows in the order in which they stood at `at`} for those of `tables` to
    which rows were added, or from which they were removed, after `at`; by the keys of tables."""
    fields = ("table", "row", "field", "position")
    made = _after(at).filter(table__in=tables, field__in=ROWS)
    made = list(made.values_list(*fields))
    order = {table: [] for table, *_ in made}
    rows = Row.objects.filter(table__in=order).order_by("table", "position")
    for table, row in rows.values_list("table", "pk") if made else ():
        order[table].append(row)
    for table, row, field, position in made:
        if field == Correction.Field.ADDED:
            order[table].remove(row)
        else:
            order[table].insert(position - 1, row)
    return order


def places_before(at, tables):
    """{row: its position at `at`} in those of `tables` of which `order_before` tells."""
    return numbered(order_before(at, tables))


def numbered(order):
    """{row: its position} of what `order_before` tells."""
    return {row: place for rows in order.values() for place, row in enumerate(rows, 1)}


def notes_before(at, **only):
    """{(row, metric): footnote} of the cells whose footnote was corrected after `at`, by the keys
    of row and metric; `only` limits which corrections."""
    fields = ("observation__row", "observation__metric", "old_raw_text")
    made = _after(at).filter(observation__isnull=False, **only).exclude(field="")
    return {(row, metric): old for row, metric, old in made.values_list(*fields)}


def labels_before(at, **only):
    """{(row, field): text} of the labels of rows corrected after `at`, by the key of the row;
    `only` limits which corrections."""
    made = _after(at).filter(row__isnull=False, **only).exclude(field__in=ROWS)
    return {
        (row, field): old for row, field, old in made.values_list("row", "field", "old_raw_text")
    }


def _after(at):
    return Correction.objects.filter(made_at__gt=at).order_by("-made_at", "-pk")
