"""The field for topics: those in use are offered while one types."""

from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.html import format_html, format_html_join

from news.models import Article
from news.topics import topics_of


class TopicsWidget(AdminTextInputWidget):
    class Media:
        js = ["js/topics.js"]

    def render(self, name, value, attrs=None, renderer=None):
        listed = f"{name}-in-use"
        attrs = (attrs or {}) | {"list": listed, "autocomplete": "off"}
        options = format_html_join("", '<option value="{}">', ((one,) for one in known_topics()))
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


def known_topics():
    """All topics in use, in the order of their signs."""
    told = Article.objects.exclude(topics="").order_by().values_list("topics", flat=True)
    return sorted({topic for text in told.distinct() for topic in topics_of(text)})
