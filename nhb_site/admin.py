"""The audit log on the desk: looked at, searched and taken away as a list, by auditors.

The devices of django-otp are none of the desk's records: their secrets are shown to nobody.
"""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from nhb_site.models import AuditEntry
from stats.admin.records import RecordAdmin, ViewOnly

admin.site.unregister([TOTPDevice, StaticDevice])


@admin.register(AuditEntry)
class AuditAdmin(ViewOnly, RecordAdmin):
    list_display = ["number", "at", "kind", "who", "address", "what", "details"]
    list_display_links = ["number", "at"]
    list_filter = ["kind", ("who", admin.AllValuesFieldListFilter)]
    related = ["seal"]
    date_hierarchy = "at"
    search_fields = ["who", "address", "what", "details"]
    fields = ["number", "at", "kind", "who", "address", "what", "details", "digest"]
    readonly_fields = ["number", "digest"]

    @admin.display(description="序号", ordering="seal__number")
    def number(self, obj):
        return obj.seal.number if hasattr(obj, "seal") else ""

    @admin.display(description="摘要（SHA-256）")
    def digest(self, obj):
        return obj.seal.sha256 if hasattr(obj, "seal") else ""
