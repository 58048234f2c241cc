"""The records of figures: institutions, table families, tables of a month, corrections, findings."""

from stats.models.checks import Finding, Severity, Verdict
from stats.models.corrections import Correction
from stats.models.datasets import Column, Dataset, Layout, Metric
from stats.models.institutions import Institution, InstitutionName, Kind
from stats.models.tables import Observation, Row, RowKind, Status, Table

__all__ = [
    "Column",
    "Correction",
    "Dataset",
    "Finding",
    "Institution",
    "InstitutionName",
    "Kind",
    "Layout",
    "Metric",
    "Observation",
    "Row",
    "RowKind",
    "Severity",
    "Status",
    "Table",
    "Verdict",
]
