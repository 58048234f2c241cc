"""Names that staff change are found under the new name as soon as the change is committed."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from news.searching.index import index_names
from stats.models import Dataset, Institution, InstitutionName, Metric
from stats.past import many_changed

NAMED = (Institution, InstitutionName, Dataset, Metric)


def follow(sender, raw=False, **kwargs):
    """Once for all that one transaction changes, however many records that are."""
    waiting = transaction.get_connection().run_on_commit
    if not raw and all(known[1] is not index_names for known in waiting):
        transaction.on_commit(index_names)


def watch():
    for model in NAMED:
        for signal in (post_save, post_delete, many_changed):
            signal.connect(follow, sender=model, dispatch_uid=f"news.searching.{model.__name__}")
