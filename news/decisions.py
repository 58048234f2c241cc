"""Decisions about one document, as they are stored: plain dicts, each with its kind. Pure.

facts   year, number, serial, printed_on    what was typed of an issue without masthead
edit    where, old → new                    a text that was misread
row     where, old → new                    the cells of a row
told    where, text, part                   what a stray line is
table   where, title, family [, new]        which family a table belongs to
column  family, path, metrics               what a column counts
layout  family, code                        a new arrangement of columns is right
mark    family, mark, meaning               what / or — stands for
name    name, institution or new            whose row it is
verdict code, where, message, verdict       on a warning
encoding encoding                           of a text file in doubt
"""

import hashlib
import json

from news.parsing.amending import PARTS

# By what each kind is known: the same thing decided again replaces what was decided before.
_IDENTITY = {
    "facts": (),
    "edit": ("where", "old"),
    "row": ("where", "old"),
    "told": ("where", "text"),
    "table": ("where",),
    "column": ("family", "path", "nth", "note"),
    "layout": ("family", "code"),
    "mark": ("family", "mark"),
    "name": ("name",),
    "verdict": ("code", "where", "message"),
    "encoding": (),
}
KINDS = frozenset(_IDENTITY)
MEANINGS = {"M": "不适用", "O": "缺失"}


def made(decisions):
    """The list of decisions in what a SourceDocument stores."""
    return list(decisions.get("made", []))


def key_of(decision):
    """A short text that is the same for every decision on the same thing."""
    known = [decision["kind"], *(decision.get(name) for name in _IDENTITY[decision["kind"]])]
    return hashlib.sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()[:16]


def with_decisions(stored, new):
    """What is to be stored once the `new` decisions are made as well."""
    keys = {key_of(one) for one in new}
    kept = [one for one in made(stored) if key_of(one) not in keys]
    return {**stored, "made": [*kept, *new]}


def without(stored, key):
    """What is to be stored once the decision with that key is taken back."""
    return {**stored, "made": [one for one in made(stored) if key_of(one) != key]}


def fingerprint(stored):
    """A text that changes whenever a decision does: what was looked at is what is saved."""
    text = json.dumps(made(stored), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def encoding_of(stored):
    """The encoding that was chosen, or None."""
    chosen = [one["encoding"] for one in made(stored) if one["kind"] == "encoding"]
    return chosen[-1] if chosen else None


def told(decision):
    """A decision in a sentence."""
    return _TOLD[decision["kind"]](decision)


def _facts(one):
    words = {"year": "年份", "number": "期号", "serial": "总期号", "printed_on": "印发日期"}
    return "填写了" + "、".join(f"{word} {one[name]}" for name, word in words.items() if one[name])


def _table(one):
    title = one.get("title") or one["where"]
    if "new" in one:
        return f"“{title}”是新的统计表“{one['new']['title']}”"
    return f"“{title}”归入统计表 {one['family']}"


def _column(one):
    metrics = "、".join(told.get("label") or told["code"] for told in one["metrics"])
    new = "新指标" if "label" in one["metrics"][0] else "指标"
    return f"列“{' → '.join(one['path'])}”是{new} {metrics}"


def _name(one):
    if "new" in one:
        return f"“{one['name']}”是新的机构“{one['new']['name']}”"
    return f"“{one['name']}”就是 {one.get('current') or one['institution']}"


_TOLD = {
    "facts": _facts,
    "edit": lambda one: f"{one['where']}：“{one['old']}”改为“{one['new'] or '（删去）'}”",
    "row": lambda one: f"{one['where']}：一行改为“{' | '.join(one['new']) or '（删去）'}”",
    "told": lambda one: f"{one['where']}：“{one['text'][:40]}”是{PARTS[one['part']]}",
    "table": _table,
    "column": _column,
    "layout": lambda one: f"表式 {one['code']} 无误",
    "mark": lambda one: f"记号“{one['mark']}”表示{MEANINGS[one['meaning']]}",
    "name": _name,
    "verdict": lambda one: f"“{one['message'][:40]}”：{one.get('label') or one['verdict']}",
    "encoding": lambda one: f"编码选定为 {one['encoding'].upper()}",
}
