"""Rows of figures in templates, made in one go."""

from django import template
from django.utils.safestring import mark_safe

from stats.markup import body_html, head_html, months_html
from stats.turning import heads_html, pages_html

register = template.Library()
register.simple_tag(lambda some, key: some.get(key, ""), name="of")
register.simple_tag(head_html, name="head_rows")
register.simple_tag(body_html, name="body_rows")
register.simple_tag(months_html, name="month_rows")
register.simple_tag(heads_html, name="sort_heads")
register.simple_tag(pages_html, name="page_links")


@register.simple_tag
def written_rows(rows):
    """Rows of a page of `tables.RowTable`."""
    return mark_safe("\n".join([row.html for row in rows]))  # noqa: S308 - by markup.names_html
