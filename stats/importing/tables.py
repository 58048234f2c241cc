"""Parsed tables and sentences of one issue become tables with rows and observations."""

from dataclasses import dataclass, field

from stats import matching
from stats.importing.cells import CellReader, fits
from stats.importing.columns import shape_columns
from stats.importing.decided import Decided
from stats.importing.families import Families, WantedLayout
from stats.importing.institutions import Institutions
from stats.importing.sentences import SentenceTables
from stats.models import Finding, Observation, Row, Table
from stats.parsing.months import month_alone, month_near
from stats.parsing.records import Oddity
from stats.parsing.sentences import parse_note


@dataclass
class Imported:
    """One table put into the record, where it was printed, and what was new about it."""

    table: Table
    where: str
    rows: int
    columns: int
    new_metrics: list = field(default_factory=list)
    new_institutions: list = field(default_factory=list)

    @property
    def report(self):
        """The table's object in the ingest report; dataset is null while a proposal."""
        dataset = self.table.dataset
        return {
            "dataset": dataset.slug if dataset.confirmed else None,
            "title": self.table.title,
            "period": f"{self.table.period:%Y-%m}",
            "rows": self.rows,
            "columns": self.columns,
            "new_metrics": [metric.label for metric in self.new_metrics],
            "new_institutions": [institution.name for institution in self.new_institutions],
        }


