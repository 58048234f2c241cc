"""The context of an issue as data for typst: strings, numbers and lists, ready to be set."""

from datetime import date

from django.urls import reverse

from news.parsing.articles import dateline_of
from news.printing.bodies import blocks_of, text_of
from news.printing.letters import breakable, missing, printed
from news.printing.qr import png_of
from news.printing.sheets import TALL, sheet_of
from news.printing.word_grids import MARK, REVISED
from news.printing.word_parts import dated, needs_month
from stats.changes import lines_of as corrections_of
from stats.models import Layout
from stats.shapes import month_name

BODY = 13.82  # points: 32 characters in a line of 156 mm
TABLE = 10.5
# Above figures that a paragraph tells of, and that were not printed as a table.
EXTRACT = "（以下数据摘自本期文字）"


def data_of(context, address, pictures):
    """All that the templates need; `pictures` keeps images and codes and gives their names."""
    issue, links = context["issue"], _Links(address.rstrip("/"), pictures)
    return {
        "masthead": _masthead(issue),
        "stories": [_story(story, pictures) for story in context["stories"]],
        "tables": _tables(context["shapes"], links),
        "briefs": [_brief(brief, issue) for brief in context["briefs"]],
        "colophon": _colophon(context, links),
        "meta": _meta(issue),
    }


def title_of(issue):
    return f"{issue.year}年第{issue.number}期"


def _masthead(issue):
    serial = f"（总第{issue.serial}期）" if issue.serial else ""
    day = _day(issue.printed_on)
    return {
        "name": breakable(issue.name),
        "number": f"{title_of(issue)}{serial}",
        "publisher": f"{breakable(issue.publisher)}　编印" if issue.publisher else "",
        "day": f"{day.year}年{day.month}月{day.day}日" if day else "",
        "running": _lines(getattr(issue, "running_text", "")),
    }


def _brief(brief, issue):
    """The days of a brief where its text does not tell them, and its lines."""
    label, tab, _ = dated(brief, issue).partition("\t")
    is_told = tab and not brief.text.startswith(f"{label}\t")
    return {"days": label if is_told else "", "lines": _lines(brief.text)}


def _meta(issue):
    day = _day(issue.printed_on)
    return {
        "title": f"{printed(issue.name)} {title_of(issue)}",
        "author": printed(issue.publisher or issue.organisation or ""),
        "day": [day.year, day.month, day.day] if day else [],
    }


def _day(value):
    return date.fromisoformat(value) if isinstance(value, str) and value else value


def _lines(text):
    return [line.strip() for line in breakable(text).split("\n") if line.strip()]


def _story(story, pictures):
    blocks, links = blocks_of(str(story.body), TABLE)
    return {
        "title": _lines(story.title),
        "subtitle": _lines(story.subtitle),
        "origin": [] if _mark_origin(story, blocks) else _origin(story),
        "blocks": blocks,
        "links": [[link, breakable(link)] for link in links],
        "images": [_image(image, pictures) for image in story.images],
    }


def _origin(story):
    told = getattr(story, "source", ""), getattr(story, "dateline", "")
    told = told if any(told) else (story.byline, "")
    return [breakable(text) for text in told] if any(told) else []


def _mark_origin(story, blocks):
    """True where the text itself begins with source and dateline, which then stand out in it."""
    if not blocks or not _origin(story) or blocks[0]["k"] != "p":
        return False
    first, *rest = blocks[0]["r"]
    said = dateline_of(first["t"])
    if not any(said) or said != (story.source, story.dateline):
        return False
    end = first["t"].index(said[1], len(said[0])) + len(said[1])
    parts = [first | {"t": first["t"][:end], "d": True}, first | {"t": first["t"][end:]}]
    blocks[0]["r"] = [*parts, *rest]
    return True


def _image(image, pictures):
    known = image.width and image.height
    return {
        "file": pictures.copy(image.name),
        "alt": printed(image.alt),
        "caption": breakable(image.caption),
        "size": [image.width, image.height] if known else [],
    }


def _tables(shapes, links):
    told = "".join(shape.text for shape in shapes if shape.form == Layout.Form.SENTENCE)
    tables = [_table(shape, links, told) for shape in shapes]
    return [table for table in tables if table["title"] or table["lines"] or table["sheet"]]


