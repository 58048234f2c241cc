"""Words that tell a figure follow when the figure is corrected, where they tell it once."""

import re

from stats.models import Metric, Table

WORDED = ("note", "text")


def followed(table, cells, typed):
    """The changes of words, beside those `typed`, that changed `cells` of `table` lead to.

    A paragraph that several tables were printed in is changed in each of them.
    """
    units = dict(Metric.objects.filter(dataset=table.dataset_id).values_list("code", "unit"))
    figures = {(c["old"][2].strip(), units[c["metric"]], c["new"][2].strip())
               for c in cells if c["old"] and c["old"][0] and c["new"][0]}  # fmt: skip
    told = {}  # {line as it was: line as it is to be}
    for line in (table.note + "\n" + table.text).split("\n"):
        new = line
        for figure in figures:
            new = _with_figure(new, *figure)
        if new != line:
            told[line] = new
    done = {(change["table"], change["field"]) for change in typed}
    return [change for change in _changes(table, told) if _place(change) not in done]


def _changes(table, told):
    kin = Table.objects.filter(origin=table.origin) if told else ()
    for one in kin:
        for field in WORDED:
            old = getattr(one, field)
            new = "\n".join(told.get(line, line) for line in old.split("\n"))
            if new != old:
                yield {"table": one.pk, "field": field, "old": old, "new": new}


def _place(change):
    return change["table"], change["field"]


def _with_figure(line, old, unit, new):
    """The line with the new figure where it tells the old one, and does so once."""
    pattern = rf"(?<![\d.,．]){re.escape(old)}(?=\s*{re.escape(unit)})(?![\d.．]|,\d|\s*[年月日])"
    return re.sub(pattern, lambda _: new, line) if len(re.findall(pattern, line)) == 1 else line
