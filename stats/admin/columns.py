"""Columns of lists: counts, figures, ticks and months."""

from functools import cache

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.templatetags.static import static
from django.utils.html import format_html

VERBS = {"add": "增加", "change": "修改", "delete": "删除", "view": "查看"}


def permission_label(permission):
    """统计 | 机构 | 修改, where the permission's own name says Can change 机构."""
    verb = permission.codename.split("_")[0]
    return f"{permission.content_type} | {VERBS.get(verb, permission.name)}"


def count_of(records, key):
    """How many of `records` point here by `key`, as an annotation: joins would multiply."""
    counted = records.filter(**{key: OuterRef("pk")}).order_by().values(key)
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def count_column(name, label, of=None):
    """A column of a list showing the annotation `name`; where it counts drafts too, `of` says
    which records one must be allowed to see for that."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        return getattr(obj, name)

    shown.of = of
    shown.__name__ = name  # the class of its cells, which stand to the right
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

    shown.__name__ = name
    return shown


@cache  # the same name gives the same column, in a list of fields and in that of read-only ones
def tick_column(name, label):
    """A column of a list showing whether `name` is so; Django's own says True to the blind."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        sign, word = ("yes", "是") if getattr(obj, name) else ("no", "否")
        return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{sign}.svg"), word)

    return shown


def month(name, label="数据月份", of=None):
    """A column of a list showing the date `name` as the month it stands for; `of` as above."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        date = getattr(obj, name)
        return f"{date:%Y-%m}" if date else None

    shown.of = of
    return shown
