"""What a document leaves to be decided, as questions of a form: nearest known answers first."""

import itertools
import json
from dataclasses import dataclass, field

from news.parsing.amending import PARTS
from news.workbench.known import Known
from stats.importing.institutions import name_doubted
from stats.matching import likely_kind
from stats.models import Finding, Kind, Observation, Severity, Verdict
from stats.parsing.readings import mark_of, split_pair

NEW, OTHER = "+new", "+known"  # of an institution "+other" is a kind
KINDS = ("names", "doubles", "cells", "lines", "errors", "warnings")
MOST = 100  # as many questions of a kind as a person will look at before asking for more


@dataclass
class Question:
    """One thing to be decided: `identity` says of what, `options` are (value, text)."""

    number: int
    identity: dict
    message: str
    href: str = ""
    where: str = ""
    options: list = field(default_factory=list)
    text: str = ""
    unit: str = ""

    @property
    def kind(self):
        return self.identity["kind"]

    @property
    def as_json(self):
        return json.dumps(self.identity, ensure_ascii=False)


@dataclass
class Sheet:
    """What is asked about one table."""

    key: int
    title: str
    href: str
    family: Question | None = None
    columns: list = field(default_factory=list)
    marks: list = field(default_factory=list)


@dataclass
class Questions:
    """All that is asked about a document, and the errors that only a change of the text mends;
    `links` lead from each finding to its place in the source."""

    sheets: list = field(default_factory=list)
    names: list = field(default_factory=list)
    doubles: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    left_out: int = 0
    links: dict = field(default_factory=dict)
    institutions: list = field(default_factory=list)

    @property
    def shown(self):
        """Whether anything is asked at all."""
        lists = (getattr(self, kind) for kind in ("sheets", *KINDS))
        return any(lists)


def questions_of(taken, places):
    """The Questions on a Taken, in a fixed number of queries."""
    return _Asker(taken, places).ask()


