"""Users and groups with permissions in Chinese: Django keeps their names in English."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User

from stats.admin.columns import tick_column

VERBS = {"add": "增加", "change": "修改", "delete": "删除", "view": "查看"}


def permission_label(permission):
    """统计 | 机构 | 修改, where the permission's own name says Can change 机构."""
    verb = permission.codename.split("_")[0]
    return f"{permission.content_type} | {VERBS.get(verb, permission.name)}"


class ChinesePermissions:
    """Mixin: permissions to choose from, named in Chinese and fetched at once."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.related_model is not Permission:
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        # Nobody writes histories by hand, so nobody needs permission to.
        permissions = Permission.objects.exclude(content_type__model__startswith="historical")
        kwargs["queryset"] = permissions.select_related("content_type")
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = permission_label
        return field


STAFF = tick_column("is_staff", "工作人员")

admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(ChinesePermissions, UserAdmin):
    list_display = ["username", "email", "last_name", "first_name", STAFF]


@admin.register(Group)
class RoleAdmin(ChinesePermissions, GroupAdmin):
    pass
