"""What an import did in rows of its own instead of one value; uploads that were refused."""

from itertools import groupby, islice

import django.db.models.deletion
from django.db import migrations, models

AT_ONCE = 500


def part(apps, schema_editor):
    """Carry over what imports did until now."""
    Import, ImportPart = (apps.get_model("stats", name) for name in ("Import", "ImportPart"))
    for import_ in Import.objects.order_by("pk").iterator(1):
        for (kind, table), changes in groupby(import_.changes, _place):
            told = ({k: v for k, v in one.items() if k not in ("kind", "table")} for one in changes)
            while some := list(islice(told, AT_ONCE)):
                ImportPart.objects.create(
                    whole=import_, kind=kind, table=table, count=len(some), changes=some
                )
    _settle(schema_editor)


def _place(change):
    return change["kind"], change["id"] if change["kind"] == "table" else change.get("table")


def join(apps, schema_editor):
    """The way back, as long as nothing was refused."""
    Import, ImportPart = (apps.get_model("stats", name) for name in ("Import", "ImportPart"))
    for import_ in Import.objects.order_by("pk").iterator(1):
        import_.changes = [
            {"kind": part.kind, "table": part.table, **change}
            for part in ImportPart.objects.filter(whole=import_).order_by("pk")
            for change in part.changes
        ]
        import_.save(update_fields=["changes"])
    _settle(schema_editor)


def _settle(schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the tables are altered next


class Migration(migrations.Migration):
    dependencies = [("stats", "0005_corrections")]

    operations = [
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cell", "数据"),
                            ("row", "行"),
                            ("table", "本期表"),
                            ("institution", "机构"),
                            ("record", "记录"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("table", models.BigIntegerField(editable=False, null=True)),
                ("count", models.PositiveIntegerField(editable=False)),
                ("changes", models.JSONField(editable=False)),
                (
                    "whole",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="stats.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入的改动",
                "verbose_name_plural": "导入的改动",
                "ordering": ["id"],
                "default_permissions": (),
            },
        ),
        migrations.RunPython(part, join),
        migrations.RemoveField(model_name="import", name="changes"),
        migrations.AddField(
            model_name="import",
            name="refusal",
            field=models.TextField(blank=True, editable=False, verbose_name="拒收原因"),
        ),
        migrations.AlterField(
            model_name="import",
            name="file",
            field=models.FileField(
                blank=True, max_length=255, upload_to="imports/", verbose_name="文件"
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="source",
            field=models.CharField(
                choices=[
                    ("sheet", "来表"),
                    ("workbook", "本期填报表"),
                    ("tidy", "整齐数据"),
                    ("picture", "图片"),
                ],
                max_length=10,
                verbose_name="来源",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("refusal", ""),
                    models.Q(("file", ""), ("undone_at__isnull", True)),
                    _connector="OR",
                ),
                name="import_refused_keeps_nothing",
            ),
        ),
    ]
