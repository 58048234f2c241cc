"""The entries that readers find, and the full-text index that each database keeps of them."""

import django.db.models.deletion
from django.db import migrations, models

FTS5 = (
    "CREATE VIRTUAL TABLE news_search_words USING fts5("
    "title, body, pinyin, sounds, content='', columnsize=0, tokenize='ascii')"
)
VECTOR = "ALTER TABLE news_searchentry ADD COLUMN words tsvector"
GIN = "CREATE INDEX search_entry_words ON news_searchentry USING gin (words)"


def make_index(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in (VECTOR, GIN) if postgresql else (FTS5,):
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE news_search_words")


class Migration(migrations.Migration):
    dependencies = [("news", "0012_reader_report_roles")]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='位置')),
                ('kind', models.CharField(choices=[('family', '统计表总览'), ('institution', '机构'), ('issue', '各期'), ('article', '文章'), ('table', '各月统计表'), ('brief', '简讯')], max_length=12, verbose_name='类别')),
                ('year', models.PositiveSmallIntegerField(default=0, verbose_name='年份')),
                ('family', models.CharField(blank=True, max_length=80, verbose_name='统计表')),
                ('rank', models.BigIntegerField(help_text='在同样相符的结果里，小的在前。', verbose_name='次序')),
                ('title', models.CharField(max_length=600, verbose_name='标题')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='出处')),
                ('text', models.TextField(blank=True, help_text='一行一段；表的一行以制表符分格。', verbose_name='内容')),
                ('names', models.JSONField(default=list, help_text='机构和统计表的全部名称。', verbose_name='名称')),
                ('path', models.CharField(help_text='在网站里的位置。', max_length=300, verbose_name='网址')),
                ('checksum', models.BigIntegerField(help_text='内容变了，它才变。', verbose_name='校验')),
                ('issue', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='news.issue', verbose_name='期')),
            ],
            options={
                'verbose_name': '可搜索的内容',
                'verbose_name_plural': '可搜索的内容',
                'ordering': ['rank'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'rank'], name='search_entry_by_kind')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
