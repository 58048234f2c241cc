"""Corrections of figures and words: of what kind, why, and with which version they came."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

REASONS = ("录入错误", "来源单位更正", "排印错误", "口径调整", "迟报补报", "核查发现有误", "其他")


def give_reasons(apps, schema_editor):
    Reason = apps.get_model("stats", "CorrectionReason")
    for position, name in enumerate(REASONS, 1):
        Reason.objects.get_or_create(name=name, defaults={"position": position})


def name_tables(apps, schema_editor):
    """Corrections made before knew their table only by its row."""
    for correction in apps.get_model("stats", "Correction").objects.filter(table=None):
        correction.table_id = correction.observation.row.table_id
        correction.save(update_fields=["table"])
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the table is altered next


class Migration(migrations.Migration):

    dependencies = [
        ('stats', '0004_closed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='原因')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('is_active', models.BooleanField(default=True, help_text='不再用的取消勾选即可。', verbose_name='可选用')),
            ],
            options={
                'verbose_name': '更正原因',
                'verbose_name_plural': '更正原因',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='correction',
            name='edition',
            field=models.PositiveSmallIntegerField(blank=True, help_text='随该期的第几版公布。', null=True, verbose_name='版次'),
        ),
        migrations.AddField(
            model_name='correction',
            name='field',
            field=models.CharField(blank=True, choices=[('title', '标题'), ('preface', '表前说明'), ('note', '表后附注'), ('text', '段落原文')], max_length=10, verbose_name='哪一处文字'),
        ),
        migrations.AddField(
            model_name='correction',
            name='kind',
            field=models.CharField(choices=[('correction', '更正'), ('revision', '修订'), ('late', '补报'), ('restored', '恢复旧版')], default='correction', max_length=10, verbose_name='类别'),
        ),
        migrations.AddField(
            model_name='correction',
            name='table',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='stats.table', verbose_name='本期表'),
        ),
        migrations.RunPython(give_reasons, migrations.RunPython.noop),
        migrations.RunPython(name_tables, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='correction',
            name='table',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='stats.table', verbose_name='本期表'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更正时间'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='new_status',
            field=models.CharField(blank=True, choices=[('A', '正常'), ('O', '缺失'), ('M', '不适用'), ('N', '不足最小单位'), ('L', '未上报'), ('V', '待核')], max_length=1, verbose_name='新状态'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='observation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='stats.observation', verbose_name='数据'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='old_status',
            field=models.CharField(blank=True, choices=[('A', '正常'), ('O', '缺失'), ('M', '不适用'), ('N', '不足最小单位'), ('L', '未上报'), ('V', '待核')], help_text='此前没有这个数据则为空。', max_length=1, verbose_name='原状态'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['table', 'made_at'], name='correction_by_table'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'revision', 'late', 'restored'])), name='correction_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('field', ''), ('observation__isnull', False)), models.Q(('observation__isnull', True), models.Q(('field', ''), _negated=True)), _connector='OR'), name='correction_of_figure_or_words'),
        ),
    ]
