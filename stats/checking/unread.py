"""Cells that could not be read as a number."""

from stats.checking.registry import rule
from stats.models import Severity, Status


@rule("cell-unread", "column-of-text")
def every_figure_is_read(sheet, background):
    """Each cell not read is an error; a column in which none was is one finding."""
    for metric in sheet.metrics:
        cells = [(row, sheet.cell(row, metric)) for row in sheet.rows if sheet.cell(row, metric)]
        written = [(row, cell) for row, cell in cells if cell.raw_text.strip()]
        unread = [(row, cell) for row, cell in cells if cell.status == Status.UNREAD]
        if len(unread) > 1 and len(unread) == len(written):
            yield _column(sheet, metric, [cell for _, cell in unread])
        else:
            for row, cell in unread:
                message = f"“{cell.raw_text.strip()}”不能读作{metric.label}的数字。"
                yield sheet.finding("cell-unread", message, row, metric, Severity.ERROR)


def _column(sheet, metric, cells):
    """Words are expected in a column without a unit (备注); where one is, numbers were meant."""
    example = cells[0].raw_text.strip()
    message = f"这一列的 {len(cells)} 格都不是数字（如“{example}”），没有读作数据，照录原文。"
    severity = Severity.ERROR if metric.unit else Severity.WARNING
    return sheet.finding("column-of-text", message, None, metric, severity)
