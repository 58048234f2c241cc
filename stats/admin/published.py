"""What is approved or published is only looked at: it is sent back first, or corrected."""

from operator import attrgetter

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from stats.models import Table

APPROVED = "所在的一期已审定，退回后才能修改；已撤回的不再修改。"


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
    """Mixin: no change and no deletion of records that are approved or out, in ones or in bulk."""

    actions = ["delete_selected"]
    # The ways from a record to what is approved with it, and from there to whether it is.
    held_by = ""
    settled = "is_closed"
    locked_notice = "已经发布，只能查看；已发布的数据只能通过“更正”修改。"

    def holder(self, obj):
        """The table or issue that is approved, and everything in it with it."""
        return attrgetter(self.held_by.replace("__", "."))(obj) if self.held_by else obj

    def is_locked(self, request, obj):
        return getattr(self.holder(obj), self.settled)

    def get_object(self, request, *args):
        """Before a change: whoever is just approving it is waited for, and it is read anew."""
        obj = super().get_object(request, *args)
        if obj is None or request.method != "POST" or not connection.in_atomic_block:
            return obj
        holder = self.holder(obj)
        list(type(holder)._base_manager.select_for_update().filter(pk=holder.pk).order_by())
        return super().get_object(request, *args)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and self.is_locked(request, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and self.is_locked(request, obj))

    def notice(self, request, obj):
        return self.why_locked(self.holder(obj)) if self.is_locked(request, obj) else ""

    def why_locked(self, holder):
        return self.locked_notice if holder.published_at is not None else APPROVED

    @admin.action(description="删除所选的 %(verbose_name_plural)s", permissions=["delete"])
    def delete_selected(self, request, queryset):
        locked = sum(self.is_locked(request, obj) for obj in queryset)
        if not locked:
            return delete_selected(self, request, queryset)
        message = f"所选之中有 {locked} 项已经审定或发布，不能删除；什么也没有删除。"
        return self.message_user(request, message, messages.ERROR)


class LockedWithTable(LockedOncePublished):
    """Mixin for parts of a table, `table_id` telling of which."""

    held_by = "table"

    def table_id(self, obj):
        return obj.table_id

    def is_locked(self, request, obj):
        # Deleting a draft asks this for each of its figures: once a request is enough.
        known = request.__dict__.setdefault("_open_tables", {})
        key = self.table_id(obj)
        if key not in known:
            known[key] = Table.objects.open().filter(pk=key).exists()
        return not known[key]
