"""A desk at which documents are uploaded, looked at and decided, as a browser would do it."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from news.models import SourceDocument


def address(page, *args):
    return reverse(f"admin:news_sourcedocument_{page}", args=args)


def upload(client, **files):
    """Send these files (name without suffix=content) in one form and read them all."""
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    response = client.post(address("upload"), {"files": sent}, follow=True)
    while client.post(address("read_next"), headers={"accept": "application/json"}).json()["left"]:
        pass
    return response


def document(name):
    return SourceDocument.objects.get(name=name)


def opened(client, source, query=""):
    """The workbench page of a document, parsed."""
    response = client.get(address("workbench", source.pk) + query)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def questions(page):
    """Number by identity of every question on a page."""
    boxes = page.xpath("//input[@type='hidden'][starts-with(@name, 'q')]")
    return [(box.get("name"), json.loads(box.get("value"))) for box in boxes]


def answer(client, source, *answers, query="", **more):
    """Answer questions as ({what it is about}, {field: value}); all others are left blank."""
    page, sent = opened(client, source, query), dict(more)
    asked = questions(page)
    for about, fields in answers:
        found = [(q, one) for q, one in asked if about.items() <= one.items()]
        assert found, (about, asked)
        name, identity = found[0]
        sent[name] = json.dumps(identity, ensure_ascii=False)
        sent |= {f"{name}-{field}": value for field, value in fields.items()}
    return client.post(address("decide", source.pk), sent, follow=True)


def counts(source):
    source.refresh_from_db()
    return source.report.get("counts")


def take(client, source, **more):
    """Press 收录 on the page as it is now."""
    page = opened(client, source)
    form = page.xpath("//form[contains(@action, '/take/')]")[0]
    data = {box.get("name"): box.get("value") for box in form.xpath(".//input")}
    return client.post(address("take", source.pk), data | more, follow=True)


def decide_april(client, source):
    """Everything that the April bulletin needs."""
    table = {"kind": "table", "title": "2023年4月健康码核验情况"}
    answer(
        client,
        source,
        ({"kind": "name"}, {"choice": "+hospital"}),
        ({"kind": "column", "path": ["网上预约"]}, {"choice": "online"}),
        (
            {"kind": "column", "path": ["自助机预约"]},
            {"choice": "+new", "text": "自助机预约", "unit": "次"},
        ),
        (table, {"choice": "+new", "text": "健康码核验情况", "kind": "hospital"}),
        ({"kind": "edit", "old": "1O"}, {"text": "10"}),
        ({"kind": "told", "where": "第17行"}, {"choice": "note"}),
    )
    [family] = [d["family"] for d in source_decisions(source) if d["kind"] == "table"]
    columns = [
        ({"kind": "column", "path": [label]}, {"text": label, "unit": "次"})
        for label in ("核验次数", "异常次数")
    ]
    mark = ({"kind": "mark", "mark": "/"}, {"choice": "M"})
    answer(client, source, *columns, mark, **{"all-new": family})


def source_decisions(source):
    source.refresh_from_db()
    return source.decisions.get("made", [])
