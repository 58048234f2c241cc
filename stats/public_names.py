"""The names under which readers may know an institution."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from stats.browsing import published_rows
from stats.models import InstitutionName, Row
from stats.naming import name_key


class PublicName(NamedTuple):
    """A name of an institution, and what is said of it beside the current one."""

    name: str
    told: str


def public_names(institutions):
    """{key: its PublicNames} of these institutions; in at most three queries.

    A name that only stands in tables which are not published is not known to readers yet, whoever
    has already decided whose name it is.
    """
    hidden = _hidden(institutions)
    names = defaultdict(list)
    known = InstitutionName.objects.filter(institution__in=institutions)
    for one in known.order_by("institution", "valid_to", "valid_from", "name"):
        if (one.institution_id, one.key) not in hidden:
            names[one.institution_id].append(PublicName(one.name, _told(one)))
    return names


def _told(name):
    """曾用名：南京市江北人民医院（至2021年3月）."""
    said = [f"至{name.valid_to.year}年{name.valid_to.month}月"] if name.valid_to else []
    said += [name.note] if name.note else []
    label = "曾用名" if name.valid_to else "曾用名或别名"
    return f"{label}：{name.name}{'（' + '，'.join(said) + '）' if said else ''}"


def _hidden(institutions):
    """(institution, name) of all that is printed in tables not published, and in no other."""
    later = Q(table__published_at=None) | Q(table__published_at__gt=timezone.now())
    printed = Row.objects.filter(table__removed_from=None, institution__in=institutions)
    rows = printed.filter(later).order_by()
    held = set(rows.values_list("institution", "printed_name").distinct())
    if not held:
        return set()
    keys, names = {key for key, _ in held}, {name for _, name in held}
    shown = published_rows(institution__in=keys, printed_name__in=names).order_by()
    shown = set(shown.values_list("institution", "printed_name").distinct())
    return {(key, name_key(name)) for key, name in held - shown}
