from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("news", "0005_writing")]

    operations = [
        migrations.AlterModelOptions(
            name="issue",
            options={
                "ordering": ["-year", "-number"],
                "permissions": [("publish_issue", "发布")],
                "verbose_name": "期",
                "verbose_name_plural": "各期简报",
            },
        ),
    ]
