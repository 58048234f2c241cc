"""The audit log cannot be emptied by TRUNCATE either, which PostgreSQL does without any DELETE."""

from django.db import migrations

from nhb_site import appending


class Migration(migrations.Migration):
    dependencies = [("nhb_site", "0002_audit_roles")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: appending.guard(), migrations.RunPython.noop
        ),
    ]