class _Asker:
    def __init__(self, taken, places):
        self.taken, self.places = taken, places
        self.numbers = itertools.count()
        self.asked = Questions()
        found = Finding.objects.filter(origin=taken.issue.origin, verdict="")
        self.found = list(
            found.select_related("table__dataset", "table__layout", "row__institution", "metric")
        )
        self.cells = self._sources()
        self.where = {done.table.pk: done.where for done in taken.imported}
        self.sheets = {}
        self.open = {(one.table_id, one.code) for one in self.found}
        self.known = Known([done.table.layout_id for done in taken.imported])

    def _sources(self):
        """Text and place of each figure, by row and metric; the first of a row also by None."""
        tables = [done.table.pk for done in self.taken.imported]
        cells = Observation.objects.filter(row__table__in=tables).order_by("pk")
        found = {}
        for row, metric, raw, source in cells.values_list("row", "metric", "raw_text", "source"):
            found[row, metric] = raw, source
            found.setdefault((row, None), (raw, source))
        return found

    def ask(self):
        self.links = {one.pk: self.places.link(self.anchor(one)) for one in self.found}
        self.asked.links = self.links
        for finding in self.found:
            ask = getattr(self, "_ask_" + finding.code.replace("-", "_"), None)
            (ask or self._ask_of_any)(finding)
        self._ask_marks()
        asked = self.asked
        named = asked.names or asked.doubles
        asked.institutions = list(self.known.institutions) if named else []
        asked.sheets = sorted(self.sheets.values(), key=lambda sheet: sheet.key)
        for name in KINDS:
            questions = getattr(asked, name)
            asked.left_out += len(questions[MOST:])
            del questions[MOST:]
        return asked

    def anchor(self, finding):
        """The place in the source that a finding speaks of."""
        for key in ((finding.row_id, finding.metric_id), (finding.row_id, None)):
            if finding.row_id and (known := self.cells.get(key)):
                return self.places.anchor(known[1])
        named = self.places.anchor(finding.where)
        return named or self.places.anchor(self.where.get(finding.table_id, ""))

    def _question(self, finding, identity, **more):
        return Question(
            next(self.numbers),
            identity,
            finding.message,
            self.links[finding.pk],
            finding.where,
            **more,
        )

    def _sheet(self, finding):
        done = next(i for i, d in enumerate(self.taken.imported) if d.table.pk == finding.table_id)
        if done not in self.sheets:
            title = finding.table.title or str(finding.table.dataset)
            anchor = self.places.anchor(self.where[finding.table_id])
            self.sheets[done] = Sheet(done, title, self.places.link(anchor))
        return self.sheets[done]

    # -- tables, columns, names

    def _ask_dataset_unconfirmed(self, finding):
        table, dataset = finding.table, finding.table.dataset
        title = table.title or dataset.title
        identity = {"kind": "table", "where": self.where[table.pk], "title": title}
        options = self.known.families(dataset.title)
        question = self._question(finding, identity, options=options, text=dataset.title)
        self._sheet(finding).family = question

    def _ask_metric_unconfirmed(self, finding):
        table = finding.table
        if not table.dataset.confirmed:
            return  # first which family it is, then what its columns are
        column, nth = self.known.column_of(table.layout_id, finding.metric)
        if column is None:
            self._ask_of_any(finding)
            return
        sheet, identity = self._sheet(finding), _identity_of(column, nth, table.dataset.slug)
        if any(one.identity == identity for one in sheet.columns):
            return
        question = self._question(finding, identity, text=identity["pair"][0])
        question.unit = column.metric.unit
        question.options = (
            self.known.pairs(table.dataset_id)
            if column.whole
            else self.known.metrics(table.dataset_id, column.header_path)
        )
        sheet.columns.append(question)

    def _ask_layout_new(self, finding):
        if (finding.table_id, "metric-unconfirmed") in self.open:
            return  # settled with its columns
        layout = finding.table.layout
        identity = {"kind": "layout", "family": finding.table.dataset.slug, "code": layout.code}
        self.asked.warnings.append(self._question(finding, identity))

    def _ask_institution_unconfirmed(self, finding):
        institution = finding.row.institution
        identity = {"kind": "name", "name": institution.name}
        if any(one.identity == identity for one in self.asked.names):
            return
        kind = finding.table.dataset.subject_kind
        likely = likely_kind(institution.name, kind) or institution.kind
        options = [*self.known.near(institution.name), *_kinds(likely)]
        self.asked.names.append(self._question(finding, identity, options=options))

    def _ask_institution_ambiguous(self, finding):
        """Which of those that bear the name is meant; the finding tells only the name."""
        name = name_doubted(finding.message)
        identity = {"kind": "name", "name": name}
        if any(one.identity == identity for one in self.asked.doubles):
            return
        kind = finding.table.dataset.subject_kind
        options = [*self.known.bearers(name), *_kinds(likely_kind(name, kind) or kind)]
        self.asked.doubles.append(self._question(finding, identity, options=options))

    # -- cells, marks, lines

    def _ask_cell_unread(self, finding):
        raw, where = self.cells.get((finding.row_id, finding.metric_id), ("", ""))
        if not self.places.anchor(where):
            return self._ask_of_any(finding)
        identity = {"kind": "edit", "where": where, "old": raw}
        if all(one.identity != identity for one in self.asked.cells):
            self.asked.cells.append(self._question(finding, identity, text=raw))
        return None

    def _ask_mark_undefined(self, finding):
        self._sheet(finding)  # one question for all such cells of the family, asked below

    def _ask_marks(self):
        undefined = [one for one in self.found if one.code == "mark-undefined"]
        seen = set()
        for finding in undefined:
            raw = finding.message.partition("“")[2].partition("”")[0]
            for part in split_pair(raw) or (raw,):
                key = (finding.table.dataset.slug, mark_of(part))
                if key[1] and key not in seen:
                    seen.add(key)
                    identity = {"kind": "mark", "family": key[0], "mark": key[1]}
                    self._sheet(finding).marks.append(self._question(finding, identity))

    def _ask_unplaced(self, finding):
        line = next(
            one for one in self.taken.parsed.unplaced
            if one.where == finding.where and one.text[:200] in finding.message
        )  # fmt: skip
        identity = {"kind": "told", "where": line.where, "text": line.text}
        options = list(PARTS.items())
        self.asked.lines.append(self._question(finding, identity, options=options, text=line.text))

    def _ask_of_any(self, finding):
        if finding.severity == Severity.ERROR:
            self.asked.errors.append(self._question(finding, {"kind": "none"}))
            return
        identity = {
            "kind": "verdict", "code": finding.code, "where": finding.where,
            "message": finding.message,
        }  # fmt: skip
        question = self._question(finding, identity, options=list(Verdict.choices))
        self.asked.warnings.append(question)


def _kinds(likely):
    """(answer, label) of a new institution of each kind, the likely one first."""
    kinds = sorted(Kind.choices, key=lambda one: one[0] != likely)
    return [(f"+{value}", f"新建：{label}") for value, label in kinds]


def _identity_of(column, nth, family):
    """How a proposed column is known: where it stands, and what was proposed for it."""
    metric = column.metric
    return {
        "kind": "column",
        "family": family,
        "path": column.header_path,
        "nth": nth,
        "note": column.in_note,
        "decimals": metric.decimals,
        "part_of": metric.part_of.code if metric.part_of else None,
        "pair": [one.label for one in (metric, column.whole) if one is not None],
    }
