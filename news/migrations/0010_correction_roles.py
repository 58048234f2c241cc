"""What each role may do about corrections; those who approve issues approve them too."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ("view_amendment", "view_correctionreason")
KEPT = ("add_correctionreason", "change_correctionreason")
GIVEN = {
    "编辑": (*SEEN, *KEPT, "correct_issue"),
    "审核": SEEN,
    "管理": ("view_correctionreason", *KEPT),
    "审计": SEEN,
}


def give(apps, schema_editor):
    # Permissions are otherwise made only after all migrations have run.
    for label in ("stats", "news"):
        config = apps.get_app_config(label)
        kept, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = kept
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GIVEN.items():
        rights = Permission.objects.filter(codename__in=codenames)
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*rights.filter(content_type__app_label__in=("stats", "news")))


class Migration(migrations.Migration):
    dependencies = [("news", "0009_corrections"), ("stats", "0005_corrections")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
