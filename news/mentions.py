"""Sentences taken from the record: noted when taken, looked at again when figures change."""

import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape

from news.models import Article, Brief, FigureMention
from stats.checking import announce
from stats.following import RowKey, Wanted, lines_of
from stats.models import Finding, Severity
from stats.shapes import month_name
from stats.telling import sentences

CODE = "sentence-figure"
announce(CODE)
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|td|th|blockquote)>|<br\s*/?>|\n")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Stale:
    """Words of a text whose figure is another in the record by now."""

    mention: FigureMention
    where: str
    old: str
    new: str

    @property
    def message(self):
        what = f"{self.mention.metric.label}，{month_name(self.mention.period)}"
        now = f"应为“{self.new}”" if self.new else "已没有这个数"
        return f"文中写“{self.old}”，按现在的记录{now}（{what}）。"


def take(issue, wanted, sentence, user):
    """The FigureMention of a sentence taken over into the texts of `issue`."""
    place = {"metric": wanted.metric, "row": wanted.row.code, "period": wanted.period}
    said = {"text": sentence.text, "told": sentence.told, "told_by": user}
    mention, _ = FigureMention.objects.update_or_create(
        issue=issue, kind=sentence.kind, **place, defaults=said
    )
    return mention


def stale_in(issues):
    """The Stale words in the texts of these issues, by issue; in five queries, or one if none."""
    found = defaultdict(list)
    mentions = _mentions(issues)
    blocks = _blocks({mention.issue_id for mention in mentions})
    for mention, now in zip(mentions, _told_now(mentions), strict=True):
        for what, old in _in_order(mention, now):
            if now.get(what) != old:
                found[mention.issue_id] += [
                    Stale(mention, where, old, now.get(what, ""))
                    for where in dict.fromkeys(
                        where
                        for where, block in blocks[mention.issue_id]
                        if _tells(block, old, mention)
                    )
                ]
    return found


def _in_order(mention, now):
    """What was told, in the order of the sentence: PostgreSQL keeps no order in JSON."""
    order = list(now)

    def place(told):
        what, words = told
        return order.index(what) if what in order else mention.text.find(words)

    return sorted(mention.told.items(), key=place)


def renew(issue):
    """Follow the texts: what tells the present figures, and no longer the old, is taken as told."""
    mentions = _mentions([issue])
    blocks = _blocks({mention.issue_id for mention in mentions})[issue.pk]
    for mention, now in zip(mentions, _told_now(mentions), strict=True):
        told = {what: _followed(blocks, mention, old, now.get(what, old))
                for what, old in mention.told.items()}  # fmt: skip
        if told != mention.told:
            mention.told = told
            mention.save(update_fields=["told"])


def _followed(blocks, mention, old, new):
    def told(words):
        return any(_tells(block, words, mention) for _, block in blocks)

    return new if told(new) and not told(old) else old


def findings_on(issues):
    """Unsaved warnings on the sentences of these issues."""
    stale = stale_in(issues)
    return [_finding(issue, one) for issue in issues for one in stale[issue.pk]]


def _finding(issue, stale):
    return Finding(
        origin=issue.origin,
        metric=stale.mention.metric,
        severity=Severity.WARNING,
        code=CODE,
        message=stale.message,
        where=stale.where,
    )


def recheck_sentences(issue):
    """Store anew what is odd about the sentences of one issue, after its texts were changed."""
    renew(issue)
    Finding.objects.sync(issue.origin, findings_on([issue]), among={CODE})


def _mentions(issues):
    mentions = FigureMention.objects.filter(issue__in=issues)
    return list(mentions.select_related("issue", "metric__dataset"))


def _told_now(mentions):
    """What the same sentences would tell now, for each mention."""
    wanted = [
        Wanted(one.metric, RowKey.read(one.row), one.period, one.issue.origin) for one in mentions
    ]
    lines = lines_of(wanted)
    for mention, line in zip(mentions, lines, strict=True):
        said = {one.kind: one.told for one in sentences(line, mention.period)}
        yield said.get(mention.kind, {})


def _blocks(issues):
    """{issue: [(where, paragraph)]} of the texts of these issues."""
    found = defaultdict(list)
    if not issues:
        return found
    for issue, title, body in _texts(Article, issues, "title", "body"):
        paragraphs = (unescape(_TAG.sub("", part)) for part in _BLOCK_END.split(body))
        found[issue] += [(f"文章“{title}”", text) for text in paragraphs if text.strip()]
    for issue, text in _texts(Brief, issues, "text"):
        found[issue].append((f"简讯“{text[:30]}”", text))
    return found


def _texts(model, issues, *fields):
    texts = model.objects.filter(issue__in=issues).order_by("issue", "position")
    return texts.values_list("issue", *fields)


def _tells(block, words, mention):
    """Whether a paragraph says these words of that figure; a number in a longer one is not it."""
    pattern = rf"(?<![\d.]){re.escape(words)}(?!\d|\.\d)"
    about = (mention.metric.label, mention.metric.dataset.title, _subject(mention))
    return bool(re.search(pattern, block)) and any(name and name in block for name in about)


def _subject(mention):
    """Whose figure it is, as the sentence said: what stands between the month and the label."""
    opening = mention.text.partition("，")[2]
    return opening.partition(mention.metric.label)[0]
