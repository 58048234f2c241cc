"""What imports did is put down in parts; what earlier ones did was carried over whole."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from stats.models import Import, ImportPart
from tests.desk import make_staff

pytestmark = pytest.mark.django_db

migration = import_module("stats.migrations.0006_import_parts")
CELL = {"kind": "cell", "table": 7, "row": 1, "metric": "m", "where": "B4", "old": None}
CELLS = [{**CELL, "new": [str(n), "A", str(n)]} for n in range(1203)]
BEFORE = [
    {"kind": "institution", "id": 3},
    {"kind": "table", "id": 7},
    {"kind": "row", "table": 7, "id": 9},
    *CELLS,
    {**CELL, "table": 8, "new": ["1", "A", "1"]},
    {"kind": "record", "model": "news.brief", "id": 2, "old": None, "new": {"text": "甲"},
     "where": "第2行第5列"},
]  # fmt: skip


def test_what_earlier_imports_did_is_carried_over_whole():
    import_ = Import.objects.create(
        source="sheet", name="a.xlsx", sha256="0" * 64, imported_by=make_staff()
    )
    import_.changes = BEFORE
    stored = SimpleNamespace(order_by=lambda *_: SimpleNamespace(iterator=lambda _: [import_]))
    models = {"Import": SimpleNamespace(objects=stored), "ImportPart": ImportPart}
    apps = SimpleNamespace(get_model=lambda _, name: models[name])
    migration.part(apps, SimpleNamespace(connection=SimpleNamespace(vendor="sqlite")))
    import_ = Import.objects.get()
    assert [(part.kind, part.table, part.count) for part in import_.parts.all()] == [
        ("institution", None, 1),
        ("table", 7, 1),
        ("row", 7, 1),
        ("cell", 7, 500),
        ("cell", 7, 500),
        ("cell", 7, 203),
        ("cell", 8, 1),
        ("record", None, 1),
    ]
    told = [{**one, "table": 7 if one["kind"] == "table" else one.get("table")} for one in BEFORE]
    assert list(import_.changes()) == told
    assert (import_.count("cell"), import_.count("cell", "record")) == (1204, 1205)
