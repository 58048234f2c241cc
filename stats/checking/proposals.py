"""What a document brought that nobody has confirmed yet, with the nearest known names beside it."""

from stats.checking.registry import rule
from stats.matching import nearest
from stats.models import Severity


@rule("dataset-unconfirmed")
def family_is_confirmed(sheet, background):
    if not sheet.table.dataset.confirmed:
        message = (
            f"没有见过这种统计表，已另列为待确认的“{sheet.table.dataset}”，请确认或并入已有的。"
        )
        yield sheet.finding("dataset-unconfirmed", message, severity=Severity.ERROR)


@rule("metric-unconfirmed")
def metrics_are_confirmed(sheet, background):
    for metric in sheet.metrics:
        if not metric.confirmed:
            like = _like(metric.label, background.metric_labels[metric.dataset_id])
            message = f"没有见过“{metric.label}”这一列，已列为待确认的指标，{like}。"
            yield sheet.finding("metric-unconfirmed", message, None, metric, Severity.ERROR)


@rule("institution-unconfirmed")
def institutions_are_confirmed(sheet, background):
    for row in sheet.data:
        institution = row.institution
        if institution and not institution.confirmed:
            like = _like(institution.name, background.institution_names[institution.kind])
            message = f"没有见过“{institution.name}”，已列为待确认的机构，{like}。"
            yield sheet.finding("institution-unconfirmed", message, row, severity=Severity.ERROR)


@rule("layout-new")
def layout_is_known(sheet, background):
    layout = sheet.table.layout
    if not layout.confirmed and sheet.table.dataset.confirmed:
        message = f"各列与已知的表式都不同，已另列为待确认的表式“{layout.code}”，请核对。"
        yield sheet.finding("layout-new", message)


def _like(name, known):
    names = "、".join(f"“{other}”" for other in nearest(name, known))
    return f"相近的已知名称有{names}" if names else "没有相近的已知名称"
