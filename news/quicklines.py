"""Briefs as quick lines: a brief a line, its date in front; what changes is told before it does."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.db import transaction
from django.db.models import F

from news.models import Brief
from news.parsing.briefs import parse_brief

_ALIKE = 0.6
_OUT_OF_THE_WAY = 10_000  # where briefs wait while others take their places


@dataclass(frozen=True)
class Line:
    """A line as understood: the days it tells, and the brief it was before, if any."""

    text: str
    date_from: date | None
    date_to: date | None
    brief: Brief | None = None

    @property
    def state(self):
        if self.brief is None:
            return "新增"
        return "不变" if self.brief.text == self.text and self.same_days else "修改"

    @property
    def same_days(self):
        return (self.brief.date_from, self.brief.date_to) == (self.date_from, self.date_to)


@dataclass(frozen=True)
class Plan:
    """What saving would do: the lines in their order, and the briefs that none of them is."""

    lines: tuple[Line, ...]
    removed: tuple[Brief, ...]


def as_lines(briefs):
    """Briefs as they are typed: a line each, further lines of one indented."""
    return "\n".join(brief.text.replace("\n", "\n　　") for brief in briefs)


def plan(issue, typed):
    """The Plan for what was typed, beside the briefs that `issue` has."""
    briefs = list(issue.briefs.order_by("position"))
    lines = [_understood(text, issue) for text in _split(typed)]
    known = _matched([line.text for line in lines], briefs)
    matched = [_with_days_kept(line, known.get(place)) for place, line in enumerate(lines)]
    taken = {brief.pk for brief in known.values()}
    return Plan(tuple(matched), tuple(brief for brief in briefs if brief.pk not in taken))


def _split(typed):
    """The texts of the lines; an indented line goes on with the one above."""
    texts = []
    for line in typed.splitlines():
        if line.strip() and texts and line[0].isspace():
            texts[-1] += f"\n{line.strip()}"
        elif line.strip():
            texts.append(line.strip())
    return texts


def _understood(text, issue):
    month = issue.printed_on.month if issue.printed_on else min(issue.number, 12)
    brief = parse_brief(text, "", issue.year, month)
    return Line(brief.text, brief.date_from, brief.date_to)


def _with_days_kept(line, brief):
    """A brief whose text stays keeps its days too: they may have been set by hand."""
    if brief and brief.text == line.text:
        return Line(line.text, brief.date_from, brief.date_to, brief)
    return Line(line.text, line.date_from, line.date_to, brief)


def _matched(texts, briefs):
    """{place: brief}: the same text first, then the most alike."""
    waiting, found = list(briefs), {}
    for place, text in enumerate(texts):
        same = next((brief for brief in waiting if brief.text == text), None)
        if same:
            found[place] = same
            waiting.remove(same)
    for place, text in enumerate(texts):
        if place not in found and waiting:
            nearest = max(waiting, key=lambda brief, text=text: _alike(text, brief.text))
            if _alike(text, nearest.text) >= _ALIKE:
                found[place] = nearest
                waiting.remove(nearest)
    return found


def _alike(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@transaction.atomic
def keep(issue, plan):
    """Make the briefs of `issue` those of the plan, each change with its history."""
    for brief in plan.removed:
        brief.delete()
    issue.briefs.filter(position__lt=_OUT_OF_THE_WAY).update(
        position=F("position") + _OUT_OF_THE_WAY
    )
    for position, line in enumerate(plan.lines, 1):
        _keep_line(issue, position, line)


def _keep_line(issue, position, line):
    brief = line.brief or Brief(issue=issue)
    stays = line.brief and line.state == "不变" and brief.position == position
    if stays:
        issue.briefs.filter(pk=brief.pk).update(position=position)
        return
    brief.position, brief.text = position, line.text
    brief.date_from, brief.date_to = line.date_from, line.date_to
    brief.save()
