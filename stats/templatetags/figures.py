"""Rows of figures in templates, made in one go."""

from django import template

from stats.markup import body_html, head_html, heads_html, months_html, names_html, pages_html

register = template.Library()
register.simple_tag(lambda some, key: some.get(key, ""), name="of")
register.simple_tag(head_html, name="head_rows")
register.simple_tag(body_html, name="body_rows")
register.simple_tag(months_html, name="month_rows")
register.simple_tag(names_html, name="name_rows")
register.simple_tag(heads_html, name="sort_heads")
register.simple_tag(pages_html, name="page_links")
