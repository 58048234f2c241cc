"""The audit log is appended to only, and auditors may read it."""

from django.db import migrations

from news.roles import give
from nhb_site import appending


def grant(apps, schema_editor):
    give(apps, {"审计": ("view_auditentry",)}, also=("nhb_site",))


class Migration(migrations.Migration):
    dependencies = [("nhb_site", "0001_audit"), ("news", "0015_break_roles")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: appending.guard(),
            lambda apps, schema_editor: appending.unguard(),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
