"""Pages of the Wagtail site."""

from django.db import models
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index


class IssueIndex(Page):
    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs)


class IssuePage(Page):
    intro = models.CharField(max_length=100)
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("text", blocks.RichTextBlock()),
            ("table", TableBlock()),
        ]
    )
    search_fields = [*Page.search_fields, index.SearchField("body")]
