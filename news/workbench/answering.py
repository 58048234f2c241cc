"""What somebody answered on the workbench, as decisions; or why that cannot be one."""

import json
import re
from datetime import date

from news.decisions import KINDS, MEANINGS
from news.parsing.amending import PARTS
from news.workbench.asking import NEW, OTHER
from news.workbench.known import known_name
from stats.models import Dataset, Institution, Kind, Metric, Verdict
from stats.naming import slug_of

_QUESTION = re.compile(r"q(\d{1,5})")
_LONGEST = 20_000


class Wrong(Exception):
    """An answer that cannot be taken; the message says why."""


def decisions_in(post):
    """The decisions in a submitted form; questions left unanswered give none. Raises Wrong."""
    numbers = [match[1] for name in post if (match := _QUESTION.fullmatch(name))]
    found = []
    for number in numbers:
        answer = _Answer(post, number)
        decision = _TAKE[answer.identity["kind"]](answer)
        found += [decision] if decision else []
    return found


class _Answer:
    """The fields of one question."""

    def __init__(self, post, number):
        self._post, self._number = post, number
        self.identity = _identity(post[f"q{number}"])

    def __call__(self, name):
        return self._post.get(f"q{self._number}-{name}", "").replace("\r\n", "\n").replace("\0", "")

    def line(self, name, most=100):
        text = " ".join(self(name).split())
        if len(text) > most:
            raise Wrong(f"“{text[:20]}…”太长，最多 {most} 字。")
        return text

    def asked(self, button):
        """Whether a button for all questions of a kind was pressed."""
        return self._post.get(button)


def _identity(text):
    """What a question is about, as it was put into the page."""
    try:
        identity = json.loads(text)
        known = {
            "kind", "where", "old", "text", "title", "family", "path", "nth", "note", "decimals",
            "part_of", "pair", "code", "mark", "name", "message",
        }  # fmt: skip
        if identity["kind"] not in KINDS or not set(identity) <= known or len(text) > _LONGEST:
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise Wrong("页面上的内容不完整，没有记下；请刷新后再试。") from error
    return identity


def _facts(answer):
    year, number = _whole(answer("year"), "年份"), _whole(answer("number"), "期号")
    day = answer("printed_on").strip()
    if day:
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise Wrong("印发日期请写成 2024-09-28 的样子。") from error
    if (year and not 1980 <= year <= 2199) or (number is not None and not 1 <= number <= 400):
        raise Wrong("年份或期号不对，请核对。")
    told = {"year": year, "number": number, "serial": _whole(answer("serial"), "总期号")}
    told["printed_on"] = day or None
    return {"kind": "facts", **told} if any(told.values()) else None


def _whole(text, label):
    text = text.strip()
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Wrong(f"{label}请填写数字。")
    return int(text) if text else None


def _edit(answer):
    new = answer("text")
    if len(new) > _LONGEST:
        raise Wrong("改后的文字太长。")
    old = answer.identity["old"]
    return None if new == old else {**answer.identity, "new": new}


def _row(answer):
    new = answer("text").strip("\n").split("\n") if answer("text").strip() else []
    new = [cell.strip() for cell in new]
    return None if new == answer.identity["old"] else {**answer.identity, "new": new}


def _told(answer):
    part = answer("choice")
    return {**answer.identity, "part": part} if part in PARTS else None


def _table(answer):
    choice = answer("choice")
    if choice == NEW:
        title = answer.line("text", 200)
        if not title:
            raise Wrong("请填写新统计表的名称。")
        kind = answer("kind")
        new = {"title": title, "subject_kind": kind if kind in Kind.values else ""}
        return {**answer.identity, "family": _free_slug(title), "new": new}
    if not choice:
        return None
    if not Dataset.objects.filter(slug=choice, confirmed=True).exists():
        raise Wrong("所选的统计表已不存在，请重新选择。")
    return {**answer.identity, "family": choice}


def _free_slug(title):
    base = slug_of(title)[:60].strip("-")
    taken = set(Dataset.objects.values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _column(answer):
    identity = {name: answer.identity[name] for name in ("kind", "family", "path", "nth", "note")}
    choice = answer("choice")
    if choice == NEW or (not choice and answer.asked("all-new") == identity["family"]):
        return {**identity, "metrics": _new_metrics(answer)}
    if not choice:
        return None
    codes = choice.split(" ")
    known = Metric.objects.filter(dataset__slug=identity["family"], code__in=codes, confirmed=True)
    if len(codes) != known.count():
        raise Wrong("所选的指标已不存在，请重新选择。")
    return {**identity, "metrics": [{"code": code} for code in codes]}


def _new_metrics(answer):
    asked, unit = answer.identity, answer.line("unit", 20)
    labels = [answer.line(f"text{at or ''}", 200) for at in range(len(asked["pair"]))]
    if not all(labels):
        raise Wrong(f"请填写列“{' → '.join(asked['path'])}”的指标名称。")
    more = {"unit": unit, "decimals": asked["decimals"], "part_of": asked["part_of"]}
    return [{"label": label, **more} for label in labels]


def _layout(answer):
    return answer.identity if answer("choice") else None


def _mark(answer):
    meaning = answer("choice")
    return {**answer.identity, "meaning": meaning} if meaning in MEANINGS else None


def _name(answer):
    choice, text = answer("choice"), answer.line("text")
    printed = answer.identity["name"]
    if choice.removeprefix("+") in Kind.values and choice.startswith("+"):
        new = {"kind": choice[1:], "name": text or printed}
        return {**answer.identity, "new": new}
    if choice == OTHER or (not choice and text):
        choice = known_name(text)
        if choice is None:
            raise Wrong(f"没有找到名称是“{text}”的机构；“{printed}”没有记下。")
    if not choice:
        return None
    institution = Institution.objects.filter(code=choice, confirmed=True).first()
    if institution is None:
        raise Wrong("所选的机构已不存在，请重新选择。")
    return {**answer.identity, "institution": choice, "current": institution.name}


def _verdict(answer):
    verdict = answer("choice") or (answer.asked("all-verdicts") or "")
    if verdict not in Verdict.values:
        return None
    note = answer.line("note", 300)
    return {**answer.identity, "verdict": verdict, "note": note, "label": Verdict(verdict).label}


def _encoding(answer):
    encoding = answer("choice")
    known = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
    return {"kind": "encoding", "encoding": encoding} if encoding in known else None


_TAKE = {
    "facts": _facts,
    "edit": _edit,
    "row": _row,
    "told": _told,
    "table": _table,
    "column": _column,
    "layout": _layout,
    "mark": _mark,
    "name": _name,
    "verdict": _verdict,
    "encoding": _encoding,
}
