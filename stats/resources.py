"""Lists of figures and institutions as import-export resources: written out, taken in again.

Records are known by their codes, never by keys of the database. What is exported and imported
unchanged changes nothing.
"""

from import_export.fields import Field
from import_export.resources import ModelResource

from stats.exporting import COLUMNS, records
from stats.keyed import KeyedResource, ListResource
from stats.models import (
    Dataset,
    Institution,
    InstitutionName,
    Kind,
    Metric,
    Observation,
    Table,
)
from stats.naming import name_key, sort_key_of
from stats.outcomes import Outcome, Shown
from stats.taking_tidy import TidyRefused, take_in_tidy
from stats.tidy import plan_tidy
from stats.widgets import Choice, Code, Day, Number, Text, YesNo


class ObservationResource(ModelResource):
    """Figures in the tidy form, one a line; they come in by stats.entering like any other."""

    class Meta:
        model = Observation
        fields = ("raw_text",)

    header = COLUMNS

    def lines(self, queryset):
        """Lines in the order of COLUMNS, for the figures of `queryset`; numbers as numbers."""
        chosen = queryset is not None and queryset.query.where
        only = {"pk__in": queryset.order_by().values("pk")} if chosen else {}
        return records(Table.objects.all(), numbers=True, **only)

    def import_data(self, dataset, dry_run=False, user=None, digest="", **kwargs):
        """The Outcome of a Listing; written unless `dry_run`, all of it or nothing."""
        if dry_run:
            return _told(plan_tidy(dataset, user))
        try:
            plan, import_ = take_in_tidy(dataset, user, digest)
        except TidyRefused as refusal:
            return Outcome(stale=str(refusal))
        outcome = _told(plan)
        outcome.import_ = import_
        return outcome


def _told(plan):
    """The Outcome of a TidyPlan."""
    return Outcome(
        added=plan.added,
        changed=plan.changed,
        unchanged=plan.unchanged,
        refused=plan.refused,
        unkept=plan.first_refused.count - len(plan.refused),
        edits=[_shown(edit) for edit in plan.edits],
        notes=plan.notes,
        digest=plan.digest,
    )


def _shown(edit):
    old = edit.old[2] if edit.old else ""
    new = edit.new[2]
    if edit.old and old == new:
        old, new = f"{old}（{edit.old[1]}）", f"{new}（{edit.new[1]}）"
    what = f"{edit.table} · {edit.row}"
    return Shown(edit.where, what, edit.is_new, [(edit.metric, old, new)])


class InstitutionResource(KeyedResource):
    code = Field("code", "代码", Text())
    name = Field("name", "现用名称", Text())
    kind = Field("kind", "类别", Choice(Kind))
    district = Field("district", "所在区代码", Code(Institution, "code"))
    opened_on = Field("opened_on", "成立日期", Day())
    closed_on = Field("closed_on", "撤销日期", Day())
    successor = Field("successor", "继承机构代码", Code(Institution, "code"))
    uscc = Field("uscc", "统一社会信用代码", Text())
    gbt2260 = Field("gbt2260", "行政区划代码", Text())
    confirmed = Field("confirmed", "已确认", YesNo())
    note = Field("note", "说明", Text())

    class Meta:
        model = Institution
        fields = ("code", "name", "kind", "district", "opened_on", "closed_on", "successor",
                  "uscc", "gbt2260", "confirmed", "note")  # fmt: skip

    key = ("code",)
    related = ("district", "successor")
    derived = ("sort_key",)

    def prepare(self, institution):
        institution.sort_key = sort_key_of(institution.name)


class InstitutionNameResource(KeyedResource):
    institution = Field("institution", "机构代码", Code(Institution, "code"))
    name = Field("name", "名称", Text())
    valid_from = Field("valid_from", "启用", Day())
    valid_to = Field("valid_to", "停用", Day())
    note = Field("note", "说明", Text())

    class Meta:
        model = InstitutionName
        fields = ("institution", "name", "valid_from", "valid_to", "note")

    key = ("institution", "name", "valid_from")
    related = ("institution",)
    derived = ("key",)

    def prepare(self, name):
        name.key = name_key(name.name)


class DatasetResource(ListResource):
    slug = Field("slug", "代码", Text())
    title = Field("title", "名称", Text())
    subject_kind = Field("subject_kind", "行的类别", Choice(Kind))
    position = Field("position", "次序", Number())
    is_active = Field("is_active", "仍在更新", YesNo())
    description = Field("description", "简介", Text())
    methodology = Field("methodology", "统计口径", Text())

    class Meta:
        model = Dataset
        fields = ("slug", "title", "subject_kind", "position", "is_active", "description",
                  "methodology")  # fmt: skip


class MetricResource(ListResource):
    dataset = Field("dataset__slug", "统计表代码", Text())
    code = Field("code", "代码", Text())
    label = Field("label", "名称", Text())
    unit = Field("unit", "单位", Text())
    decimals = Field("decimals", "小数位数", Number())
    position = Field("position", "次序", Number())
    part_of = Field("part_of__code", "小计于", Text())
    definition = Field("definition", "定义", Text())
    confirmed = Field("confirmed", "已确认", YesNo())

    class Meta:
        model = Metric
        fields = ("dataset", "code", "label", "unit", "decimals", "position", "part_of",
                  "definition", "confirmed")  # fmt: skip

    related = ("dataset", "part_of")
