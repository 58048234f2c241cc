"""Columns of lists: counts, figures, ticks and months."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.templatetags.static import static
from django.utils.html import format_html


def count_of(records, key):
    """How many of `records` point here by `key`, as an annotation: joins would multiply."""
    counted = records.filter(**{key: OuterRef("pk")}).order_by().values(key)
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def count_column(name, label):
    """A column of a list showing the annotation `name`."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        return getattr(obj, name)

    return shown


def plain(value):
    """A Decimal without trailing zeros, and without the exponent that would take their place."""
    if value is None:
        return None
    return value.quantize(1) if value == value.to_integral_value() else value.normalize()


def figure_column(name, label):
    """A column, or a field only looked at, showing the figure `name` as people write it."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        return plain(getattr(obj, name))

    return shown


def tick_column(name, label):
    """A column of a list showing whether `name` is so; Django's own says True to the blind."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        sign, word = ("yes", "是") if getattr(obj, name) else ("no", "否")
        return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{sign}.svg"), word)

    return shown


def month(name, label="数据月份"):
    """A column of a list showing the date `name` as the month it stands for."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        date = getattr(obj, name)
        return f"{date:%Y-%m}" if date else None

    return shown
