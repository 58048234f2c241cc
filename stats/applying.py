"""A plan that somebody has looked at becomes figures: all of it, in one transaction, or nothing."""

from django.db import IntegrityError, transaction

from stats import booking, keeping, matching
from stats.enlarging import add_rows, add_table
from stats.entering import Clashes, Closed, Entry, NotAssigned, enter
from stats.models import Dataset, Import, Institution, InstitutionName, Row, SheetForm
from stats.naming import name_key
from stats.planning import ADDED, CHANGED, Answers, Sheets, make_plan
from stats.planning.columns import OUT
from stats.planning.rows import NEW

LONGEST_NAME = 100


class Refused(Exception):
    """Nothing was written; the message says why, for the person at the desk."""


class Stale(Refused):
    """What would be written is no longer what was looked at."""


def take_in(documents, request, source=Import.Source.SHEET):
    """The Imports made of `documents`, as `request` (a Request) wants them; nothing on Refused."""
    taking = _Taking(documents, request, source)
    try:
        with transaction.atomic():
            # Two imports of one month wait for each other; the second finds nothing left to do.
            list(Dataset.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
            return taking.take()
    except Clashes as clashes:
        raise Stale(f"预览之后有 {len(clashes.cells)} 格被别人改过，请再看一遍预览。") from clashes
    except (Closed, NotAssigned) as refusal:
        raise Refused(str(refusal)) from refusal
    except keeping.NoRoom as error:
        raise Refused(str(error)) from error
    except IntegrityError as error:
        raise Stale("别人刚刚建立了同样的表或机构，请再看一遍预览。") from error


class Request:
    """What a person has asked for: month, issue, answers, and the plan she has looked at."""

    def __init__(self, period, origin, user, answers, digest="", sure=False):
        self.period, self.origin, self.user = period, origin, user
        self.answers, self.digest, self.sure = answers, digest, sure

    def plan(self, sheets, answers=None):
        return make_plan(sheets, self.period, self.user, answers or self.answers, self.origin)


class _Taking:
    """One taking-in; `imports` are, by the sha-256 of each file, what it is put down in."""

    def __init__(self, documents, request, source):
        self.documents, self.request, self.source = documents, request, source
        self.sheets = Sheets.of(documents)
        self.user = request.user
        self.imports = {}

    def take(self):
        imports, answers = self._prepare()
        # What was looked at has been let go: two plans at a time would double what it takes.
        for sheet in self.request.plan(self.sheets, answers).taken:
            self._write(sheet)
            remember(sheet)
        for import_, document in zip(imports, self.documents, strict=True):
            booking.keep(import_, document)
        return imports

    def _prepare(self):
        """The Imports begun, and answers by which all has its place: what was new is made."""
        plan = self.request.plan(self.sheets)
        self._check(plan)
        imports = [self._begin(document) for document in self.documents]
        answers = Answers(self.request.answers.fields | self._make_institutions(plan))
        for sheet in plan.taken:
            self._make_table(sheet)
        return imports, answers

    def _check(self, plan):
        if plan.blocked:
            raise Refused("有不能导入的内容，没有写入任何数据；请按预览中的说明改正。")
        if plan.digest != self.request.digest:
            raise Stale("预览之后数据有了变动，没有写入；请再看一遍预览。")
        if plan.doubts and not self.request.sure:
            raise Refused("有需要确认的内容，请先勾选“以上各项已核对”再写入。")
        if not plan.writes:
            raise Refused("没有可写入的改动。")

    def _make_institutions(self, plan):
        """Answers by which the rows of new institutions find them."""
        answers, made = {}, {}
        for sheet in plan.taken:
            for row in sheet.asked:
                if row.decision != NEW:
                    continue
                key = name_key(row.name)
                if key not in made:
                    made[key] = self._make_institution(sheet, row)
                answers[f"{sheet.key}-r{row.index}"] = str(made[key].pk)
        return answers

    def _make_institution(self, sheet, row):
        if len(row.name) > LONGEST_NAME:
            raise Refused(f"{row.where} 的名称超过 {LONGEST_NAME} 字，不能新建机构。")
        kind = matching.likely_kind(row.name, sheet.dataset.subject_kind) or "other"
        # Whoever may not make institutions proposes one, as a document does.
        confirmed = self.user.has_perm("stats.add_institution")
        institution = Institution.objects.create(name=row.name, kind=kind, confirmed=confirmed)
        InstitutionName.objects.create(institution=institution, name=row.name)
        self._note(sheet, "institution", [{"id": institution.pk}])
        return institution

    def _make_table(self, sheet):
        if sheet.table is not None or not (sheet.count(ADDED) or sheet.count(CHANGED)):
            return
        like = sheet.template.table if sheet.template else None
        words = {"title": sheet.parsed.title, "header": _header(sheet)}
        words["note"] = "\n".join(sheet.parsed.notes)
        request = self.request
        table = add_table(
            sheet.dataset, request.period, request.origin, like, self.user,
            **({} if like else words),
        )  # fmt: skip
        self._note(sheet, "table", [{"id": table.pk}], table.pk)

    def _write(self, sheet):
        wanted = sheet.of(ADDED, CHANGED)
        if not wanted:
            return
        table = sheet.table.table
        self._make_rows(sheet, table, wanted)
        entries = [
            Entry(cell.row.row_id, cell.metrics, cell.raw, base=cell.old, where=cell.where)
            for cell in wanted
        ]
        changes = enter(table, entries, self.user, f"导入 {sheet.file}")
        self._note(sheet, "cell", map(booking.plain_cell, changes), table.pk)

    def _make_rows(self, sheet, table, wanted):
        new = {id(cell.row): cell.row for cell in wanted if cell.row.row_id is None}
        rows = [
            Row(kind=row.kind, group=row.group, number=row.number, printed_name=row.name,
                institution_id=row.institution if row.kind == "data" else None)
            for row in new.values()
        ]  # fmt: skip
        add_rows(table, rows, self.user)
        for plan, row in zip(new.values(), rows, strict=True):
            plan.row_id = row.pk
        self._note(sheet, "row", ({"id": row.pk} for row in rows), table.pk)

    def _note(self, sheet, kind, changes, table=None):
        booking.note(self.imports[sheet.sha256], kind, changes, table)

    def _begin(self, document):
        ours = any(filled is document for filled, _ in self.sheets.filled)
        import_ = booking.begin(
            document, self.user, Import.Source.WORKBOOK if ours else self.source
        )
        self.imports.setdefault(document.sha256, import_)
        return import_


def _header(sheet):
    """Table.header of a sheet whose family has no earlier table."""
    metrics = {column.index: column.metrics for column in sheet.columns}
    return [
        {"path": list(column.path), "role": column.role, "metrics": list(metrics.get(at, ()))}
        for at, column in enumerate(sheet.parsed.columns)
        if column.role != "figure" or metrics.get(at)
    ]


def remember(sheet):
    """Keep how this sheet was understood, so that next month it need not be asked.

    A sheet of our own workbook has no signature, and nobody was asked about it."""
    if not sheet.signature:
        return
    codes = dict(Institution.objects.values_list("pk", "code")) if sheet.asked else {}
    names = {name_key(row.name): codes[row.institution] for row in sheet.asked if row.institution}
    columns = {column.label: " ".join(column.metrics) or OUT for column in sheet.columns}
    SheetForm.objects.update_or_create(
        signature=sheet.signature,
        defaults={
            "dataset": sheet.dataset,
            "label": f"{sheet.sheet} {sheet.title}".strip()[:200],
            "mapping": {"columns": columns, "names": names},
        },
    )
