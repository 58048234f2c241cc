"""What people have decided about the printed words of one document, put into the catalogue.

Decisions are plain dicts, as they are stored. Names, columns, families and marks decided once are
part of the catalogue from then on: the next document that prints the same needs no decision.
"""

import re
from collections import defaultdict
from datetime import timedelta

from stats import matching
from stats.models import Column, Dataset, Institution, InstitutionName, Layout, Row, Table
from stats.naming import name_key


class Decided:
    """The decisions on tables, columns, marks and names of a document of the month `period`."""

    def __init__(self, decisions=(), period=None):
        self.by_kind, self.period = defaultdict(list), period
        for decision in decisions:
            self.by_kind[decision["kind"]].append(decision)
        self._families = {one["where"]: one["family"] for one in self.by_kind["table"]}
        self.institutions = {}  # by the key of the printed name

    def prepare(self):
        """Add to the catalogue what was decided; done before families and names are loaded."""
        for name in self.by_kind["name"]:
            self.institutions[name_key(name["name"])] = decide_name(name, self.period)
        for table in self.by_kind["table"]:
            if "new" in table:
                _confirm_family(table["family"], **table["new"])
        for mark in self.by_kind["mark"]:
            dataset = Dataset.objects.get(slug=mark["family"])
            dataset.marks = {**dataset.marks, mark["mark"]: mark["meaning"]}
            dataset.save()

    def extend(self, families):
        """Make the decided columns known to `families`, before all that layouts print."""
        wanted = defaultdict(list)
        for column in self.by_kind["column"]:
            wanted[column["family"]].append(column)
        for family in families.known:
            if columns := wanted.get(family.dataset.slug):
                self._extend_one(family, columns, families)

    def _extend_one(self, family, columns, families):
        made = []
        for wanted in sorted(columns, key=lambda one: one.get("nth", 0)):
            path, note = tuple(wanted["path"]), wanted.get("note", False)
            if wanted.get("nth", 0):
                before = matching.column_for(family.columns_in(self.period, note), path)
                made += [_column(path, before.metric, before.whole, note)] if before else []
            pair = [_metric(family, told, families) for told in wanted["metrics"]]
            made.append(_column(path, pair[0], pair[1] if len(pair) > 1 else None, note))
        # Of no form of its own, it lends its columns and is never taken for the layout in print.
        family.layouts_known.append(Layout(form="decided", first_period=self.period))
        family.columns_known[:0] = made

    def family_of(self, where, families):
        """The family decided for the table or paragraph printed at `where`, or None."""
        slug = self._families.get(where)
        return next((one for one in families.known if one.dataset.slug == slug), None)

    def remember(self, table, where, title):
        """Keep how a decided table was printed: its title finds the family next time, and its
        layout is confirmed once nothing in it is a proposal."""
        slug, layout = table.dataset.slug, table.layout
        asked = any(one["family"] == slug for one in self.by_kind["column"])
        said = any(
            (one["family"], one["code"]) == (slug, layout.code) for one in self.by_kind["layout"]
        )
        decided = where in self._families
        if not layout.confirmed and (asked or said or decided) and _is_settled(table, layout):
            layout.confirmed = True
            layout.save()
        if decided and matching.title_pattern_of(title):
            _remember_title(table, title)


def _column(path, metric, whole, note):
    return Column(header_path=list(path), metric=metric, whole=whole, in_note=note)


def _metric(family, told, families):
    """The metric a column was said to hold: one of the family, or a new one, confirmed."""
    if "code" in told:
        return next(metric for metric in family.metrics if metric.code == told["code"])
    label = told["label"]
    same = [one for one in family.metrics if (one.label, one.unit) == (label, told["unit"])]
    if same:
        metric = same[0]
    else:
        metric = families.propose_metric(
            family, (label,), told["unit"], told.get("decimals", 0), _whole_of(family, told)
        )
        families.new_metrics.remove(metric)
    if not metric.confirmed:
        metric.confirmed = True
        metric.save()
    return metric


