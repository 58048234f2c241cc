"""What is remembered lasts for an era, and belongs to the values it was made for."""

from django.template import Context, Engine, Template

from stats.remembering import during, remembered


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


def test_what_the_blocks_of_a_part_tell_belongs_to_its_values():
    base = "{% load keeping %}{% kept %}{{ who }} is {% block at %}here{% endblock %}{% endkept %}"
    pages = {
        "base": base,
        "there": '{% extends "base" %}{% block at %}there{% endblock %}',
        "then": '{% extends "base" %}{% block at %}{{ when }}{% endblock %}',
    }
    plain = ("django.template.loaders.locmem.Loader", pages)
    loader = ("django.template.loaders.cached.Loader", [plain])
    engine = Engine(loaders=[loader], libraries={"keeping": "stats.templatetags.keeping"})
    asked = [("base", 1), ("there", 2), ("then", 3), ("then", 4), ("there", 5)]
    with during(object()):
        told = [
            engine.get_template(name).render(Context({"who": n, "when": n})) for name, n in asked
        ]
    assert told == ["1 is here", "2 is there", "3 is 3", "4 is 4", "2 is there"]


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
