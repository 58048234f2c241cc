"""What is published is only looked at: it changes by a correction, never by hand."""

from operator import attrgetter

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db.models import Q
from django.utils import timezone

from stats.models import Table


class PublishedFilter(admin.SimpleListFilter):
    title = "发布情况"
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return [("1", "已发布"), ("0", "未发布")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        out = Q(published_at__lte=timezone.now())
        return queryset.filter(out if self.value() == "1" else ~out)


class LockedOncePublished:
    """Mixin: no change and no deletion of records that are out, in ones or in bulk."""

    actions = ["delete_selected"]
    published_at = "published_at"  # the way from a record to its moment of publication
    locked_notice = "已经发布，只能查看；已发布的数据只能通过“更正”修改。"

    def is_locked(self, request, obj):
        moment = attrgetter(self.published_at.replace("__", "."))(obj)
        return moment is not None and moment <= timezone.now()

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and self.is_locked(request, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and self.is_locked(request, obj))

    def notice(self, request, obj):
        return self.locked_notice if self.is_locked(request, obj) else ""

    @admin.action(description="删除所选的 %(verbose_name_plural)s", permissions=["delete"])
    def delete_selected(self, request, queryset):
        locked = queryset.filter(**{f"{self.published_at}__lte": timezone.now()}).count()
        if not locked:
            return delete_selected(self, request, queryset)
        message = f"所选之中有 {locked} 项已经发布，不能删除；什么也没有删除。"
        return self.message_user(request, message, messages.ERROR)


class LockedWithTable(LockedOncePublished):
    """Mixin for parts of a table, `table_id` telling of which."""

    def table_id(self, obj):
        return obj.table_id

    def is_locked(self, request, obj):
        # Deleting a draft asks this for each of its figures: once a request is enough.
        known = request.__dict__.setdefault("_published_tables", {})
        key = self.table_id(obj)
        if key not in known:
            known[key] = Table.objects.published().filter(pk=key).exists()
        return known[key]
