"""Which family, metric and institution a printed word means. Pure: works on records handed in.

A match is exact (the key of the words, or a pattern the catalogue states) or there is none: then
the importer proposes something new. Nothing is ever taken for the nearest known thing.
"""

import difflib
import re

from stats.naming import name_key
from stats.parsing.months import spans_months, without_months
from stats.parsing.wording import without_continuation_mark, without_unit_line

_SHARED_TITLE = 0.6
_LOOKS_LIKE = {
    "hospital": re.compile(r".*(?:医院|院区|分院|防治院|保健院|医疗区|诊所|卫生院)(?:\(.*\))?"),
    "district": re.compile(r".*(?:区|县)"),
    "city": re.compile(r".*市"),
    "channel": re.compile(r".*(?:客户端|微信.*|APP|网站?|公众号|小程序|平台)"),
    "other": re.compile(r".*(?:中心|站|局|委|所|校|部|处|公司|学院|大学)(?:\(.*\))?"),
}


def title_key(title):
    """What stays of a title from month to month: no blanks, no months, no unit, （） as ()."""
    return name_key(without_months(without_unit_line(without_continuation_mark(title))))


def title_pattern_of(title):
    """A layout's title pattern that fits `title` in any month; empty where it would be too long."""
    key = title_key(title)
    escaped = "".join(f"\\{sign}" if sign in r"\.^$*+?{}[]|()" else sign for sign in key)
    return escaped if len(escaped) <= 200 else ""


def path_key(path):
    """A header path made comparable."""
    return tuple(name_key(part) for part in path)


def column_for(families_columns, path, nth=0):
    """The Column among `families_columns` printed under `path`, or None: that of the first layout
    which prints it, as the `nth` (from 0) column of that path where one layout has several.

    … in a column's path stands for any words; an exact path goes before such a pattern.
    """
    wanted = path_key(path)
    exact, patterns = {}, {}
    for column in families_columns:
        known = path_key(column.header_path)
        if known == wanted:
            exact.setdefault(column.layout_id, []).append(column)
        elif any("..." in part for part in known) and _fits(known, wanted):  # … under NFKC
            patterns.setdefault(column.layout_id, []).append(column)
    found = (columns for kinds in (exact, patterns) for columns in kinds.values())
    return next((columns[nth] for columns in found if len(columns) > nth), None)


def _fits(known, wanted):
    if len(known) != len(wanted):
        return False
    return all(
        re.fullmatch(".+".join(map(re.escape, part.split("..."))), words)
        for part, words in zip(known, wanted, strict=True)
    )


def family_of_table(parsed, families):
    """The family a printed table belongs to, and whether its title says so; (None, False) if none.

    Its title fits a layout's pattern, or every figure column (two at least) is known in just one
    family with a title much like it, that speaks of one month and bears the same words in brackets.
    `families` yield .layouts_known and .columns_known.
    """
    titled = [f for f in families if _title_fits(f, title_key(parsed.title), table=True)]
    if titled:
        return _best(titled, parsed), True
    paths = [column.path for column in parsed.columns if column.role == "figure"]
    if len(paths) < 2 or not parsed.title or spans_months(parsed.title):
        return None, False
    alike = [
        f
        for f in families
        if all(column_for(f.columns_known, path) for path in paths)
        and _title_alike(f, title_key(parsed.title))
    ]
    return (alike[0], False) if len(alike) == 1 else (None, False)


def _best(families, parsed):
    """Of families with the same title: the one that knows most of the columns."""
    paths = [column.path for column in parsed.columns if column.role == "figure"]
    return max(families, key=lambda f: sum(bool(column_for(f.columns_known, p)) for p in paths))


def _title_fits(family, key, table):
    return any(
        layout.title_pattern
        and (layout.form != "sentence") == table
        and re.fullmatch(layout.title_pattern, key, re.IGNORECASE)
        for layout in family.layouts_known
    )


def _title_alike(family, key):
    # What may be missing from the title (表?, (医院)?) is no part of what it always says.
    always = [re.sub(r"\([^()]*\)\?|.\?", "", x.title_pattern) for x in family.layouts_known]
    literal = [re.sub(r"[\\?^$|.*+{}\[\],]", "", pattern) for pattern in always]
    return any(
        _in_brackets(text) == _in_brackets(key)
        and difflib.SequenceMatcher(None, text, key).ratio() >= _SHARED_TITLE
        for text in literal
    )


def _in_brackets(text):
    """What stands in brackets at the end of a title: it tells (区) from (医院)."""
    match = re.search(r"\(([^()]*)\)$", text)
    return match[1].lstrip("各") if match else ""


def families_of_sentence(subject, title, families):
    """The families whose paragraphs speak of `subject`, or are printed under `title` where the
    paragraph names no subject."""
    key = name_key(subject) or title_key(title)
    return [family for family in families if _title_fits(family, key, table=False)]


def family_of_figure(figure, candidates):
    """Of the `candidates` for a sentence, the one that knows the figure's label; else the first,
    for a figure in a list of names the one with the label most like it."""
    known = [f for f in candidates if column_for(f.columns_known, (figure.label,))]
    if known or not figure.name:
        return (known or candidates)[0]
    return max(candidates, key=lambda family: _label_likeness(family, figure.label))


def _label_likeness(family, label):
    ratios = [
        difflib.SequenceMatcher(None, "".join(column.header_path), label).ratio()
        for column in family.columns_known
    ]
    return max(ratios, default=0)


def likely_kind(name, subject_kind):
    """The kind a new institution of that printed name has, or an empty string where the name does
    not look like one of an institution and the family does not say what its rows are."""
    key = name_key(name)
    if subject_kind and not (subject_kind == "hospital" and _LOOKS_LIKE["district"].fullmatch(key)):
        return subject_kind
    return next((kind for kind, shape in _LOOKS_LIKE.items() if shape.fullmatch(key)), "")


def nearest(name, known, count=3):
    """Up to `count` of the `known` names most like `name`, the most like first."""
    return difflib.get_close_matches(name, known, n=count, cutoff=0.5)
