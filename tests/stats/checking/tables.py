"""The smallest tables for checks: a row a tuple, a column a word like days:上传天数:天."""

from stats.checking import check_tables
from stats.models import Column, Layout, Metric, Observation
from tests.builders import figure, group, make_table, number, subject

LEADING = {"number": number("序号"), "group": group(), "subject": subject("单位")}


def a_table(columns, *rows, stub="subject", related=None, ordered_by="", **options):
    """A table with these columns (code:label:unit, or a pair as a/b) and these rows.

    `related` says of a metric what it is a part of or earned from: {"phone": {"part_of": "all"}}.
    """
    words = [word.split(":") for word in columns.split()]
    header = [LEADING[role] for role in stub.split()]
    header += [figure(label, metrics=code.replace("/", " ")) for code, label, *_ in words]
    options = {"period": "2020-11", "origin": "2020-12", "title": "2020年11月统计表"} | options
    table = make_table(header=header, rows=rows, **options)
    metrics = {metric.code: metric for metric in table.dataset.metrics.all()}
    _name(metrics, words)
    for code, relations in (related or {}).items():
        changes = {name: metrics[other] for name, other in relations.items()}
        Metric.objects.filter(pk=metrics[code].pk).update(**changes)
    _lay_out(table.layout, metrics, words, ordered_by)
    return table


def _name(metrics, words):
    for codes, label, *unit in words:
        labels = label.split("/") if "/" in codes else [label]
        for code, name in zip(codes.split("/"), labels, strict=True):
            Metric.objects.filter(pk=metrics[code].pk).update(label=name, unit="".join(unit))


def _lay_out(layout, metrics, words, ordered_by):
    Layout.objects.filter(pk=layout.pk).update(ordered_by=metrics.get(ordered_by))
    for position, (codes, label, *_) in enumerate(words, 1):
        pair = [metrics[code] for code in codes.split("/")]
        Column.objects.update_or_create(
            layout=layout,
            position=position,
            defaults={
                "header_path": [label],
                "metric": pair[0],
                "whole": pair[1] if len(pair) > 1 else None,
            },
        )


def leave_unread(table, position, code, raw_text):
    """Make a cell one that could not be read."""
    cells = Observation.objects.filter(row__table=table, row__position=position, metric__code=code)
    assert cells.update(raw_text=raw_text, value=None, status="V") == 1


def found(*tables):
    """Whole findings on these tables, as (severity, code, where, message)."""
    return [facts(finding) for finding in check_tables(tables)]


def facts(finding):
    return finding.severity, finding.code, finding.where, finding.message
