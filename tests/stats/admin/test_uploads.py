"""The upload form and the issue it is opened for."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_upload_form_opens_with_the_month_of_the_issue_at_hand(admin_client):
    query = {"period": "2024-09", "origin": "2024-10"}
    form = admin_client.get("/admin/stats/import/add/", query).context["form"]
    assert (form["period"].value(), form["origin"].value()) == ("2024-09", "2024-10")
