from django.db import migrations, models
from wagtail.fields import StreamField

PAGE = models.OneToOneField(
    "wagtailcore.page", models.CASCADE, parent_link=True, primary_key=True, serialize=False,
)  # fmt: skip


class Migration(migrations.Migration):
    initial = True
    dependencies = [("wagtailcore", "0095_groupsitepermission")]
    operations = [
        migrations.CreateModel(
            "IssueIndex", [("page_ptr", PAGE.clone())], bases=("wagtailcore.page",)
        ),
        migrations.CreateModel(
            "IssuePage",
            [
                ("page_ptr", PAGE.clone()),
                ("intro", models.CharField(max_length=100)),
                ("body", StreamField([])),
            ],
            bases=("wagtailcore.page",),
        ),
    ]
