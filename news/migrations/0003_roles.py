"""The five roles of the desk as groups, each with no more than its work needs."""

from django.db import migrations

from news.roles import give

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


def grant(apps, schema_editor):
    give(
        apps,
        {
            role: [f"{action}_{model}" for model, actions in models.items() for action in actions]
            for role, models in ROLES.items()
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0002_desk"),
        ("stats", "0002_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
