"""An issue of an office of two, ready to be led to its readers from the desk."""

from datetime import date

from django.urls import reverse
from lxml import html

from news.models import State
from news.publishing import approve, schedule, submit
from news.releasing import digest_of
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.web import text_of


def make_ready(number=9, **options):
    """A draft with nothing left to do."""
    facts = {"publisher": "编印单位", "editor": "编辑部", "period": date(2024, number - 1, 1)}
    origin, period = f"2024-{number:02d}", f"2024-{number - 1:02d}"
    table = make_table(period=period, origin=origin, published=False)
    return make_issue(2024, number, tables=[table], state=State.DRAFT, **facts, **options)


def make_person(name, *groups):
    user = make_staff(name, is_superuser=False)
    user.groups.set(groups)
    return user


def led_to(issue, state, moment=None):
    """`issue` brought to that state by somebody who may."""
    clerk, boss = make_staff(f"clerk-{issue.number}"), make_staff(f"boss-{issue.number}")
    if state != State.DRAFT:
        submit(issue, clerk)
    if state not in (State.DRAFT, State.IN_REVIEW):
        approve(issue, boss, digest_of(issue))
    if state == State.SCHEDULED:
        schedule(issue, boss, moment)
    return issue


def place(page, issue):
    return reverse(f"admin:news_issue_{page}", args=[issue.pk])


def press(client, step, issue, **data):
    """The answer to a button, as its form would send it; the page it leads to."""
    sent = {"state": issue.state, **data}
    return client.post(place(step, issue), sent, follow=True)


def told(response):
    """(level, message) of what the page says on top."""
    return [(one.level_tag, str(one)) for one in response.context["messages"]]


def buttons(response):
    page = html.document_fromstring(response.content.decode())
    return [text_of(one) for one in page.xpath("//*[@class='release-now']//button")]


def parts(response, path):
    page = html.document_fromstring(response.content.decode())
    return [text_of(one) for one in page.xpath(path)]