class TableImporter:
    """Puts the tables of one issue into the record, in printed order, one after the other.

    `origin` is the key of the issue (2024-09), `period` the month of figures whose title names
    none, `decisions` what people said of its words. `imported` and `findings` (unsaved) fill as
    tables are added.
    """

    def __init__(self, origin, period, decisions=()):
        self.origin, self.period = origin, period
        self.decided = Decided(decisions, period)
        self.decided.prepare()
        self.families = Families()
        self.institutions = Institutions(self.decided.institutions)
        self.decided.extend(self.families)
        self.imported, self.findings = [], []
        self._sentences = SentenceTables(self)

    def add_table(self, parsed):
        """Record a ParsedTable with every cell; what is unknown in it is proposed."""
        oddities = list(parsed.oddities)
        period = self._period(parsed, oddities)
        family = self._family(parsed, period, oddities)
        shapes = shape_columns(parsed, family, period, self.families, oddities)
        notes = self._note_figures(parsed, family, period, oddities)
        layout = self.families.layout(family, self._wanted(parsed, shapes, notes, period))
        table = Table.objects.create(
            dataset=family.dataset,
            period=period,
            origin=self.origin,
            layout=layout,
            title=parsed.title[:500],
            header=[shape.as_printed for shape in shapes],
            preface="\n".join(parsed.preface),
            note="\n".join(parsed.notes),
        )
        rows = self._save_rows(table, parsed, shapes, notes, family, oddities)
        self.decided.remember(table, parsed.where, parsed.title)
        self.finish(table, parsed.where, rows, len(shapes), oddities)

    def add_sentence(self, sentence):
        """Record the figures of a ParsedSentence; paragraphs of one family and month make one
        table, which `close` writes."""
        self._sentences.add(sentence)

    def close(self):
        """Write the tables of the sentences added since the last close."""
        self._sentences.close()

    def finish(self, table, where, rows, columns, oddities):
        """Book a written table with what was new in it and what was odd about it."""
        done = Imported(table, where, rows, columns)
        told = {metric.pk for other in self.imported for metric in other.new_metrics}
        done.new_metrics = [
            metric
            for metric in self.families.new_metrics
            if metric.dataset_id == done.table.dataset_id and metric.pk not in told
        ]
        known = sum(len(other.new_institutions) for other in self.imported)
        done.new_institutions = self.institutions.new[known:]
        self.imported.append(done)
        self.findings += [finding_of(oddity, self.origin, done.table) for oddity in oddities]

    def _period(self, parsed, oddities):
        if parsed.period is not None:
            return parsed.period
        number = month_alone(parsed.title)
        period = month_near(number, self.period) if number else self.period
        what = "只写了月份，没有写年份" if number else "没有写明年月"
        message = f"“{parsed.title}”{what}，按 {period:%Y-%m} 收录，请核对。"
        oddities.append(Oddity("period-not-printed", message, parsed.where))
        return period

    def _family(self, parsed, period, oddities):
        family, titled = self.families.of_table(parsed)
        if decided := self.decided.family_of(parsed.where, self.families):
            family, titled = decided, True
        if family is not None and self.has_table(family, period):
            oddities.append(
                Oddity(
                    "table-twice",
                    f"本期已有 {period:%Y-%m} 的“{family.dataset}”，这一张另列为待确认的统计表。",
                    parsed.where,
                    "error",
                )
            )
            family = None
        if family is None:
            return self.families.propose(parsed.title)
        if not titled:
            oddities.append(
                Oddity(
                    "title-unusual",
                    f"标题“{parsed.title}”与“{family.dataset}”的惯例不同，按列名归入。",
                    parsed.where,
                )
            )
        return family

    def has_table(self, family, period):
        return any(
            done.table.dataset_id == family.dataset.pk and done.table.period == period
            for done in self.imported
        )

    def _note_figures(self, parsed, family, period, oddities):
        """(figure, metric) of every number in the notes, metrics proposed where unknown."""
        found, columns = [], family.columns_in(period, in_note=True)
        for text in parsed.notes:
            note = parse_note(text, parsed.where, period)
            oddities.extend(note.oddities)
            for figure in note.figures:
                column = matching.column_for(columns, (figure.label,))
                metric = column.metric if column and fits(figure, column.metric) else None
                if metric is None or any(metric == earlier for _, earlier in found):
                    label = ((figure.name and f"{figure.name}：") + figure.label,)
                    metric = self.families.propose_metric(family, label, figure.unit)
                found.append((figure, metric))
        return found

    def _wanted(self, parsed, shapes, notes, period):
        stub = {shape.column.role: "".join(shape.column.path) for shape in shapes}
        body = [(shape.column.path, *shape.metrics, False) for shape in shapes if shape.is_figure]
        return WantedLayout(
            self.origin,
            period,
            "two-up" if parsed.lanes > 1 else "table",
            body + [((figure.label,), metric, None, True) for figure, metric in notes],
            stub.get("number", "")[:20],
            stub.get("subject", ""),
            matching.title_pattern_of(parsed.title),
        )

    def _save_rows(self, table, parsed, shapes, notes, family, oddities):
        reader = CellReader(table, shapes, family.dataset.marks, oddities)
        printed = [
            self._row(table, place, row, family, oddities)
            for place, row in enumerate(parsed.rows, 1)
        ]
        noted = [
            Row(table=table, position=place, kind="total", printed_name=figure.name or figure.label)
            for place, (figure, _) in enumerate(notes, len(printed) + 1)
        ]
        rows = Row.objects.bulk_create(printed + noted)
        observations = [
            observation
            for record, row in zip(printed, parsed.rows, strict=True)
            for observation in reader.observations(record, row)
        ]
        observations += [
            reader.figure(record, metric, figure)
            for record, (figure, metric) in zip(noted, notes, strict=True)
        ]
        Observation.objects.bulk_create(observations)
        return len(rows)

    def _row(self, table, place, row, family, oddities):
        institution = None
        if row.kind == "data":
            institution = self.institutions.find(
                row.name, table.period, family.dataset, row.where, oddities
            )
        return Row(
            table=table,
            position=place,
            kind=row.kind,
            group=row.group,
            number=row.number,
            institution=institution,
            printed_name=row.name,
        )


def finding_of(oddity, origin, table=None):
    """The unsaved Finding of an Oddity."""
    return Finding(
        origin=origin,
        table=table,
        severity=oddity.severity,
        code=oddity.code,
        message=oddity.message[:500],
        where=oddity.where[:300],
    )
