"""The history of a record: who, when, and each field's old and new value, in Chinese."""

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from stats.admin.columns import permission_label, plain
from stats.admin.scope import scope_of
from stats.past import FIRST

DEEDS = {"+": "增加", "~": "修改", "-": "删除"}
EMPTY = "（空）"


def deed_of(entry):
    """What an entry of a history tells of: 增加, 修改, 删除, or what was there before all that."""
    return FIRST if entry.history_change_reason == FIRST else DEEDS[entry.history_type]


def in_words(field, value):
    """`value` of that field as people say it."""
    if isinstance(value, DeletedObject):
        return f"（已删除的{value.model._meta.verbose_name}）"
    if isinstance(value, Permission):
        return permission_label(value)
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    return _written(value)


def _written(value):
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return str(plain(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


class ChangesInWords(HistoricalRecordContextHelper):
    def context_for_delta_changes(self, delta):
        """In the order of the fields: simple-history keeps them in a set."""
        order = [field.name for field in self.model._meta.get_fields()]
        changes = sorted(delta.changes, key=lambda change: order.index(change.field))
        return super().context_for_delta_changes(replace(delta, changes=changes))

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        if field.many_to_many:
            chosen = super().prepare_delta_change_value(change, value)
            return "、".join(in_words(field, one) for one in chosen) or EMPTY
        return in_words(field, value)


class HistoryPages(SimpleHistoryAdmin):
    """Mixin: the page 历史. What was is looked at, and never put back by a button."""

    object_history_template = "stats/admin/history.html"
    history_list_per_page = 50

    def get_urls(self):
        """All but the page on which simple-history would put back an old version."""
        return [url for url in super().get_urls() if not str(url.name).endswith("_simple_history")]

    def history_view(self, request, object_id, extra_context=None):
        if not hasattr(self.model._meta, "simple_history_manager_attribute"):
            return admin.ModelAdmin.history_view(self, request, object_id, extra_context)
        if self.get_object(request, object_id) is None and not self._was(request, object_id):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return super().history_view(request, object_id, extra_context)

    def _was(self, request, object_id):
        """Whether there was such a record, which this person might have seen."""
        try:
            key = self.opts.pk.to_python(object_id)
        except ValidationError:
            return False
        known = self.model.history.filter(**{self.opts.pk.attname: key})
        return scope_of(request.user) is None and known.exists()

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangesInWords(self.model, historical_record)

    def set_history_delta_changes(self, request, page, foreign_keys_are_objs=True):
        """The changes of each entry of a page, that of its oldest by the entry on the next page."""
        entries = list(page.object_list)
        page.object_list = entries
        following = list(page.paginator.object_list[page.end_index() : page.end_index() + 1])
        super().set_history_delta_changes(request, [*entries, *following], foreign_keys_are_objs)
        for entry in entries:
            entry.deed = deed_of(entry)

    def history_view_title(self, request, obj):
        return f"历史：{obj}"
