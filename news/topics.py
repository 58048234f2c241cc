"""Topics of articles: a few words each, as the office says them; none is ever guessed."""

import re

from django import forms
from django.db import models

BETWEEN = "、"
_BETWEEN = re.compile(r"[、，,；;\n]+")


def topics_of(text):
    """The topics that a text names, each once."""
    told = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(filter(None, told)))


def as_typed(topics):
    """These topics as one text."""
    return BETWEEN.join(topics)


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
