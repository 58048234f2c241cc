"""The records of figures: institutions, families, tables of a month, corrections, findings."""

from stats.models.accounts import ROLES
from stats.models.breaks import Break
from stats.models.checks import Finding, Severity, Verdict
from stats.models.corrections import Correction, CorrectionReason, Deed
from stats.models.datasets import Column, Dataset, Layout, Metric
from stats.models.imports import Assignment, Import, ImportPart, NotPrinted, SheetForm
from stats.models.institutions import Institution, InstitutionName, Kind
from stats.models.tables import Observation, Row, RowKind, Status, Table

__all__ = [
    "ROLES",
    "Assignment",
    "Break",
    "Column",
    "Correction",
    "CorrectionReason",
    "Dataset",
    "Deed",
    "Finding",
    "Import",
    "ImportPart",
    "Institution",
    "InstitutionName",
    "Kind",
    "Layout",
    "Metric",
    "NotPrinted",
    "Observation",
    "Row",
    "RowKind",
    "Severity",
    "SheetForm",
    "Status",
    "Table",
    "Verdict",
]
