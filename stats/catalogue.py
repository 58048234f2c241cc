"""The catalogue file put into the database: what is missing is added, what is there stays."""

from dataclasses import dataclass, field

from django.db import transaction

from stats.catalogue_file import CATALOGUE, read_catalogue
from stats.models import Column, Dataset, Institution, InstitutionName, Layout, Metric
from stats.naming import name_key


@dataclass
class Loaded:
    """How many records were added and left as they were, and what somebody should know."""

    added: int = 0
    kept: int = 0
    remarks: list[str] = field(default_factory=list)

    def count(self, entries, new):
        self.added += len(new)
        self.kept += len(entries) - len(new)

    def __str__(self):
        return f"新增 {self.added}，未变 {self.kept}"


@transaction.atomic
def load_catalogue(path=CATALOGUE):
    """Add what the file at `path` has and the database has not; what is there stays as it is."""
    catalogue, loaded = read_catalogue(path), Loaded()
    _add_names(catalogue.institutions, _add_institutions(catalogue.institutions, loaded), loaded)
    datasets = _add_datasets(catalogue.datasets, loaded)
    metrics = _add_metrics(catalogue.datasets, datasets, loaded)
    _add_layouts(catalogue.datasets, datasets, metrics, loaded)
    return loaded


def _add_institutions(entries, loaded):
    """Institutions by code, the missing ones of `entries` added."""
    known = {institution.code: institution for institution in Institution.objects.all()}
    new = [
        Institution(code=e.code, kind=e.kind, name=e.names[0], gbt2260=e.gbt2260, note=e.note)
        for e in entries
        if e.code not in known
    ]
    loaded.count(entries, Institution.objects.bulk_add(new))
    return known | {institution.code: institution for institution in new}


def _add_names(entries, institutions, loaded):
    known = {name.key: name for name in InstitutionName.objects.select_related("institution")}
    printed = {name_key(name): (name, entry.code) for entry in entries for name in entry.names}
    new = [
        InstitutionName(institution=institutions[code], name=name, key=key)
        for key, (name, code) in printed.items()
        if key not in known
    ]
    InstitutionName.objects.bulk_create(new)
    loaded.count(printed, new)
    loaded.remarks += [
        f"名称“{name}”归于待确认的机构“{known[key].institution}”（{known[key].institution.code}），"
        f"没有改动；请在后台认定它是不是“{institutions[code]}”（{code}）。"
        for key, (name, code) in printed.items()
        if key in known and _is_proposal(known[key].institution, code)
    ]


def _is_proposal(institution, code):
    return not institution.confirmed and institution.code != code


def _add_datasets(entries, loaded):
    known = {dataset.slug: dataset for dataset in Dataset.objects.all()}
    new = [
        Dataset(
            slug=entry.slug,
            title=entry.title,
            subject_kind=entry.subject_kind,
            position=position,
            description=entry.description,
            methodology=entry.methodology,
            marks=entry.marks,
        )
        for position, entry in enumerate(entries, 1)
        if entry.slug not in known
    ]
    loaded.count(entries, Dataset.objects.bulk_create(new))
    return known | {dataset.slug: dataset for dataset in new}


def _add_metrics(entries, datasets, loaded):
    """Metrics by (slug, code), the missing ones added."""
    slugs = {datasets[entry.slug].pk: entry.slug for entry in entries}
    known = {
        (slugs[metric.dataset_id], metric.code): metric
        for metric in Metric.objects.filter(dataset__in=slugs)
    }
    wanted = {(d.slug, m.code): (i, m) for d in entries for i, m in enumerate(d.metrics, 1)}
    new = {
        key: Metric(
            dataset=datasets[key[0]],
            position=position,
            code=entry.code,
            label=entry.label,
            unit=entry.unit,
            decimals=entry.decimals,
            definition=entry.definition,
        )
        for key, (position, entry) in wanted.items()
        if key not in known
    }
    loaded.count(wanted, Metric.objects.bulk_create(new.values()))
    _relate({key: (metric, wanted[key][1]) for key, metric in new.items()}, known | new)
    return known | new


def _relate(new, metrics):
    """Say of each new metric what it is a part of and what it is earned from."""
    related = [pair for pair in new.items() if pair[1][1].part_of or pair[1][1].earned_from]
    for (slug, _), (metric, entry) in related:
        metric.part_of = metrics.get((slug, entry.part_of))
        metric.earned_from = metrics.get((slug, entry.earned_from))
    changed = [metric for _, (metric, _) in related]
    Metric.objects.bulk_update(changed, ["part_of", "earned_from"])


def _add_layouts(entries, datasets, metrics, loaded):
    """The missing layouts with all their columns; a layout that is there keeps those it has."""
    known = set(Layout.objects.values_list("dataset__slug", "code"))
    wanted = {(entry.slug, layout.code): layout for entry in entries for layout in entry.layouts}
    missing = {key: entry for key, entry in wanted.items() if key not in known}
    new = [
        _layout(datasets[slug], entry, metrics.get((slug, entry.ordered_by)))
        for (slug, _), entry in missing.items()
    ]
    loaded.count(wanted, Layout.objects.bulk_create(new))
    Column.objects.bulk_create(
        _column(layout, position, column, slug, metrics)
        for layout, ((slug, _), entry) in zip(new, missing.items(), strict=True)
        for position, column in enumerate(entry.columns, 1)
    )


def _layout(dataset, entry, ordered_by):
    return Layout(
        dataset=dataset,
        code=entry.code,
        form=entry.form,
        first_period=entry.first_period,
        last_period=entry.last_period,
        title_pattern=entry.title,
        number_label=entry.number,
        subject_label=entry.subject,
        groups=list(entry.groups),
        ordered_by=ordered_by,
    )


def _column(layout, position, entry, slug, metrics):
    return Column(
        layout=layout,
        position=position,
        header_path=list(entry.path),
        metric=metrics[slug, entry.metric],
        whole=metrics.get((slug, entry.whole)),
        in_note=entry.in_note,
    )
