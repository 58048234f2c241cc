"""What each role may do about what readers report."""

from django.db import migrations

from news.roles import give

GIVEN = {
    "编辑": ("view_readerreport", "change_readerreport"),
    "审核": ("view_readerreport", "change_readerreport"),
    "审计": ("view_readerreport",),
}


def grant(apps, schema_editor):
    give(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [("news", "0011_reader_reports"), ("news", "0010_correction_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