def _whole_of(family, told):
    """The metric of `family` that a new one was said to be a part of, or None."""
    code = told.get("part_of")
    return next((metric for metric in family.metrics if metric.code == code), None)


def _is_settled(table, layout):
    columns = layout.columns.select_related("metric", "whole")
    return table.dataset.confirmed and all(
        column.metric.confirmed and (column.whole is None or column.whole.confirmed)
        for column in columns
    )


def _remember_title(table, title):
    """Let a layout of the family bear the title: the table's own where it was made for it, else a
    copy, since the one in use keeps its title."""
    layout, key = table.layout, matching.title_key(title)
    known = Layout.objects.filter(dataset=table.dataset).exclude(title_pattern="")
    if any(re.fullmatch(other.title_pattern, key, re.IGNORECASE) for other in known):
        return
    others = Table.objects.filter(layout=layout).exclude(pk=table.pk)
    if not layout.code.startswith(table.origin) or others.exists():
        table.layout = layout = _copied(layout, f"{table.origin}-t{table.pk}")
        table.save(update_fields=["layout"])
    layout.title_pattern = matching.title_pattern_of(title)
    layout.save()


def _copied(layout, code):
    columns = list(layout.columns.all())
    copy = Layout.objects.get(pk=layout.pk)
    copy.pk, copy.code, copy._state.adding = None, code, True
    copy.save()
    for column in columns:
        column.pk, column.layout, column._state.adding = None, copy, True
    Column.objects.bulk_create(columns)
    return copy


def _confirm_family(slug, title, subject_kind=""):
    last = Dataset.objects.order_by("-position").first()
    Dataset.objects.get_or_create(
        slug=slug,
        defaults={
            "title": title,
            "subject_kind": subject_kind,
            "position": last.position + 1 if last else 1,
        },
    )


def decide_name(decision, period):
    """The institution a printed name was said to mean; the name belongs to it from then on, but
    where another institution bears it in that month: then it is meant in this document alone."""
    printed = decision["name"]
    key = name_key(printed)
    held = list(InstitutionName.objects.filter(key=key).select_related("institution"))
    proposed = next((one.institution for one in held if not one.institution.confirmed), None)
    if "new" in decision:
        institution = _confirm_institution(proposed, **decision["new"])
    else:
        institution = Institution.objects.get(code=decision["institution"])
        if proposed is not None and proposed != institution:
            _merge(proposed, institution)
    held = list(InstitutionName.objects.filter(key=key))
    if not any(_holds(one, period) for one in held):
        valid_from, valid_to = _free_span(held, period)
        InstitutionName.objects.create(
            institution=institution, name=printed, valid_from=valid_from, valid_to=valid_to
        )
    return institution


def _confirm_institution(proposed, kind, name):
    institution = proposed or Institution()
    institution.name, institution.kind, institution.confirmed = name, kind, True
    institution.save()
    if not InstitutionName.objects.filter(key=name_key(name)).exists():
        InstitutionName.objects.create(institution=institution, name=name)
    return institution


def _merge(proposed, institution):
    """Give the rows and names of a mere proposal to the institution it turned out to be."""
    for row in Row.objects.filter(institution=proposed):
        row.institution = institution
        row.save(update_fields=["institution"])
    for name in proposed.names.all():
        name.institution = institution
        name.save()
    proposed.delete()


def _holds(name, period):
    return (name.valid_from or period) <= period <= (name.valid_to or period)


def _free_span(held, period):
    """The days around `period` in which nobody else held the name; (None, None) for always."""
    ended = [one.valid_to for one in held if one.valid_to and one.valid_to < period]
    begun = [one.valid_from for one in held if one.valid_from and one.valid_from > period]
    day = timedelta(days=1)
    return max(ended) + day if ended else None, min(begun) - day if begun else None
