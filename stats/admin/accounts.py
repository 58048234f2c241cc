"""Accounts and roles: nobody but a superuser gives rights beyond the five roles.

Who manages accounts puts people into roles. She cannot make or touch a superuser, nor an account
with rights of its own, nor change what she herself may do.
"""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple

from stats.admin.columns import permission_label, tick_column
from stats.admin.deleting import NamedDeletion
from stats.admin.exchange import Exported
from stats.admin.forms import RecordForm
from stats.admin.histories import HistoryPages
from stats.admin.records import RecordAdmin, RecordFields, ViewOnly, ticked
from stats.models import ROLES, Assignment

STAFF = tick_column("is_staff", "工作人员")
ACTIVE = tick_column("is_active", "有效")


@admin.display(description="角色")
def roles(user):
    return "、".join(group.name for group in user.groups.all()) or "无"


def permissions_of(records, label):
    """A field telling the permissions of a record in Chinese, where they are only looked at."""

    @admin.display(description=label)
    def shown(record):
        chosen = getattr(record, records).select_related("content_type")
        return "；".join(map(permission_label, chosen)) or "无"

    return shown


OWN = permissions_of("user_permissions", "单独授予的权限")
GIVEN = permissions_of("permissions", "权限")

SEVERAL = "可以勾选几个；一个都不勾的，登录后什么也看不到。"
BEYOND = {
    "classes": ["collapse"],
    "description": "平常用不到：角色已经给了各人所需的权限。",
    "fields": ["is_superuser", "user_permissions"],
}


def is_beyond_roles(user):
    """Whether an account has rights that none of the five roles gave it."""
    if user.is_superuser or user.user_permissions.exists():
        return True
    return user.groups.exclude(name__in=ROLES).exists()


class PasswordForm(AdminPasswordChangeForm):
    """A new password. An account without any is one that is switched off: there is no other way
    in here than by password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class PasswordKept(ReadOnlyPasswordHashWidget):
    """Whether there is a password; how it is hashed, and with which salt, helps nobody here."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        told = "已设置" if value and is_password_usable(value) else "没有密码，不能登录"
        return context | {"summary": [{"label": told}]}


class AccountForm(UserChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].widget = PasswordKept()


class ChinesePermissions:
    """Mixin: permissions to choose from, named in Chinese and fetched at once."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.related_model is not Permission:
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        # Nobody writes histories, notes of log-ins or phones by hand: nobody needs permission to.
        unwritten = ("axes", "otp_totp", "otp_static")
        permissions = Permission.objects.exclude(content_type__app_label__in=unwritten)
        permissions = permissions.exclude(content_type__model__startswith="historical")
        kwargs["queryset"] = permissions.select_related("content_type")
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = permission_label
        return field


class AssignmentForm(RecordForm):
    class Meta:
        widgets = {"datasets": CheckboxSelectMultiple}

    def clean(self):
        super().clean()
        user = self.cleaned_data.get("user")
        if user and user.is_superuser:
            raise ValidationError("超级用户什么都能改，不受录入范围限制。")


class NotOneself:
    """Mixin: who is limited does not widen the limit; a superuser may."""

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and not self.is_own(request, obj)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not self.is_own(request, obj)

    def is_own(self, request, obj):
        user = obj.user if isinstance(obj, Assignment) else obj
        return user == request.user and not user.is_superuser


class AssignmentInline(NotOneself, RecordFields, admin.StackedInline):
    model = Assignment
    form = AssignmentForm
    autocomplete_fields = ["institution"]


admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(ChinesePermissions, NamedDeletion, Exported, HistoryPages, UserAdmin):
    list_display = ["username", "last_name", "first_name", roles, STAFF, ACTIVE, "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    inlines = [AssignmentInline]
    form = AccountForm
    change_password_form = PasswordForm
    save_on_top = True
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or not (obj and is_beyond_roles(obj)))

    def has_delete_permission(self, request, obj=None):
        """Accounts are switched off: records and histories name them."""
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return super().get_fieldsets(request, obj)
        rights = ["is_active", "is_staff", "groups"]
        may_change = self.has_change_permission(request, obj)
        beyond = []
        if request.user.is_superuser:
            beyond = [("角色以外的权限", BEYOND)]
        elif not may_change:
            rights = [*ticked(User, ["is_active", "is_staff", "is_superuser"]), roles, OWN]
        elif obj == request.user:
            rights = [ACTIVE, STAFF, roles]
        return [
            (None, {"fields": ["username", *(["password"] if may_change else [])]}),
            ("本人", {"fields": ["last_name", "first_name", "email"]}),
            ("权限", {"fields": rights}),
            *beyond,
            ("时间", {"fields": ["last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        own = [ACTIVE, STAFF, roles] if obj == request.user else []
        return ["last_login", "date_joined", *([] if request.user.is_superuser else own)]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        kwargs |= {"widget": CheckboxSelectMultiple, "label": "角色", "help_text": SEVERAL}
        if not request.user.is_superuser:
            kwargs["queryset"] = Group.objects.filter(name__in=ROLES)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.widget.can_add_related = False  # the five roles are all there are
        return field


@admin.register(Group)
class RoleAdmin(ChinesePermissions, NamedDeletion, Exported, HistoryPages, GroupAdmin):
    save_on_top = True

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return ["name", "permissions"]
        return ["name", GIVEN]


@admin.register(Assignment)
class AssignmentAdmin(NotOneself, RecordAdmin):
    form = AssignmentForm
    list_display = ["user", "tables", "institution"]
    list_filter = ["datasets", ("institution", admin.RelatedOnlyFieldListFilter)]
    related = ["user", "institution"]
    search_fields = ["user__username", "user__last_name", "institution__name"]
    autocomplete_fields = ["user", "institution"]
    fields = ["user", "datasets", "institution"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("datasets")

    @admin.display(description="统计表")
    def tables(self, obj):
        return "、".join(dataset.title for dataset in obj.datasets.all()) or "不限"


@admin.register(LogEntry)
class LogAdmin(ViewOnly, RecordAdmin):
    """What was done on the desk, by whom and when, whatever it was done to."""

    list_display = ["action_time", "user", "content_type", "object_repr", "deed"]
    list_filter = ["action_flag", ("user", admin.RelatedOnlyFieldListFilter)]
    related = ["user", "content_type"]
    date_hierarchy = "action_time"
    search_fields = ["object_repr", "user__username"]
    fields = ["action_time", "user", "content_type", "object_repr", "deed"]
    readonly_fields = ["deed"]

    @admin.display(description="操作")
    def deed(self, obj):
        return obj.get_change_message() or obj.get_action_flag_display()
