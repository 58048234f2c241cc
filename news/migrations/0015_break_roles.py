"""What each role may do about changes of definition."""

from django.db import migrations

from news.roles import give

GIVEN = {
    "编辑": ("view_break", "add_break", "change_break", "delete_break"),
    "审核": ("view_break",),
    "审计": ("view_break",),
}


def grant(apps, schema_editor):
    give(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [("news", "0014_search_state"), ("stats", "0008_footnotes_and_breaks")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
