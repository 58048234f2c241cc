"""Preview links on the desk: given to a named reader, told once, taken back at any time."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html

from news.models import Issue, PreviewLink, PreviewVisit
from news.previewing import DAYS, new_link, revoke_open
from stats.admin.forms import RecordForm
from stats.admin.records import RecordAdmin, RecordInline, ViewOnly


class PreviewLinkForm(RecordForm):
    days = forms.IntegerField(
        label="有效天数", min_value=1, max_value=60, initial=DAYS, help_text="到期自动失效。"
    )

    class Meta:
        model = PreviewLink
        fields = ["issue", "reader"]


class PreviewVisitInline(ViewOnly, RecordInline):
    model = PreviewVisit
    fields = ["at", "address", "agent"]
    readonly_fields = fields


@admin.display(description="状态")
def standing(obj):
    if obj.revoked_at:
        return f"已收回（{obj.revoked_at:%Y-%m-%d}）"
    return "有效" if obj.is_open else "已过期"


@admin.register(PreviewLink)
class PreviewLinkAdmin(RecordAdmin):
    list_display = ["issue", "reader", standing, "expires_at", "made_by", "made_at"]
    list_filter = ["issue__year"]
    related = ["issue", "made_by"]
    search_fields = ["reader", "=issue__year", "=issue__number"]
    autocomplete_fields = ["issue"]
    actions = ["take_back"]

    def has_delete_permission(self, request, obj=None):
        return False  # who looked at a draft stays on record

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def get_inlines(self, request, obj):
        return [PreviewVisitInline] if obj else []

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(
            request, obj, **({} if obj else {"form": PreviewLinkForm}), **kwargs
        )

    def get_fields(self, request, obj=None):
        told = ["issue", "reader", standing, "expires_at", "made_by", "made_at"]
        return told if obj else ["issue", "reader", "days"]

    def get_readonly_fields(self, request, obj=None):
        return [standing, "expires_at", "made_by", "made_at"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "issue":
            field.queryset = Issue.objects.filter(published_at=None)
            field.error_messages["invalid_choice"] = "这一期已经发布，不用预览链接。"
        return field

    def save_model(self, request, obj, form, change):
        """The link is shown this once; the record keeps only its digest."""
        told = form.cleaned_data
        link, secret = new_link(told["issue"], told["reader"], request.user, told["days"])
        obj.__dict__.update(link.__dict__)
        address = request.build_absolute_uri(reverse("news:preview", args=[secret]))
        text = "请把这个链接交给{}，它只显示这一次：{}"
        messages.warning(request, format_html(text, link.reader, address))

    @admin.action(description="收回所选的预览链接", permissions=["change"])
    def take_back(self, request, queryset):
        self.message_user(request, f"已收回 {revoke_open(queryset)} 个预览链接。")
