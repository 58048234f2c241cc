"""What each role may do about corrections; those who approve issues approve them too."""

from django.db import migrations

from news.roles import give

SEEN = ("view_amendment", "view_correctionreason")
KEPT = ("add_correctionreason", "change_correctionreason")
GIVEN = {
    "编辑": (*SEEN, *KEPT, "correct_issue"),
    "审核": SEEN,
    "管理": ("view_correctionreason", *KEPT),
    "审计": SEEN,
}


def grant(apps, schema_editor):
    give(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [("news", "0009_corrections"), ("stats", "0005_corrections")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
