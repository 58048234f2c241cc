"""Topics of articles, and of what is found.

SQLite makes a table anew to add a column, and forgets with it which keys were given once: the words
of entries that are gone would be taken for those of new ones. So it is told again.
"""

from django.db import migrations, models

import news.topics

HELP = "如 预约挂号、电子病历；不印在纸上，读者可以按主题查找。"
TOPICS = news.topics.TopicsField(blank=True, help_text=HELP, max_length=100, verbose_name="主题")
KEYS = "FROM sqlite_sequence WHERE name = 'news_searchentry'"


def remember(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"CREATE TEMP TABLE given_keys AS SELECT seq {KEYS}")


def tell_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("INSERT INTO sqlite_sequence (name, seq) SELECT 'news_searchentry', 0"
                              f" WHERE NOT EXISTS (SELECT 1 {KEYS})")
        schema_editor.execute("UPDATE sqlite_sequence SET seq = max(seq, coalesce("
                              "(SELECT seq FROM temp.given_keys), 0))"
                              " WHERE name = 'news_searchentry'")
        schema_editor.execute("DROP TABLE temp.given_keys")


class Migration(migrations.Migration):
    dependencies = [("news", "0015_break_roles")]

    operations = [
        migrations.AddField("article", "topics", TOPICS),
        migrations.AddField("historicalarticle", "topics", TOPICS.clone()),
        migrations.RunPython(remember, tell_again),
        migrations.AddField(
            "searchentry",
            "topics",
            models.CharField(blank=True, max_length=100, verbose_name="主题"),
        ),
        migrations.RunPython(tell_again, remember),
    ]
