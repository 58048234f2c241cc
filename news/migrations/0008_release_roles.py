"""What each role may do on the way of an issue to its readers."""

from django.db import migrations

from news.roles import give

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


def grant(apps, schema_editor):
    give(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [("news", "0007_releases"), ("news", "0003_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
