"""Lists out of the admin and in again: nothing changes, edits are told, nonsense is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stats.models import Dataset, Observation
from tests.desk import address, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


def exported(client, model, kind, query=""):
    response = client.get(address(model, "export", kind) + query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def previewed(client, model, name, data):
    file = SimpleUploadedFile(name, data)
    page = client.post(address(model, "import"), {"import_file": file, "sent": "yes"})
    assert page.status_code == 200
    return page


def written(client, model, page):
    form = page.context["confirm_form"]
    digest = page.context["result"].digest
    sent = {"import_file_name": form.initial["import_file_name"], "digest": digest}
    return client.post(address(model, "process_import"), sent, follow=True)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_what_is_exported_changes_nothing_when_it_comes_back(sample_issues, admin_client, kind):
    for dataset in Dataset.objects.all():
        query = f"?row__table__dataset__id__exact={dataset.pk}"
        data = exported(admin_client, Observation, kind, query)
        result = previewed(admin_client, Observation, f"a.{kind}", data).context["result"]
        expected = Observation.objects.filter(row__table__dataset=dataset).count()
        assert (result.refused[:5], result.writes) == ([], 0)
        assert result.unchanged == expected
