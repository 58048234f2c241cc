"""Every screen of the desk in a real browser: it fits a laptop, is Chinese, keeps nobody out."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from news.workbench import waiting
from tests.access import every_page, make_people, make_world
from tests.desk import address
from tests.news.workbench.papers import APRIL
from tests.test_access import declared
from tests.test_desk import KEYS, KNOWN_WORDS, SERVER, english_words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
LOOK = """
    async () => {
        await document.fonts.ready  // until then the names of icons are words
        const said = ["title", "alt", "aria-label", "placeholder"].flatMap(name =>
            [...document.querySelectorAll(`[${name}]`)].map(one => one.getAttribute(name)))
        const buttons = [...document.querySelectorAll("[type=submit], [type=button]")]
        const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
        const {violations} = await axe.run(document, {runOnly: rules, preload: false})
        const wide = document.documentElement.scrollWidth - innerWidth
        document.querySelectorAll("pre").forEach(one => one.remove())  // written by machines
        return {
            wide,
            words: [document.title, document.body.innerText, ...said,
                ...buttons.map(one => one.value)].join(" "),
            axe: violations.flatMap(one =>
                one.nodes.map(node => `${one.id}: ${node.target.join(" ")}`)),
        }
    }
"""
# Django's own: an empty box of select2 is named by what it holds, which is nothing; the names of
# the magnifying glasses above the two lists of permissions.
THEIRS = (
    "aria-input-field-name: #select2-",
    'aria-prohibited-attr: span[aria-label="在',
)
# The editor's buttons draw icons by these names, in a font; their titles are Chinese.
ICONS = {"notes", "redo", "subscript", "superscript", "undo"}
KNOWN = KNOWN_WORDS | KEYS | ICONS | SERVER
NO_SCREEN = ("_export", "_file", "_download", "_workbook", "jsi18n", "autocomplete", "_life")
# What is deleted and what was is shown the same way everywhere; once is enough.
ALIKE = re.compile(r"(?<!stats_table)_(delete|history)$")


def test_every_screen_fits_a_laptop_is_chinese_and_keeps_nobody_out(
    page, live_server, client, roles
):
    people = make_people(roles)
    places = {"login": reverse("admin:login")} | screens(make_world(people), people["超级用户"])
    page.add_init_script(path=AXE)
    wrong = {}
    for name, place in places.items():
        page.goto(live_server.url + place)
        told = page.evaluate(LOOK)
        found = [one for one in told["axe"] if not one.startswith(THEIRS)]
        found += sorted(english_words(told["words"]) - KNOWN)
        found += [f"{told['wide']} pixels too wide"] if told["wide"] > 0 else []
        if found:
            wrong[name] = found
        if name == "login":
            enter(page, live_server, client, people["超级用户"])
    assert wrong == {}


def enter(page, live_server, client, user):
    """Log in without the form."""
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def screens(world, user):
    """The first address of every kind of page that is drawn, and a document that is worked on."""
    source, _ = waiting.wait("四月.txt", APRIL.encode(), user)
    waiting.read(source)
    bench = address(type(source), "workbench", source.pk)
    first, known = {"news_sourcedocument_workbench": bench}, declared()
    for (name, what), place in every_page(world).items():
        status = known.get((name, what, "GET"), {}).get("超级用户")
        if status == 200 and not name.endswith(NO_SCREEN) and not ALIKE.search(name):
            first.setdefault(name, place)
    return first
