"""What each role may do on the way of an issue to its readers."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

WAY = ("view_step", "view_releaseday", "view_releasedaychange", "view_previewlink")
WAY += ("view_previewvisit", "view_editionfile")
GIVEN = {
    # Makes the issue and brings it out once somebody else has approved it.
    "编辑": (
        *WAY, "submit_issue", "publish_issue", "add_releaseday", "change_releaseday",
        "add_previewlink", "change_previewlink",
    ),
    # Reads it, answers for it, may bring it out or take it back.
    "审核": (*WAY, "approve_issue", "publish_issue", "withdraw_issue"),
    "审计": WAY,
}  # fmt: skip


def give(apps, schema_editor):
    # Permissions are otherwise made only after all migrations have run.
    config = apps.get_app_config("news")
    kept, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = kept
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GIVEN.items():
        rights = Permission.objects.filter(codename__in=codenames, content_type__app_label="news")
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("news", "0007_releases"), ("news", "0003_roles")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
