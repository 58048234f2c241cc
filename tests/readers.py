"""Readers of the formats figures are taken away in, written from the formats' own descriptions.

PX: "PX-file format specification AXIS-VERSION 2013" of Statistics Sweden. JSON-stat: json-stat.org.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

_KEYWORD = re.compile(r'([A-Z][A-Z0-9-]*)(?:\(((?:"[^"]*",?)+)\))?=')
_STRING = re.compile(r'"([^"]*)"')


@dataclass
class Px:
    """Keywords with their keys, and the cells by the codes of their sides."""

    words: dict
    cells: dict


def read_px(data):
    """The Px in these bytes."""
    text = data.decode("utf-8")
    assert 'CODEPAGE="utf-8";' in text
    words, place = {}, 0
    while not text.startswith("DATA=", place):
        match = _KEYWORD.match(text, place)
        end = _end(text, match.end())
        keys = tuple(_STRING.findall(match[2] or ""))
        words[match[1], keys] = text[match.end() : end]
        place = end + 1
        while text[place : place + 1] in ("\n", "\r"):
            place += 1
    body = text[place + len("DATA=") :].strip()
    assert body.endswith(";")
    return Px(words, _cells(words, body[:-1].split()))


def _end(text, place):
    """Where the semicolon is that ends a keyword: not within a string."""
    within = False
    while within or text[place] != ";":
        within ^= text[place] == '"'
        place += 1
    return place


def listed(px, *key):
    """The strings of a keyword."""
    return _STRING.findall(px.words[key[0], key[1:]])


def told(px, *key):
    """The text of a keyword, put together of its pieces."""
    return "".join(listed(px, *key))


def _cells(words, figures):
    sides = [side for name in ("STUB", "HEADING") for side in _STRING.findall(words[name, ()])]
    labels = [_STRING.findall(words["VALUES", (side,)]) for side in sides]
    assert all(len(some) == len(set(some)) for some in labels)
    places = list(product(*labels))
    assert len(places) == len(figures)
    return dict(zip(places, figures, strict=True))


def read_jsonstat(data):
    """The tidy lines of a JSON-stat dataset of ours, and its cells by the ids of their sides."""
    told = json.loads(data, parse_int=Decimal, parse_float=Decimal)
    assert (told["version"], told["class"]) == ("2.0", "dataset")
    sides = [told["dimension"][name]["category"] for name in told["id"]]
    assert [len(side["index"]) for side in sides] == told["size"]
    assert all(set(side["index"]) == set(side["label"]) for side in sides)
    cells = {}
    for number, value in told["value"].items():
        place, rest = [], int(number)
        for side in reversed(sides):
            rest, at = divmod(rest, len(side["index"]))
            place.append(side["index"][at])
        status = told["status"].get(number, "A")
        raw = told["extension"]["raw_text"].get(number)
        digits = "" if value is None else f"{value}"
        cells[tuple(reversed(place))] = (value, status, digits if raw is None else raw)
    return told, cells


def lines_of_jsonstat(data):
    """The cells of a JSON-stat dataset of one family as tidy lines."""
    told, cells = read_jsonstat(data)
    metrics = told["dimension"]["metric"]["category"]
    order, printings = list(metrics["index"]), {}
    for row in told["extension"]["rows"]:
        slug, period, issue, position, kind, group, code, name, subject = row
        seen = printings.setdefault((slug, period), [])
        if issue not in seen:
            seen.append(issue)
        for metric in order:
            cell = cells.get((period, str(seen.index(issue) + 1), subject, metric))
            if cell is not None:
                unit = metrics["unit"][metric].get("label", "")
                labels = (metric, metrics["label"][metric], unit)
                yield (slug, period, issue, kind, group, int(position), code, name, *labels, *cell)
