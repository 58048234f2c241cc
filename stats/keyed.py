"""Import-export resources for lists of records that are known by natural keys.

All old records are fetched at once, each line is compared as text with what an export would say,
and what differs is written in bulk with its history. The dry run writes too, and takes it back:
so the database says beforehand what it would say.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from import_export.resources import ModelResource
from simple_history.utils import bulk_create_with_history

from stats import booking
from stats.models import Import
from stats.outcomes import Outcome, Shown, fingerprint
from stats.past import change_many
from stats.restoring import told_record
from stats.taking_tidy import STALE
from stats.widgets import Code, told
from stats.writing import unguarded

_AT_ONCE = 2000


class ListResource(ModelResource):
    """A list to be written out: a line for each record, fields as declared."""

    related = ()

    @property
    def columns(self):
        return [self.fields[name] for name in self.get_export_order()]

    @property
    def header(self):
        return [field.column_name for field in self.columns]

    def get_queryset(self):
        return super().get_queryset().select_related(*self.related)

    def lines(self, queryset):
        """Values in the order of the header for each record of `queryset`, or of all."""
        records = self.get_queryset() if queryset is None else queryset
        if self.related:
            records = records.select_related(*self.related)
        columns = self.columns
        for record in records.iterator(_AT_ONCE):
            yield [field.export(record) for field in columns]


class KeyedResource(ListResource):
    """A list that can be taken in again; `key` names the fields by which a line finds its record.

    `derived` are fields that follow from others: `prepare` sets them, as save() would.
    """

    key = ()
    derived = ()

    def prepare(self, record):
        """Set what save() would set: bulk writing does not call it."""

    def refusal(self, record):
        """Why nobody may change this record by a list, or nothing."""
        return ""

    def after(self, records):
        """Do what hangs on records that were written."""

    def import_data(self, dataset, dry_run=False, user=None, digest="", **kwargs):
        """The Outcome of a Listing; written unless `dry_run`, all of it or nothing."""
        taking = _Taking(self, dataset, user)
        with transaction.atomic():
            outcome = taking.plan()
            if not dry_run and (outcome.digest != digest or outcome.refused):
                return Outcome(stale=STALE)
            if not outcome.refused:
                taking.write(keep=not dry_run)
        return outcome


def resource_of(model, among=KeyedResource):
    """The KeyedResource of that model."""
    for resource in among.__subclasses__():
        if resource._meta.model is model:
            return resource()
        if found := resource_of(model, resource):
            return found
    return None


class _Edit:
    """A record that changes: where its line stands, and its fields before."""

    def __init__(self, record, where, names, old):
        self.record, self.where, self.names, self.old = record, where, names, old


class _Undone(Exception):
    """Raised to take back what a dry run wrote."""


class _Taking:
    """One file on its way in through a KeyedResource."""

    def __init__(self, resource, listing, user):
        self.resource, self.listing, self.user = resource, listing, user
        self.model = resource._meta.model
        self.names = resource.get_export_order()
        self.fields = resource.fields
        self.outcome = Outcome(notes=list(listing.notes))
        self.made, self.changed, self.lines = [], [], {}

    def plan(self):
        outcome = self.outcome
        outcome.refused += [("", error) for error in self.listing.errors]
        self.order = self._order()
        if not outcome.refused:
            self._load()
            for number, texts in self.listing.lines:
                self._take(number, self._told(texts))
        outcome.digest = fingerprint(
            [[edit.where, edit.what, edit.is_new, edit.fields] for edit in outcome.edits]
        )
        return outcome

    def _order(self):
        """{column name: its place in the file}; refusals where the header is another."""
        header = [text.strip() for text in self.listing.header[1]]
        wanted = [self.fields[name].column_name for name in self.names]
        where = self.listing.where(self.listing.header[0], 0)
        missing = [name for name in wanted if name not in header]
        extra = [name for name in header if name and name not in wanted]
        twice = [name for name in dict.fromkeys(header) if name and header.count(name) > 1]
        for words, names in (
            ("缺少列：{}；首行须是导出文件的列名。", missing),
            ("有不认识的列：{}；请删去或改回原列名。", extra),
            ("列名出现了不止一次：{}；请只留一列。", twice),
        ):
            if names:
                self.outcome.refused.append((where, words.format("、".join(names))))
        return {name: place for place, name in enumerate(header)}

    def _load(self):
        for field in self.fields.values():
            if isinstance(field.widget, Code):
                field.widget.load()
        self.known = {self._key(record): record for record in self.resource.get_queryset()}

    def _key(self, record):
        return tuple(told(self.fields[name].export(record)) for name in self.resource.key)

    def _told(self, texts):
        """{column name: text} of a line, as it was before an export guarded it."""
        line = {}
        for name, place in self.order.items():
            text = texts[place] if place < len(texts) else ""
            line[name] = unguarded(text) if self.listing.guards else text
        return line

    def _refuse(self, number, name, message):
        place = self.order[self.fields[name].column_name]
        self.outcome.refused.append((self.listing.where(number, place), message))

    def _take(self, number, line):
        key = tuple(line[self.fields[name].column_name] for name in self.resource.key)
        if key in self.lines:
            message = f"与第{self.lines[key]}行是同一条，请只留一行。"
            self._refuse(number, self.resource.key[0], message)
            return
        self.lines[key] = number
        record = self.known.get(key)
        is_new = record is None
        record = self.model() if is_new else record
        changes = self._changes(number, line, record, is_new)
        if changes is None:
            return
        if not changes and not is_new:
            self.outcome.unchanged += 1
            return
        self._book(number, record, changes, is_new)

    def _changes(self, number, line, record, is_new):
        """[(name, old text, new text, value)] of what differs; None where the line is wrong."""
        changes, wrong = [], False
        for name in self.names:
            field = self.fields[name]
            text = line[field.column_name]
            old = "" if is_new else told(field.export(record))
            if text == old and not is_new:
                continue
            try:
                value = field.widget.clean(text)
            except ValueError as error:
                self._refuse(number, name, str(error))
                wrong = True
                continue
            new = told(field.widget.render(value))
            if new != old or is_new:
                changes.append((name, old, new, value))
        return None if wrong else changes

    def _book(self, number, record, changes, is_new):
        names = [name for name, *_ in changes]
        old = None if is_new else told_record(record, [*names, *self.resource.derived])
        for name, _, _, value in changes:
            field = self.model._meta.get_field(name)
            if value is None and not field.null:
                if field.is_relation:
                    continue
                value = field.get_default()
            setattr(record, name, value)
        self.resource.prepare(record)
        if self._is_wrong(number, record):
            return
        where = self.listing.where(number, self.order[self.fields[names[0]].column_name])
        edit = _Edit(record, where, [*names, *self.resource.derived], old)
        (self.made if is_new else self.changed).append(edit)
        labels = [(self.fields[name].column_name, old, new) for name, old, new, _ in changes
                  if old or new]  # fmt: skip
        self.outcome.edits.append(Shown(where, str(record), is_new, labels))
        self.outcome.added += is_new
        self.outcome.changed += not is_new

    def _is_wrong(self, number, record):
        """True where the record breaks a rule that needs no other record to be asked."""
        first = self.resource.key[0]
        if message := self.resource.refusal(record):
            self._refuse(number, first, message)
            return True
        try:
            record.clean_fields(exclude=self._linked(record))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                shown = name if name in self.fields else first
                self._refuse(number, shown, "；".join(messages))
            return True
        return False

    def _linked(self, record):
        """Names of what points to records that are known to be there: not to be asked again."""
        fields = self.model._meta.concrete_fields
        return [f.name for f in fields if f.is_relation and getattr(record, f.attname) is not None]

    def write(self, keep):
        """Write all edits; without `keep`, only see whether the database takes them."""
        try:
            with transaction.atomic():
                self._write()
                if not keep:
                    raise _Undone
        except _Undone:
            return
        except IntegrityError:
            self._find_culprits()
            return
        self.outcome.import_ = booking.begin(self.listing, self.user, Import.Source.TIDY)
        booking.note(self.outcome.import_, "record", self._ways_back())
        booking.keep(self.outcome.import_, self.listing)

    def _write(self):
        reason = f"导入 {self.listing.name}"[:100]
        made = [edit.record for edit in self.made]
        said = {"default_user": self.user, "default_change_reason": reason}
        bulk_create_with_history(made, self.model, **said)
        if self.changed:
            fields = [*self.names, *self.resource.derived]
            changed = [edit.record for edit in self.changed]
            change_many(changed, self.model, fields, self.user, reason)
        self.resource.after([edit.record for edit in (*self.made, *self.changed)])

    def _find_culprits(self):
        """Ask each record which rule it breaks: many queries, but only when one is broken."""
        for edit in (*self.made, *self.changed):
            try:
                if edit.record.pk is None or edit.old is None:
                    edit.record.pk = None
                edit.record.validate_constraints()
                edit.record.validate_unique()
            except ValidationError as error:
                self.outcome.refused.append((edit.where, "；".join(error.messages)))
        if not self.outcome.refused:
            message = "有几行合起来不合规则（同一名称或代码用了两次）；请核对后再导入。"
            self.outcome.refused.append(("", message))

    def _ways_back(self):
        for edit in (*self.made, *self.changed):
            new = told_record(edit.record, edit.names)
            yield {"model": self.model._meta.label_lower, "id": edit.record.pk,
                   "old": edit.old, "new": new, "where": edit.where}  # fmt: skip
