"""An issue is called 简报: the desk says 修改简报, for 修改期 would be a time of change."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0016_article_topics"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="historicalissue",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical 简报",
                "verbose_name_plural": "historical 各期简报",
            },
        ),
        migrations.AlterModelOptions(
            name="issue",
            options={
                "ordering": ["-year", "-number"],
                "permissions": [
                    ("submit_issue", "送审"),
                    ("approve_issue", "审定"),
                    ("publish_issue", "发布"),
                    ("withdraw_issue", "撤回"),
                    ("correct_issue", "提出更正"),
                ],
                "verbose_name": "简报",
                "verbose_name_plural": "各期简报",
            },
        ),
    ]
