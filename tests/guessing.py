"""Addresses somebody could guess, made from the addresses the site itself knows.

A new address is guessed without anybody telling; one that takes a word nobody has told of here
(`SECRET` and `RANDOM` by the names of their arguments) fails the tests until somebody does.
"""

import re
from itertools import product

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

KINDS = ("pdf", "docx", "zip", "csv", "xlsx", "json", "atom", "xml")
# What an issue in the making would be called by: its own words and those of what it is about.
SECRET = {
    "year": (2024,),
    "number": (11,),
    "version": (1,),
    "position": (1,),
    "kind": KINDS,
    "slug": ("secret", "bookings"),
    "period": ("2024-10",),
    "code": ("jue-mi-yi-yuan", "nan-jing-gu-lou-yi-yuan"),
    "section": ("issues", "articles", "tables", "months", "institutions", "secret"),
    "secret": (),
    "name": (),
}
RANDOM = {
    "year": (1999,),
    "number": (3,),
    "version": (1,),
    "position": (1,),
    "kind": KINDS,
    "slug": ("random",),
    "period": ("1999-10",),
    "code": ("random-random",),
    "section": ("random",),
    "secret": ("random" * 7,),
    "name": ("random.png",),
}
# What a page without arguments may be asked for; most take no notice.
QUERIES = (
    "",
    "?q=绝密",
    "?q=绝密医院",
    "?q=9081726354",
    "?q=secret",
    "?q=2024-10",
    "?q=第11期",
    "?dataset=secret",
    "?institution=jue-mi-yi-yuan",
    "?period=2024-10",
    "?year=2024&number=11",
    "?topic=绝密主题",
    "?page=2",
    "?page=last",
    "?at=2024-12-31",
)
# Where files would lie if somebody had put a folder on the web.
UNROUTED = (
    "/media/",
    "/media/images/",
    "/media/sources/",
    "/var/db.sqlite3",
    "/var/media/sources/",
    "/uploads/2024-11.pdf",
    "/static/2024-11.pdf",
    "/static/../var/secret_key",
    "/issues/2024/11/v2/",
    "/issues/2024/11/articles/2/",
    "/issues/2024/11/preview/",
    "/issues/2024/11.json",
    "/issues/2024/011/",
    "/issues/2024/11/..%2f11/",
    "/index.php?id=11",
)
CONDITIONS = {
    "GET": {},
    "HEAD": {},
    "Range": {"range": "bytes=0-99"},
    "If-None-Match": {"if-none-match": '"0", W/"0", *'},
    "If-Modified-Since": {"if-modified-since": "Fri, 01 Jan 2038 00:00:00 GMT"},
    "Accept": {"accept": "application/json, application/xml;q=0.5"},
}
_OF_THE_MOMENT = ("Date", "Expires")
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def public_patterns(patterns=None, space=()):
    """(name to reverse, names of its arguments) of every address outside the desk."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLPattern):
            yield ":".join((*space, one.name)), tuple(one.pattern.converters)
        elif one.namespace != "admin":
            within = (*space, one.namespace) if one.namespace else space
            yield from public_patterns(one.url_patterns, within)


def guessed(values):
    """{name of the family: addresses} of all families that take arguments."""
    found = {name: names for name, names in public_patterns() if names}
    unknown = {word for names in found.values() for word in names if word not in values}
    assert not unknown, f"tests/guessing.py knows no secret values of {sorted(unknown)}"
    return {name: _addresses(name, names, values) for name, names in found.items()}


def _addresses(name, names, values):
    addresses = []
    for chosen in product(*(values[word] for word in names)):
        try:
            addresses.append(reverse(name, kwargs=dict(zip(names, chosen, strict=True))))
        except NoReverseMatch:  # a kind of file that this family does not give away
            continue
    assert addresses or not all(values[word] for word in names), f"nothing was guessed of {name}"
    if name == "stats:series":  # which says whose only behind the question mark
        addresses = [f"{one}?of={code}" for one in addresses for code in values["code"]]
    return addresses


def plain():
    """{name of the family: addresses} of those without arguments, each with what may be asked."""
    return {
        name: [reverse(name) + query for query in QUERIES]
        for name, names in public_patterns()
        if not names
    }


def takes_arguments(name):
    """Whether addresses of that family say what they are of."""
    return dict(public_patterns())[name] != ()


def answers(client, address):
    """{way of asking: (status, headers, bytes)} of an address; one with a query is only fetched."""
    found = {}
    for way, headers in CONDITIONS.items() if "?" not in address else [("GET", {})]:
        ask = client.head if way == "HEAD" else client.get
        response = ask(address, headers=headers)
        told = {key: value for key, value in response.items() if key not in _OF_THE_MOMENT}
        found[way] = (response.status_code, told, _TOKEN.sub(b"", response.getvalue()))
    return found