def _table(shape, links, told):
    sentence = shape.form == Layout.Form.SENTENCE
    shown = not sentence or not _is_told(shape.grid, told)
    lanes = 2 if shape.form == Layout.Form.TWO_UP else 1
    sheet = sheet_of(shape.grid, TABLE, lanes) if shown else None
    if sheet:
        sheet["tall"] = sheet["tall"] or len(shape.note) > TALL
    title = shape.extract_title if sentence and shown and not shape.title else shape.title
    return {
        "title": _lines(title),
        "preface": [EXTRACT] if sentence and sheet else _lines(shape.preface),
        "lines": _lines(shape.text) if sentence else [],
        "sheet": sheet,
        "notes": _lines(shape.note),
        "legend": _legend(shape, sheet),
        "changes": [printed(line) for line in _said_below(shape)],
        "live": _live(shape, links) if shape.text or sheet else {},
    }


def _said_below(shape):
    """The footnotes, and what was corrected."""
    return [*map(str, shape.footnotes), *corrections_of(shape.changes)]


def _is_told(grid, text):
    """Whether all figures of a grid stand in the sentences of the issue."""
    figures = [cell.text for row in grid.body for cell in row.cells if cell.role == "figure"]
    return all(figure in text for figure in figures)


def _legend(shape, sheet):
    marks = [[printed(mark.sign), printed(mark.meaning)] for mark in shape.legend]
    corrected = sheet and any("m" in cell for cell in sheet["cells"])
    return [*marks, *([[MARK, REVISED]] if corrected else [])] if sheet else []


def _live(shape, links):
    """Where this table lives on the site."""
    path = reverse("stats:table", args=[shape.slug, shape.period])
    return links.to(path, f"{printed(shape.family)}，{month_name(shape.period)}")


class _Links:
    """Ways from paper to the site; none without its address."""

    def __init__(self, address, pictures):
        self.address = address
        self.pictures = pictures

    def to(self, path, what):
        if not self.address:
            return {}
        url = f"{self.address}{path}"
        code = self.pictures.keep(png_of(url), ".png")
        return {"url": url, "text": url.partition("://")[2], "code": code, "what": what}


def _colophon(context, links):
    issue = context["issue"]
    path = reverse("news:issue", args=[issue.year, issue.number])
    inferred = "、".join(map(printed, context["inferred"]))
    return {
        "organisation": breakable(issue.organisation),
        "lines": [[printed(label), breakable(text)] for label, text in _fields(context)],
        "captions": [breakable(text) for text in context["captions"]],
        "run": f"本期共印 {issue.print_run} 份" if issue.print_run is not None else "",
        "inferred": f"{inferred}未印在原件上，由其他内容推断。" if inferred else "",
        "live": links.to(path, f"{title_of(issue)}网页版"),
    }


def _fields(context):
    period = context["issue"].period
    told = [("数据月份", month_name(period))] if needs_month(context) else []
    return [*context["colophon"], *told]


def missing_in(context):
    """(character, where) of all that no font of the print has, each once."""
    found = {(sign, where): None for where, text in _texts(context) for sign in missing(text)}
    return list(found)


def _texts(context):
    """(where, text) of all that is printed."""
    issue = context["issue"]
    yield from (("报头", text) for text in (issue.name, issue.publisher))
    for story in context["stories"]:
        where = f"文章“{story.title}”"
        for text in (story.title, story.subtitle, story.byline, text_of(str(story.body))):
            yield where, text
        yield from ((where, f"{image.alt}{image.caption}") for image in story.images)
    for shape in context["shapes"]:
        yield from ((f"统计表“{shape.title or shape.family}”", text) for text in _said(shape))
    yield from (("简讯", brief.text) for brief in context["briefs"])
    yield "刊尾", issue.organisation
    yield from (("刊尾", f"{label}{text}") for label, text in context["colophon"])
    yield from (("刊尾", text) for text in context["captions"])


def _said(shape):
    yield from (shape.title, shape.family, shape.preface, shape.text, shape.note)
    yield from map(str, shape.footnotes)
    for row in (*shape.grid.header, *(row.cells for row in shape.grid.body)):
        yield from (cell.text for cell in row)
