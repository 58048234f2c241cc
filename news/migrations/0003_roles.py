"""The five roles of the desk as groups, each with no more than its work needs."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
FIGURES = ("dataset", "metric", "layout", "column", "institution", "institutionname")
TABLES = ("table", "row", "observation")
TEXTS = ("article", "articleimage", "brief", "issuetable")
RECORDS = (
    *FIGURES, *TABLES, *TEXTS, "issue", "finding", "correction", "edition", "import", "sheetform",
    "notprinted",
)  # fmt: skip

ROLES = {
    # Figures of drafts by grid and sheet, within her Assignment; nothing else.
    "录入": {
        **dict.fromkeys((*FIGURES, *TABLES, "issue", "issuetable", "finding"), (VIEW,)),
        "observation": (VIEW, CHANGE),
        "import": (VIEW, ADD),
    },
    # The whole of an issue until it is out. A draft may be deleted, to be taken in anew.
    "编辑": {
        **dict.fromkeys(RECORDS, (VIEW,)),
        **dict.fromkeys((*TEXTS, *TABLES), (VIEW, ADD, CHANGE, DELETE)),
        **dict.fromkeys((*FIGURES, "import"), (VIEW, ADD, CHANGE)),
        "issue": (VIEW, ADD, CHANGE, DELETE),
        **dict.fromkeys(("sheetform", "notprinted"), (VIEW, ADD, CHANGE, DELETE)),
        "finding": (VIEW, CHANGE),
        "sourcedocument": (VIEW, ADD, CHANGE),
    },
    # Reads all that will be printed, gives verdicts, changes no word of it.
    "审核": {
        **dict.fromkeys(RECORDS, (VIEW,)),
        "finding": (VIEW, CHANGE),
        "sourcedocument": (VIEW,),
    },
    # Accounts and catalogue; what is not out yet stays unread. Accounts are switched off, since
    # records and histories name them.
    "管理": {
        "user": (VIEW, ADD, CHANGE),
        "assignment": (VIEW, ADD, CHANGE, DELETE),
        "group": (VIEW,),
        **dict.fromkeys(FIGURES, (VIEW, ADD, CHANGE)),
    },
    # Reads everything, changes nothing.
    "审计": {
        **dict.fromkeys((*RECORDS, "sourcedocument", "assignment", "user", "group"), (VIEW,)),
        "logentry": (VIEW,),
    },
}


def make_roles(apps, schema_editor):
    # Permissions are otherwise made only after all migrations have run.
    for label in ("auth", "admin", "stats", "news"):
        config = apps.get_app_config(label)
        kept, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = kept
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    every = {
        permission.codename: permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=("auth", "admin", "stats", "news")
        )
    }
    for name, grants in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(
            every[f"{action}_{model}"] for model, actions in grants.items() for action in actions
        )


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0002_desk"),
        ("stats", "0002_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
