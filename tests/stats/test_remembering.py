"""What is remembered lasts for an era, and belongs to the values it was made for."""

from functools import partial

import pytest
from django.template import Context, Engine, Template, TemplateSyntaxError

from stats.remembering import by_way, during, remembered


def test_a_part_of_a_page_is_made_once_an_era_for_the_same_values():
    asked = []
    page = Template(
        "{% load keeping %}{{ free }}{% kept who.name %}{{ who.name }}{{ tell }}{% endkept %}"
    )

    def told(name, free):
        tell = lambda: asked.append(name) or len(asked)  # noqa: E731
        return page.render(Context({"who": {"name": name}, "free": free, "tell": tell}))

    with during(object()):
        first = [told("a", 1), told("a", 2), told("b", 3), told("a", 4)]
    with during(object()):
        then = [told("a", 5), told("a", 6)]
    assert first == ["1a1", "2a1", "3b2", "4a1"]
    assert then == ["5a3", "6a3"]
    assert [told("a", 7), told("a", 8)] == ["7a4", "8a5"]  # outside of any era


def engine(**pages):
    plain = ("django.template.loaders.locmem.Loader", pages)
    loader = ("django.template.loaders.cached.Loader", [plain])
    return Engine(loaders=[loader], libraries={"keeping": "stats.templatetags.keeping"})


def test_blocks_of_a_kept_part_and_what_is_to_be_new_are_made_each_time():
    pages = engine(
        base="{% load keeping %}{% kept %}{{ n }} is {% block at %}here{% endblock %}, "
        "{% if n %}{% kept %}{% anew %}{{ n }}{% endanew %}{% endkept %}{% endif %}.{% endkept %}",
        there='{% extends "base" %}{% block at %}there{% endblock %}',
        then='{% extends "base" %}{% block at %}then & {{ n }}{% endblock %}',
        both='{% extends "base" %}{% block at %}<{{ block.super }}>{% endblock %}',
    )
    asked = ["base", "there", "then", "both", "then", "base"]
    with during(object()):
        told = [
            pages.get_template(name).render(Context({"n": n})) for n, name in enumerate(asked, 1)
        ]
    assert told == [
        "1 is here, 1.", "2 is there, 2.", "3 is then & 3, 3.", "4 is <here>, 4.",
        "3 is then & 5, 5.", "1 is here, 6.",
    ]  # fmt: skip


def test_a_block_within_another_tag_cannot_stand_in_a_kept_part():
    wrong = "{% kept %}{% if n %}{% block at %}{% endblock %}{% endif %}{% endkept %}"
    with pytest.raises(TemplateSyntaxError, match="cannot hold a block within another tag"):
        engine().from_string("{% load keeping %}" + wrong)


def test_what_is_remembered_belongs_to_the_way_in_which_addresses_are_told():
    counted = remembered(partial(next, iter(range(9))))
    with during(object()):
        plain = [counted(), counted()]
        with by_way("/site"):
            below = [counted()]
            with by_way("/elder"):
                below += [counted()]
            below += [counted()]
        assert (plain, below, counted()) == ([0, 0], [1, 2, 1], 0)


def test_what_was_asked_is_asked_again_in_the_next_era_and_for_other_arguments():
    asked = []

    @remembered
    def length(text, more=0):
        asked.append(text)
        return len(text) + more

    with during(object()):
        assert [length("ab"), length("ab"), length("ab", more=1), length("c")] == [2, 2, 3, 1]
    with during(object()):
        assert length("ab") == 2
    assert asked == ["ab", "ab", "c", "ab"]
