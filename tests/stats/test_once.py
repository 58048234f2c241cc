"""What is written once is neither changed nor deleted, and says what to do instead."""

import pytest
from django.apps import apps

from stats.models.once import AppendOnly, WrittenOnce

RECORDS = [model for model in apps.get_models() if issubclass(model, WrittenOnce)]


def test_what_others_rely_on_later_is_written_once():
    assert sorted(model.__name__ for model in RECORDS) == [
        "AuditEntry",
        "AuditSeal",
        "Correction",
        "Edition",
        "EditionFile",
        "ReleaseDayChange",
        "Step",
    ]


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_written_once_is_not_written_again_and_not_deleted(model):
    name = model._meta.verbose_name
    with pytest.raises(AppendOnly) as changed:
        WrittenOnce.save(model(pk=1))
    with pytest.raises(AppendOnly) as deleted:
        model(pk=1).delete()
    assert str(changed.value) == f"{name}一经写入不能修改。{model.instead}"
    assert str(deleted.value) == f"{name}不能删除。"
