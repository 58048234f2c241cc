"""What the catalogue knows already, to be offered as answers, the nearest by name first."""

from collections import defaultdict
from functools import cached_property

from stats.matching import nearest, path_key
from stats.models import Column, Dataset, Institution, InstitutionName, Metric
from stats.naming import name_key


class Known:
    """Families, metrics and names, each list read once and only when something is asked of it."""

    def __init__(self, layouts):
        self._layouts = layouts

    @cached_property
    def _datasets(self):
        return list(Dataset.objects.filter(confirmed=True))

    @cached_property
    def _metrics(self):
        return list(Metric.objects.filter(confirmed=True))

    @cached_property
    def _pairs(self):
        columns = Column.objects.filter(whole__isnull=False, layout__confirmed=True)
        return list(columns.select_related("metric", "whole"))

    @cached_property
    def _columns(self):
        """The columns of the layouts at hand."""
        columns = Column.objects.filter(layout__in=self._layouts).order_by("layout", "position")
        return list(columns.select_related("metric__part_of", "whole"))

    @cached_property
    def institutions(self):
        """Code by name of every confirmed institution."""
        return dict(Institution.objects.filter(confirmed=True).values_list("name", "code"))

    def families(self, title):
        """(slug, title) of every family, those titled like `title` first."""
        known = {one.title: one.slug for one in self._datasets}
        return [(known[one], one) for one in _nearest_first(title, known)]

    def metrics(self, family, path):
        """(code, label) of what a column of `family` printed under `path` may hold."""
        known = {str(one): one.code for one in self._metrics if one.dataset_id == family}
        return [(known[one], one) for one in _nearest_first("".join(path), known)]

    def pairs(self, family):
        """The same for a column with two numbers in a cell."""
        found = {
            f"{one.metric.code} {one.whole.code}": f"{one.metric.label} / {one.whole.label}"
            for one in self._pairs
            if one.metric.dataset_id == family
        }
        return list(found.items())

    def near(self, name):
        """(code, name) of the institutions named most like `name`."""
        return [(self.institutions[one], one) for one in nearest(name, list(self.institutions))]

    def bearers(self, name):
        """(code, name with what tells it apart) of the institutions that ever had that name."""
        found = InstitutionName.objects.filter(key=name_key(name), institution__confirmed=True)
        found = found.select_related("institution__district").order_by("institution", "pk")
        told = defaultdict(list)
        for one in found:
            told[one.institution].append(_span(one))
        return [(one.code, _apart(one, spans)) for one, spans in told.items()]

    def column_of(self, layout, metric):
        """The Column of a layout that holds `metric`, and how many before it have its header."""
        columns = [one for one in self._columns if one.layout_id == layout]
        for column in columns:
            if metric in (column.metric, column.whole):
                key = path_key(column.header_path)
                same = [one for one in columns if path_key(one.header_path) == key]
                return column, same.index(column)
        return None, 0


def _nearest_first(text, known):
    near = nearest(text, list(known))
    return [*near, *(one for one in known if one not in near)]


def _apart(institution, spans):
    """The present name of an institution, its kind and place, and when it had the name asked."""
    told = [institution.get_kind_display(), str(institution.district or ""), *spans]
    return f"{institution.name}（{'，'.join(filter(None, told))}）"


def _span(name):
    begun, ended = name.valid_from, name.valid_to
    if not (begun or ended):
        return "一直用此名"
    told = [f"{begun:%Y-%m} 起" if begun else "", f"至 {ended:%Y-%m} " if ended else ""]
    return f"{''.join(told)}用此名"


def known_name(text):
    """The code of the one confirmed institution of that present or former name, or None."""
    found = Institution.objects.filter(confirmed=True, names__key=name_key(text)).distinct()
    return found[0].code if len(found) == 1 else None
