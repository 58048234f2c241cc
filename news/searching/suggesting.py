"""What is offered while a reader types: institutions by any of their names, table families."""

from functools import lru_cache
from typing import NamedTuple

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from news.models import SearchEntry
from news.searching.asking import Meant, meant_by, sounds_like
from news.searching.index import stamp
from news.searching.showing import href_of
from news.searching.words import folded

MOST = 8
LONGEST = 30  # signs of what is typed; no name is longer by far
Kind = SearchEntry.Kind


class Known(NamedTuple):
    """An institution or a family as it is offered, and all it is known by."""

    kind: str
    label: str
    title: str
    path: str
    names: tuple


@require_safe
def suggest(request):
    """{"items": [{"text", "note", "href"}…]} for what is typed in `q`, the nearest first."""
    typed = folded(request.GET.get("q", "").replace("\0", "")).strip()
    found = suggestions(typed, known_at(stamp())) if 0 < len(typed) <= LONGEST else []
    items = [
        {"text": one.title, "note": f"{one.label}{called}", "href": href_of(one)}
        for one, called in found
    ]
    return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})


@lru_cache(maxsize=4)
def known_at(stamp):
    """All that readers may know by name, remembered for the stamp of an index; in one query."""
    entries = SearchEntry.objects.filter(kind__in=(Kind.INSTITUTION, Kind.FAMILY)).order_by("rank")
    labels = {Kind.INSTITUTION: "机构", Kind.FAMILY: "统计表"}
    told = entries.values_list("kind", "title", "path", "names")
    return [
        Known(kind, labels[kind], title, path, tuple(names)) for kind, title, path, names in told
    ]


def suggestions(typed, known):
    """(Known, the other name by which it was found, said in brackets) for each that is near."""
    found = [(place, one, said) for one in known for place, said in _nearest(typed, one)]
    found.sort(key=lambda near: near[0])
    if not found:
        institutions = [
            Meant(one.title, one.names) for one in known if one.kind == Kind.INSTITUTION
        ]
        meant = {one.name for one in meant_by(typed, institutions)}
        return [(one, "") for one in known if one.title in meant][:MOST]
    return [(one, said) for _, one, said in found[:MOST]]


def _nearest(typed, one):
    """How near, and by which name; nothing where it is not: titles before names of old, what
    begins so before what holds it, signs before sounds."""
    near = [
        (worth, number > 0, name)
        for number, name in enumerate(dict.fromkeys((one.title, *one.names)))
        if (worth := _worth(typed, name)) is not None
    ]
    if near:
        worth, is_other, name = min(near)
        yield (worth, is_other), f"，{name}" if is_other else ""


def _worth(typed, name):
    place = folded(name).find(typed)
    if place >= 0:
        return min(place, 1)
    return 2 if typed.isascii() and typed.isalpha() and sounds_like(typed, name) else None
