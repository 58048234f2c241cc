"""Every kind of finding has a Chinese name, also the next one somebody writes."""

import ast

from stats.checking import codes
from stats.checking.labels import LABELS, label_of
from tests.test_house import WRITTEN, tree

TELLING = {"Oddity", "finding", "_finding", "_odd", "_doubt", "announce", "rule", "Reading"}
NO_CODES = {"error", "warning"}


def told():
    """Code by code what the sources announce as a finding."""
    calls = (node for path in WRITTEN for node in ast.walk(tree(path)))
    for call in calls:
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        for given in call.args if name in TELLING else []:
            text = given.value if isinstance(given, ast.Constant) else None
            if isinstance(text, str) and text.replace("-", "").islower() and text.isascii():
                yield text


def test_every_code_has_a_name():
    assert ({*told()} | codes()) - NO_CODES - set(LABELS) == set()


def test_names_are_chinese_and_different():
    assert not [name for name in LABELS.values() if name.isascii()]
    assert len(set(LABELS.values())) == len(LABELS)


def test_a_code_of_former_times_has_a_name_too():
    assert label_of("long-gone") == "其他"
