"""Topics of articles: a few words each, as the office says them; none is ever guessed."""

import re

from django import forms
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan

BETWEEN = "、"
_BETWEEN = re.compile(r"[、，,；;\n]+")


def topics_of(text):
    """The topics that a text names, each once."""
    told = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(filter(None, told)))


def as_typed(topics):
    """These topics as one text."""
    return BETWEEN.join(topics)


def names_topic(topic):
    """Whether the `topics` of a record name this one, as a condition."""
    between = Value(BETWEEN)
    marked = Concat(between, "topics", between, output_field=models.CharField())
    return GreaterThan(StrIndex(marked, Value(f"{BETWEEN}{topic}{BETWEEN}")), 0)


class TopicsInput(forms.CharField):
    def clean(self, value):
        return super().clean(as_typed(topics_of(value or "")))


class TopicsField(models.CharField):
    """Topics as one text, written the same way whichever door they come in by."""

    def to_python(self, value):
        return as_typed(topics_of(super().to_python(value) or ""))

    def pre_save(self, record, add):
        told = self.to_python(super().pre_save(record, add))
        setattr(record, self.attname, told)
        return told

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": TopicsInput} | kwargs))
