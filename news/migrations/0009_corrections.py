"""Corrections on their way to readers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0008_release_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='issue',
            options={'ordering': ['-year', '-number'], 'permissions': [('submit_issue', '送审'), ('approve_issue', '审定'), ('publish_issue', '发布'), ('withdraw_issue', '撤回'), ('correct_issue', '提出更正')], 'verbose_name': '期', 'verbose_name_plural': '各期简报'},
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', '更正'), ('revision', '修订'), ('late', '补报'), ('restored', '恢复旧版')], max_length=10, verbose_name='类别')),
                ('reason', models.CharField(max_length=100, verbose_name='原因')),
                ('public_wording', models.CharField(help_text='读者在更正记录里看到的话。', max_length=300, verbose_name='对外说明')),
                ('changes', models.JSONField(default=dict, verbose_name='改动')),
                ('stage', models.CharField(choices=[('proposed', '待审定'), ('applied', '已更正'), ('refused', '已退回'), ('taken-back', '已收回')], default='proposed', max_length=10, verbose_name='进展')),
                ('token', models.CharField(editable=False, max_length=40, unique=True, verbose_name='提交凭据')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审定时间')),
                ('decision', models.CharField(blank=True, max_length=300, verbose_name='审定意见')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审定人')),
                ('edition', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='news.edition', verbose_name='版本')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='news.issue', verbose_name='期')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('restores', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restored_by', to='news.edition', verbose_name='恢复到')),
            ],
            options={
                'verbose_name': '更正单',
                'verbose_name_plural': '更正单',
                'ordering': ['-proposed_at', '-id'],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'revision', 'late', 'restored'])), name='amendment_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('stage', 'applied')), models.Q(('edition__isnull', True), ('stage__in', ['proposed', 'refused', 'taken-back'])), _connector='OR'), name='amendment_applied_has_edition')],
            },
        ),
    ]
