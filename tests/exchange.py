"""Lists out of the admin and in again, as a browser would do it."""

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from news.models import Article, Brief
from stats.models import Institution, InstitutionName
from tests.desk import address

IMPORTED = [Institution, InstitutionName, Article, Brief]


def exported(client, model, kind, query=""):
    response = client.get(address(model, "export", kind) + query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def previewed(client, model, name, data):
    sent = {"import_file": SimpleUploadedFile(name, data), "sent": "yes"}
    page = client.post(address(model, "import"), sent)
    assert page.status_code == 200
    return page


def written(client, model, page):
    form, result = page.context["confirm_form"], page.context["result"]
    sent = {**form.initial, "digest": result.digest}
    return client.post(address(model, "process_import"), sent, follow=True)


def lines_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def csv_of(lines, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(lines):
    book, data = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(data)
    return data.getvalue()


def nothing_to_write(client, model, name, data):
    """The Outcome of a preview that changes nothing."""
    result = previewed(client, model, name, data).context["result"]
    assert (result.refused[:5], result.writes) == ([], 0)
    return result
