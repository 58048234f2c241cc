"""Uploaded files that no record tells of: what a process had stored that was killed before the
record, or the power cut. They are moved out of the way, never deleted."""

import time

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from stats import keeping
from stats.storing import WAITING

_A_DAY = 24 * 3600  # no save takes longer


def media():
    """All uploaded files that are kept, as Stored, in order; not those of a preview."""
    return sorted(one for one in default_storage.stored() if not one.name.startswith(WAITING))


def in_records(history=False):
    """The names of files that records tell of; with `history`, those too that they told of."""
    found = set()
    for model in apps.get_models():
        past = getattr(model, "history", None) if history else None
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                for records in (model._base_manager, *([past] if past else [])):
                    found |= set(records.values_list(field.attname, flat=True))
    return found - {"", None}


def sweep():
    """Move files aside that were of no record for a day, and forget previews as old; where to and
    how many, or None where there were none."""
    keeping.sweep()
    known, yesterday = in_records(history=True), time.time() - _A_DAY
    gone = [one.name for one in media() if one.modified < yesterday and one.name not in known]
    return (default_storage.set_aside(gone), len(gone)) if gone else None
