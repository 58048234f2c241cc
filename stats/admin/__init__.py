"""The desk of the figures: stock Django admin, one module per subject."""

from stats.admin import (
    accounts,
    breaks,
    checks,
    corrections,
    datasets,
    imports,
    institutions,
    months,
    tables,
)

__all__ = [
    "accounts",
    "breaks",
    "checks",
    "corrections",
    "datasets",
    "imports",
    "institutions",
    "months",
    "tables",
]
