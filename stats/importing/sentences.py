"""Paragraphs with figures become tables: a row for each subject or name, a column a label."""

from dataclasses import dataclass, field

from stats import matching
from stats.importing.cells import CellReader, fits
from stats.importing.families import WantedLayout
from stats.models import Observation, Row, Table
from stats.naming import name_key
from stats.parsing import units
from stats.parsing.months import month_near
from stats.parsing.readings import read_number
from stats.parsing.records import Oddity
from stats.parsing.wording import row_kind


@dataclass
class _Entry:
    """A row in the making: its figures as (figure, metric)."""

    kind: str
    group: str
    name: str
    where: str
    figures: list = field(default_factory=list)


@dataclass
class _Draft:
    """A table in the making, of one family and month."""

    family: object
    period: object
    title: str
    subject: str
    where: str
    known: list
    texts: list = field(default_factory=list)
    entries: dict = field(default_factory=dict)
    labels: list = field(default_factory=list)
    oddities: list = field(default_factory=list)


class SentenceTables:
    """Collects the paragraphs of an issue by family and month, and writes them as tables."""

    def __init__(self, importer):
        self.importer, self.drafts = importer, {}

    def add(self, sentence):
        candidates = self._candidates(sentence)
        # A list of names speaks of the family's subjects one by one: what it adds up to is a total.
        listing = {
            matching.family_of_figure(figure, candidates).dataset.pk
            for figure in sentence.figures
            if figure.name
        }
        for figure in sentence.figures:
            family = matching.family_of_figure(figure, candidates)
            draft = self._draft(family, self._period(figure, sentence), sentence)
            self._put(draft, figure, sentence, family.dataset.pk in listing)

    def _candidates(self, sentence):
        families, decided = self.importer.families, self.importer.decided
        if family := decided.family_of(sentence.where, families):
            return [family]
        candidates = families.of_sentence(sentence)
        if not candidates:
            return [families.propose(sentence.subject or sentence.title or sentence.text[:20])]
        return candidates

    def _period(self, figure, sentence):
        if figure.period is None and figure.month:
            return month_near(figure.month, self.importer.period)
        return figure.period or sentence.period or self.importer.period

    def _draft(self, family, period, sentence):
        key = family.dataset.pk, period
        if key not in self.drafts:
            known = family.columns_in(period)
            self.drafts[key] = _Draft(
                family, period, sentence.title, sentence.subject, sentence.where, known
            )
        draft = self.drafts[key]
        if sentence.text not in draft.texts:
            draft.texts.append(sentence.text)
            draft.oddities += sentence.oddities
            if not sentence.subject:
                draft.oddities.append(_without_subject(sentence, draft.family))
        return draft

    def _put(self, draft, figure, sentence, listed):
        if figure.name:
            kind, group = row_kind(figure.name), sentence.subject
            group = "" if self._is_total_of(draft, group) else group
            key = (group, figure.name)
        else:
            kind, group = ("total" if listed else "data"), ""
            key = ("", sentence.subject)
        name = figure.name or sentence.subject
        entry = draft.entries.setdefault(key, _Entry(kind, group, name, figure.where))
        metric = self._metric(draft, entry, figure)
        entry.figures.append((figure, metric))

    @staticmethod
    def _is_total_of(draft, subject):
        return ("", subject) in draft.entries

    def _metric(self, draft, entry, figure):
        label = figure.label
        column = matching.column_for(draft.known, (label,))
        metric = column.metric if column and fits(figure, column.metric) else None
        if metric is not None and self._divides_another(draft, metric, figure):
            metric, label = None, f"{figure.whole}：{label}"
        if metric is not None and any(metric == taken for _, taken in entry.figures):
            message = f"“{label}”在一段里说了两次，后一个数另列为待确认的指标。"
            draft.oddities.append(Oddity("figure-twice", message, figure.where, "error"))
            metric = None
        if metric is None:
            metric = self._proposed(draft, entry, figure, label)
        if (label, metric) not in draft.labels:
            draft.labels.append((label, metric))
        return metric

    @staticmethod
    def _divides_another(draft, metric, figure):
        """True where 其中 takes the figure from another one than its metric is a part of."""
        whole = matching.column_for(draft.known, (figure.whole,)) if figure.whole else None
        return bool(whole and metric.part_of_id and whole.metric_id != metric.part_of_id)

    def _proposed(self, draft, entry, figure, label):
        """The metric already proposed for this label in this table, or a new one."""
        taken = {metric.pk for _, metric in entry.figures}
        for other, metric in draft.labels:
            known = name_key(other) == name_key(label) and not metric.confirmed
            if known and metric.pk not in taken and fits(figure, metric):
                return metric
        number = read_number(figure.raw)
        return self.importer.families.propose_metric(
            draft.family,
            (label or "（无文字说明）",),
            figure.unit,
            max(0, -number.as_tuple().exponent) if number is not None else 0,
            part_of=self._whole(entry, figure),
        )

    @staticmethod
    def _whole(entry, figure):
        """What the known parts beside it in the same 其中 add up to."""
        for other, metric in entry.figures:
            alike = other.whole == figure.whole and units.kind(other.unit) == units.kind(
                figure.unit
            )
            if figure.whole and alike and metric.part_of_id:
                return metric.part_of
        return None

    def close(self):
        for draft in self.drafts.values():
            self._write(draft)
        self.drafts = {}

    def _write(self, draft):
        importer = self.importer
        columns = [((label,), metric, None, False) for label, metric in draft.labels]
        pattern = matching.title_pattern_of(draft.subject or draft.title)
        layout = importer.families.layout(
            draft.family,
            WantedLayout(importer.origin, draft.period, "sentence", columns, title_pattern=pattern),
        )
        table = Table.objects.create(
            dataset=draft.family.dataset,
            period=draft.period,
            origin=importer.origin,
            layout=layout,
            title=draft.title[:500],
            text="\n".join(draft.texts),
        )
        self._write_rows(table, draft)
        importer.decided.remember(table, draft.where, draft.subject or draft.title)
        importer.finish(table, draft.where, len(draft.entries), len(draft.labels), draft.oddities)

    def _write_rows(self, table, draft):
        reader = CellReader(table, [], {}, draft.oddities)
        entries = list(draft.entries.values())
        rows = Row.objects.bulk_create(
            Row(
                table=table,
                position=place,
                kind=entry.kind,
                group=entry.group,
                printed_name=entry.name,
                institution=self._institution(entry, draft),
            )
            for place, entry in enumerate(entries, 1)
        )
        Observation.objects.bulk_create(
            reader.figure(record, metric, figure)
            for record, entry in zip(rows, entries, strict=True)
            for figure, metric in entry.figures
        )

    def _institution(self, entry, draft):
        if entry.kind != "data":
            return None
        return self.importer.institutions.find(
            entry.name, draft.period, draft.family.dataset, entry.where, draft.oddities
        )


def _without_subject(sentence, family):
    return Oddity(
        "subject-not-printed",
        f"“{sentence.text[:20]}…”没有写明是谁的数据，按标题归入“{family.dataset}”，请核对。",
        sentence.where,
    )
