"""What is remembered lasts for an era, and belongs to the values it was made for."""

from django.template import Context, Template

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
